"""Which columns each kind of file has. To add a column, add a line here and give it a place in the records.

A column is matched by its names without case, spaces, underscores and hyphens. Whatever else stands in
the file is kept as notes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.disposition import Route
from app.domain.selling import Place
from app.errors import UserError
from app.saying import say
from app.services.importing import cells
from app.services.importing.dates import reader
from app.services.spreadsheets import as_given

PLATFORMS = ("tiktok_shop", "amazon", "shopify", "temu", "ebay", "other")
MOST_SEEN = 256
LONGEST_SEEN = 64
"""So many cells of a column, each of so many characters at most, are read only once a file: most repeat themselves."""
OUR_REASON = "regrade_reason"
"""The column that we write beside rejected rows; a file that is imported again may still have it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its cells are read, and what an empty one means.

    `required`: column and cell must be there. `aliases`: its other names, the likelier first. `dated`: it holds times,
    whose order of day and month the whole file decides.
    """

    name: str
    read: Callable[[str], Any]
    empty: Any = ""
    required: bool = False
    aliases: tuple[str, ...] = ()
    dated: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, plain."""
        return tuple(plain(name) for name in (self.name, *self.aliases))

    def value(self, cell: str) -> object:
        """What a cell says; raises `cells.Unfit`."""
        text = cells.checked(cell)
        if text:
            return self.read(text)
        if self.required:
            raise cells.Unfit(say("it must be filled in"))
        return self.empty

    def value_seen(self, cell: str, seen: dict[str, Any]) -> object:
        """The same, and `seen` has it from now on; a number or date of a spreadsheet only looks like a text."""
        value = self.value(cell)
        if len(seen) < MOST_SEEN and len(cell) <= LONGEST_SEEN and type(cell) is str:
            seen[cell] = value
        return value


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    `fault` judges a row as a whole: the column that is to blame, and why. `fixed` are values that every row has.
    """

    name: str
    columns: tuple[Column, ...]
    fault: Callable[[Mapping[str, Any]], tuple[str, str] | None] = lambda _: None
    fixed: Mapping[str, Any] = field(default_factory=dict)


def pulled(kind: Kind) -> Kind:
    """The same rows as a shop tells them when it is asked, which are of now as no file is."""
    return replace(kind, name=f"pulled-{kind.name}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file's columns stand: known ones by their place, the others by the name they had.

    `ours`: the file is one of rejected rows that we wrote, whose cells may begin with our mark of text. `seen`: of each
    known column what cells of this file have said.
    """

    width: int
    known: tuple[tuple[int, Column], ...]
    others: tuple[tuple[int, str], ...]
    seen: tuple[dict[str, Any], ...]
    ours: bool = False

    def read_by(self, order: str) -> "Layout":
        """With the columns of times read in the order that the file's dates are in."""
        known = tuple(
            (place, replace(column, read=reader(order)) if column.dated else column) for place, column in self.known
        )
        return replace(self, known=known, seen=tuple({} for _ in known))

    def cells_of(self, row: Sequence[str]) -> Sequence[str]:
        """A row's cells as they stood in the file that the rejected rows came from."""
        return [as_given(cell) for cell in row] if self.ours else row


def must(name: str, read: Callable[[str], Any], *aliases: str) -> Column:
    """A column that must be there, filled in every row."""
    return Column(name, read, required=True, aliases=aliases)


def flag(name: str) -> Column:
    """A yes or no, where nothing said is no."""
    return Column(name, cells.yes_or_no, empty=False)


def plain(name: str) -> str:
    """A column's name without case, spaces, underscores and hyphens."""
    return "".join(name.casefold().split()).replace("_", "").replace("-", "")


def _neither_sku_nor_category(row: Mapping[str, Any]) -> tuple[str, str] | None:
    if row.get("sku") or row.get("category"):
        return None
    return "sku", say("say which SKU or which category the instruction is for")


_CLIENT = must("client", cells.name)
_SKU = must("sku", cells.sku)
_LISTING_PARAMETERS = (
    "product_id",
    "sku_id",
    "warehouse_id",
    "listing_sku",
    "product_type",
    "inventory_item_id",
    "location_id",
    "target",
)

PRODUCTS = Kind(
    "products",
    (
        _CLIENT,
        _SKU,
        must("title", cells.words),
        Column("category", cells.name),
        Column("barcodes", cells.codes, ()),
        Column("fnsku", cells.code),
        Column("asin", cells.code),
        Column("price", cells.amount, None),
        Column("cost", cells.amount, None),
        Column("currency", cells.currency, "USD"),
        Column("weight_g", cells.grams, None),
        Column("weight_tolerance_g", cells.grams, None),
        Column("size", cells.name),
        Column("colour", cells.name),
        Column("accessories", cells.parts, ()),
        Column("components", cells.components, {}),
        flag("serial_tracked"),
        flag("data_bearing"),
        flag("battery"),
        flag("hygiene"),
        flag("expiry_tracked"),
        Column("photo", cells.words),
    ),
)

