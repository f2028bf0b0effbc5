"""Keeps Amazon's removal orders and shipments, and books what they bring: each piece once, whichever file tells first.

What a shipment tells of an article comes under its tracking number; what a removal order still promises beyond its
shipments is awaited under the order's own number, and shrinks as shipments are told. Disposals and liquidations bring
nothing. A line is never below what was counted on it. Within one transaction and one thread.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import bindparam, delete

from app.domain.identifiers import tracking_key
from app.domain.returns import FBA_REMOVAL
from app.store.announcements import KNOWN_BY, NEW_LINE, OF_ORDER, ReturnKeeper
from app.store.keeping import Key, State, Transaction, rows_by
from app.store.mapping import new_key
from app.store.market_rows import MarketKeeper, day
from app.store.models import Base, FbaRemoval, FbaShipment, ReturnLine, ReturnOrder, table

AMAZON = "amazon"
STAYS_AWAY = frozenset({"disposal", "liquidation", "liquidations"})
ENDED = frozenset({"completed", "cancelled", "canceled"})
Record = Mapping[str, Any]


class _RemovalKeeper(MarketKeeper):
    """What both files have in common: their rows announce pieces."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._lines = RemovalLines(transaction)

    def written(self, keys: Iterable[Key], states: Mapping[Key, State]) -> None:
        """The announced lines of their orders."""
        self._lines.transaction = self.transaction
        self._lines.rebook({(key[0], states[key]["number"], states[key]["sku"]) for key in keys})


