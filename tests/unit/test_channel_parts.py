"""The channels of a station are joined to its records; one that lacks something leaves the others at work."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.bootstrap import Stations
from app.channel_parts import TakeIn, at_work
from app.domain.access import Operator, Role
from app.domain.channel import Capabilities, Document
from app.errors import UserError
from app.services.importing import KINDS
from app.services.syncing.channels import Channels
from app.services.syncing.pulling import Rows
from app.services.syncing.records import Line

RETURNS = "client,platform,order_id,rma,sku,quantity\nACME,shopify,O-1,R-1,SHOE-1,1\n"
CONFIG = """[[channel]]
name = "drop"
kind = "csv_drop"
client = "ACME"
[channel.credentials]
folder = "{folder}"
[[channel]]
name = "hook"
kind = "webhook"
client = "ACME"
"""


@pytest.fixture
def station(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG.format(folder=tmp_path.as_posix()), "utf-8")
    with Stations().open(tmp_path) as opened:
        yield opened


def test_a_channel_that_lacks_something_leaves_the_others_at_work(station):
    channels = station.open_channels()
    assert [worker.name for worker in channels.workers] == ["drop"]
    ((name, why),) = channels.unusable
    assert name == "hook"
    assert "base_url" in why
    channels.close()


@pytest.mark.expects_warning
def test_they_are_worked_as_long_as_the_block_lasts(station):
    with at_work(station.open_channels) as channels:
        assert channels.lanes.wait_until_tried(30)
    assert isinstance(channels, Channels)


def test_what_needs_no_person_is_not_brought_back(station):
    with pytest.raises(UserError):
        station.retry_message("0192f0c1-0000-7000-8000-000000000001")


def test_pulled_lines_and_reports_are_what_files_would_have_made(tmp_path, station):
    products = tmp_path / "products.csv"
    products.write_text("client,sku,title\nACME,SHOE-1,Shoe\n", "utf-8")
    station.take_in(KINDS["products"], products)
    took = TakeIn(station.imports, station.tables, tmp_path / "spool").of("ACME")
    columns = {"client": "ACME", "platform": "shopify", "order_id": "O-1", "sku": "SHOE-1", "quantity": "1"}
    for inserted in (1, 0):
        done = took.rows("returns", "shop", Rows([Line("1", columns)]))
        assert (done.rows, done.inserted, done.rejected) == (1, inserted, [])
    now = datetime(2026, 11, 20, tzinfo=UTC).isoformat()
    head = "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id"
    row = f"{now}\tO-2\tSHOE-1\tB0\tX0\tShoe\t1\tABE2\tSELLABLE\tDEFECTIVE\tReimbursed\tLPN1\t"
    tail = "\tdetailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments"
    document = Document("fba-returns", "d1", f"{head}{tail}\n{row}\n")
    assert took.document("shop", document).inserted == 1
    assert took.document("shop", document).unchanged == 1
    assert list((tmp_path / "spool").glob("report-*")) == []


def test_a_shop_is_told_of_a_return_only_when_it_is_inspected(tmp_path, monkeypatch):
    config = '[[channel]]\nname = "shop"\nkind = "shopify"\nclient = "ACME"\nbase_url = "http://127.0.0.1:9"\n'
    (tmp_path / "config.toml").write_text(config + '[channel.credentials]\naccess_token = "env:X"\n', "utf-8")
    shop = SimpleNamespace(name="shop", capabilities=Capabilities(settles=True), close=lambda: None)
    monkeypatch.setattr("app.channels.kinds.open_channel", lambda *_: shop)
    manager = Operator("0192f0c1-0000-7000-8000-000000000001", "B", "N", Role.MANAGER)
    with Stations().open(tmp_path) as station:
        for kind, text in (("products", "client,sku,title\nACME,SHOE-1,Shoe\n"), ("returns", RETURNS)):
            (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
            station.take_in(KINDS[kind], tmp_path / f"{kind}.csv")
        with pytest.raises(UserError, match="1 pieces are awaited"):
            station.settle_return("shop", "R-1", manager)
        with pytest.raises(UserError, match="no return R-9"):
            station.settle_return("shop", "R-9", manager)
        with pytest.raises(UserError, match="no channel other"):
            station.settle_return("other", "R-1", manager)


def test_the_doctor_names_what_is_on_sale_nowhere_and_listings_in_vain(tmp_path, station):
    def offers():
        (seen,) = [check for check in Stations().examine(tmp_path, None) if check.name == "offers"]
        return seen

    assert (offers().ok, offers().mend) == (True, "")
    listings = "client,sku,grade,channel,target\n" + "".join(
        f"ACME,SHOE-{number},A,{channel},x\n" for number in range(6) for channel in ("drop", "hook")
    )
    products = "client,sku,title\n" + "".join(f"ACME,SHOE-{number},Shoe\n" for number in range(6))
    for kind, text in (("products", products), ("listings", listings)):
        (tmp_path / f"{kind}.csv").write_text(text, "utf-8")
        station.take_in(KINDS[kind], tmp_path / f"{kind}.csv")
    assert offers().ok
    assert "SHOE-0 A @ hook" in offers().found
    assert "SHOE-5" not in offers().found
    assert "(+ 1)" in offers().found
    assert "import selling" in offers().mend


def test_the_doctor_looks_whether_the_folder_is_there(tmp_path, station):
    def drop():
        (seen,) = [check for check in Stations().examine(tmp_path, None) if check.name == "channel drop"]
        return seen

    assert drop().ok
    text = (tmp_path / "config.toml").read_text("utf-8")
    (tmp_path / "config.toml").write_text(text.replace(tmp_path.as_posix(), (tmp_path / "gone").as_posix()), "utf-8")
    assert not drop().ok
    assert "gone" in drop().found
    assert not (tmp_path / "gone").exists()
