"""Shopify, by its Admin GraphQL API (2026-10 unless `api_version` says otherwise).

A change is one difference (`inventoryAdjustQuantities`) with our key (`@idempotent`) and the quantity that it was
reckoned from (`changeFromQuantity`): the shop takes it once, and not at all where that quantity has changed. The
schema calls both optional; the shop refuses what lacks them, so they are always sent. Stock comes back by this
adjustment alone: a return of the shop's is never also disposed of as RESTOCKED, which would count the piece twice.

A query may cost 1,000 points; how nested pages are reckoned is said in several ways, so a page that is refused as too
dear is asked for again by half, and the shop is asked for no more at once from then on.

How long a key is remembered (24 hours) rests on a secondary source; after that an unknown fate is read back. Not tried
on a live shop: the codes in `extensions`, and the search for orders that have a return (`-return_status:no_return`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from app.channels.line import Line, Request, an_object, not_let_in, objects, readable, refused, throttled, whole
from app.channels.shop import Shop, Surroundings
from app.config import ChannelSettings
from app.domain.channel import Announced, Applied, Capabilities, Change, Counted, Level, Listing, Page, Sold
from app.errors import Ambiguous, ChannelError, ConfigError, Rejected, Stale, Transient
from app.saying import say

VERSION = "2026-10"
KEY_LASTS = timedelta(hours=23)  # an hour short of what is said, for two clocks
PAGE = 50
MOST_NODES = 50
MOST_PAGES = 200
"""So many pages of one order's returns, or of one return's lines; a list that goes on after them has no end."""
CAME, MISSING = "NOT_RESTOCKED", "MISSING"
TOO_DEAR = "channel_too_dear"

READ = """query Level($item: ID!, $location: ID!) { inventoryItem(id: $item) {
 id tracked inventoryLevel(locationId: $location) {
 id quantities(names: ["available", "committed"]) { name quantity } } } }"""
READ_MANY = """query Levels($items: [ID!]!, $location: ID!) { nodes(ids: $items) { ... on InventoryItem {
 id tracked inventoryLevel(locationId: $location) {
 id quantities(names: ["available", "committed"]) { name quantity } } } } }"""
ADJUST = """mutation Adjust($key: String!, $input: InventoryAdjustQuantitiesInput!) {
 inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
 inventoryAdjustmentGroup { id } userErrors { code field message } } }"""
LINE = """id quantity customerNote returnReason returnReasonNote
 ... on ReturnLineItem { fulfillmentLineItem { lineItem { sku } } }"""
MORE_LINES = (
    """query Lines($id: ID!, $after: String) { return(id: $id) {
 returnLineItems(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { """
    + LINE
    + """ } } } }"""
)
RETURN = (
    """id name status createdAt requestApprovedAt
 returnLineItems(first: 25) { pageInfo { hasNextPage endCursor } nodes { """
    + LINE
    + """ } }
 reverseFulfillmentOrders(first: 2) { nodes { reverseDeliveries(first: 2) { nodes { deliverable {
 ... on ReverseDeliveryShippingDeliverable { tracking { number carrierName } } } } } } }"""
)
MORE_RETURNS = (
    """query More($id: ID!, $after: String) { order(id: $id) {
 returns(first: 5, after: $after) { pageInfo { hasNextPage endCursor } nodes { """
    + RETURN
    + """ } } } }"""
)
RETURNS = (
    """query Returns($first: Int!, $after: String, $query: String!) {
 orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } nodes {
 id name returns(first: 5) { pageInfo { hasNextPage endCursor } nodes { """
    + RETURN
    + """ } } } } }"""
)
DISPOSED = """query Disposed($id: ID!) { return(id: $id) { reverseFulfillmentOrders(first: 5) { nodes {
 lineItems(first: 20) { nodes { id totalQuantity dispositions { type quantity }
 fulfillmentLineItem { lineItem { sku } } } } } } } }"""
DISPOSE = """mutation Dispose($inputs: [ReverseFulfillmentOrderDisposeInput!]!) {
 reverseFulfillmentOrderDispose(dispositionInputs: $inputs) {
 reverseFulfillmentOrderLineItems { id } userErrors { code field message } } }"""
_DISPOSED = "reverseFulfillmentOrderDispose"
SALES = """query Sales($first: Int!, $after: String, $query: String!) {
 orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } nodes {
 id name createdAt cancelledAt lineItems(first: 100) { pageInfo { hasNextPage } nodes { id sku quantity currentQuantity
 variant { inventoryItem { id } } } } } } }"""
REFUNDS = """query Refunds($id: ID!) { order(id: $id) { refunds(first: 10) { id createdAt
 refundLineItems(first: 20) { pageInfo { hasNextPage } nodes { id quantity restockType lineItem { id } } } } } }"""

MOST_REFUNDS = 10
"""As in `REFUNDS`; the schema has them in a list that does not say whether there are more."""

log = logging.getLogger(__name__)
Told = TypeVar("Told")

_AGAIN = frozenset({"SERVICE_UNAVAILABLE", "IDEMPOTENCY_CONCURRENT_REQUEST"})
_NOT_LET_IN = frozenset({"ACCESS_DENIED", "SHOP_INACTIVE", "UNAUTHORIZED"})


class Shopify(Shop):
    """One shop and its locations."""

    capabilities = Capabilities(
        key=True,
        key_lasts=KEY_LASTS,
        compare_and_set=True,
        delta=True,
        shows_committed=True,
        returns=True,
        sales=True,
        settles=True,
    )

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        if settings.base_url is None:
            raise ConfigError(
                say("The channel {shop} has no base_url.", shop=self.name), "Give the shop's own address."
            )
        self._path = f"/admin/api/{settings.api_version or VERSION}/graphql.json"
        self._line = Line(self.name, settings.base_url, around.transport)
        self._token = self.credentials.need("access_token")
        self._at_once = {RETURNS: PAGE, SALES: PAGE}

    def read(self, listing: Listing) -> Level:
        asked = {
            "item": _gid("InventoryItem", self._param(listing, "inventory_item_id")),
            "location": _gid("Location", self._param(listing, "location_id")),
        }
        return self._level(an_object(self._ask(READ, asked).get("inventoryItem")), listing)

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        found: dict[int, Level | ChannelError] = {}
        by_location: dict[str, list[int]] = {}
        for number, listing in enumerate(listings):
            try:
                self._param(listing, "inventory_item_id")
                by_location.setdefault(self._param(listing, "location_id"), []).append(number)
            except Rejected as fault:
                found[number] = fault
        for location, numbers in by_location.items():
            for start in range(0, len(numbers), MOST_NODES):
                self._read_some(listings, numbers[start : start + MOST_NODES], location, found)
        return tuple(found[number] for number in range(len(listings)))

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        if expected is None:
            raise ValueError("a compared write needs the level that was just read")
        if change.delta < 0:
            self._target(listing, change, expected)
        variables = {"key": key, "input": adjustment(listing, change, expected)}
        data = self._post(ADJUST, variables, write=True)
        outcome = an_object(data.get("inventoryAdjustQuantities"))
        for fault in objects(outcome.get("userErrors")):
            raise self._user_error(fault)
        if not an_object(outcome.get("inventoryAdjustmentGroup")).get("id"):
            raise Ambiguous(say("{shop} did not say what became of a change.", shop=self.name))
        return Applied(self.clock.now())

    def pull_returns(self, since: datetime, cursor: str = "") -> Page[Announced]:
        until, after = self._place(cursor)
        query = f"updated_at:>='{_stamp(since)}' AND -return_status:no_return"
        orders = self._orders(RETURNS, after, query)
        for order in objects(orders.get("nodes")):
            self._complete(order)
        lines = readable(orders.get("nodes"), lambda order: announced(order, self.client), self.name)
        return self._page(lines, orders, until, after)

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        until, after = self._place(cursor)
        query = f"updated_at:>='{_stamp(since)}'"
        orders = self._orders(SALES, after, query)
        return self._page(readable(orders.get("nodes"), self._sold, self.name), orders, until, after)

    def settle_return(self, named: str, pieces: Sequence[Counted], key: str) -> datetime:
        """Disposes of what came as NOT_RESTOCKED, for the stock is told by adjustments alone, and of what did not as
        MISSING. What was disposed of before is read first, and counts: there is no key. Pieces that somebody had put
        back into stock at the shop would count twice, so nothing is told then."""
        del key
        found = an_object(self._ask(DISPOSED, {"id": named}).get("return"))
        if not found:
            raise refused(self.name, "NOT_FOUND", named)
        lines = [
            line
            for each in objects(an_object(found.get("reverseFulfillmentOrders")).get("nodes"))
            for line in objects(an_object(each.get("lineItems")).get("nodes"))
        ]
        if any(each.get("type") == "RESTOCKED" for line in lines for each in objects(line.get("dispositions"))):
            raise Rejected(
                say("At {shop} pieces of this return were put back into stock by hand; they would count twice.",
                    shop=self.name),
                "Nothing was sent. Take them out of the stock there, or take back our grade.",
            )  # fmt: skip
        inputs = dispositions(lines, pieces, self.name)
        if inputs:
            outcome = an_object(self._post(DISPOSE, {"inputs": inputs}, write=True).get(_DISPOSED))
            for fault in objects(outcome.get("userErrors")):
                raise refused(self.name, fault.get("code", ""), fault.get("message", ""))
        return self.clock.now()

    def close(self) -> None:
        self._line.close()

    def _orders(self, query: str, after: str | None, which: str) -> dict[str, Any]:
        """A page of orders; fewer at once from then on where the shop says that so many cost too much."""
        while True:
            try:
                found = self._ask(query, {"first": self._at_once[query], "after": after, "query": which})
                return an_object(found.get("orders"))
            except Rejected as fault:
                if fault.code != TOO_DEAR or self._at_once[query] == 1:
                    raise
                self._at_once[query] //= 2

    def _sold(self, order: dict[str, Any]) -> list[Sold]:
        """Refunds that the shop does not tell leave the order sold; no other order waits for them."""
        if is_less_than_ordered(order):
            try:
                told = an_object(self._ask(REFUNDS, {"id": order.get("id")}).get("order"))
                order = {**order, "refunds": told.get("refunds")}
            except Rejected as fault:
                log.warning("%s does not tell what of %.40r was refunded (%s)", self.name, order.get("name"), fault)
        if is_cut_off(order):
            log.warning("%s tells more lines or refunds of %.40r than are read", self.name, order.get("name"))
        return sold(order)

    def _complete(self, order: Mapping[str, Any]) -> None:
        """Reads on where an order has more returns, or a return more lines, than a page of orders brings along."""
        returns = an_object(order.get("returns"))
        self._read_on(returns, partial(self._more_returns, order.get("id")))
        for each in objects(returns.get("nodes")):
            self._read_on(an_object(each.get("returnLineItems")), partial(self._more_lines, each.get("id")))

    def _more_returns(self, of: object, after: str) -> dict[str, Any]:
        found = an_object(self._ask(MORE_RETURNS, {"id": of, "after": after}).get("order"))
        return an_object(found.get("returns"))

    def _more_lines(self, of: object, after: str) -> dict[str, Any]:
        found = an_object(self._ask(MORE_LINES, {"id": of, "after": after}).get("return"))
        return an_object(found.get("returnLineItems"))

    def _read_on(self, begun: dict[str, Any], ask: Callable[[str], Mapping[str, Any]]) -> None:
        """Adds what the later pages of a list tell to its first. Raises `Rejected` where it comes to no end."""
        info, asked = an_object(begun.get("pageInfo")), set[str]()
        while info.get("hasNextPage") is True:
            after = _text(info.get("endCursor"))
            if not after or after in asked or len(asked) >= MOST_PAGES:
                raise self._endless()
            asked.add(after)
            more = ask(after)
            begun["nodes"] = [*objects(begun.get("nodes")), *objects(more.get("nodes"))]
            info = an_object(more.get("pageInfo"))

    def _endless(self) -> Rejected:
        return Rejected(
            say("{shop} tells a list that comes to no end.", shop=self.name),
            "What was not read is asked for again with the next poll. If it stays so, tell the shop's support.",
        )

    def _place(self, cursor: str) -> tuple[datetime, str | None]:
        """Where a pull goes on, and when it began: what changes meanwhile is told by the next one."""
        began, _, after = cursor.partition(" ")
        return (datetime.fromisoformat(began), after) if cursor else (self.clock.now(), None)

    def _page(
        self, items: tuple[Told, ...], orders: Mapping[str, Any], began: datetime, after: str | None
    ) -> Page[Told]:
        info = an_object(orders.get("pageInfo"))
        if info.get("hasNextPage") is True and info.get("endCursor"):
            if info["endCursor"] == after:
                raise self._endless()
            return Page(items, f"{began.isoformat()} {info['endCursor']}")
        return Page(items, "", began)

    def _read_some(
        self, listings: Sequence[Listing], numbers: Sequence[int], location: str, found: dict[int, Level | ChannelError]
    ) -> None:
        items = [_gid("InventoryItem", listings[number].param("inventory_item_id")) for number in numbers]
        try:
            data = self._ask(READ_MANY, {"items": items, "location": _gid("Location", location)})
        except ChannelError as fault:
            found.update(dict.fromkeys(numbers, fault))
            return
        nodes = {str(node.get("id")): node for node in objects(data.get("nodes"))}
        for number, item in zip(numbers, items, strict=True):
            try:
                found[number] = self._level(nodes.get(item, {}), listings[number])
            except ChannelError as fault:
                found[number] = fault

    def _level(self, item: Mapping[str, Any], listing: Listing) -> Level:
        level = an_object(item.get("inventoryLevel"))
        if not level:
            raise Rejected(
                say("{shop} keeps no stock of {sku} at this location.", shop=self.name, sku=listing.sku),
                "Nothing was changed. Check inventory_item_id and location_id of the listing.",
            )
        amounts = {str(each.get("name")): each.get("quantity") for each in objects(level.get("quantities"))}
        available = whole(amounts.get("available"), self.name)
        return Level(available, whole(amounts.get("committed"), self.name), self.clock.now(), available)

    def _ask(self, query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        return self._post(query, variables, write=False)

    def _post(self, query: str, variables: Mapping[str, object], *, write: bool) -> dict[str, Any]:
        send = self._line.write if write else self._line.read
        content = {"query": query, "variables": dict(variables)}
        answer = send("POST", self._path, Request.of_json(content, {"x-shopify-access-token": self._token}))
        if answer.status in {401, 402, 403, 423}:
            raise not_let_in(self.name)
        if answer.status != 200:
            raise refused(self.name, f"HTTP {answer.status}", "")
        found = answer.parsed(self.name, write=write)
        for fault in objects(found.get("errors")):
            raise self._top_error(fault, write=write)
        if not isinstance(data := found.get("data"), dict):
            words = say("{shop} gave an answer without data.", shop=self.name)
            raise Ambiguous(words) if write else Transient(words)
        return data

    def _top_error(self, fault: Mapping[str, Any], *, write: bool) -> ChannelError:
        code = str(an_object(fault.get("extensions")).get("code", ""))
        if code == "THROTTLED":
            return throttled(self.name)
        if code in _NOT_LET_IN:
            return not_let_in(self.name)
        if code == "MAX_COST_EXCEEDED":
            words = say("{shop} says that too much was asked for at once.", shop=self.name)
            return Rejected(words, "Nothing was changed.", TOO_DEAR)
        if code in {"INTERNAL_SERVER_ERROR", "TIMEOUT"}:
            words = say("{shop} failed inside.", shop=self.name)
            return Ambiguous(words) if write else Transient(words)
        return refused(self.name, code, fault.get("message", ""))

    def _user_error(self, fault: Mapping[str, Any]) -> ChannelError:
        code = str(fault.get("code") or "")
        if code == "CHANGE_FROM_QUANTITY_STALE":
            return Stale(say("The quantity at {shop} has changed meanwhile.", shop=self.name))
        if code in _AGAIN:  # the same key again is safe, and tells what became of it
            return Ambiguous(say("{shop} is still busy with this change.", shop=self.name))
        return refused(self.name, code, fault.get("message", ""))


def adjustment(listing: Listing, change: Change, expected: Level) -> dict[str, Any]:
    """The input of the mutation, the same for the same change reckoned from the same quantity."""
    units = ",".join(change.units)
    return {
        "name": "available",
        "reason": "restock" if change.delta > 0 else "correction",
        "referenceDocumentUri": f"regrade://units/{units}"[:250],
        "changes": [
            {
                "inventoryItemId": _gid("InventoryItem", listing.param("inventory_item_id")),
                "locationId": _gid("Location", listing.param("location_id")),
                "delta": change.delta,
                "changeFromQuantity": expected.here,
            }
        ],
    }


def dispositions(lines: Sequence[Mapping[str, Any]], pieces: Sequence[Counted], shop: str) -> list[dict[str, Any]]:
    """What is still to be disposed of, each piece once. Raises `Rejected` where the shop awaits fewer than were
    counted."""
    inputs: list[dict[str, Any]] = []
    for each in pieces:
        room: dict[str, int] = {}
        left = {CAME: each.received, MISSING: each.missing}
        for line in lines:
            if _sku_of(line) == each.sku:
                done = [(_text(one.get("type")), whole(one.get("quantity"), shop)) for one in _done(line)]
                room[_text(line.get("id"))] = whole(line.get("totalQuantity"), shop) - sum(many for _, many in done)
                for kind, many in done:
                    left[kind] -= many
        for kind, wanted in left.items():
            for line_id, free in room.items():
                if (many := min(left[kind], free)) > 0:
                    inputs.append(
                        {"reverseFulfillmentOrderLineItemId": line_id, "quantity": many, "dispositionType": kind}
                    )
                    left[kind] -= many
                    room[line_id] = free - many
            if wanted > 0 and left[kind] > 0:
                raise Rejected(
                    say("{shop} awaits fewer of {sku} in this return than were counted.", shop=shop, sku=each.sku),
                    "Nothing was sent. Compare the return at the shop with what is on record here.",
                )
    return inputs


def _done(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How pieces of a line were disposed of, but for those that were only set aside."""
    return [each for each in objects(line.get("dispositions")) if each.get("type") in {CAME, MISSING}]


