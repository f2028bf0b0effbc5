"""A TikTok Shop on loopback: it checks each signature over the bytes that came, and pages as the real one does."""

from __future__ import annotations

import hmac
import json
from typing import Any, ClassVar

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter, Message, Order
from app.channels.tiktok_signing import event_signature, request_signature

MOST = 50
BIGGEST = 99_999
APP_KEY = "fake-key"
A_PRODUCT = "9"
"""The product of a SKU that nobody has written to."""


class FakeTikTokShop(Counter):
    """One shop; items are `sku_id`, places are warehouses."""

    kind: ClassVar[str] = "tiktok_shop"
    zero_allowed = True
    _events = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base has it
        super().__init__(*args, **kwargs)
        self._products: dict[str, str] = {}

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/api/v2/token/refresh":
            return self._refresh(ask)
        right = request_signature(self.secret, ask.path, ask.query, ask.body)
        if not hmac.compare_digest(right, ask.query.get("sign", "")):
            return _failed(106001, "Invalid signature", 401)
        if abs(int(ask.query.get("timestamp", "0")) - self.now().timestamp()) > 300:
            return _failed(36009004, "timestamp is expired", 401)
        if not self.lets_in(ask.headers.get("x-tts-access-token", "")):
            return _failed(105002, "access token expired", 401)
        return self._asked(ask, ask.content())

    def _asked(self, ask: Ask, asked: dict[str, Any]) -> Reply:
        match ask.parts():
            case ("product", "202309", "inventory", "search"):
                return _done({"inventory": [self._item(str(sku)) for sku in asked.get("sku_ids", [])[:MOST]]})
            case ("product", "202309", "products", product, "inventory", "update"):
                self._products |= {str(sku["id"]): product for sku in asked.get("skus", [])}
                return self._update(asked)
            case ("return_refund", "202309", "returns", "search"):
                named = asked.get("return_ids")
                within = [each for each in self.returns if _within(float(each["update_time"]), asked)]
                shown = [each for each in map(_returned, within) if named is None or each["return_id"] in named]
                return self._page(ask, "return_orders", shown)
            case ("return_refund", "202309", "returns", named, "approve"):
                return self._approve(named, ask)
            case ("return_refund", "202604", "rma", "search"):
                return _done({"return_merchandise_authorizations": [_rma(each) for each in self.returns]})
            case ("order", "202309", "orders", "search"):
                orders = [each for each in self.orders if _within(each.changed_at.timestamp(), asked)]
                return self._page(ask, "orders", [_order(each, self._product(each.item)) for each in orders])
        return _failed(36009009, "Invalid path", 404)

    def _approve(self, named: str, ask: Ask) -> Reply:
        key, asked = ask.query.get("idempotency_key", ""), ask.content()
        shown = [_returned(each)["return_id"] for each in self.returns]
        if named not in shown or asked.get("decision") != "APPROVE_RECEIVED_PACKAGE" or not 0 < len(key) <= 255:
            return _failed(36009004, "invalid parameter", 400)
        if key not in [each["key"] for each in self.heard]:
            self.heard.append({"approved": named, "key": key})
        return _done({})

    def credentials(self) -> dict[str, str]:
        return {
            "app_key": APP_KEY,
            "app_secret": self.secret,
            "access_token": "fake-token",
            "shop_cipher": "fake-cipher",
            "refresh_token": "fake-refresh",
        }

    def throttled(self) -> Reply:
        return _failed(36009002, "Too many requests", 429)

    def event(self, app_key: str, content: dict[str, Any]) -> tuple[dict[str, str], bytes]:
        """An event as it would be delivered: its headers and its body."""
        body = json.dumps(content).encode()
        return {"Authorization": event_signature(self.secret, app_key, body)}, body

    def changed(self, item: str) -> None:
        shelf, number = self.shelf(item), self._number()
        quantities = {
            "total_quantity": shelf.available + shelf.committed,
            "total_available_quantity": shelf.available,
            "total_committed_quantity": shelf.committed,
        }
        data = {"event_id": f"evt-{number}", "product_id": self._product(item), "sku_id": item}
        self._send(71, number, data | {"quantity_snapshot_after_change": quantities, "change_detail": []})

    def returned(self, told: dict[str, Any]) -> None:
        shown = _returned(told)
        names = ("order_id", "return_type", "return_status", "return_id", "create_time", "update_time")
        self._send(12, self._number(), {"return_role": "BUYER"} | {name: shown[name] for name in names})

    def _product(self, sku_id: str) -> str:
        """Under which it was written to last: whoever tries a day chooses the numbers."""
        return self._products.get(sku_id, A_PRODUCT)

    def _number(self) -> int:
        self._events += 1
        return self._events

    def _send(self, kind: int, number: int, data: dict[str, Any]) -> None:
        if not self.events_to:
            return
        told = {
            "type": kind,
            "tts_notification_id": f"{int(self.now().timestamp())}{number:09d}",
            "shop_id": "7490000000000000001",
            "timestamp": int(self.now().timestamp()),
            "data": data,
        }
        self.outgoing.append(Message(*self.event(APP_KEY, told)))

    def _refresh(self, ask: Ask) -> Reply:
        if ask.query.get("app_secret") != self.secret or not ask.query.get("refresh_token"):
            return _failed(105003, "refresh token is invalid", 401)
        tokens = {"access_token": self.new_token(), "refresh_token": self.new_token()}
        return _done({**tokens, "access_token_expire_in": int(self.now().timestamp()) + 86_400})

    def _item(self, sku_id: str) -> dict[str, Any]:
        shelf = self.shelf(sku_id)
        places = [
            {"warehouse_id": place, "available_quantity": many, "committed_quantity": 0}
            for place, many in shelf.places.items()
        ]
        sku = {
            "id": sku_id,
            "seller_sku": shelf.sku,
            "total_available_quantity": shelf.available,
            "total_committed_quantity": shelf.committed,
            "warehouse_inventory": places,
        }
        return {"product_id": self._product(sku_id), "skus": [sku]}

    def _update(self, asked: dict[str, Any]) -> Reply:
        errors = []
        for sku in asked.get("skus", []):
            quantities = {str(each["warehouse_id"]): each["quantity"] for each in sku["inventory"]}
            least = 0 if self.zero_allowed else 1
            wrong = [place for place, many in quantities.items() if not least <= int(many) <= BIGGEST]
            left_out = set(self.shelf(str(sku["id"])).places) - set(quantities)
            if wrong:
                extra = [{"warehouse_id": place, "code": 12052023, "message": "Invalid quantity"} for place in wrong]
                detail = {"sku_id": sku["id"], "extra_errors": extra}
                errors.append({"code": 12052023, "message": "Invalid quantity", "detail": detail})
                continue
            for place in left_out:  # the trap: what is not named is gone
                self.put(str(sku["id"]), place, 0)
            for place, many in quantities.items():
                if self.shelf(str(sku["id"])).places.get(place) != many:
                    self.put(str(sku["id"]), place, int(many))
        return _done({"errors": errors} if errors else {})

    def _page(self, ask: Ask, name: str, items: list[dict[str, Any]]) -> Reply:
        size = int(ask.query.get("page_size", "0"))
        if not 1 <= size <= MOST:
            return _failed(36009005, "page_size is invalid", 400)
        start = int(ask.query.get("page_token") or 0)
        token = str(start + size) if start + size < len(items) else ""
        page = self.told(items[start : start + size])
        return _done({name: page, "next_page_token": token, "total_count": len(items)})


