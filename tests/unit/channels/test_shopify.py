"""Shopify: keyed and compared changes, returns, sales; judged by its own schema."""

import gzip
import json
from datetime import timedelta

import graphql
import graphql.utilities
import httpx
import pytest

from app.channels import shopify as asks
from app.channels.fakes.faults import Faults, Moody
from app.channels.fakes.shopify import FakeShopify
from app.channels.shopify import Shopify, adjustment, announced, dispositions
from app.domain.channel import Counted
from app.errors import Ambiguous, ConfigError, Rejected, Stale, Transient
from tests.references import reference
from tests.shops import NOON, Kept, Loopback, SetClock, around, change, level, listing, settings

ITEM, PLACE = "gid://shopify/InventoryItem/1", "gid://shopify/Location/7"
HERE = {"inventory_item_id": "1", "location_id": "7"}


class Day:
    def __init__(self, **faults):
        self.clock = SetClock()
        self.market = FakeShopify(self.clock.now)
        self.market.shelf(ITEM, "SHOE-1").places[PLACE] = 5
        self.mood = Moody(self.market, Faults(**faults))
        self.line = Loopback(self.mood)
        self.channel = Shopify(settings("shopify"), around(self.line, Kept(access_token="shpat_abc123"), self.clock))

    def there(self):
        return self.market.shelf(ITEM).places[PLACE]


@pytest.fixture
def day():
    return Day()


@pytest.fixture(scope="module")
def schema():
    found = json.loads(gzip.decompress(reference("shopify", "admin_2026-10.json.gz").read_bytes()))
    return graphql.build_client_schema(found.get("data", found), assume_valid=True)


@pytest.mark.parametrize(
    "name",
    ["READ", "READ_MANY", "ADJUST", "RETURNS", "MORE_RETURNS", "MORE_LINES", "SALES", "REFUNDS", "DISPOSED", "DISPOSE"],
)
def test_shopifys_own_schema_takes_each_document(schema, name):
    assert graphql.validate(schema, graphql.parse(getattr(asks, name))) == []


def test_shopifys_own_schema_takes_the_input_of_a_change(schema):
    given = adjustment(listing(**HERE), change(-2, "R-1", "R-2"), level(5))
    kind = schema.get_type("InventoryAdjustQuantitiesInput")
    assert graphql.utilities.coerce_input_value(given, kind) == given
    for wrong in ({**given, "amount": 1}, {**given, "reason": None}, {**given, "changes": [{"delta": 1}]}):
        assert graphql.utilities.coerce_input_value(wrong, kind) is graphql.Undefined


def test_a_change_is_taken_once_whatever_is_sent_again(day):
    before = day.channel.read(listing(**HERE))
    assert (before.available, before.committed) == (5, 0)
    for _ in range(3):
        day.channel.apply(listing(**HERE), change(1), "key-1", before)
    assert day.there() == 6
    assert [each.key for each in day.market.written] == ["key-1"]


def test_a_lost_reply_is_settled_by_the_same_key(day):
    before = day.channel.read(listing(**HERE))
    day.mood.set(Faults(lose=1))
    with pytest.raises(Ambiguous):
        day.channel.apply(listing(**HERE), change(1), "key-1", before)
    day.mood.set(Faults())
    day.channel.apply(listing(**HERE), change(1), "key-1", before)
    assert day.there() == 6


def test_a_quantity_that_changed_meanwhile_is_reckoned_anew_under_a_new_key(day):
    before = day.channel.read(listing(**HERE))
    day.market.sell(ITEM)
    with pytest.raises(Stale):
        day.channel.apply(listing(**HERE), change(1), "key-1", before)
    day.channel.apply(listing(**HERE), change(1), "key-1:2", day.channel.read(listing(**HERE)))
    assert day.there() == 5
    assert day.market.shelf(ITEM).committed == 1


def test_a_key_for_two_contents_needs_a_person(day):
    before = day.channel.read(listing(**HERE))
    day.channel.apply(listing(**HERE), change(1), "key-1", before)
    with pytest.raises(Rejected, match="IDEMPOTENCY_KEY_PARAMETER_MISMATCH"):
        day.channel.apply(listing(**HERE), change(2), "key-1", before)


def test_more_than_is_there_is_never_taken_back(day):
    with pytest.raises(Rejected) as caught:
        day.channel.apply(listing(**HERE), change(-6), "key-1", day.channel.read(listing(**HERE)))
    assert caught.value.code == "channel_sold_meanwhile"
    assert len(day.line.asked) == 1