def announced(order: Mapping[str, Any], client: str) -> list[Announced]:
    """The return lines of an order, in the import's terms."""
    lines = []
    for each in objects(an_object(order.get("returns")).get("nodes")):
        status = str(each.get("status", ""))
        for line in objects(an_object(each.get("returnLineItems")).get("nodes")):
            item = an_object(an_object(line.get("fulfillmentLineItem")).get("lineItem"))
            columns = {
                "client": client,
                "platform": "shopify",
                "order_id": _text(order.get("name")),
                "rma": _text(each.get("name")),
                "tracking": _tracking(each),
                "sku": _text(item.get("sku")),
                "quantity": _text(line.get("quantity")),
                "reason_code": _text(line.get("returnReason")),
                "reason_text": _text(line.get("returnReasonNote")),
                "customer_note": _text(line.get("customerNote")),
                "requested_at": _text(each.get("createdAt")),
                "shopify_status": status,
                "return_id": _text(each.get("id")),
            }
            lines.append(Announced(_text(line.get("id")), columns, withdrawn=status in {"CANCELED", "DECLINED"}))
    return lines


def is_less_than_ordered(order: Mapping[str, Any]) -> bool:
    """Whether some of an order that stands was refunded or taken out of it: its refunds tell which."""
    lines = objects(an_object(order.get("lineItems")).get("nodes"))
    return not order.get("cancelledAt") and any(
        isinstance(now := line.get("currentQuantity"), int) and now < int(line.get("quantity") or 0) for line in lines
    )