RETURNS = Kind(
    "returns",
    (
        _CLIENT,
        must("platform", cells.one_of(*PLATFORMS)),
        must("order_id", cells.code),
        Column("rma", cells.code),
        Column("tracking", cells.tracking),
        _SKU,
        Column("quantity", cells.pieces, 1),
        Column("reason_code", cells.name),
        Column("reason_text", cells.words),
        Column("customer_note", cells.words),
        Column("requested_at", cells.time, None),
        Column("size", cells.name),
        Column("colour", cells.name),
        Column("serial", cells.code),
    ),
)

_route = cells.one_of(*(route.value for route in Route))

INSTRUCTIONS = Kind(
    "instructions",
    (
        _CLIENT,
        Column("sku", cells.name),
        Column("category", cells.name),
        must("text", cells.words),
        Column("language", cells.name),
        Column("shots", cells.parts, ()),
        Column("forbid_routes", lambda cell: tuple(map(_route, cells.parts(cell))), ()),
        Column("valid_until", cells.time, None),
    ),
    _neither_sku_nor_category,
)


def _books_of_a_shop(row: Mapping[str, Any]) -> tuple[str, str] | None:
    if row.get("books") and not row.get("target"):
        return "books", say(
            "only a house system, which has a target, can keep books: a marketplace sells what it is told"
        )
    if row.get("books") and row.get("outlet"):
        return "books", say("a listing keeps books or is an outlet, not both")
    return None


LISTINGS = Kind(
    "listings",
    (
        _CLIENT,
        _SKU,
        must("grade", cells.one_of("A", "B", "C", "S", capitals=True)),
        must("channel", cells.name),
        *(Column(parameter, cells.code) for parameter in _LISTING_PARAMETERS),
        flag("outlet"),
        flag("books"),
    ),
    _books_of_a_shop,
)


def _home_half_named(row: Mapping[str, Any]) -> tuple[str, str] | None:
    place = row["place"]
    for kind, column in ((Place.MARKETPLACE, "channel"), (Place.BUNDLE, "bundle")):
        if place == kind and not row.get(column):
            return column, say("say which {column} the place {place} is", column=column, place=place)
        if place != kind and row.get(column):
            return column, say("only the place {place} has a {column}", place=kind.value, column=column)
    if place == Place.LISTING and row.get("keep") is not None:
        return "keep", say("the ordinary listing takes all that come")
    return None


SELLING = Kind(
    "selling",
    (
        _CLIENT,
        Column("sku", cells.name),
        must("grade", cells.one_of("A", "B", capitals=True)),
        Column("rank", cells.pieces, 1),
        must("place", cells.one_of(*(place.value for place in Place))),
        Column("channel", cells.name),
        Column("bundle", cells.name),
        Column("keep", cells.count, None),
    ),
    _home_half_named,
)

SALES = Kind(
    "sales",
    (
        _CLIENT,
        Column("platform", cells.one_of(*PLATFORMS)),
        _SKU,
        Column("order_id", cells.code),
        must("quantity", cells.pieces),
        must("sold_at", cells.time),
        Column("unit_price", cells.amount, None),
        Column("currency", cells.currency),
        Column("size", cells.name),
        Column("colour", cells.name),
    ),
)

HOUSE_KINDS = (PRODUCTS, RETURNS, LISTINGS, INSTRUCTIONS, SALES, SELLING)
"""Those whose columns are ours; the marketplaces' own stand in `market_kinds`."""


def layout(kind: Kind, header: Sequence[str], file: str) -> Layout:
    """Finds the kind's columns in a header; a file without one of them, or with one twice, is refused whole."""
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        if plain(title) in places:
            twice = say("has the column “{column}” twice", column=_short(title))
            raise _refusal(file, twice, "Leave one of them in the file.")
        places[plain(title)] = place
    missing = [column.name for column in kind.columns if column.required and not set(column.names) & places.keys()]
    if missing:
        raise _refusal(
            file,
            say("has no column {columns}", columns=", ".join(missing)),
            say("Such a file has the columns: {columns}.", columns=", ".join(_needed(kind))),
        )
    known = tuple(
        (places[name], column)
        for column in kind.columns
        for name in [next((name for name in column.names if name in places), "")]
        if name
    )
    taken = {place for place, _ in known}
    ours = places.get(plain(OUR_REASON))
    others = tuple((place, title) for place, title in enumerate(header) if place not in taken and place != ours)
    return Layout(len(header), known, others, tuple({} for _ in known), ours is not None)


def _needed(kind: Kind) -> tuple[str, ...]:
    return tuple(column.name for column in kind.columns if column.required)


def _refusal(file: str, what: str, hint: str) -> UserError:
    return UserError(say("{file} {what}. Nothing of it came in.", file=file, what=what), hint, "no_table")


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:57] + "…"