def test_an_expired_token_leaves_it_waiting(day):
    day.channel.read(listing(**HERE))
    day.market.expire()
    with pytest.raises(Transient) as caught:
        day.channel.read(listing(**HERE))
    assert caught.value.code == "channel_credentials"


def answering(content, status=200):
    return Shopify(settings("shopify"), around(lambda _: httpx.Response(status, json=content)))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"errors": [{"message": "x", "extensions": {"code": "THROTTLED"}}]}, Transient),
        ({"errors": [{"message": "x", "extensions": {"code": "ACCESS_DENIED"}}]}, Transient),
        ({"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}, Ambiguous),
        ({"errors": [{"message": "parse"}]}, Rejected),
        ({"data": None}, Ambiguous),
        ({"data": {"inventoryAdjustQuantities": None}}, Ambiguous),
        ({}, Ambiguous),
    ]
    + [
        ({"data": {"inventoryAdjustQuantities": {"userErrors": [{"code": code, "message": "x"}]}}}, fault)
        for code, fault in (
            ("CHANGE_FROM_QUANTITY_STALE", Stale),
            ("IDEMPOTENCY_CONCURRENT_REQUEST", Ambiguous),
            ("SERVICE_UNAVAILABLE", Ambiguous),
            ("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", Rejected),
            ("INVALID_LOCATION", Rejected),
        )
    ],
)
def test_what_a_refusal_means(content, fault):
    with pytest.raises(fault):
        answering(content).apply(listing(**HERE), change(1), "key", level(5))


def test_many_are_read_by_few_requests_and_each_has_its_own_fault(day):
    many = [listing(inventory_item_id=str(number), location_id="7") for number in range(60)]
    found = day.channel.read_all([*many, listing()])
    assert [type(each).__name__ for each in found] == ["Level"] * 60 + ["Rejected"]
    assert len(day.line.asked) == 2


def pulled(pull):
    items, cursor = [], ""
    while True:
        page = pull(NOON - timedelta(days=2), cursor)
        items += page.items
        if not page.cursor:
            assert page.until == NOON
            return items
        cursor = page.cursor


def test_returns_and_sales_come_in_pages(day):
    for number in range(70):
        row = {"order_id": f"#{number}", "rma": f"#{number}-R1", "sku": "SHOE-1", "tracking": "94"}
        day.market.returns.append({**row, "update_time": NOON.timestamp()})
        day.market.shelf(ITEM).places[PLACE] = 1
        day.market.sell(ITEM)
    day.market.cancel("SALE-3")
    returns, sales = pulled(day.channel.pull_returns), pulled(day.channel.pull_sales)
    assert {each.columns["order_id"] for each in returns} == {f"#{number}" for number in range(70)}
    assert returns[0].columns["tracking"] == "94"
    assert len(sales) == 71
    assert [each.order_id for each in sales if each.cancelled] == ["SALE-3"]
    assert sales[0].keys == {"inventory_item_id": ITEM}


def ordered(quantity, now, **more):
    line = {"id": "LI-1", "sku": "S", "quantity": quantity, "currentQuantity": now}
    order = {"id": "O-1", "name": "#1", "createdAt": NOON.isoformat(), "cancelledAt": None}
    return order | {"lineItems": {"nodes": [line, {"id": "LI-2", "sku": "T", "quantity": 1}]}} | more


def refund(key, quantity, restock):
    part = {"id": key, "quantity": quantity, "restockType": restock, "lineItem": {"id": "LI-1"}}
    return {"id": "RF", "createdAt": NOON.isoformat(), "refundLineItems": {"nodes": [part]}}


def test_pieces_that_are_cancelled_alone_are_told_and_only_where_they_were_never_sent():
    """Refunds are asked for only where an order that stands is less than was ordered."""
    kinds = ("CANCEL", "RETURN", "NO_RESTOCK")
    refunds = [refund(f"RL-{number}", number, kind) for number, kind in enumerate(kinds, 1)]
    asked = []

    def shop(orders):
        def answer(request):
            asked.append(json.loads(request.content)["variables"])
            one = {"order": {"refunds": refunds}} if "id" in asked[-1] else {"orders": {"nodes": orders}}
            return httpx.Response(200, json={"data": one})

        return Shopify(settings("shopify"), around(answer))

    page = shop([ordered(7, 1)]).pull_sales(NOON)
    assert [(each.external_id, each.quantity, each.cancelled) for each in page.items] == [
        ("LI-1", 7, False), ("LI-1:cancelled:RL-1", 1, True), ("LI-2", 1, False),
    ]  # fmt: skip
    assert [each.get("id") for each in asked] == [None, "O-1"]
    off = ordered(7, 0, cancelledAt=NOON.isoformat())
    whole = shop([ordered(7, 7), off, ordered(7, None)]).pull_sales(NOON)
    assert len(asked) == 3
    assert [each.quantity for each in whole.items if each.cancelled] == [7, 1]