def is_cut_off(order: Mapping[str, Any]) -> bool:
    """Whether an order has, or may have, more lines or refunds than a page brings along."""
    refunds = objects(order.get("refunds"))
    lists = [order.get("lineItems"), *(refund.get("refundLineItems") for refund in refunds)]
    more = any(an_object(an_object(each).get("pageInfo")).get("hasNextPage") is True for each in lists)
    return more or len(refunds) >= MOST_REFUNDS


def sold(order: Mapping[str, Any]) -> list[Sold]:
    """The lines of an order as sales; a cancelled order tells each of them again, as cancelled, and one that stands
    those pieces that its refunds cancelled and put back before they were sent."""
    found = []
    off = [] if order.get("cancelledAt") else list(_cancelled_alone(order))
    for line in objects(an_object(order.get("lineItems")).get("nodes")):
        item = an_object(an_object(line.get("variant")).get("inventoryItem")).get("id")
        for field, cancelled in (("createdAt", False), ("cancelledAt", True)):
            if at := _text(order.get(field)):
                found.append(
                    Sold(
                        f"{_text(line.get('id'))}{':cancelled' if cancelled else ''}",
                        _text(order.get("name")),
                        _text(line.get("sku")),
                        int(line.get("quantity") or 0),
                        datetime.fromisoformat(at),
                        cancelled,
                        {"inventory_item_id": _text(item)},
                    )
                )
        name, sku, keys = _text(order.get("name")), _text(line.get("sku")), {"inventory_item_id": _text(item)}
        for of, key, quantity, at_ in off:
            if of == line.get("id"):
                found.append(Sold(f"{of}:cancelled:{key}", name, sku, quantity, at_, cancelled=True, keys=keys))
    return found