class RemovalOrderKeeper(_RemovalKeeper):
    """Known by order, SKU, FNSKU and disposition; the counts are the newest."""

    model: ClassVar[type[Base]] = FbaRemoval
    columns: ClassVar[Mapping[str, Any]] = {
        "number": "",
        "sku": "",
        "fnsku": "",
        "disposition": "",
        "type": "",
        "speed": "",
        "status": "",
        "requested_at": None,
        "changed_at": None,
        "requested": None,
        "cancelled": None,
        "disposed": None,
        "shipped": None,
        "in_process": None,
        "fee": None,
        "currency": "",
        "notes": {},
    }

    def known_by(self, values: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        """Nothing of it comes later."""
        return (values["order_id"], values["sku"], values.get("fnsku", ""), values.get("disposition", "")), ""


class RemovalShipmentKeeper(_RemovalKeeper):
    """Known by order, SKU, disposition and day; by its tracking number as soon as there is one."""

    model: ClassVar[type[Base]] = FbaShipment
    columns: ClassVar[Mapping[str, Any]] = {
        "number": "",
        "sku": "",
        "fnsku": "",
        "disposition": "",
        "type": "",
        "requested_at": None,
        "shipped_at": None,
        "quantity": 1,
        "carrier": "",
        "tracking": "",
        "notes": {},
    }

    def known_by(self, values: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        """The tracking number in the form that a scan of it has."""
        tracking = values.get("tracking", "")
        known = (values["order_id"], values["sku"], values.get("fnsku", ""), values.get("disposition", ""))
        return (*known, day(values.get("shipped_at"))), tracking_key(tracking) if tracking else ""


class RemovalLines(ReturnKeeper):
    """Announces what removal orders and shipments on record bring."""

    origin = FBA_REMOVAL

    def rebook(self, articles: set[tuple[str, str, str]]) -> None:
        """The announced lines of these (client, order, SKU) as they must be now; only differences are booked."""
        connection = self.transaction.connection
        numbers = {(client, number) for client, number, _ in articles}
        named = {(client, AMAZON, number, "") for client, number in numbers}
        orders = [one for one in rows_by(connection, ReturnOrder, OF_ORDER, named) if one["origin"] == FBA_REMOVAL]
        tracking = {order["id"]: order["tracking"] for order in orders}
        lines: dict[Key, Record] = {
            tuple(line[name] for name in KNOWN_BY): line
            for line in rows_by(connection, ReturnLine, OF_ORDER, named, lock=True)
            if line["order_id"] in tracking
        }
        wanted = self._wanted(numbers)
        changed: dict[Key, State] = {}
        gone: list[str] = []
        for article in sorted(articles):
            own = {key: line for key, line in lines.items() if (key[0], key[2], key[4]) == article}
            for key, state in _lines_of(article, wanted.get(article, {}), own, tracking).items():
                changed[key] = state
                if not state["quantity"]:
                    gone.append(own[key]["id"])
        if changed:
            ids = {key: lines[key]["id"] if key in lines else new_key() for key in changed}
            self._write_lines(changed, ids, lines, orders)
            self._announce(changed, ids, lines)
            self._settle_what_came(changed)
            self._forget(gone, {lines[key]["order_id"] for key in changed if key in lines})

    def _wanted(self, numbers: set[tuple[str, str]]) -> dict[tuple[str, str, str], dict[str, tuple[str, int, str]]]:
        """What each article must have announced: by tracking key the number, the pieces and their disposition."""
        connection = self.transaction.connection
        wanted: defaultdict[tuple[str, str, str], dict[str, tuple[str, int, str]]] = defaultdict(dict)
        shipped: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        for one in rows_by(connection, FbaShipment, ("client", "number"), numbers):
            if _comes(one):
                article = one["client"], one["number"], one["sku"]
                shipped[article] += one["quantity"]
                _add(wanted[article], one["tracking"], one["quantity"], one["disposition"])
        promised: defaultdict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for one in rows_by(connection, FbaRemoval, ("client", "number"), numbers):
            if _comes(one):
                promised[one["client"], one["number"], one["sku"]].append(one)
        for article, found in promised.items():
            left = sum(map(_promised, found)) - shipped[article]
            if left > 0:
                _add(wanted[article], "", left, found[0]["disposition"])
        return wanted

    def _forget(self, lines: Sequence[str], orders: set[str]) -> None:
        """Lines of which nothing is awaited and nothing was counted."""
        if lines:
            of = table(ReturnLine)
            self.transaction.connection.execute(
                delete(of).where(of.c.id == bindparam("of_id")), [{"of_id": line} for line in lines]
            )
            self._drop_empty(orders)


def _comes(one: Record) -> bool:
    return str(one["type"]).strip().lower() not in STAYS_AWAY


def _promised(order: Record) -> int:
    """The pieces that a removal order has sent or will send."""
    requested, shipped = order["requested"] or 0, order["shipped"]
    if str(order["status"]).strip().lower() in ENDED and shipped is not None:
        return int(shipped)
    return max(requested - (order["cancelled"] or 0) - (order["disposed"] or 0), shipped or 0)


def _add(parcels: dict[str, tuple[str, int, str]], tracking: str, pieces: int, disposition: str) -> None:
    key = tracking_key(tracking) if tracking else ""
    known, count, said = parcels.get(key, (tracking, 0, disposition))
    parcels[key] = known, count + pieces, said or disposition


def _lines_of(
    article: tuple[str, str, str],
    wanted: Mapping[str, tuple[str, int, str]],
    own: Mapping[Key, Record],
    tracking: Mapping[str, str],
) -> dict[Key, State]:
    """The lines of an article that have to change."""
    client, number, sku = article
    of_parcel: dict[str, Key] = {}
    for key, line in own.items():
        named = tracking[line["order_id"]]
        of_parcel.setdefault(tracking_key(named) if named else "", key)
    changed: dict[Key, State] = {}
    place = max((key[6] for key in own), default=0)
    for parcel in sorted({*wanted, *of_parcel}):
        named, pieces, disposition = wanted.get(parcel, ("", 0, ""))
        if parcel not in of_parcel:
            place += 1
            new: Key = (client, AMAZON, number, "", sku, "", place)
            changed[new] = {**NEW_LINE, "quantity": pieces, "reason_text": disposition, "tracking": named}
            continue
        key = of_parcel[parcel]
        line = own[key]
        quantity = max(pieces, line["received"] + line["missing"] + line["wrong"])
        said = disposition or line["reason_text"]
        if (quantity, said) != (line["quantity"], line["reason_text"]):
            before = {name: line[name] for name in NEW_LINE}
            changed[key] = {
                **before, "quantity": quantity, "reason_text": said, "tracking": tracking[line["order_id"]]
            }  # fmt: skip
    return changed