def told_of(orders, refunds_of):
    """What a shop tells that answers about refunds, by the order's id, with these."""

    def answer(request):
        asked = json.loads(request.content)["variables"]
        one = refunds_of[asked["id"]] if "id" in asked else {"data": {"orders": {"nodes": orders}}}
        return httpx.Response(200, json=one)

    page = Shopify(settings("shopify"), around(answer)).pull_sales(NOON)
    return [(each.order_id, each.quantity, each.cancelled) for each in page.items if each.quantity > 1]


@pytest.mark.expects_warning
def test_refunds_that_a_shop_refuses_to_tell_stop_the_sales_of_no_other_order(caplog):
    other = ordered(7, 5, id="O-2", name="#2")
    refused = {"errors": [{"message": "no", "extensions": {"code": "UNDEFINED_FIELD"}}]}
    here = {"data": {"order": {"refunds": [refund("RL-1", 2, "CANCEL")]}}}
    told = told_of([ordered(7, 5), other], {"O-1": refused, "O-2": here})
    assert told == [("#1", 7, False), ("#2", 7, False), ("#2", 2, True)]
    (said,) = caplog.messages
    assert "'#1'" in said


@pytest.mark.expects_warning
def test_lines_and_refunds_that_are_cut_off_are_logged(caplog):
    parts = refund("RL-1", 2, "CANCEL")
    parts["refundLineItems"]["pageInfo"] = {"hasNextPage": True}
    lines = ordered(7, 7, id="O-3", name="#3")
    lines["lineItems"]["pageInfo"] = {"hasNextPage": True}
    told_of(
        [ordered(7, 5), ordered(7, 5, id="O-2", name="#2"), lines, ordered(7, 5, id="O-4", name="#4")],
        {
            "O-1": {"data": {"order": {"refunds": [parts]}}},
            "O-2": {"data": {"order": {"refunds": [refund(f"RL-{number}", 1, "RETURN") for number in range(10)]}}},
            "O-4": {"data": {"order": {"refunds": [refund("RL-1", 2, "CANCEL")]}}},
        },
    )
    assert [said.split("'")[1] for said in caplog.messages] == ["#1", "#2", "#3"]
    assert f"refunds(first: {asks.MOST_REFUNDS})" in asks.REFUNDS


def test_what_a_shop_leaves_out_does_not_stop_the_rest():
    assert announced({}, "ACME") == []
    nodes = {"nodes": [{"status": "CANCELED", "returnLineItems": {"nodes": [{"id": "1"}, None]}}]}
    (line,) = announced({"name": "#1", "returns": nodes}, "ACME")
    assert line.withdrawn


def test_it_needs_its_address():
    with pytest.raises(ConfigError):
        Shopify(settings("shopify", None), around(lambda _: httpx.Response(200)))


def test_where_a_page_is_too_dear_fewer_are_asked_for_and_none_is_lost(day):
    day.market.dear_from = 7
    for number in range(20):
        day.market.announce({"order_id": f"O-{number}", "rma": f"R-{number}", "sku": "SHOE-1"})
    found, cursor = [], ""
    while True:
        page = day.channel.pull_returns(NOON - timedelta(days=1), cursor)
        found += [each.columns["order_id"] for each in page.items]
        if not (cursor := page.cursor):
            break
    assert found == [f"O-{number}" for number in range(20)]
    first = [json.loads(each.content)["variables"]["first"] for each in day.line.asked]
    assert first == [50, 25, 12, 6, 6, 6, 6]
    day.market.dear_from = 1
    with pytest.raises(Rejected) as caught:
        day.channel.pull_returns(NOON)
    assert caught.value.code == "channel_too_dear"


def test_a_return_with_many_lines_is_read_to_its_end(day):
    day.market.announce({"order_id": "O-1", "rma": "R-1", "sku": "SHOE-1", "lines": 130})
    items = day.channel.pull_returns(NOON - timedelta(days=1)).items
    assert len({each.external_id for each in items}) == len(items) == 130


