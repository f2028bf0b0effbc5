"""Temu, by its partner router: differences of stock under our key, returns with their parcels, orders.

All of it rests on its documentation as mirrors of it show it, and on what integrators wrote; nobody could check it
against the service here. In particular: how a key that was used before is refused (taken here from its words, and as
proof that the first one stands), how long a key is remembered, the fields of orders, and that a level read back lags by
some seconds, for which reason nothing is read back after a write. Documented, and tried by nobody here: 20 requests a
second for each app key, whoever else uses it; the codes of the router; a clock that may be 300 s off.
An answer counts only where the whole (`operateResult`) and our SKU (`stockEditStatus`) both say so.

No way is documented by which a program could renew an access token: the seller authorises the app anew in the seller
center, and the token that is shown there is put where this channel's reference points. Until when the one that we have
is good, Temu says, and `doctor` with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from app.channels.line import Line, Request, an_object, not_let_in, objects, quoted, readable, refused, throttled, whole
from app.channels.pace import Pace
from app.channels.shop import Shop, Surroundings
from app.config import ChannelSettings
from app.domain.channel import Announced, Applied, Capabilities, Change, Level, Listing, Page, Sold
from app.errors import Ambiguous, ChannelError, Rejected, Transient
from app.saying import say

HOME = "https://openapi-b-us.temu.com"
ROUTER = "/openapi/router"
RATE, BURST = 20.0, 20
PAGE = 20
RETURNS_PAGE = 10
"""Each needs a request of its own for its parcel, and two more: a page is to be had within one second's requests."""
MOST_LINES = 200
THROTTLED = 4000004
LATEST = 253_402_300_800
"""Seconds that no date can hold any more."""
OVERLAP = timedelta(minutes=2)
RETURN_AND_REFUND = 2
_WITHDRAWN = frozenset({6, 7})
_OUR_CLOCK = frozenset({3000011, 3000012})
_NOT_LET_IN = frozenset({3000001, *range(3000019, 3000035), 3000040, 5000000, 5000003})
"""Signature, app key, access token, their rights, and where we ask from."""
_ITS_OWN_FAULT = frozenset({2000000, 4000000, 7000000})
_USED_BEFORE = re.compile(r"repeat|duplicat|unique", re.IGNORECASE)
_TOKEN = re.compile(r"access.?token|unauthori[sz]ed|permission", re.IGNORECASE)


