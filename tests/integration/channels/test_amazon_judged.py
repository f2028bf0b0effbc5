"""What we say to Amazon and what our Amazon on loopback answers, judged by Amazon's own models."""

import json
import signal
import subprocess
from datetime import timedelta

import httpx
import pytest

from app.channels.amazon import Amazon
from app.channels.shop import Surroundings
from app.config import ChannelSettings
from app.devices.clock import SystemClock
from app.domain.channel import Change, Listing
from app.errors import Rejected
from tests.lives import begin
from tests.prism import judged
from tests.references import reference
from tests.shops import Kept

SKU = "SHOE/42 red"
HERE = Listing("ACME", "SHOE-1", "A", {"listing_sku": SKU, "product_type": "SHOES"})


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    """Our marketplace, and the judge before it."""
    process = begin("app", "fake-channel", "amazon", "--json", stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        told = json.loads(process.stdout.readline())
        with judged(told["url"], tmp_path_factory.mktemp("prism")) as address:
            yield told, address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture
def amazon(court):
    told, address = court
    names = {name: f"env:{name}" for name in told["credentials"]}
    kept = Kept(**told["credentials"])
    settings = ChannelSettings(name="amazon-us", kind="amazon", client="ACME", base_url=address, credentials=names)
    channel = Amazon(settings, Surroundings(SystemClock(), None, kept.reveal, kept.keep))
    yield channel
    channel.close()


def hatch(court, name, **content):
    return httpx.post(f"{court[0]['url']}/_fake/{name}", json=content, trust_env=False).json()


def test_a_quantity_is_read_merged_and_read_back(court, amazon):
    hatch(court, "stock", item=SKU, place="DEFAULT", available=5)
    (before,) = amazon.read_all([HERE])
    applied = amazon.apply(HERE, Change(2, ("R-1",), SystemClock().now()), "key", before)
    assert (before.available, applied.target, applied.settled) == (5, 7, True)


def test_orders_are_pulled(court, amazon):
    hatch(court, "stock", item=SKU, place="DEFAULT", available=3)
    hatch(court, "sell", item=SKU)
    (sold,) = amazon.pull_sales(SystemClock().now() - timedelta(hours=1)).items
    assert sold.keys == {"listing_sku": SKU}


def test_a_report_is_made_and_fetched(court, amazon):
    text = reference("fixtures", "fba_customer_returns.tsv").read_text()
    hatch(court, "reports", type="GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA", content=text)
    page = amazon.pull_reports("fba-returns")
    while page.cursor:
        page = amazon.pull_reports("fba-returns", page.cursor)
    assert page.items[0].content == text


def test_the_judge_is_awake(court, amazon):
    """What breaks the models does not pass, or its silence above would prove nothing."""
    address = court[1]
    patch = {"productType": "SHOES", "patches": [{"op": "increment", "path": "/x", "value": []}]}
    token = {"x-amz-access-token": amazon._access()}
    with httpx.Client(trust_env=False, headers=token) as client:
        wrong_op = client.patch(f"{address}/listings/2021-08-01/items/A1/S?marketplaceIds=X", json=patch)
        no_market = client.get(f"{address}/listings/2021-08-01/items/A1/S")
    assert (wrong_op.status_code, no_market.status_code) == (422, 422)


def test_what_the_models_know_as_a_refusal_is_one(amazon):
    with pytest.raises(Rejected):
        amazon.apply(HERE, Change(-100, ("R-1",), SystemClock().now()), "key", amazon.read(HERE))
