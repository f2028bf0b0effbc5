"""Amazon, by the Selling Partner API: stock of merchant-fulfilled listings, orders, and the reports of returns.

A quantity is absolute: a merge patch of the one attribute, reckoned from the level just read. HTTP 200 may still say
INVALID, and what is ACCEPTED shows a while later, so it is read back where the rate allows. A SKU that Amazon itself
fulfils is never given a quantity: it must show its merchant's channel first, and one that shows none at all is left to
a person. Amazon's own limits are kept before it has to name them; what must wait is told how long, and nothing sleeps.
In the long run orders may be asked for every three minutes: that is how often they are polled once a part of the burst
is spent. What is left of it is kept on record, for all programs of a house draw on it, and some of it is for whoever
was not answered: else a lost answer, or a program that began anew, would cost three minutes more. Requests follow the
models of August 2026, by which they are judged in the tests; no live account was asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from app.channels.amazon_reports import EVERY, LONG, REPORTS, BadReport, unpacked, window
from app.channels.line import Answer, Line, Request, an_object, not_let_in, objects, readable, refused, throttled, whole
from app.channels.pace import Pace, SharedPace
from app.channels.shop import Shop, Surroundings, Token
from app.config import ChannelSettings
from app.domain.channel import Applied, Capabilities, Change, Document, Level, Listing, Page, Sold
from app.errors import Ambiguous, ChannelError, Rejected, Transient
from app.saying import say

HOMES = {
    "na": "https://sellingpartnerapi-na.amazon.com",
    "eu": "https://sellingpartnerapi-eu.amazon.com",
    "fe": "https://sellingpartnerapi-fe.amazon.com",
}
_REGIONS = {
    **dict.fromkeys(("A1VC38T7YXB528", "A39IBJ37TRP1C6", "A19VAU5U5O7RUS"), "fe"),
    **dict.fromkeys(("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2", "A1AM78C64UM0Y8", "A2Q3Y263D00KWC"), "na"),
}
TOKENS = "https://api.amazon.com/auth/o2/token"
ITEMS = "/listings/2021-08-01/items"
MADE = "/reports/2021-06-30"
ORDERS = "/orders/2026-01-01/orders"
OURS = "DEFAULT"
MOST_SKUS = 20
PAGE = 100
OVERLAP = timedelta(minutes=5)
KEPT_BACK = 12
"""So many of the twenty reads of orders that may be had at once the polls leave to those who cannot wait."""
KEPT_FOR_LOST = 6
"""So many of these are left to those who asked and got no answer."""
RATE = "x-amzn-ratelimit-limit"
"""The header in which Amazon tells a seller who may ask more often than it documents."""
_EARLY = timedelta(seconds=60)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Amazon(Shop):
    """One seller at one marketplace."""

    capabilities = Capabilities(absolute=True, reports=True, sales=True)
    report_kinds = tuple(REPORTS)

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        self._seller = quote(self.credentials.need("seller_id"), safe="")
        self._market = self.credentials.need("marketplace_id")
        for name in ("lwa_client_id", "lwa_client_secret", "refresh_token"):
            self.credentials.need(name)
        self._transport = around.transport
        self._line = Line(self.name, settings.base_url or HOMES[_REGIONS.get(self._market, "eu")], around.transport)
        self._token: Token | None = None
        self._ours: set[str] = set()  # SKUs that showed the merchant's own channel
        self._made: dict[str, datetime] = {}
        self._long: dict[str, datetime] = {}
        self._orders = SharedPace(0.0056, 20, around.buckets, self.name, "orders")
        self._paces = {
            "get": Pace(5, 10), "search": Pace(5, 5), "patch": Pace(5, 5), "orders": self._orders,
            "create": Pace(0.0167, 15), "report": Pace(2, 15), "document": Pace(0.0167, 15),
        }  # fmt: skip

    def read(self, listing: Listing) -> Level:
        sku = self._param(listing, "listing_sku")
        query = {"marketplaceIds": self._market, "includedData": "fulfillmentAvailability"}
        return self._level(self._ask("get", "GET", f"{ITEMS}/{self._seller}/{quote(sku, safe='')}", query), sku)

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        """Twenty at once; a SKU that would break the list of them is asked for alone."""
        together = sorted({sku for each in listings if (sku := each.param("listing_sku")) and "," not in sku})
        known: dict[str, Level | ChannelError] = {}
        for start in range(0, len(together), MOST_SKUS):
            some = together[start : start + MOST_SKUS]
            try:
                items = {_text(item.get("sku")): item for item in objects(self._search(some).get("items"))}
            except ChannelError as fault:
                known |= dict.fromkeys(some, fault)
                continue
            for sku in some:
                known[sku] = self._level_of(items.get(sku), sku)
        return tuple(known.get(each.param("listing_sku")) or self._level_or_fault(each) for each in listings)

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        del key  # there is none: an unknown fate is read back
        sku = self._param(listing, "listing_sku")
        target = self._target(listing, change, expected)
        if sku not in self._ours:
            self.read(listing)  # refuses what Amazon fulfils itself
        answer = self._asked(
            "patch",
            "PATCH",
            f"{ITEMS}/{self._seller}/{quote(sku, safe='')}",
            Request.of_json(
                patch(listing.param("product_type") or "PRODUCT", target), {}, {"marketplaceIds": self._market}
            ),
            write=True,
        )
        self._judge_submission(answer.parsed(self.name, write=True))
        accepted_at = self.clock.now()
        seen = self._level_or_fault(listing)
        return Applied(accepted_at, target, seen if isinstance(seen, Level) else None)

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        began, _, token = cursor.partition(" ")
        now = datetime.fromisoformat(began) if cursor else self.clock.now()
        query = {
            "marketplaceIds": self._market,
            "lastUpdatedAfter": _stamp(since),
            "fulfilledBy": "MERCHANT",
            "maxResultsPerPage": str(PAGE),
            "includedData": "FULFILLMENT,CANCELLATION",
        } | ({"paginationToken": token} if token else {})
        found = self._ask("orders", "GET", ORDERS, query, None if token else since + OVERLAP)
        items = readable(found.get("orders"), sold, self.name)
        if following := _text(an_object(found.get("pagination")).get("nextToken")):
            return Page(items, f"{now.isoformat()} {following}")
        # What is polled leaves half of what may be asked at once to those who cannot wait: the look after a write.
        return Page(items, "", now - OVERLAP, self._orders.spare(self.clock.now(), KEPT_BACK))

    def pull_reports(self, kind: str, cursor: str = "") -> Page[Document]:
        if cursor:
            return self._fetch(kind, cursor)
        now = self.clock.now()
        if (made := self._made.get(kind)) is not None and now - made < EVERY:
            return Page((), "", now)
        back = window(self._long.get(kind), now)
        content = {
            "reportType": REPORTS[kind],
            "marketplaceIds": [self._market],
            "dataStartTime": _stamp(now - back),
            "dataEndTime": _stamp(now),
        }
        # Asked for twice a report is made twice, and no more: this is no write that must not be doubled.
        found = self._asked("create", "POST", f"{MADE}/reports", Request.of_json(content, {}), write=False)
        report = _text(found.parsed(self.name, write=False).get("reportId"))
        if not report:
            raise Transient(say("{shop} did not say which report it makes.", shop=self.name))
        self._made[kind] = now
        if back == LONG:
            self._long[kind] = now
        return Page((), report, wait_s=2.0)

    def close(self) -> None:
        self._line.close()

    def _fetch(self, kind: str, report: str) -> Page[Document]:
        found = self._ask("report", "GET", f"{MADE}/reports/{quote(report, safe='')}", {})
        match found.get("processingStatus"):
            case "DONE":
                name = _text(found.get("reportDocumentId"))
                place = self._ask("document", "GET", f"{MADE}/documents/{quote(name, safe='')}", {})
                return Page((Document(kind, report, self._download(place)),), "", self.clock.now())
            case "CANCELLED":  # there was nothing to tell
                return Page((), "", self.clock.now())
            case "FATAL":
                self._made.pop(kind, None)
                self._long.pop(kind, None)
                raise Transient(
                    say("{shop} could not make the report {kind}.", shop=self.name, kind=kind), "", "", 1800
                )
        return Page((), report, wait_s=5.0)

    def _download(self, place: Mapping[str, Any]) -> str:
        """The document, from an address that lives five minutes and is asked without our token."""
        try:
            url = urlsplit(_text(place.get("url")))
        except ValueError:
            url = urlsplit("")
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in _LOOPBACK):
            raise Rejected(say("{shop} keeps a report at an unsafe place.", shop=self.name), "It was not fetched.")
        line = Line(self.name, url.geturl(), self._transport)
        try:
            answer = line.read("GET", url.geturl())
        finally:
            line.close()
        if answer.status != 200:
            raise Transient(
                say("{shop} keeps the report no more (HTTP {status}).", shop=self.name, status=answer.status)
            )
        packed, kind = _text(place.get("compressionAlgorithm")), answer.headers.get("content-type", "")
        try:
            return unpacked(answer.body, packed, kind)
        except BadReport as error:
            raise Rejected(
                say("A report of {shop} cannot be read: {why}.", shop=self.name, why=error), "Nothing of it came in."
            ) from error

    def _search(self, skus: Sequence[str]) -> dict[str, Any]:
        query = {
            "marketplaceIds": self._market,
            "identifiers": ",".join(skus),
            "identifiersType": "SKU",
            "includedData": "fulfillmentAvailability",
            "pageSize": str(MOST_SKUS),
        }
        return self._ask("search", "GET", f"{ITEMS}/{self._seller}", query)

    def _level_of(self, item: Mapping[str, Any] | None, sku: str) -> Level | ChannelError:
        try:
            if item is None:
                raise refused(self.name, "NOT_FOUND", sku)
            return self._level(item, sku)
        except ChannelError as fault:
            return fault

    def _level(self, item: Mapping[str, Any], sku: str) -> Level:
        by_channel = {
            _text(each.get("fulfillmentChannelCode")): each for each in objects(item.get("fulfillmentAvailability"))
        }
        self._ours.discard(sku)
        if set(by_channel) - {OURS} or OURS not in by_channel:
            raise Rejected(
                say("{sku} is not sold from our own stock at {shop}: Amazon fulfils it.", sku=sku, shop=self.name)
                if by_channel
                else say("{shop} does not show who fulfils {sku}.", shop=self.name, sku=sku),
                "Nothing was changed. Give the unit's listing a merchant-fulfilled SKU, or send the unit to Amazon.",
                "channel_not_ours",
            )
        self._ours.add(sku)
        available = whole(by_channel[OURS].get("quantity", 0), self.name)
        return Level(available, None, self.clock.now(), available)

    def _judge_submission(self, found: Mapping[str, Any]) -> None:
        issues = [each for each in objects(found.get("issues")) if each.get("severity") == "ERROR"]
        if found.get("status") == "ACCEPTED" and not issues:
            return
        if found.get("status") not in ("ACCEPTED", "INVALID"):  # no set: what stands there may be anything
            raise Ambiguous(say("{shop} did not say what became of a change.", shop=self.name))
        worst = issues[0] if issues else {}
        raise refused(self.name, worst.get("code", found.get("status")), worst.get("message", ""))

    def _ask(
        self, pace: str, method: str, path: str, query: Mapping[str, str], heard_at: datetime | None = None
    ) -> dict[str, Any]:
        if heard_at is not None and (wait := self._orders.wait_to_hear(self.clock.now(), KEPT_FOR_LOST, heard_at)):
            raise throttled(self.name, wait)
        answer = self._asked(pace, method, path, Request({}, query), write=False, had=heard_at is not None)
        return answer.parsed(self.name, write=False)

    def _asked(self, pace: str, method: str, path: str, request: Request, *, write: bool, had: bool = False) -> Answer:
        """`had`: its share of the pace was taken already."""
        if not had and (wait := self._paces[pace].wait(self.clock.now())):
            raise throttled(self.name, wait)
        send = self._line.write if write else self._line.read
        try:
            answer = send(method, path, self._signed(request))
            if answer.status in {401, 403}:  # surely not done; perhaps only the token is too old
                self._token = None
                answer = send(method, path, self._signed(request))
        except Transient as fault:
            if fault.code == "channel_throttled":
                self._paces[pace].refused(self.clock.now())
            raise
        self._paces[pace].told(answer.headers.get(RATE))
        if answer.status in {401, 403}:
            raise not_let_in(self.name)
        if answer.status >= 400:
            raise self._refusal(answer)
        return answer

    def _refusal(self, answer: Answer) -> ChannelError:
        try:
            errors = objects(answer.parsed(self.name, write=False).get("errors"))
        except Transient:
            errors = []
        first = errors[0] if errors else {}
        return refused(self.name, first.get("code", f"HTTP {answer.status}"), first.get("message", ""))

    def _signed(self, request: Request) -> Request:
        return Request({**request.headers, "x-amz-access-token": self._access()}, request.query, request.body)

    def _access(self) -> str:
        """The hour's token of Login with Amazon."""
        now = self.clock.now()
        if self._token is not None and now < self._token.good_until:
            return self._token.value
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.credentials.need("refresh_token"),
            "client_id": self.credentials.need("lwa_client_id"),
            "client_secret": self.credentials.need("lwa_client_secret"),
        }
        body = "&".join(f"{name}={quote(value, safe='')}" for name, value in form.items()).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = self._line.read("POST", self.credentials.get("token_url", TOKENS), Request(headers, None, body))
        if answer.status != 200:
            raise not_let_in(self.name)
        found = answer.parsed(self.name, write=False)
        token = found.get("access_token")
        if not isinstance(token, str) or not token:
            raise not_let_in(self.name)
        self.credentials.renew("access_token", token)
        lives = found.get("expires_in")
        lasts = timedelta(seconds=lives if isinstance(lives, int) and 0 < lives <= 86_400 else 3600)
        self._token = Token(token, now + max(lasts - _EARLY, lasts / 2))
        return token


