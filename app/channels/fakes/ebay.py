"""eBay's Inventory and Fulfillment APIs on loopback, as far as the connector asks them."""

from __future__ import annotations

import base64
import re
from datetime import datetime
from typing import Any, ClassVar

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter, Order

PLACE = "item"
_WITHIN = re.compile(r"lastmodifieddate:\[(\S+)\.\.(\S+)\]")


class FakeEbay(Counter):
    """One seller; items are inventory item SKUs."""

    kind: ClassVar[str] = "ebay"
    usual_place: ClassVar[str] = PLACE

    def answer(self, ask: Ask) -> Reply:
        parts = ask.parts()
        if parts[-1] == "token":
            return self._log_in(ask)
        if not self.lets_in(ask.headers.get("authorization", "").removeprefix("Bearer ")):
            return Reply.of_json({"errors": [{"errorId": 1001, "message": "Invalid access token"}]}, 401)
        match (ask.method, *parts):
            case ("GET", "sell", "inventory", "v1", "inventory_item", sku):
                quantity = {"quantity": self.shelf(sku).available}
                return Reply.of_json({"sku": sku, "availability": {"shipToLocationAvailability": quantity}})
            case ("POST", "sell", "inventory", "v1", "bulk_update_price_quantity"):
                return self._write(ask.content())
            case ("GET", "sell", "fulfillment", "v1", "order"):
                return self._sales(ask)
        return Reply.of_json({"errors": [{"errorId": 2002, "message": "Resource not found"}]}, 404)

    def credentials(self) -> dict[str, str]:
        return {"client_id": "fake-app", "client_secret": self.secret, "refresh_token": "fake-refresh"}

    def lets_in(self, token: str) -> bool:
        """Only tokens that were given out here."""
        return token in self._seen and token not in self._stale

    def _log_in(self, ask: Ask) -> Reply:
        who = base64.b64decode(ask.headers.get("authorization", "").removeprefix("Basic ")).decode()
        if who.partition(":")[2] != self.secret or b"grant_type=refresh_token" not in ask.body:
            return Reply.of_json({"error": "invalid_client"}, 401)
        token = self.new_token()
        self._seen.add(token)
        return Reply.of_json({"access_token": token, "expires_in": 7200, "token_type": "User Access Token"})

    def _write(self, asked: dict[str, Any]) -> Reply:
        told = []
        for each in asked["requests"]:
            quantity = each["shipToLocationAvailability"]["quantity"]
            fine = isinstance(quantity, int) and quantity >= 0
            if fine:
                self.put(each["sku"], PLACE, quantity)
            trouble = {} if fine else {"errors": [{"errorId": 25709, "message": "Invalid quantity"}]}
            told.append({"sku": each["sku"], "statusCode": 200 if fine else 400, **trouble})
        return Reply.of_json({"responses": told}, 200 if all(each["statusCode"] == 200 for each in told) else 207)

    def _sales(self, ask: Ask) -> Reply:
        found = _WITHIN.fullmatch(ask.query.get("filter", ""))
        if found is None:
            return Reply.of_json({"errors": [{"errorId": 30700, "message": "Invalid filter"}]}, 400)
        since, until = (datetime.fromisoformat(each) for each in found.groups())
        orders = [each for each in self.orders if since <= each.changed_at <= until]
        start, size = int(ask.query["offset"]), int(ask.query["limit"])
        told = self.told([_order(each) for each in orders[start : start + size]])
        return Reply.of_json({"orders": told, "total": len(orders)})


def _order(order: Order) -> dict[str, Any]:
    return {
        "orderId": order.order_id,
        "creationDate": order.at.isoformat(),
        "lastModifiedDate": order.changed_at.isoformat(),
        "cancelStatus": {"cancelState": "CANCELED" if order.cancelled_at else "NONE_REQUESTED"},
        "lineItems": [{"lineItemId": f"{order.order_id}-1", "sku": order.item, "quantity": 1}],
    }