class Temu(Shop):
    """One shop of a seller. A listing's `product_id` is the goods id, its `sku_id` the SKU's."""

    capabilities = Capabilities(key=True, delta=True, returns=True, sales=True)

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        self._app_key = self.credentials.need("app_key")
        self._secret = self.credentials.need("app_secret")
        self._token = self.credentials.need("access_token")
        self._line = Line(self.name, settings.base_url or HOME, around.transport)
        self._pace = Pace(RATE, BURST)

    def read(self, listing: Listing) -> Level:
        sku = self._number(listing, "sku_id")
        return self._level(self._stocks([sku]), sku)

    def read_all(self, listings: Sequence[Listing]) -> tuple[Level | ChannelError, ...]:
        """So many in a request as the dispatcher asks for; how many Temu takes is documented nowhere."""
        skus = [self._sku_or_fault(listing) for listing in listings]
        try:
            found = self._stocks([sku for sku in skus if isinstance(sku, int)])
        except ChannelError as fault:
            return tuple(fault if isinstance(sku, int) else sku for sku in skus)
        return tuple(self._level_of(found, sku) if isinstance(sku, int) else sku for sku in skus)

    def _stocks(self, skus: Sequence[int]) -> dict[str, Level | ChannelError]:
        """What is available, by SKU id."""
        if not skus:
            return {}
        found = self._ask("temu.local.goods.sku.stock.query", {"skuIdList": list(dict.fromkeys(skus))})
        return {
            str(each.get("skuId")): self._stock_or_fault(each)
            for goods in objects(found.get("stockList"))
            for each in objects(goods.get("skuStockInfoList"))
        }

    def _stock_or_fault(self, each: Mapping[str, Any]) -> Level | ChannelError:
        try:
            stock = whole(an_object(each.get("selfOrdinaryStock")).get("stock"), self.name)
        except ChannelError as fault:
            return fault
        return Level(stock, None, self.clock.now(), stock)

    def _level_of(self, found: Mapping[str, Level | ChannelError], sku: int) -> Level | ChannelError:
        if (known := found.get(str(sku))) is not None:
            return known
        return Rejected(
            say("{shop} does not know the SKU {sku_id}.", shop=self.name, sku_id=sku),
            "Nothing was changed. Check product_id and sku_id of the listing.",
        )

    def _level(self, found: Mapping[str, Level | ChannelError], sku: int) -> Level:
        known = self._level_of(found, sku)
        if isinstance(known, ChannelError):
            raise known
        return known

    def _sku_or_fault(self, listing: Listing) -> int | ChannelError:
        try:
            return self._number(listing, "sku_id")
        except ChannelError as fault:
            return fault

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        if expected is not None and change.delta < 0:
            self._target(listing, change, expected)
        sku = self._number(listing, "sku_id")
        content = {
            "goodsId": self._number(listing, "product_id"),
            "stockType": 0,
            "skuStockChangeList": [{"skuId": sku, "stockDiff": change.delta}],
            "requestUniqueKey": key,
        }
        found = self._post("bg.local.goods.stock.edit", content, write=True)
        if found is not None:
            self._judge(found, sku)
        return Applied(self.clock.now())

    def pull_returns(self, since: datetime, cursor: str = "") -> Page[Announced]:
        if wait := self._pace.spare(self.clock.now(), RETURNS_PAGE + 1):
            raise throttled(self.name, wait)
        end, number = self._place(cursor)
        asked = {"updateAtStart": int(since.timestamp()), "updateAtEnd": end, "pageNo": number}
        asked["pageSize"] = RETURNS_PAGE
        parents = objects(self._ask("bg.aftersales.parentaftersales.list.get", asked).get("data"))
        sent_back = {_text(each.get("parentAfterSalesSn")): each for each in parents if _is_return(each)}
        items: tuple[Announced, ...] = ()
        if sent_back:
            of_them = {"parentAfterSalesSnList": sorted(sent_back), "pageNo": 1, "pageSize": MOST_LINES}
            lines = objects(self._ask("bg.aftersales.aftersales.list.get", of_them).get("data"))
            tracking = {name: self._tracking(name) for name in sent_back}
            items = readable(lines, lambda line: _announced(line, sent_back, tracking, self.client), self.name)
        return self._page(items, len(parents), end, number)

    def pull_sales(self, since: datetime, cursor: str = "") -> Page[Sold]:
        end, number = self._place(cursor)
        asked = {"updateAtStart": int(since.timestamp()), "updateAtEnd": end, "pageNumber": number, "pageSize": PAGE}
        pages = objects(self._ask("bg.order.list.v2.get", asked).get("pageItems"))
        items = readable(pages, sold, self.name)
        following = f"{end}:{number + 1}" if len(pages) >= PAGE else ""
        return Page(items, following, None if following else datetime.fromtimestamp(end, UTC) - OVERLAP)

    def let_in_until(self) -> datetime | None:
        until = self._ask("bg.open.accesstoken.info.get", {}).get("expiredTime")
        return datetime.fromtimestamp(until, UTC) if isinstance(until, int) and 0 < until < LATEST else None

    def close(self) -> None:
        self._line.close()

    def _place(self, cursor: str) -> tuple[int, int]:
        end, _, number = cursor.partition(":")
        return (int(end), int(number)) if cursor else (int(self.clock.now().timestamp()), 1)

    def _page(self, items: tuple[Announced, ...], told: int, end: int, number: int) -> Page[Announced]:
        if told >= RETURNS_PAGE:
            return Page(items, f"{end}:{number + 1}")
        return Page(items, "", datetime.fromtimestamp(end, UTC) - OVERLAP)

    def _tracking(self, parent: str) -> str:
        found = self._ask("bg.aftersales.parentreturnorder.get", {"parentAfterSalesSn": parent})
        numbers = (_text(each.get("trackingNumber")) for each in objects(found.get("logisticsInfoList")))
        return next((number for number in numbers if number), "")

    def _judge(self, found: Mapping[str, Any], sku: int) -> None:
        edited = objects(found.get("skuStockEditStatusInfoList"))
        ours = next((each for each in edited if str(each.get("skuId")) == str(sku)), None)
        if ours is not None and ours.get("stockEditStatus") is not True:
            raise refused(self.name, ours.get("errorCode", ""), ours.get("errorMsg", ""))
        if ours is not None and found.get("operateResult") is True:
            return
        if ours is None and found.get("operateResult") is False:
            raise refused(self.name, "", found.get("msg", ""))
        raise Ambiguous(say("{shop} did not say what became of a change.", shop=self.name))

    def _ask(self, kind: str, content: Mapping[str, object]) -> dict[str, Any]:
        return self._post(kind, content, write=False) or {}

    def _post(self, kind: str, content: Mapping[str, object], *, write: bool) -> dict[str, Any] | None:
        """The result, or None where a write's key was used before: then the first one stands."""
        body: dict[str, object] = {
            **content,
            "type": kind,
            "app_key": self._app_key,
            "access_token": self._token,
            "timestamp": str(int(self.clock.now().timestamp())),
            "data_type": "JSON",
        }
        body["sign"] = signature(self._secret, body)
        if wait := self._pace.wait(self.clock.now()):
            raise throttled(self.name, wait)
        send = self._line.write if write else self._line.read
        answer = send("POST", ROUTER, Request.of_json(body, {}))
        if answer.status in {401, 403}:
            raise not_let_in(self.name)
        found = answer.parsed(self.name, write=write)
        if found.get("success") is True:
            return an_object(found.get("result"))
        fault = self._fault(found, write=write)
        if write and isinstance(fault, Rejected) and _USED_BEFORE.search(_text(found.get("errorMsg"))):
            return None
        raise fault

    def _fault(self, found: Mapping[str, Any], *, write: bool) -> ChannelError:
        code, message = found.get("errorCode"), found.get("errorMsg", "")
        if code == THROTTLED:
            self._pace.refused(self.clock.now())
            return throttled(self.name)
        if code in _NOT_LET_IN:
            return not_let_in(self.name)
        if code in _OUR_CLOCK:
            return Transient(
                say("{shop} says that this computer's clock is wrong.", shop=self.name),
                "Nothing was changed, and nothing is lost. Set the clock; it goes on by itself.",
            )
        if found.get("success") is not False or code in _ITS_OWN_FAULT:
            words = say("{shop} did not say whether it was done ({code}).", shop=self.name, code=quoted(code))
            return Ambiguous(words) if write else Transient(words)
        if _TOKEN.search(_text(message)):
            return not_let_in(self.name)
        return refused(self.name, code, message)

    def _number(self, listing: Listing, name: str) -> int:
        value = self._param(listing, name)
        if not (value.isascii() and value.isdigit()):
            raise Rejected(
                say(
                    "The listing's {name} at {shop} is {value!r}; Temu's are numbers.",
                    name=name,
                    shop=self.name,
                    value=value[:40],
                ),
                "Nothing was sent. Mend the listings file and import that again.",
            )
        return int(value)


