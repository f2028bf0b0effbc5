"""Shopify on loopback refuses what the shop refuses at run time."""

import json

import pytest

from app.channels.fakes.asking import Ask
from app.channels.fakes.shopify import FakeShopify
from app.channels.shopify import ADJUST, adjustment
from tests.shops import SetClock, change, level, listing

PATH = "/admin/api/2026-10/graphql.json"
HERE = listing(inventory_item_id="1", location_id="7")


def said(market, query, variables, token="t"):  # noqa: S107
    body = json.dumps({"query": query, "variables": variables}).encode()
    reply = market.answer(Ask("POST", PATH, {}, {"x-shopify-access-token": token}, body))
    return reply.status, json.loads(reply.body)


@pytest.mark.parametrize(
    ("query", "spoil"),
    [
        (ADJUST.replace("@idempotent(key: $key)", ""), lambda _: None),
        (ADJUST, lambda given: given["changes"][0].pop("changeFromQuantity")),
    ],
)
def test_what_the_schema_calls_optional_is_refused_at_run_time(query, spoil):
    market = FakeShopify(SetClock().now)
    given = adjustment(HERE, change(1), level(0))
    spoil(given)
    _, answer = said(market, query, {"key": "k", "input": given})
    assert answer["errors"]
    assert market.written == []


def test_a_key_with_other_parameters_is_refused():
    market = FakeShopify(SetClock().now)
    said(market, ADJUST, {"key": "k", "input": adjustment(HERE, change(1), level(0))})
    _, answer = said(market, ADJUST, {"key": "k", "input": adjustment(HERE, change(2), level(1))})
    (error,) = answer["data"]["inventoryAdjustQuantities"]["userErrors"]
    assert error["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_without_a_token_nobody_is_let_in():
    assert said(FakeShopify(SetClock().now), ADJUST, {}, "")[0] == 401
