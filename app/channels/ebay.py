"""eBay, by its Inventory and Fulfillment APIs: the quantity of an offer, and orders.

A write is absolute and sets item and offer alike, so it is reckoned from the level just read and read back after it.
eBay takes 250 revisions of a listing a day, so writes are gathered. By the public specification (Inventory API 1.18.0);
no account was asked, and unverified are: whether one call takes 25 offers of one SKU or 25 SKUs (one offer is sent
here), and whether a withdrawn offer refuses a quantity. Returns are not pulled: import them as a file.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from app.channels.line import Answer, Line, Request, an_object, not_let_in, objects, readable, refused, whole
from app.channels.shop import Shop, Surroundings, Token
from app.config import ChannelSettings
from app.domain.channel import Applied, Capabilities, Change, Level, Listing, Page, Sold
from app.errors import Ambiguous, ChannelError
from app.saying import say

HOME = "https://api.ebay.com"
TOKEN = "/identity/v1/oauth2/token"  # noqa: S105 - an address
ITEM = "/sell/inventory/v1/inventory_item/"
WRITE = "/sell/inventory/v1/bulk_update_price_quantity"
ORDERS = "/sell/fulfillment/v1/order"
PAGE = 50
OVERLAP = timedelta(minutes=5)
_EARLY = timedelta(seconds=60)


class Ebay(Shop):
    """One seller. A listing's `listing_sku` is the inventory item's, its `product_id` the offer's id."""

    capabilities = Capabilities(absolute=True, sales=True)

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        for name in ("client_id", "client_secret", "refresh_token"):
            self.credentials.need(name)
        self._line = Line(self.name, settings.base_url or HOME, around.transport)
        self._token: Token | None = None

    def read(self, listing: Listing) -> Level:
        answer = self._asked("GET", ITEM + quote(self._param(listing, "listing_sku"), safe=""), write=False)
        availability = an_object(answer.parsed(self.name, write=False).get("availability"))
        there = whole(an_object(availability.get("shipToLocationAvailability")).get("quantity", 0), self.name)
        return Level(there, None, self.clock.now(), there)

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        del key  # there is none: an unknown fate is read back
        target = self._target(listing, change, expected)
        one = {
            "sku": self._param(listing, "listing_sku"),
            "shipToLocationAvailability": {"quantity": target},
            "offers": [{"offerId": self._param(listing, "product_id"), "availableQuantity": target}],
        }
        answer = self._asked("POST", WRITE, Request.of_json({"requests": [one]}, {}), write=True)
        self._judge(answer.parsed(self.name, write=True))
        accepted_at = self.clock.now()
        seen = self._level_or_fault(listing)
        return Applied(accepted_at, target, seen if isinstance(seen, Level) else None)

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        until, _, offset = cursor.partition(" ")
        end = datetime.fromisoformat(until) if cursor else self.clock.now()
        query = {
            # up to the next whole second: what is sold within this one must not be missed
            "filter": f"lastmodifieddate:[{_stamp(since)}..{_stamp(end + timedelta(seconds=1))}]",
            "limit": str(PAGE),
            "offset": offset or "0",
        }
        answer = self._asked("GET", ORDERS, Request({}, query), write=False)
        orders = objects(answer.parsed(self.name, write=False).get("orders"))
        items = readable(orders, sold, self.name)
        if len(orders) >= PAGE:
            return Page(items, f"{end.isoformat()} {int(offset or 0) + PAGE}")
        return Page(items, "", end - OVERLAP)

    def close(self) -> None:
        self._line.close()

    def _judge(self, found: Mapping[str, Any]) -> None:
        """HTTP 200 or 207, with a status for the item and for the offer."""
        told = objects(found.get("responses"))
        if not told:
            raise Ambiguous(say("{shop} did not say what became of a change.", shop=self.name))
        bad = [each for each in told if each.get("statusCode") != 200]
        if not bad:
            return
        if len(bad) < len(told) or any(whole(each.get("statusCode", 500), self.name) >= 500 for each in bad):
            raise Ambiguous(say("{shop} took only a part of a change.", shop=self.name))
        raise self._refusal(bad[0])

    def _asked(self, method: str, path: str, request: Request | None = None, *, write: bool) -> Answer:
        send = self._line.write if write else self._line.read
        answer = send(method, path, self._signed(request or Request()))
        if answer.status == 401:  # surely not done; perhaps only the token is too old
            self._token = None
            answer = send(method, path, self._signed(request or Request()))
        if answer.status in {401, 403}:
            raise not_let_in(self.name)
        if answer.status >= 400:
            raise self._refusal(answer.parsed(self.name, write=False))
        return answer

    def _refusal(self, told: Mapping[str, Any]) -> ChannelError:
        first = (objects(told.get("errors")) or [{}])[0]
        return refused(self.name, first.get("errorId", told.get("statusCode", "")), first.get("message", ""))

    def _signed(self, request: Request) -> Request:
        headers = {**request.headers, "authorization": f"Bearer {self._access()}", "content-language": "en-US"}
        return Request(headers, request.query, request.body)

    def _access(self) -> str:
        now = self.clock.now()
        if self._token is not None and now < self._token.good_until:
            return self._token.value
        who = f"{self.credentials.need('client_id')}:{self.credentials.need('client_secret')}"
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "authorization": f"Basic {base64.b64encode(who.encode()).decode()}",
        }
        token = quote(self.credentials.need("refresh_token"), safe="")
        body = f"grant_type=refresh_token&refresh_token={token}".encode()
        answer = self._line.read("POST", TOKEN, Request(headers, None, body))
        given = answer.parsed(self.name, write=False) if answer.status == 200 else {}
        access, lives = given.get("access_token"), given.get("expires_in")
        if not isinstance(access, str) or not access:
            raise not_let_in(self.name)
        self.credentials.renew("access_token", access)
        lasts = timedelta(seconds=lives if isinstance(lives, int) and 0 < lives <= 86_400 else 7200)
        self._token = Token(access, now + max(lasts - _EARLY, lasts / 2))
        return access


def sold(order: Mapping[str, Any]) -> list[Sold]:
    """The lines of an order; a cancelled one tells them as sold and as cancelled."""
    off = an_object(order.get("cancelStatus")).get("cancelState") == "CANCELED"
    found = []
    for line in objects(order.get("lineItems")):
        for cancelled in (False, True)[: 2 if off else 1]:
            at = _text(order.get("lastModifiedDate" if cancelled else "creationDate"))
            found.append(
                Sold(
                    f"{_text(line.get('lineItemId'))}{':cancelled' if cancelled else ''}",
                    _text(order.get("orderId")),
                    _text(line.get("sku")),
                    int(line.get("quantity") or 0),
                    datetime.fromisoformat(at).astimezone(UTC),
                    cancelled,
                    {"listing_sku": _text(line.get("sku"))},
                )
            )
    return found


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _text(value: object) -> str:
    return "" if value is None else str(value)
