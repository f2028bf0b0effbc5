"""TikTok Shop on loopback: signatures, pages, and the warehouse that was left out."""

import json

from app.channels.fakes.asking import Ask
from app.channels.fakes.tiktok_shop import FakeTikTokShop
from app.channels.tiktok_signing import request_signature
from tests.shops import NOON, SetClock

UPDATE = "/product/202309/products/9/inventory/update"


def said(market, path, content, at=None, sign=None, **query):
    body = json.dumps(content).encode()
    asked = {"app_key": "k", "timestamp": str(int(at or NOON.timestamp())), **query}
    asked["sign"] = sign or request_signature("fake-secret", path, asked, body)
    reply = market.answer(Ask("POST", path, asked, {"x-tts-access-token": "t"}, body))
    return json.loads(reply.body)


def test_a_wrong_signature_or_an_old_stamp_is_refused():
    market = FakeTikTokShop(SetClock().now)
    assert said(market, UPDATE, {}, sign="0" * 64)["code"] == 106001
    assert said(market, UPDATE, {}, at=NOON.timestamp() - 301)["code"] != 0


def test_a_warehouse_that_is_left_out_loses_what_it_has():
    market = FakeTikTokShop(SetClock().now)
    market.shelf("1").places |= {"a": 3, "b": 4}
    said(market, UPDATE, {"skus": [{"id": "1", "inventory": [{"warehouse_id": "a", "quantity": 5}]}]})
    assert market.shelf("1").places == {"a": 5, "b": 0}


def test_a_page_has_fifty_at_most():
    market = FakeTikTokShop(SetClock().now)
    assert said(market, "/return_refund/202309/returns/search", {}, page_size="51")["code"] != 0


def test_a_sold_piece_is_told_under_the_product_that_its_sku_was_written_to():
    market = FakeTikTokShop(SetClock().now)
    path, body = (
        UPDATE.replace("/9/", "/P-2/"),
        {"skus": [{"id": "1", "inventory": [{"warehouse_id": "a", "quantity": 5}]}]},
    )
    said(market, path, body)
    market.sell("1")
    (order,) = said(market, "/order/202309/orders/search", {}, page_size="50")["data"]["orders"]
    (found,) = said(market, "/product/202309/inventory/search", {"sku_ids": ["1"]})["data"]["inventory"]
    assert (order["line_items"][0]["product_id"], found["product_id"]) == ("P-2", "P-2")