def patch(product_type: str, quantity: int) -> dict[str, Any]:
    """A merge leaves the restock date and the lead time as they are; a replace has added a second channel."""
    value = [{"fulfillment_channel_code": OURS, "quantity": quantity}]
    merge = {"op": "merge", "path": "/attributes/fulfillment_availability", "value": value}
    return {"productType": product_type, "patches": [merge]}


def sold(order: Mapping[str, Any]) -> list[Sold]:
    """The items of an order that we send ourselves; those that are cancelled, or whose order is, are told as sold and
    as cancelled. Of an item of several pieces Amazon does not say how many were: with one shipped it counts as sold."""
    fulfilment = an_object(order.get("fulfillment"))
    if fulfilment.get("fulfilledBy") == "AMAZON":
        return []
    whole_off = fulfilment.get("fulfillmentStatus") == "CANCELLED"
    found = []
    for item in objects(order.get("orderItems")):
        sku = _text(an_object(item.get("product")).get("sellerSku"))
        shipped = an_object(item.get("fulfillment")).get("quantityFulfilled")
        off = whole_off or (bool(an_object(item.get("cancellation")).get("cancellationExecution")) and not shipped)
        for cancelled in (False, True)[: 2 if off else 1]:
            at = _text(order.get("lastUpdatedTime" if cancelled else "createdTime"))
            found.append(
                Sold(
                    f"{_text(item.get('orderItemId'))}{':cancelled' if cancelled else ''}",
                    _text(order.get("orderId")),
                    sku,
                    int(item.get("quantityOrdered") or 0),
                    datetime.fromisoformat(at).astimezone(UTC),
                    cancelled,
                    {"listing_sku": sku},
                )
            )
    return found


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: object) -> str:
    return "" if value is None else str(value)
