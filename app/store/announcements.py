"""Keeps imported return lines, and books what they announce.

A line is known by client, platform, order, RMA, SKU and serial, else by its place among equal lines of its order in the
file. Lines that share client, platform, order, RMA and tracking number stand in one order record. What is new is booked
from outside to expected, a changed quantity books its difference only, and never goes below what was already counted.
Each batch has one audit entry with its ledger entries; pieces that came before their announcement settle it
(`announced_later`). Within one transaction and one thread.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from app.domain.identifiers import tracking_key
from app.domain.stock import Article
from app.saying import say
from app.services.importing import Fate, Row, Turned
from app.store.announced_later import settle
from app.store.audit_compare import said_digest
from app.store.audit_recorded import LINE_SAID
from app.store.booking import announced
from app.store.keeping import (
    UNKNOWN_SKU,
    Keeper,
    Key,
    State,
    Told,
    Transaction,
    after,
    inserting,
    known_articles,
    rows_by,
)
from app.store.mapping import new_key
from app.store.models import ReturnLine, ReturnOrder, table

KNOWN_BY = ("client", "platform", "number", "rma", "sku", "serial", "position")
ANNOUNCED = "announced"
"""The kind of the audit entry."""
OF_ORDER = ("client", "platform", "number", "rma")
ORDER = (*OF_ORDER, "tracking_key")
REASONS = ("reason_code", "reason_text", "customer_note", "requested_at")
MOST_REMEMBERED = 100_000
NOT_OFF: dict[str, Any] = {"called_off": 0, "called_off_at": None}
NEW_LINE: Mapping[str, Any] = {
    "quantity": 1,
    "size": "",
    "colour": "",
    "reason_code": "",
    "reason_text": "",
    "customer_note": "",
    "requested_at": None,
    "notes": {},
}
OF_LINE = ("id", "order_id", "received", "missing", "wrong", "called_off", "version", *KNOWN_BY, *NEW_LINE)


class ReturnKeeper(Keeper):
    """A line's state carries the tracking number of its order, under `tracking`; `origin` is who sends the orders."""

    origin = ""
    stays_off = True
    """What was called off is not awaited again because a file says once more what it had announced: it may be old."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._places: Counter[int] = Counter()
        self._known: set[tuple[str, str]] = set()

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """Refuses an unknown SKU, fewer pieces than were counted, another parcel for what has come already."""
        connection = self.transaction.connection
        known = self._articles({(row.values["client"], row.values["sku"]) for row in rows})
        keys = [self._known_by(row) for row in rows]
        named = {key[:4] for key in keys}
        orders = list(rows_by(connection, ReturnOrder, OF_ORDER, named, only=("id", "tracking", *ORDER)))
        tracking = {order["id"]: order["tracking"] for order in orders}
        wanted = set(keys)
        lines = {
            key: line
            for line in rows_by(connection, ReturnLine, OF_ORDER, named, lock=True, only=OF_LINE)
            if (key := tuple(line[name] for name in KNOWN_BY)) in wanted
        }
        standing = {
            key: {**{name: line[name] for name in NEW_LINE}, "tracking": tracking[line["order_id"]]}
            for key, line in lines.items()
        }

        def become(row: Row, key: Key) -> State | Turned:
            if (key[0], key[4]) not in known:
                return UNKNOWN_SKU
            before = standing.get(key) or {**NEW_LINE, "tracking": ""}
            state = after(before, row) | {"tracking": _tracking(before["tracking"], row.values.get("tracking", ""))}
            if key not in lines:
                return state
            if self.stays_off and state == before | {"quantity": before["quantity"] + lines[key]["called_off"]}:
                return before
            return _refused(lines[key], before, state) or state

        fates, changed = self.settle(rows, keys, standing, become)
        if changed:
            ids = {key: lines[key]["id"] if key in lines else new_key() for key in changed}
            self._write_lines(changed, ids, lines, orders)
            self._announce(changed, ids, lines)
            self._settle_what_came(changed)
        return fates

    def _articles(self, asked: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those that are in the catalogue; what was seen to be there is not asked for again."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        self._known |= known_articles(self.transaction.connection, asked - self._known)
        return self._known

    def _known_by(self, row: Row) -> Key:
        values = row.values
        key = (values["client"], values["platform"], values["order_id"], values.get("rma", ""), values["sku"])
        serial = values.get("serial", "")
        if serial:
            return (*key, serial, 1)
        place = hash(key)
        self._places[place] += 1
        return (*key, "", self._places[place])

    def may_repeat(self, key: Key) -> bool:
        """Lines without a serial number are told apart by their places."""
        return bool(key[5])

    def _write_lines(
        self,
        changed: Mapping[Key, State],
        ids: Mapping[Key, str],
        lines: Mapping[Key, Mapping[str, Any]],
        orders: Sequence[Mapping[str, Any]],
    ) -> None:
        """Each line into the order record of its tracking number; one that no line is left in goes."""
        of, connection = table(ReturnLine), self.transaction.connection
        order_of = self._orders(changed, orders)
        new, old = [], []
        for key, state in changed.items():
            # What is announced anew is awaited, whatever was called off before.
            row = {name: state[name] for name in NEW_LINE} | {"order_id": order_of[key]} | NOT_OFF
            row["version"] = _version(lines.get(key))
            if key in lines:
                old.append({**row, "of_id": ids[key]})
            else:
                named = dict(zip(KNOWN_BY, key, strict=True))
                new.append({**row, **named, "id": ids[key], "announced_at": self.transaction.at})
        if new:
            inserting(ReturnLine).many(connection, new)
        if old:
            connection.execute(update(of).where(of.c.id == bindparam("of_id")), old)
            left = {
                lines[key]["order_id"] for key in changed if key in lines and lines[key]["order_id"] != order_of[key]
            }
            self._drop_empty(left)

    def _orders(self, changed: Mapping[Key, State], orders: Sequence[Mapping[str, Any]]) -> dict[Key, str]:
        """The order record of each changed line, made where there is none; it says the reasons of its newest line."""
        of, connection = table(ReturnOrder), self.transaction.connection
        ids = {tuple(order[name] for name in ORDER): order["id"] for order in orders}
        new: dict[Key, dict[str, Any]] = {}
        told: dict[str, dict[str, Any]] = {}
        found: dict[Key, str] = {}
        for key, state in changed.items():
            named = (*key[:4], tracking_key(state["tracking"]) if state["tracking"] else "")
            reasons = {name: state[name] for name in REASONS}
            if named not in ids:
                new[named] = _order(named, state["tracking"], self.transaction.at) | reasons | {"origin": self.origin}
                ids[named] = new[named]["id"]
            elif named not in new:
                told[ids[named]] = {"of_id": ids[named], **reasons}
            found[key] = ids[named]
        if new:
            inserting(ReturnOrder).many(connection, new.values())
        if told:
            connection.execute(update(of).where(of.c.id == bindparam("of_id")), list(told.values()))
        return found

    def _drop_empty(self, orders: set[str]) -> None:
        of, lines = table(ReturnOrder), table(ReturnLine)
        if orders:
            empty = ~select(lines.c.id).where(lines.c.order_id == of.c.id).exists()
            self.transaction.connection.execute(
                delete(of).where(of.c.id == bindparam("of_id"), empty), [{"of_id": order} for order in sorted(orders)]
            )

    def _announce(
        self, changed: Mapping[Key, State], ids: Mapping[Key, str], lines: Mapping[Key, Mapping[str, Any]]
    ) -> None:
        """Has booked what came to be expected, or no longer is, article by article, with an audit entry.

        It tells as well what is said of each line that changed, by a digest.
        """
        differences: Counter[Article] = Counter()
        facts: list[dict[str, Any]] = []
        for key, state in changed.items():
            change = state["quantity"] - (lines[key]["quantity"] if key in lines else 0)
            differences[Article(key[0], key[4])] += change
            said = {"version": _version(lines.get(key)), "said_sha256": _said(key, state)}
            facts.append({"kind": "announced_line", "id": ids[key], "announced": change, **said})
        moves = [announced(article, change) for article, change in differences.items() if change]
        self.transaction.told.append(Told(ANNOUNCED, facts, moves))

    def _settle_what_came(self, changed: Mapping[Key, State]) -> None:
        """A parcel may come before its announcement: its pieces are those that are announced now."""
        named = ((tracking_key(state["tracking"]), key) for key, state in changed.items())
        keys = {tracking or tracking_key(key[3]) or tracking_key(key[2]) for tracking, key in named}
        settle(self.transaction, keys)


class PulledReturnKeeper(ReturnKeeper):
    """Returns as the shop itself tells them now: what it no longer says is called off is awaited again."""

    stays_off = False


def _version(before: Mapping[str, Any] | None) -> int:
    """Of what is now said of a line."""
    return 1 if before is None else int(before["version"]) + 1


def _said(key: Key, state: State) -> str:
    """The digest of what is said of a line; none of one that is no longer announced at all."""
    if not state["quantity"]:
        return ""
    said = {**state, **dict(zip(KNOWN_BY, key, strict=True))}
    known_by = tracking_key(state["tracking"]) if state["tracking"] else ""
    return said_digest({name: said[name] for name in LINE_SAID} | {"tracking_key": known_by})


def _tracking(before: str, said: str) -> str:
    """An announcement without a tracking number does not take away the one that is known."""
    return before if said in ("", before) or (before and tracking_key(before) == tracking_key(said)) else said


def _refused(line: Mapping[str, Any], before: State, state: State) -> Turned | None:
    counted = line["received"] + line["missing"] + line["wrong"]
    if state["quantity"] < counted:
        why = say("{counted} pieces of this line were counted already; it cannot announce fewer", counted=counted)
        return Turned("quantity", why)
    if counted and state["tracking"] != before["tracking"]:
        earlier = before["tracking"] or say("no tracking number")
        return Turned("tracking", say("pieces of this line came under {tracking} already", tracking=earlier))
    return None


def _order(named: Key, tracking: str, at: datetime) -> dict[str, Any]:
    client, platform, number, rma, key = named
    return {
        "id": new_key(),
        "client": client,
        "platform": platform,
        "number": number,
        "rma": rma,
        "tracking": tracking,
        "tracking_key": key,
        "rma_key": tracking_key(rma) if rma else "",
        "number_key": tracking_key(number),
        "announced_at": at,
    }
