"""Keeps imported products with their codes, listings and instructions: each known by its key, the newest file wins.

A column that a file does not have stays as it was. Within one transaction and one thread.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.domain.identifiers import gtin14
from app.saying import say
from app.services.importing import Fate, Remarked, Row, Turned
from app.store.bundles import made_of_others
from app.store.keeping import (
    ARTICLE,
    UNKNOWN_CLIENT,
    UNKNOWN_SKU,
    Keeper,
    Key,
    State,
    add_clients,
    after,
    inserting,
    known_articles,
    rows_by,
)
from app.store.late_offers import (
    Sold,
    about_to_list,
    listings_of,
    move,
    offer,
    on_a_listing,
    on_no_listing,
    unsought,
)
from app.store.models import Client, Instruction, Listing, Product, ProductCode, table

Units = tuple[list[dict[str, Any]], list[dict[str, Any]]]
LISTING = ("client", "sku", "grade", "channel")
INSTRUCTION = ("client", "sku", "category", "language")

NEW_PRODUCT: Mapping[str, Any] = {
    "title": "",
    "category": "",
    "price": None,
    "cost": None,
    "currency": "USD",
    "weight_g": None,
    "weight_tolerance_g": None,
    "size": "",
    "colour": "",
    "photo": "",
    "accessories": [],
    "components": {},
    "serial_tracked": False,
    "data_bearing": False,
    "battery": False,
    "hygiene": False,
    "expiry_tracked": False,
    "notes": {},
}
NEW_INSTRUCTION: Mapping[str, Any] = {"text": "", "shots": [], "forbid_routes": [], "valid_until": None, "notes": {}}
MARKETPLACE_NUMBERS = (("product_id", "sku_id"), ("listing_sku",), ("inventory_item_id",))
"""What names a listing on a marketplace; other parameters only say how it is reached."""
NAMELESS = say("it says nothing by which its channel knows it: listing_sku, sku_id, inventory_item_id or target")
CODE_KINDS: Mapping[str, str] = {"barcodes": "barcode", "fnsku": "fnsku", "asin": "asin"}


class ProductKeeper(Keeper):
    """Products are known by client and SKU; their state carries their codes: `{code: (kind, as given)}`."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """Unknown clients are put on record with their first product."""
        connection = self.transaction.connection
        keys = [_key(row.values, ARTICLE) for row in rows]
        before = {_key(found, ARTICLE): found for found in rows_by(connection, Product, ARTICLE, keys)}
        standing = {key: {**_only(NEW_PRODUCT, found), "codes": {}} for key, found in before.items()}
        for found in rows_by(connection, ProductCode, ARTICLE, before):
            standing[_key(found, ARTICLE)]["codes"][found["code"]] = (found["kind"], found["given"])
        codes = {key: state["codes"] for key, state in standing.items()}

        def become(row: Row, key: Key) -> State:
            state = standing.get(key) or {**NEW_PRODUCT, "codes": {}}
            return after(state, row) | {"codes": _codes(row, state["codes"])}

        fates, changed = self.settle(rows, keys, standing, become)
        if changed:
            add_clients(self.transaction, (client for client, _ in changed))
            for key, found in before.items():
                found["codes"] = codes[key]
            self._write(Product, ARTICLE, changed, before, beside="codes")
            for key, state in changed.items():
                if key in before and before[key]["components"] != state["components"]:
                    made_of_others(self.transaction, *key)
            self._write_codes(
                {key: s["codes"] for key, s in changed.items() if s["codes"] != codes.get(key, {})}, codes
            )
        return fates

    def _write_codes(self, wanted: Mapping[Key, Mapping[str, tuple[str, str]]], before: Mapping[Key, Any]) -> None:
        of, connection = table(ProductCode), self.transaction.connection
        stale = [{"of_client": key[0], "of_sku": key[1]} for key in wanted if before.get(key)]
        if stale:
            same = (of.c.client == bindparam("of_client"), of.c.sku == bindparam("of_sku"))
            connection.execute(delete(of).where(*same), stale)
        fresh = [
            {"client": key[0], "sku": key[1], "code": code, "kind": kind, "given": given}
            for key, codes in wanted.items()
            for code, (kind, given) in codes.items()
        ]
        if fresh:
            inserting(ProductCode).many(connection, fresh)


class ListingKeeper(Keeper):
    """Listings are known by client, SKU, grade and channel; a grade never uses the listing of another."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned | Remarked]:
        """Refuses a listing that another grade of the article has already; what waited for one is on offer at once."""
        connection = self.transaction.connection
        articles = {_key(row.values, ARTICLE) for row in rows}
        known = known_articles(connection, articles)
        before = {_key(found, LISTING): found for found in rows_by(connection, Listing, ARTICLE, known)}
        standing: dict[Key, State] = {key: {"params": found["params"]} for key, found in before.items()}
        others: dict[Key, dict[Key, str]] = {}
        for (client, sku, grade, channel), state in standing.items():
            for number in _numbers(state["params"]):
                others.setdefault((client, sku, channel), {})[number] = grade

        def become(row: Row, key: Key) -> State | Turned:
            client, sku, grade, channel = key
            if (client, sku) not in known:
                return UNKNOWN_SKU
            kept = standing.get(key, {"params": {}})["params"]
            given = {name: value for name, value in row.values.items() if name not in LISTING}
            params: dict[str, Any] = {name: v for name, v in {**kept, **given}.items() if v and name != "notes"}
            taken = others.setdefault((client, sku, channel), {})
            for number in _numbers(params):
                if taken.setdefault(number, grade) != grade:
                    why = say("grade {grade} is sold under this listing; each grade needs its own", grade=taken[number])
                    return Turned("grade", why)
            notes = kept.get("notes") if row.notes is None else dict(row.notes)
            return {"params": params | ({"notes": notes} if notes else {})}

        keys = [_key(row.values, LISTING) for row in rows]
        fates, changed = self.settle(rows, keys, standing, become)
        another = {key[:3] for key in changed if key in before and _role(changed[key]) != _role(before[key])}
        units = self._units({key[:3] for key in changed}, another)
        self._write(Listing, LISTING, changed, before)
        remarks = {key: NAMELESS for key in keys if key in standing and not _named(standing[key])}
        remarks |= self._offered(keys, changed, units)
        return [
            Remarked(fate, "channel", remarks[key]) if isinstance(fate, Fate) and key in remarks else fate
            for fate, key in zip(fates, keys, strict=True)
        ]

    def _units(self, changed: Collection[Sold], another: Collection[Sold]) -> Units:
        """Those on sale that no listing offers, and those that one of `another` does: ours from now on.

        They are locked before the listings are, as benches do it; what was graded meanwhile is looked for afterwards.
        Of that, what somebody holds is left to whoever does: a bench that is about to offer it waits for us, and sees
        the listing. What is held for anything else in that instant stays on no listing, which `doctor` names.
        """
        begun = self.transaction
        units = on_no_listing(begun, changed), on_a_listing(begun, another)
        if about_to_list(begun, changed):
            units = on_no_listing(begun, changed, again=True), on_a_listing(begun, another, again=True)
        return units

    def _offered(
        self,
        keys: Sequence[Key],
        changed: Mapping[Key, State],
        units: Units,
    ) -> dict[Key, str]:
        """Offers what waited for these listings, and moves what one of them sells no more; what is to be said of each,
        where something is."""
        begun = self.transaction
        listings = listings_of(begun.connection, {(client, sku, grade) for client, sku, grade, _ in keys})
        offered, moved = offer(begun, units[0], listings), move(begun, units[1], listings)
        made = rows_by(begun.connection, Product, ARTICLE, {key[:2] for key in changed}, only=(*ARTICLE, "components"))
        for row in made:
            if row["components"]:
                made_of_others(begun, row["client"], row["sku"])
        unsold = unsought(begun.connection, listings)
        said: dict[Key, str] = {}
        for sold, among in listings.items():
            for listed in among:
                if count := offered[listed.key]:
                    said[*sold, listed.channel] = say("units go on sale here with it: {count}", count=count)
                elif count := moved[listed.key]:
                    said[*sold, listed.channel] = say(
                        "units go from here to the listing that sells: {count}", count=count
                    )
                elif listed.key in unsold:
                    said[*sold, listed.channel] = _idle_said(unsold[listed.key])
        return said


