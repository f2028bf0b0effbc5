"""Whatever a shop says, a connector ends with an answer or with an error that says what is to be done."""

import copy
import json
from datetime import timedelta

import httpx
import pytest
import stamina
from hypothesis import given, settings
from hypothesis import strategies as st

from app.channels import line as lines
from app.channels.fakes.asking import Ask
from app.channels.kinds import FAKES, open_channel, open_fake
from app.domain.channel import Change, Listing
from app.errors import ChannelError
from tests import shops
from tests.shops import NOON, SetClock, level

PARAMS = {
    "product_id": "9", "sku_id": "17", "warehouse_id": "w", "listing_sku": "S-1",
    "inventory_item_id": "gid://shopify/InventoryItem/1", "location_id": "w", "target": "erp",
}  # fmt: skip
HERE = Listing("ACME", "SHOE-1", "A", PARAMS)
ODD: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just([]) | st.just({}) | st.just([None, 1])
)


class Spoiled(httpx.BaseTransport):
    """A marketplace whose replies have one value replaced, somewhere."""

    def __init__(self, fake, where, value):
        self.fake, self.where, self.value = fake, where, value

    def handle_request(self, request):
        ask = Ask.of(request.method, request.url.raw_path.decode(), dict(request.headers), request.read())
        reply = self.fake.answer(ask)
        try:
            content = json.loads(reply.body)
        except ValueError:
            return httpx.Response(reply.status, content=reply.body)
        if not ask.path.endswith("token"):
            places = list(_places(content))
            holder, key = places[self.where % len(places)]
            holder[key] = copy.deepcopy(self.value)
        return httpx.Response(reply.status, json=content)


def _places(content):
    """Every place in a JSON value at which another could stand."""
    for key in content if isinstance(content, dict) else range(len(content)):
        yield content, key
        if isinstance(content[key], dict | list):
            yield from _places(content[key])


def day(kind):
    fake = open_fake(kind, SetClock().now)
    fake.address = "https://shop.test"
    item = {"amazon": "S-1", "ebay": "S-1", "shopify": PARAMS["inventory_item_id"]}.get(kind, "17")
    fake.shelf(item).places["DEFAULT" if kind == "amazon" else "w"] = 5
    fake.sell(item)
    fake.sell(item)
    fake.cancel("SALE-1")
    fake.returns.append({"order_id": "1", "rma": "R1", "sku": "S", "sku_id": "17", "update_time": NOON.timestamp() - 9})
    return fake


@pytest.mark.parametrize("kind", sorted(set(FAKES) - {"webhook"}))
def test_one_spoiled_value_anywhere_never_ends_in_a_fault_of_ours(kind, monkeypatch):
    monkeypatch.setattr(lines.log, "warning", lambda *_: None)  # what is passed over is said; here it is often
    faults: list[ChannelError] = []

    @settings(max_examples=60)
    @given(where=st.integers(0, 60), value=ODD, work=st.sampled_from(["read", "read_all", "apply", "returns", "sales"]))
    def spoil(where, value, work):
        fake = day(kind)
        kept = shops.Kept(**fake.credentials())
        channel = open_channel(shops.settings(kind), shops.around(Spoiled(fake, where, value), kept))
        since = NOON - timedelta(days=1)
        try:
            match work:
                case "read":
                    channel.read(HERE)
                case "read_all":
                    channel.read_all([HERE, HERE])
                case "apply":
                    channel.apply(HERE, Change(1, ("R-1",), NOON), "key-1", level(4, w=4))
                case "returns":
                    channel.pull_returns(since)
                case "sales":
                    channel.pull_sales(since)
        except ChannelError as told:
            faults.append(told)
        finally:
            channel.close()

    with stamina.set_testing(True, attempts=2):
        spoil()
    assert all(told.message and told.hint for told in faults)


@pytest.mark.parametrize("token", ["tökén-1234", "token-1234\n", "token-\0-1234"])
def test_a_credential_that_no_header_holds_is_not_said(token):
    channel = open_channel(
        shops.settings("shopify"), shops.around(lambda _: httpx.Response(200), shops.Kept(access_token=token))
    )
    with pytest.raises(ChannelError) as caught:
        channel.read(HERE)
    assert "1234" not in repr(caught.value) + str(caught.value)