def signature(secret: str, body: Mapping[str, object]) -> str:
    """MD5, as the router asks for it: over the pairs in order, what is no plain value as JSON."""
    pairs = "".join(name + _signed(body[name]) for name in sorted(body) if name != "sign")
    return hashlib.md5((secret + pairs + secret).encode(), usedforsecurity=False).hexdigest().upper()


def _signed(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_return(each: Mapping[str, Any]) -> bool:
    return each.get("afterSalesType") == RETURN_AND_REFUND


def _announced(
    line: Mapping[str, Any], parents: Mapping[str, Mapping[str, Any]], tracking: Mapping[str, str], client: str
) -> list[Announced]:
    name = _text(line.get("parentAfterSalesSn"))
    return [announced(parents[name], line, tracking[name], client)] if name in parents else []


def announced(parent: Mapping[str, Any], line: Mapping[str, Any], tracking: str, client: str) -> Announced:
    """A line of an after-sales order, in the import's terms."""
    codes: Sequence[str] = [_text(each.get("extCode")) for each in objects(line.get("productList"))]
    columns = {
        "client": client,
        "platform": "temu",
        "order_id": _text(parent.get("parentOrderSn")),
        "rma": _text(parent.get("parentAfterSalesSn")),
        "tracking": tracking,
        "sku": next((code for code in codes if code), _text(line.get("skuId"))),
        "quantity": _text(line.get("applyAfterSalesGoodsNumber")),
        "requested_at": _time(parent.get("createAt")),
        "sku_id": _text(line.get("skuId")),
        "after_sales_status": _text(parent.get("parentAfterSalesStatus")),
    }
    return Announced(_text(line.get("afterSalesSn")), columns, parent.get("parentAfterSalesStatus") in _WITHDRAWN)


def sold(each: Mapping[str, Any]) -> list[Sold]:
    """The lines of a parent order; what was cancelled before it was sent is told as that."""
    parent = an_object(each.get("parentOrderMap"))
    found = []
    for line in objects(each.get("orderList")):
        codes = [_text(one.get("extCode")) for one in objects(line.get("productList"))]
        off = int(line.get("canceledQuantityBeforeShipment") or 0)
        amounts = ((int(line.get("originalOrderQuantity") or line.get("quantity") or 0), False), (off, True))
        for quantity, cancelled in amounts:
            if quantity:
                at = parent.get("updateTime" if cancelled else "parentOrderTime") or 0
                found.append(
                    Sold(
                        f"{_text(line.get('orderSn'))}{f':cancelled:{quantity}' if cancelled else ''}",
                        _text(parent.get("parentOrderSn")),
                        next((code for code in codes if code), ""),
                        quantity,
                        datetime.fromtimestamp(int(at), UTC),
                        cancelled,
                        {"sku_id": _text(line.get("skuId")), "product_id": _text(line.get("goodsId"))},
                        in_all=cancelled,
                    )
                )
    return found


def _time(seconds: object) -> str:
    text = _text(seconds)
    return datetime.fromtimestamp(int(text), UTC).isoformat() if text.isdigit() and len(text) <= 11 else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
