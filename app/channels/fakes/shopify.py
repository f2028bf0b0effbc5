"""A Shopify shop on loopback: the Admin API's operations that the connector asks, known by the fields they name.

Keys are kept with what they stood for: a second request with the same content gets the first answer, another content
is refused. What lacks its key or the quantity it was reckoned from is refused, as the shop does at run time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter

_PATH = re.compile(r"/admin/api/(\d{4}-\d{2}|unstable)/graphql\.json")
_SINCE = re.compile(r"updated_at:>='([^']+)'")
PAGE = 50
RETURNS = 5
"""So many of an order's returns come at once."""


class FakeShopify(Counter):
    """One shop; items are inventory items, places are locations, both by their global ids."""

    kind: ClassVar[str] = "shopify"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base has it
        super().__init__(*args, **kwargs)
        self._keys: dict[str, tuple[str, Reply]] = {}
        self.dear_from = PAGE + 1
        """So many orders at once are too dear."""

    def answer(self, ask: Ask) -> Reply:
        if ask.method != "POST" or not _PATH.fullmatch(ask.path):
            return Reply.of_json({"errors": "Not Found"}, 404)
        if not self.lets_in(ask.headers.get("x-shopify-access-token", "")):
            return Reply.of_json({"errors": "[API] Invalid API key or access token"}, 401)
        asked = ask.content()
        return self._said(str(asked.get("query", "")), asked.get("variables") or {})

    def _said(self, query: str, variables: dict[str, Any]) -> Reply:
        if int(variables.get("first", 0)) >= self.dear_from:
            return _errors("MAX_COST_EXCEEDED", "Query cost is 1293, above the limit of a single query (1000)")
        known: dict[str, Callable[[], Reply]] = {
            "inventoryAdjustQuantities": lambda: self._adjust(query, variables),
            "reverseFulfillmentOrderDispose": lambda: self._dispose(variables["inputs"]),
            "dispositions {": lambda: _data({"return": self._reverse(str(variables["id"]))}),
            "nodes(ids:": lambda: _data({"nodes": [self._item(i, variables["location"]) for i in variables["items"]]}),
            "inventoryItem(": lambda: _data({"inventoryItem": self._item(variables["item"], variables["location"])}),
            "return(id:": lambda: _data({"return": {"returnLineItems": self._lines(variables)}}),
            "order(id:": lambda: _data({"order": {"returns": self._more(variables)}}),
            "returnLineItems": lambda: _data({"orders": self._page(variables, self._returns(_since(variables)))}),
            "lineItems": lambda: _data({"orders": self._page(variables, self._sales(_since(variables)))}),
        }
        answer = next((answer for word, answer in known.items() if word in query), None)
        return answer() if answer else _errors("undefinedField", "Field doesn't exist on type 'QueryRoot'")

    def credentials(self) -> dict[str, str]:
        return {"access_token": "fake-token"}

    def throttled(self) -> Reply:
        return _errors("THROTTLED", "Throttled")

    def _adjust(self, query: str, variables: dict[str, Any]) -> Reply:
        key, given = str(variables.get("key", "")), variables["input"]
        if "@idempotent(key: $key)" not in query or not key:
            return _errors("BAD_REQUEST", "The @idempotent directive is required for this mutation")
        stood_for = json.dumps(given, sort_keys=True)
        if (known := self._keys.get(key)) is not None:
            before, reply = known
            return reply if before == stood_for else _refusal("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "other parameters")
        reply = self._adjusted(given, key)
        self._keys[key] = (stood_for, reply)
        return reply

    def _adjusted(self, given: dict[str, Any], key: str) -> Reply:
        for each in given["changes"]:
            item, place = str(each["inventoryItemId"]), str(each["locationId"])
            there = self.shelf(item).places.get(place, 0)
            if each.get("changeFromQuantity") is None:
                return _errors("INVALID_FIELD_ARGUMENTS", "changeFromQuantity is required")
            if each["changeFromQuantity"] != there:
                return _refusal("CHANGE_FROM_QUANTITY_STALE", "The changeFromQuantity argument no longer matches")
            if there + int(each["delta"]) < 0:
                return _refusal("INVALID_QUANTITY_TOO_LOW", "The quantity is too low")
            self.put(item, place, there + int(each["delta"]), key)
        group = {"id": f"gid://shopify/InventoryAdjustmentGroup/{len(self.written)}"}
        return _data({"inventoryAdjustQuantities": {"inventoryAdjustmentGroup": group, "userErrors": []}})

    def _item(self, item: str, location: str) -> dict[str, Any]:
        shelf = self.shelf(item)
        amounts = (("available", shelf.places.get(location, 0)), ("committed", shelf.committed))
        quantities = [{"name": name, "quantity": quantity} for name, quantity in amounts]
        level = {"id": f"gid://shopify/InventoryLevel/1?item={item}", "quantities": quantities}
        return {"id": item, "tracked": True, "inventoryLevel": level}

    def _page(self, variables: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
        start = int(variables.get("after") or 0)
        end = start + min(int(variables.get("first", PAGE)), PAGE)
        info = {"hasNextPage": end < len(nodes), "endCursor": str(end)}
        return {"pageInfo": info, "nodes": self.told(nodes[start:end])}

    def _sales(self, since: datetime) -> list[dict[str, Any]]:
        return [
            {
                "id": f"gid://shopify/Order/{order.order_id}",
                "name": order.order_id,
                "createdAt": order.at.isoformat(),
                "cancelledAt": order.cancelled_at.isoformat() if order.cancelled_at else None,
                "lineItems": {
                    "nodes": [
                        {
                            "id": f"gid://shopify/LineItem/{order.order_id}",
                            "sku": order.sku,
                            "quantity": 1,
                            "currentQuantity": 0 if order.cancelled_at else 1,
                            "variant": {"inventoryItem": {"id": order.item}},
                        }
                    ]
                },
            }
            for order in self.orders
            if order.changed_at >= since
        ]

    def _lines(self, variables: dict[str, Any]) -> dict[str, Any]:
        for each in self.returns:
            if variables["id"] == _returned(each)["id"]:
                return _lines_of(each, int(variables["after"]), 50)
        return {}

    def _more(self, variables: dict[str, Any]) -> dict[str, Any]:
        for name, returns in self._by_order().items():
            if variables["id"] == _order_id(name):
                return _returns_of(returns, int(variables["after"]))
        return {}

    def _reverse(self, named: str) -> dict[str, Any] | None:
        for each in self.returns:
            if named == _returned(each)["id"]:
                line = {
                    "id": f"gid://shopify/ReverseFulfillmentOrderLineItem/{each.get('rma', each['order_id'])}",
                    "totalQuantity": int(each.get("quantity", 1)),
                    "dispositions": each.setdefault("dispositions", []),
                    "fulfillmentLineItem": {"lineItem": {"sku": each["sku"]}},
                }
                return {"reverseFulfillmentOrders": {"nodes": [{"lineItems": {"nodes": [line]}}]}}
        return None

    def _dispose(self, inputs: list[dict[str, Any]]) -> Reply:
        for each in self.returns:
            line = f"gid://shopify/ReverseFulfillmentOrderLineItem/{each.get('rma', each['order_id'])}"
            there = each.setdefault("dispositions", [])
            for one in inputs:
                if one["reverseFulfillmentOrderLineItemId"] == line:
                    there.append({"type": one["dispositionType"], "quantity": one["quantity"]})
        return _data({"reverseFulfillmentOrderDispose": {"reverseFulfillmentOrderLineItems": [], "userErrors": []}})

    def _returns(self, since: datetime) -> list[dict[str, Any]]:
        return [
            {"id": _order_id(name), "name": name, "returns": _returns_of(returns, 0)}
            for name, returns in self._by_order().items()
            if any(float(each["update_time"]) >= since.timestamp() for each in returns)
        ]

    def _by_order(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for each in self.returns:
            found.setdefault(str(each["order_id"]), []).append(each)
        return found


def _order_id(name: str) -> str:
    return f"gid://shopify/Order/{name}"


def _returns_of(returns: list[dict[str, Any]], start: int) -> dict[str, Any]:
    """A page of an order's returns."""
    info = {"hasNextPage": start + RETURNS < len(returns), "endCursor": str(start + RETURNS)}
    return {"pageInfo": info, "nodes": [_returned(each) for each in returns[start : start + RETURNS]]}


def _returned(each: dict[str, Any]) -> dict[str, Any]:
    tracking = {"number": each.get("tracking"), "carrierName": each.get("carrier")}
    delivery = {"nodes": [{"deliverable": {"tracking": tracking}}]}
    return {
        "id": f"gid://shopify/Return/{each.get('rma', each['order_id'])}",
        "name": each.get("rma", f"{each['order_id']}-R1"),
        "status": each.get("status", "OPEN"),
        "createdAt": datetime.fromtimestamp(float(each["update_time"]), UTC).isoformat(),
        "requestApprovedAt": None,
        "returnLineItems": _lines_of(each, 0, 25),
        "reverseFulfillmentOrders": {"nodes": [{"reverseDeliveries": delivery}]},
    }


def _lines_of(each: dict[str, Any], start: int, most: int) -> dict[str, Any]:
    """The lines of a return, `lines` of them alike (1)."""
    count = int(each.get("lines", 1))
    name = f"gid://shopify/ReturnLineItem/{each.get('rma', each['order_id'])}"
    nodes = [
        {
            "id": f"{name}-{number}" if number else name,
            "quantity": int(each.get("quantity", 1)),
            "customerNote": each.get("customer_note"),
            "returnReason": each.get("reason_code", "UNKNOWN"),
            "returnReasonNote": each.get("reason_text", ""),
            "fulfillmentLineItem": {"lineItem": {"sku": each["sku"]}},
        }
        for number in range(start, min(count, start + most))
    ]
    info = {"hasNextPage": start + most < count, "endCursor": str(start + most)}
    return {"pageInfo": info, "nodes": nodes}


def _since(variables: dict[str, Any]) -> datetime:
    found = _SINCE.search(str(variables.get("query", "")))
    return datetime.fromisoformat(found[1]) if found else datetime.fromtimestamp(0, UTC)


def _data(content: dict[str, Any]) -> Reply:
    return Reply.of_json({"data": content})


def _errors(code: str, message: str) -> Reply:
    return Reply.of_json({"errors": [{"message": message, "extensions": {"code": code}}]})


def _refusal(code: str, message: str) -> Reply:
    errors = [{"code": code, "field": ["input"], "message": message}]
    return _data({"inventoryAdjustQuantities": {"inventoryAdjustmentGroup": None, "userErrors": errors}})
