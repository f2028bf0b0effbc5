"""TikTok Shop, by its Open API: stock of a SKU's warehouses, returns, orders, and the events that it sends.

A write is absolute and names all warehouses of the SKU, so it is reckoned from the level just read and read back after
it; `app.domain.channel.resurrected` then tells what was sold in between. Each answer has a code of its own, and one of
0 may still hold failures of single SKUs. 36009003 is a failure inside the shop: after a write its fate is unknown.

Never checked against the live service: whether 0 is taken as a quantity (its pages differ; `zero_allowed = false` keeps
it from being sent), which quantity a write sets beside a campaign's, how often one may ask, when events are repeated,
the search for RMAs, which rests on one unofficial source, and how the approval of a parcel that came is answered when
its key was used before. That stock of cancelled orders comes back by itself is a
setting of the shop: agree with it who adds them.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app.channels.line import Line, Request, an_object, not_let_in, objects, quoted, readable, refused, throttled, whole
from app.channels.shop import Shop, Surroundings
from app.channels.tiktok_signing import event_signature, request_signature
from app.config import ChannelSettings
from app.domain.channel import Announced, Applied, Capabilities, Change, Counted, Event, Level, Listing, Page, Sold
from app.errors import Ambiguous, ChannelError, Rejected, Transient
from app.saying import say

HOME = "https://open-api.tiktokglobalshop.com"
TOKENS = "https://auth.tiktok-shops.com"
REFRESH = "/api/v2/token/refresh"
STOCK = "/product/202309/inventory/search"
RETURNS = "/return_refund/202309/returns/search"
PARCELS = "/return_refund/202604/rma/search"
APPROVE = "/return_refund/202309/returns/{}/approve"
ORDERS = "/order/202309/orders/search"

PAGE = 50
MOST_SKUS = 50
WINDOW = timedelta(days=7)
OVERLAP = timedelta(minutes=2)  # two clocks; what is told twice is known by its id
TOKEN_EXPIRED = frozenset({105001, 105002})
NOT_SIGNED = frozenset({106001, 105000, 105003, 105005})
THROTTLED, FAILED_INSIDE = 36009002, 36009003
ON_THE_WAY = ("AWAITING_BUYER_RETURN", "RETURN_IN_TRANSIT", "PENDING_PACKAGE_REVIEW")
REFUND_ALONE = "REFUND"
_WITHDRAWN = re.compile(r".*(CANCEL|REJECT)")
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class TikTokShop(Shop):
    """One shop of a seller."""

    capabilities = Capabilities(
        absolute=True, shows_committed=True, returns=True, sales=True, events=True, settles=True
    )

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        self._app_key = self.credentials.need("app_key")
        self._secret = self.credentials.need("app_secret")
        for name in ("access_token", "shop_cipher"):
            self.credentials.need(name)
        self._line = Line(self.name, settings.base_url or HOME, around.transport)
        self._tokens = (settings.base_url or TOKENS).rstrip("/") + REFRESH

    def read(self, listing: Listing) -> Level:
        found = self.read_all([listing])[0]
        if isinstance(found, ChannelError):
            raise found
        return found

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        wanted = sorted({listing.param("sku_id") for listing in listings} - {""})
        known: dict[str, dict[str, Any] | ChannelError] = {}
        for start in range(0, len(wanted), MOST_SKUS):
            some = wanted[start : start + MOST_SKUS]
            try:
                data = self._ask(STOCK, {"sku_ids": some})
            except ChannelError as fault:
                known |= dict.fromkeys(some, fault)
                continue
            for product in objects(data.get("inventory")):
                known |= {str(sku.get("id")): sku for sku in objects(product.get("skus"))}
        return tuple(self._level(listing, known) for listing in listings)

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        del key  # there is none: an unknown fate is read back
        target = self._target(listing, change, expected)
        places = dict(expected.places if expected else {})
        places[self._param(listing, "warehouse_id")] = target
        self._post(
            f"/product/202309/products/{self._id(listing, 'product_id')}/inventory/update",
            {"skus": [{"id": self._id(listing, "sku_id"), "inventory": self._quantities(listing, places)}]},
            write=True,
            judge=_sku_fault(listing.param("warehouse_id")),
        )
        accepted_at = self.clock.now()
        seen = self._level_or_fault(listing)
        return Applied(accepted_at, target, seen if isinstance(seen, Level) else None)

    def pull_returns(self, since: datetime, cursor: str = "") -> Page[Announced]:
        window = _Window.at(cursor, since, self.clock.now())
        data = self._ask(RETURNS, window.body(), window.query())
        items = readable(data.get("return_orders"), lambda each: announced(each, self.client), self.name)
        return Page(items, *window.after(data))

    def pull_named(self, returns: Sequence[str]) -> tuple[Announced, ...]:
        named = sorted({each for each in returns if _ID.fullmatch(each)})
        found: list[Announced] = []
        for start in range(0, len(named), PAGE):
            data = self._ask(RETURNS, {"return_ids": named[start : start + PAGE]}, {"page_size": str(PAGE)})
            found += readable(data.get("return_orders"), lambda each: announced(each, self.client), self.name)
        return tuple(found)

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        window = _Window.at(cursor, since, self.clock.now())
        data = self._ask(ORDERS, window.body(), window.query())
        return Page(readable(data.get("orders"), sold, self.name), *window.after(data))

    def parcels_on_the_way(self, cursor: str = "") -> Page[Mapping[str, str]]:
        """Return parcels that are announced or travelling: `rma`, `package_id`, `return_id`, `status`."""
        pages = {"page_size": PAGE} | ({"page_token": cursor} if cursor else {})
        data = self._ask(PARCELS, {"filters": {"statuses": list(ON_THE_WAY)}, "pagination": pages})
        names = {"rma": "id", "package_id": "package_id", "return_id": "aftersales_request_id", "status": "status"}
        found = objects(data.get("return_merchandise_authorizations"))
        items = tuple({ours: _text(each.get(theirs)) for ours, theirs in names.items()} for each in found)
        return Page(items, _text(data.get("next_page_token")))

    def settle_return(self, named: str, pieces: Sequence[Counted], key: str) -> datetime:
        """Approves the parcel: the shop refunds the buyer. A short one is not approved: what to refuse it with (reason,
        photos) is said at the shop. `key` is TikTok's own idempotency key of this one call."""
        if any(each.missing for each in pieces) or not any(each.received for each in pieces):
            raise Rejected(
                say("Pieces of the return {rma} are missing: {shop} is not told that it came.", rma=named,
                    shop=self.name),
                "Nothing was sent. Refuse it, or agree on a part of the money, at the shop.",
            )  # fmt: skip
        if _ID.fullmatch(named) is None:
            raise refused(self.name, "return_id", named)
        decision = {"decision": "APPROVE_RECEIVED_PACKAGE"}
        self._post(APPROVE.format(named), decision, {"idempotency_key": key}, write=True)
        return self.clock.now()

    def event(self, headers: Mapping[str, str], body: bytes) -> Event:
        given = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
        proof = event_signature(self._secret, self._app_key, body)
        if not hmac.compare_digest(proof.encode(), given.strip().lower().encode("utf-8", "replace")):
            raise Rejected(
                say("An event that says it comes from {shop} is not signed by it.", shop=self.name),
                "It was not taken. Check app_key and app_secret, or who knows this address.",
                "event_not_signed",
            )
        return parsed_event(body, self.name)

    def close(self) -> None:
        self._line.close()

    def _level(self, listing: Listing, known: Mapping[str, dict[str, Any] | ChannelError]) -> Level | ChannelError:
        try:
            found = known.get(self._param(listing, "sku_id"))
            here = self._param(listing, "warehouse_id")
            if isinstance(found, ChannelError):
                return found
            if found is None:
                raise Rejected(
                    say("{shop} does not know the SKU {sku_id}.", shop=self.name, sku_id=listing.param("sku_id")),
                    "Nothing was changed. Check product_id and sku_id of the listing.",
                )
            places = {
                _text(place.get("warehouse_id")): whole(place.get("available_quantity"), self.name)
                for place in objects(found.get("warehouse_inventory"))
            }
            if here not in places and places:
                raise Rejected(
                    say("{shop} does not sell {sku} from the warehouse {here}.", shop=self.name, sku=listing.sku,
                        here=here),
                    "Nothing was changed. Check warehouse_id of the listing: what is put elsewhere is not sold.",
                )  # fmt: skip
            available = whole(found.get("total_available_quantity", sum(places.values())), self.name)
            committed = found.get("total_committed_quantity")
            return Level(
                available,
                None if committed is None else whole(committed, self.name),
                self.clock.now(),
                places[here] if places else available,  # without places all of it stands at the one that is named
                places,
            )
        except ChannelError as fault:
            return fault

    def _quantities(self, listing: Listing, places: Mapping[str, int]) -> list[dict[str, object]]:
        """All warehouses of the SKU: one that is left out may lose what it has."""
        sent = places if self.settings.zero_allowed else {place: many for place, many in places.items() if many}
        if listing.param("warehouse_id") not in sent:
            raise Rejected(
                say("{shop} takes no quantity of 0 for {sku}.", shop=self.name, sku=listing.sku),
                "Nothing was sent. End the listing in the shop, or set zero_allowed if the shop takes 0 by now.",
                "channel_no_zero",
            )
        return [{"warehouse_id": place, "quantity": quantity} for place, quantity in sorted(sent.items())]

    def _id(self, listing: Listing, name: str) -> str:
        """A parameter that becomes part of an address or a body."""
        value = self._param(listing, name)
        if _ID.fullmatch(value) is None:
            raise Rejected(
                say(
                    "The listing's {name} at {shop} is {value!r}, which TikTok Shop cannot have given it.",
                    name=name,
                    shop=self.name,
                    value=value[:40],
                ),
                "Nothing was sent. Mend the listings file and import that again.",
            )
        return value

    def _ask(self, path: str, body: object, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        return self._post(path, body, query, write=False)

    def _post(
        self,
        path: str,
        content: object,
        query: Mapping[str, str] | None = None,
        *,
        write: bool,
        judge: Callable[[Mapping[str, Any], str], None] | None = None,
    ) -> dict[str, Any]:
        """One signed request; where the token has expired, once more with a new one: the first was surely not taken."""
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        found = self._signed(path, query or {}, body, write=write)
        if _code(found.get("code")) in TOKEN_EXPIRED:
            self._refresh()
            found = self._signed(path, query or {}, body, write=write)
        if (fault := code_fault(found.get("code"), found.get("message"), self.name, write=write)) is not None:
            raise fault
        data = an_object(found.get("data"))
        if judge is not None:
            judge(data, self.name)
        return data

    def _signed(self, path: str, query: Mapping[str, str], body: bytes, *, write: bool) -> dict[str, Any]:
        asked = {
            **query,
            "app_key": self._app_key,
            "timestamp": str(int(self.clock.now().timestamp())),
            "shop_cipher": self.credentials.need("shop_cipher"),
        }
        asked["sign"] = request_signature(self._secret, path, asked, body)
        headers = {"content-type": "application/json", "x-tts-access-token": self.credentials.need("access_token")}
        send = self._line.write if write else self._line.read
        answer = send("POST", path, Request(headers, asked, body))
        try:
            return answer.parsed(self.name, write=write and answer.status < 400)
        except Transient:
            if answer.status in {401, 403}:
                raise not_let_in(self.name) from None
            raise

    def _refresh(self) -> None:
        """A new access token, where a refresh token is set; the old one is forgotten."""
        token = self.credentials.get("refresh_token")
        if not token:
            raise not_let_in(self.name)
        query = {"app_key": self._app_key, "app_secret": self._secret, "refresh_token": token}
        query["grant_type"] = "refresh_token"
        found = self._line.read("GET", self._tokens, Request({}, query)).parsed(self.name, write=False)
        data = an_object(found.get("data"))
        if found.get("code") != 0 or not isinstance(data.get("access_token"), str) or not data["access_token"]:
            raise not_let_in(self.name)
        self.credentials.renew("access_token", data["access_token"])
        if isinstance(data.get("refresh_token"), str) and data["refresh_token"]:
            self.credentials.renew("refresh_token", data["refresh_token"])


class _Window:
    """A stretch of time and the page in it; as a cursor it is written `from:to:end:page`, in whole seconds."""

    def __init__(self, begin: int, until: int, end: int, page: str) -> None:
        self.begin, self.until, self.end, self.page = begin, until, end, page

    @classmethod
    def at(cls, cursor: str, since: datetime, now: datetime) -> _Window:
        if cursor:
            first, second, third, page = cursor.split(":", 3)
            return cls(int(first), int(second), int(third), page)
        begin, end = int(since.timestamp()), int(now.timestamp()) + 1
        return cls(begin, min(begin + int(WINDOW.total_seconds()), end), end, "")

    def body(self) -> dict[str, int]:
        return {"update_time_ge": self.begin, "update_time_lt": self.until}

    def query(self) -> dict[str, str]:
        pages = {"page_size": str(PAGE), "sort_field": "update_time", "sort_order": "ASC"}
        return pages | ({"page_token": self.page} if self.page else {})

    def after(self, data: Mapping[str, Any]) -> tuple[str, datetime | None]:
        """The next cursor; at the end empty, with the time where the next pull begins."""
        if token := _text(data.get("next_page_token")):
            return f"{self.begin}:{self.until}:{self.end}:{token}", None
        if self.until < self.end:
            until = min(self.until + int(WINDOW.total_seconds()), self.end)
            return f"{self.until}:{until}:{self.end}:", None
        return "", datetime.fromtimestamp(self.end, UTC) - OVERLAP


def code_fault(code: object, message: object, shop: str, *, write: bool) -> ChannelError | None:
    """What one of the service's codes means; None for 0, done."""
    number = _code(code)
    if number == 0:
        return None
    if number in TOKEN_EXPIRED or number in NOT_SIGNED:
        return not_let_in(shop)
    if number == THROTTLED:
        return throttled(shop)
    if number is None or number == FAILED_INSIDE:
        words = say("{shop} failed inside ({code}).", shop=shop, code=quoted(code))
        return Ambiguous(words) if write else Transient(words)
    return refused(shop, code, message)


def _code(value: object) -> int | None:
    """A code of the service; None for whatever is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _sku_fault(here: str) -> Callable[[Mapping[str, Any], str], None]:
    """Judges what single SKUs failed of, though the whole has code 0."""

    def judge(data: Mapping[str, Any], shop: str) -> None:
        for error in objects(data.get("errors")):
            fault = code_fault(error.get("code"), error.get("message"), shop, write=True)
            wrong = {
                _text(each.get("warehouse_id")) for each in objects(an_object(error.get("detail")).get("extra_errors"))
            }
            if wrong and here not in wrong:  # others were refused; ours may stand already
                raise Ambiguous(say("{shop} took only a part of a change.", shop=shop))
            raise fault or refused(shop, error.get("code"), error.get("message"))

    return judge


def announced(each: Mapping[str, Any], client: str) -> list[Announced]:
    """The lines of a return order, in the import's terms. One line is one piece, of a bundle one for each article in
    it; of a refund alone nothing comes back, so that its lines are called off from the first."""
    status, kind = _text(each.get("return_status")), _text(each.get("return_type"))
    lines = []
    for line, number in _pieces(each):
        columns = {
            "client": client,
            "platform": "tiktok_shop",
            "order_id": _text(each.get("order_id")),
            "rma": _text(each.get("return_id")),
            "tracking": _text(each.get("return_tracking_number")),
            "sku": _text(line.get("seller_sku")) or _text(line.get("sku_id")),
            "quantity": _text(line.get("quantity")) or "1",
            "reason_code": _text(each.get("return_reason")),
            "reason_text": _text(each.get("return_reason_text")),
            "requested_at": _time(each.get("create_time")),
            "return_status": status,
            "return_type": kind,
            "sku_id": _text(line.get("sku_id")),
        }
        off = kind == REFUND_ALONE or _WITHDRAWN.match(status) is not None
        lines.append(Announced(f"{columns['rma']}:{number}", columns, withdrawn=off))
    return lines


def _pieces(each: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What comes back, each with its number: the lines, or where one is a bundle what is in it (as one integrator has
    it; never seen live)."""
    for line in objects(each.get("return_line_items")):
        number = _text(line.get("return_line_item_id"))
        inside = [one for one in objects(line.get("return_sub_line_items")) if one.get("seller_sku")]
        for one in inside:
            yield one, f"{number}:{_text(one.get('return_sub_line_item_id'))}"
        if not inside:
            yield {**line, "quantity": 1}, number


def sold(order: Mapping[str, Any]) -> list[Sold]:
    """The lines of an order, one piece each; a cancelled line is told as sold and as cancelled."""
    found: list[Sold] = []
    if order.get("status") == "UNPAID":
        return found
    for line in objects(order.get("line_items")):
        off = "CANCELLED" in {order.get("status"), line.get("display_status")}
        for cancelled in (False, True)[: 2 if off else 1]:
            at = order.get("cancel_time") or order.get("update_time") if cancelled else order.get("create_time")
            found.append(
                Sold(
                    f"{_text(line.get('id'))}{':cancelled' if cancelled else ''}",
                    _text(order.get("id")),
                    _text(line.get("seller_sku")),
                    1,
                    datetime.fromtimestamp(int(at or 0), UTC),
                    cancelled,
                    {"sku_id": _text(line.get("sku_id")), "product_id": _text(line.get("product_id"))},
                )
            )
    return found


def parsed_event(body: bytes, shop: str) -> Event:
    """An event whose signature holds. Types 12 (a return changed) and 71 (stock changed) are understood."""
    try:
        found = json.loads(body)
        at = datetime.fromtimestamp(int(found["timestamp"]), UTC)
        external_id = _plain_id(found["tts_notification_id"])
        kind, data = found.get("type"), an_object(found.get("data"))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError):
        raise _unreadable(shop) from None
    if not external_id:
        raise _unreadable(shop)
    if kind == 12:
        return Event(
            "return", external_id, at, {n: _plain_id(data.get(n)) for n in ("return_id", "order_id", "return_status")}
        )
    if kind == 71:
        after = an_object(data.get("quantity_snapshot_after_change"))
        available = whole(after.get("total_available_quantity"), shop)
        committed = whole(after.get("total_committed_quantity"), shop)
        keys = {name: _plain_id(data.get(name)) for name in ("product_id", "sku_id")}
        return Event("stock", external_id, at, keys, Level(available, committed, at, available))
    return Event("other", external_id, at)


def _unreadable(shop: str) -> Rejected:
    return Rejected(say("An event of {shop} cannot be read.", shop=shop), "It was not taken.")


def _plain_id(value: object) -> str:
    """A number or name of the shop's; empty where it is none."""
    text = _text(value)
    return text if _ID.fullmatch(text) else ""


def _time(seconds: object) -> str:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