def _cancelled_alone(order: Mapping[str, Any]) -> Iterator[tuple[str, str, int, datetime]]:
    """Line, key, pieces and time of what was restocked unfulfilled (`CANCEL`); a `RETURN` comes to the bench instead,
    and what is restocked nowhere is on sale nowhere."""
    for refund in objects(order.get("refunds")):
        for part in objects(an_object(refund.get("refundLineItems")).get("nodes")):
            quantity, at = int(part.get("quantity") or 0), _text(refund.get("createdAt"))
            if part.get("restockType") == "CANCEL" and quantity > 0 and at:
                line = _text(an_object(part.get("lineItem")).get("id"))
                yield line, _text(part.get("id") or refund.get("id")), quantity, datetime.fromisoformat(at)


def _tracking(each: Mapping[str, Any]) -> str:
    for order in objects(an_object(each.get("reverseFulfillmentOrders")).get("nodes")):
        for delivery in objects(an_object(order.get("reverseDeliveries")).get("nodes")):
            number = an_object(an_object(delivery.get("deliverable")).get("tracking")).get("number")
            if number:
                return _text(number)
    return ""


def _sku_of(line: Mapping[str, Any]) -> str:
    return _text(an_object(an_object(line.get("fulfillmentLineItem")).get("lineItem")).get("sku"))


def _gid(kind: str, given: str) -> str:
    """A global id; in a listings file the bare number may stand."""
    return given if given.startswith("gid://") else f"gid://shopify/{kind}/{given}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: object) -> str:
    return "" if value is None else str(value)