def _within(at: float, asked: dict[str, Any]) -> bool:
    return int(asked.get("update_time_ge", 0)) <= at < int(asked.get("update_time_lt", 1 << 60))


def _returned(each: dict[str, Any]) -> dict[str, Any]:
    line = {
        "return_line_item_id": str(each.get("line", "1")),
        "sku_id": each.get("sku_id", ""),
        "seller_sku": each["sku"],
    }
    return {
        "return_id": each.get("rma", f"R{each['order_id']}"),
        "order_id": each["order_id"],
        "return_type": "RETURN_AND_REFUND",
        "return_status": each.get("status", "BUYER_SHIPPED_ITEM"),
        "return_reason": each.get("reason_code", ""),
        "return_reason_text": each.get("reason_text", ""),
        "return_tracking_number": each.get("tracking", ""),
        "create_time": int(each["update_time"]),
        "update_time": int(each["update_time"]),
        "return_line_items": [line],
    }


def _rma(each: dict[str, Any]) -> dict[str, Any]:
    rma = each.get("rma", f"R{each['order_id']}")
    return {"id": rma, "package_id": f"P{rma}", "aftersales_request_id": rma, "status": "RETURN_IN_TRANSIT"}


def _order(order: Order, product: str) -> dict[str, Any]:
    line = {"id": f"{order.order_id}-1", "sku_id": order.item, "seller_sku": order.sku, "product_id": product}
    cancelled = order.cancelled_at
    return {
        "id": order.order_id,
        "status": "CANCELLED" if cancelled else "AWAITING_SHIPMENT",
        "create_time": int(order.at.timestamp()),
        "update_time": int(order.changed_at.timestamp()),
        **({"cancel_time": int(cancelled.timestamp())} if cancelled else {}),
        "line_items": [line],
    }


def _done(data: dict[str, Any]) -> Reply:
    return Reply.of_json({"code": 0, "message": "Success", "request_id": "fake", "data": data})


def _failed(code: int, message: str, status: int = 200) -> Reply:
    return Reply.of_json({"code": code, "message": message, "request_id": "fake", "data": {}}, status)
