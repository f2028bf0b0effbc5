"""Temu on loopback: keys, signatures, what it does not know."""

import json

from app.channels.fakes.asking import Ask
from app.channels.fakes.temu import FakeTemu
from app.channels.temu import signature
from tests.shops import SetClock


def said(market, sign=None, **content):
    body = {"access_token": "t", **content}
    body["sign"] = sign or signature("fake-secret", body)
    return json.loads(market.answer(Ask("POST", "/openapi/router", body=json.dumps(body).encode())).body)


def test_a_key_that_was_used_is_refused_and_a_refused_one_was_not_used():
    market = FakeTemu(SetClock().now)
    edit = {"type": "bg.local.goods.stock.edit", "goodsId": 9, "requestUniqueKey": "k"}
    assert not said(market, **edit, skuStockChangeList=[{"skuId": 1, "stockDiff": -1}])["result"]["operateResult"]
    assert said(market, **edit, skuStockChangeList=[{"skuId": 1, "stockDiff": 1}])["result"]["operateResult"]
    assert not said(market, **edit, skuStockChangeList=[{"skuId": 1, "stockDiff": 1}])["success"]
    assert market.shelf("1").available == 1


def test_a_wrong_signature_and_an_unknown_type_are_refused():
    market = FakeTemu(SetClock().now)
    assert not said(market, sign="x")["success"]
    assert not said(market, type="no.such.type")["success"]