class InstructionKeeper(Keeper):
    """Instructions are known by client, SKU or category, and language."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """Refuses an instruction for an unknown SKU, or for a client of whom nothing is known."""
        connection = self.transaction.connection
        known = known_articles(connection, {_key(row.values, ARTICLE) for row in rows if row.values.get("sku")})
        clients = set(connection.scalars(select(table(Client).c.name)))
        keys = [_key(row.values, INSTRUCTION) for row in rows]
        before = {_key(found, INSTRUCTION): found for found in rows_by(connection, Instruction, INSTRUCTION, keys)}
        standing = {key: _only(NEW_INSTRUCTION, found) for key, found in before.items()}

        def become(row: Row, key: Key) -> State | Turned:
            client, sku = key[:2]
            if sku and (client, sku) not in known:
                return UNKNOWN_SKU
            if client not in clients:
                return UNKNOWN_CLIENT
            return after(standing.get(key, NEW_INSTRUCTION), row)

        fates, changed = self.settle(rows, keys, standing, become)
        self._write(Instruction, INSTRUCTION, changed, before)
        return fates


def _named(state: State) -> bool:
    """Whether it says anything by which its channel would know it."""
    return bool(set(state["params"]) - {"books", "outlet", "notes", "location_id", "warehouse_id", "product_type"})


def _role(state: State) -> tuple[bool, bool]:
    return bool(state["params"].get("books")), bool(state["params"].get("outlet"))


def _idle_said(channel: str) -> str:
    if not channel:
        return say("nothing is sold here: only a selling rule sends units to an outlet")
    return say(
        "nothing is sold here: {channel} was listed first. Share units out by selling rules; a house system needs "
        "books = yes",
        channel=channel,
    )


def _key(values: Mapping[str, Any], names: Sequence[str]) -> Key:
    return tuple(values.get(name, "") for name in names)


def _only(names: Mapping[str, Any], values: Mapping[str, Any]) -> State:
    return {name: values[name] for name in names}


def _codes(row: Row, before: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The codes of a product when a row has spoken; a kind whose column is absent stays. The SKU is one of them.

    Article numbers meet in 14 digits, whichever of UPC, EAN and GTIN a label carries.
    """
    said = {kind: row.values[column] for column, kind in CODE_KINDS.items() if column in row.values}
    codes = {code: named for code, named in before.items() if named[0] not in said}
    for kind, given in said.items():
        for text in (given,) if isinstance(given, str) else given:
            code = (gtin14(text) or text) if kind == "barcode" else text.upper()
            if code:
                codes.setdefault(code, (kind, text))
    codes.setdefault(row.values["sku"], ("sku", row.values["sku"]))
    return codes


def _numbers(params: Mapping[str, Any]) -> list[Key]:
    """What the marketplace knows the listing by."""
    named = [(names, tuple(params.get(name, "") for name in names)) for names in MARKETPLACE_NUMBERS]
    return [(names, values) for names, values in named if any(values)]
