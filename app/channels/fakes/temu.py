"""Temu's partner router on loopback, as far as its documentation tells; it refuses a key that it has seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter
from app.channels.temu import signature

PLACE = "ordinary"


class FakeTemu(Counter):
    """One shop; items are SKU ids."""

    kind: ClassVar[str] = "temu"
    usual_place: ClassVar[str] = PLACE

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the base has it
        super().__init__(*args, **kwargs)
        self._keys: set[str] = set()

    def answer(self, ask: Ask) -> Reply:
        asked = ask.content()
        if ask.path != "/openapi/router" or asked.get("sign") != signature(self.secret, asked):
            return _failed(3000001, "SIGN_UNVALID")
        if not self.lets_in(str(asked.get("access_token", ""))):
            return _failed(3000034, "access_token is expired or have been refreshed")
        return self._asked(asked)

    def _asked(self, asked: dict[str, Any]) -> Reply:
        match asked.get("type"):
            case "temu.local.goods.sku.stock.query":
                return _done({"stockList": [{"goodsId": 9, "skuStockInfoList": self._stock(asked["skuIdList"])}]})
            case "bg.local.goods.stock.edit":
                return self._edit(asked)
            case "bg.aftersales.parentaftersales.list.get":
                return _done({"data": self._paged(self._parents(asked), asked["pageNo"], asked["pageSize"])})
            case "bg.aftersales.aftersales.list.get":
                wanted = set(asked["parentAfterSalesSnList"])
                return _done({"data": [_line(each) for each in self.returns if each["rma"] in wanted]})
            case "bg.aftersales.parentreturnorder.get":
                found = [each for each in self.returns if each["rma"] == asked["parentAfterSalesSn"]]
                return _done({"logisticsInfoList": [{"trackingNumber": each.get("tracking", "")} for each in found]})
            case "bg.open.accesstoken.info.get":
                return _done({"mallId": 1, "expiredTime": int((self.now() + timedelta(days=90)).timestamp())})
            case "bg.order.list.v2.get":
                return _done({"pageItems": self._paged(self._orders(asked), asked["pageNumber"], asked["pageSize"])})
        return _failed(3000003, "type not exists")

    def credentials(self) -> dict[str, str]:
        return {"app_key": "fake-key", "app_secret": self.secret, "access_token": "fake-token"}

    def throttled(self) -> Reply:
        return _failed(4000004, "Too many requests")

    def _stock(self, skus: list[Any]) -> list[dict[str, Any]]:
        return [
            {"skuId": int(sku), "selfOrdinaryStock": {"stockType": 0, "stock": self.shelf(str(sku)).available}}
            for sku in skus
        ]

    def _edit(self, asked: dict[str, Any]) -> Reply:
        key = str(asked.get("requestUniqueKey", ""))
        if key in self._keys:
            return _failed(120012001, "Repeated request: requestUniqueKey was used")
        told = []
        for each in asked["skuStockChangeList"]:
            sku = str(each["skuId"])
            after = self.shelf(sku).places.get(PLACE, 0) + int(each["stockDiff"])
            fine = after >= 0
            if fine:
                self.put(sku, PLACE, after, key)
                self._keys.add(key)
            trouble = {} if fine else {"errorCode": 120012002, "errorMsg": "stock is not enough"}
            told.append({"skuId": each["skuId"], "stockEditStatus": fine, **trouble})
        whole = all(each["stockEditStatus"] for each in told)
        return _done({"goodsId": asked["goodsId"], "operateResult": whole, "skuStockEditStatusInfoList": told})

    def _parents(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        within = (
            each for each in self.returns if asked["updateAtStart"] <= each["update_time"] <= asked["updateAtEnd"]
        )
        return [
            {
                "parentAfterSalesSn": each["rma"],
                "parentOrderSn": each["order_id"],
                "parentAfterSalesStatus": int(each.get("status", 2)),
                "afterSalesType": int(each.get("type", 2)),
                "createAt": int(each["update_time"]),
                "updateAt": int(each["update_time"]),
            }
            for each in within
        ]

    def _orders(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        within = (
            each
            for each in self.orders
            if asked["updateAtStart"] <= each.changed_at.timestamp() <= asked["updateAtEnd"]
        )
        return [
            {
                "parentOrderMap": {
                    "parentOrderSn": each.order_id,
                    "parentOrderTime": int(each.at.timestamp()),
                    "updateTime": int(each.changed_at.timestamp()),
                },
                "orderList": [
                    {
                        "orderSn": f"{each.order_id}-1",
                        "skuId": int(each.item),
                        "quantity": 0 if each.cancelled_at else 1,
                        "originalOrderQuantity": 1,
                        "canceledQuantityBeforeShipment": 1 if each.cancelled_at else 0,
                        "productList": [{"extCode": each.sku}],
                    }
                ],
            }
            for each in within
        ]

    def _paged(self, items: list[dict[str, Any]], number: int, size: int) -> list[dict[str, Any]]:
        return items[(number - 1) * size : number * size]


def _line(each: dict[str, Any]) -> dict[str, Any]:
    return {
        "parentAfterSalesSn": each["rma"],
        "afterSalesSn": f"{each['rma']}-1",
        "applyAfterSalesGoodsNumber": int(each.get("quantity", 1)),
        "skuId": int(each.get("sku_id", 0)),
        "productList": [{"extCode": each["sku"]}],
    }


def _done(result: dict[str, Any]) -> Reply:
    return Reply.of_json({"success": True, "errorCode": 1000000, "errorMsg": "", "result": result})


def _failed(code: int, message: str) -> Reply:
    return Reply.of_json({"success": False, "errorCode": code, "errorMsg": message})