def test_an_order_with_many_returns_is_read_to_its_end_each_with_all_its_lines(day):
    for number in range(13):
        told = {"order_id": "O-1", "rma": f"R-{number}", "sku": "SHOE-1", "lines": 30 if number == 12 else 1}
        day.market.announce({**told, "tracking": f"T-{number}"})
    items = day.channel.pull_returns(NOON - timedelta(days=1)).items
    assert {(each.columns["rma"], each.columns["tracking"]) for each in items} == {
        (f"R-{number}", f"T-{number}") for number in range(13)
    }
    assert len({each.external_id for each in items}) == len(items) == 12 + 30
    assert len(day.line.asked) == 1 + 2 + 1


ENDLESS = {"hasNextPage": True, "endCursor": "same"}


@pytest.mark.parametrize("info", [ENDLESS, {"hasNextPage": True, "endCursor": None}])
def test_a_list_that_comes_to_no_end_is_given_up(info):
    asked = []

    def answer(request):
        asked.append(request)
        assert len(asked) < 9, "it goes on and on"
        lines = {"pageInfo": info, "nodes": [{"id": "L1"}]}
        if "return(id:" in json.loads(request.content)["query"]:
            return httpx.Response(200, json={"data": {"return": {"returnLineItems": lines}}})
        returns = {"nodes": [{"id": "R1", "returnLineItems": lines}]}
        return httpx.Response(200, json={"data": {"orders": {"nodes": [{"id": "O1", "returns": returns}]}}})

    with pytest.raises(Rejected, match="no end"):
        Shopify(settings("shopify"), around(answer)).pull_returns(NOON)


def test_a_page_of_orders_that_names_itself_as_the_next_is_given_up():
    shop = answering({"data": {"orders": {"pageInfo": ENDLESS, "nodes": []}}})
    cursor = shop.pull_sales(NOON).cursor
    for pull in (shop.pull_sales, shop.pull_returns):
        with pytest.raises(Rejected, match="no end"):
            pull(NOON, cursor)


def test_shopifys_own_schema_takes_what_is_disposed_of(schema):
    kind = schema.get_type("ReverseFulfillmentOrderDisposeInput")
    line = {"id": "gid://1", "totalQuantity": 3, "fulfillmentLineItem": {"lineItem": {"sku": "S"}}}
    inputs = dispositions([line], [Counted("S", 2, 1)], "shop")
    assert [each["dispositionType"] for each in inputs] == ["NOT_RESTOCKED", "MISSING"]
    for each in inputs:
        assert graphql.utilities.coerce_input_value(each, kind) == each
    assert graphql.utilities.coerce_input_value({**inputs[0], "dispositionType": "SOLD"}, kind) is graphql.Undefined


def test_a_return_is_disposed_of_once_and_never_restocked(day):
    day.market.announce({"order_id": "O-1", "rma": "R-1", "sku": "SHOE-1", "quantity": 3})
    (line,) = day.channel.pull_returns(NOON - timedelta(days=1)).items
    named = line.columns["return_id"]
    day.mood.set(Faults(lose=1))
    with pytest.raises((Ambiguous, Transient)):
        day.channel.settle_return(named, [Counted("SHOE-1", 2, 1)], "key")
    day.mood.set(Faults())
    for _ in range(2):
        day.channel.settle_return(named, [Counted("SHOE-1", 2, 1)], "key")
    told = day.market.returns[0]["dispositions"]
    assert told == [{"type": "NOT_RESTOCKED", "quantity": 2}, {"type": "MISSING", "quantity": 1}]
    assert day.there() == 5


def test_what_the_shop_put_back_into_stock_itself_is_not_told_again(day):
    day.market.announce({"order_id": "O-1", "rma": "R-1", "sku": "SHOE-1", "quantity": 2})
    (line,) = day.channel.pull_returns(NOON - timedelta(days=1)).items
    there = day.market.returns[0].setdefault("dispositions", [])
    with pytest.raises(Rejected, match="fewer of SHOE-1"):
        day.channel.settle_return(line.columns["return_id"], [Counted("SHOE-1", 3)], "key")
    there.append({"type": "RESTOCKED", "quantity": 1})
    with pytest.raises(Rejected, match="count twice"):
        day.channel.settle_return(line.columns["return_id"], [Counted("SHOE-1", 2)], "key")
    with pytest.raises(Rejected, match="NOT_FOUND"):
        day.channel.settle_return("gid://shopify/Return/no", [Counted("SHOE-1", 2)], "key")
    assert len(there) == 1
