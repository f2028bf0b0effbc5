"""Shelves, orders and tokens: no piece appears or vanishes but by a write."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.channels.fakes.asking import Ask
from app.channels.fakes.counter import Counter
from app.channels.kinds import open_fake
from tests.shops import SetClock


def counter():
    return Counter(SetClock().now)


def hatch(market, name, **content):
    return json.loads(market.look(Ask("POST", f"/_fake/{name}", body=json.dumps(content).encode())).body or b"{}")


def test_a_piece_is_sold_once_and_comes_back_by_a_cancellation():
    market = counter()
    hatch(market, "stock", item="S", place="w", available=1)
    assert hatch(market, "sell", item="S") == {"sold": True}
    assert hatch(market, "sell", item="S") == {"sold": False}
    assert hatch(market, "state")["shelves"]["S"] == {"available": 0, "committed": 1, "places": {"w": 0}}
    assert hatch(market, "cancel", order_id="SALE-1") == {"cancelled": True}
    assert hatch(market, "cancel", order_id="SALE-1") == {"cancelled": False}
    assert hatch(market, "state")["shelves"]["S"] == {"available": 1, "committed": 0, "places": {"w": 1}}


@given(st.lists(st.sampled_from(["sell", "cancel", "put"]), max_size=40))
def test_no_piece_appears_or_vanishes_but_by_a_write(acts):
    market, given_in = counter(), 0
    for act in acts:
        before = market.shelf("S").places.get("w", 0)
        if act == "put":
            market.put("S", "w", before + 1)
            given_in += 1
        elif act == "sell":
            market.sell_anything()
        else:
            market.cancel(f"SALE-{len(market.orders)}")
        shelf = market.shelf("S")
        assert min(shelf.available, shelf.committed) >= 0
        assert shelf.available + shelf.committed == given_in


def test_tokens_expire_together_and_new_ones_are_good():
    market = counter()
    assert market.lets_in("a")
    hatch(market, "expire")
    assert not market.lets_in("a")
    assert market.lets_in(market.new_token())
    assert not market.lets_in("")


def test_deliveries_are_doubled_by_share():
    market = counter()
    market.doubled = 1.0
    assert market.told([{"a": 1}]) == [{"a": 1}] * 2
    market.doubled = 0.0
    assert market.told([{"a": 1}]) == [{"a": 1}]


def test_the_hatch_takes_returns_and_reports_and_knows_no_more():
    market = counter()
    hatch(market, "returns", order_id="1", sku="S")
    hatch(market, "reports", type="T", content="a\tb")
    assert market.returns[0]["order_id"] == "1"
    assert market.reports == {"T": "a\tb"}
    assert market.look(Ask("POST", "/_fake/safe")).status == 404


def test_stock_of_which_nobody_says_where_stands_where_the_rest_does():
    for kind in ("amazon", "ebay", "temu"):
        market = open_fake(kind, SetClock().now, 1)
        hatch(market, "stock", item="S", available=1)
        hatch(market, "stock", item="S", place="", available=5)
        assert market.shelf("S").places == {market.usual_place: 5}
    market = counter()
    hatch(market, "stock", item="S", place="W1", available=1)
    hatch(market, "stock", item="S", available=4)
    assert market.shelf("S").places == {"W1": 4}
