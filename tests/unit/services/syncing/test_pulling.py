"""What a channel tells comes in once, by the way of the imports, and is read to its end before that is on record."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.channel import Announced, Capabilities, Document, Page, Sold
from app.errors import ChannelError, Rejected, Transient
from app.services.importing import Imported
from app.services.importing.job import Rejected as RejectedRow
from app.services.syncing.pulling import GIVE_UP, Pulls, PullTools, Rows
from app.services.syncing.records import Line
from tests.shops import NOON, SetClock

TELLS = Capabilities(sales=True, returns=True, reports=True)


class Records:
    """What is kept, in memory."""

    def __init__(self) -> None:
        self.read: dict[str, Any] = {}
        self.sold: list[str] = []
        self.lines: list[str] = []
        self.refused: dict[str, str] = {}

    def since(self, channel, stream):
        return self.read.get(stream)

    def reached(self, channel, stream, since, at):
        self.read[stream] = since

    def sales(self, channel, sales, at):
        new = [each for each in sales if each.external_id not in self.sold]
        self.sold += [each.external_id for each in new]
        return len(new)

    def returns(self, channel, lines, at):
        return tuple(Line(each.external_id, each.columns) for each in lines)

    def called_off(self, channel, at):
        return 0

    def taken(self, channel, lines, refused):
        self.lines += [line.external_id for line in lines if line.external_id not in refused]
        self.refused |= refused


class Shop:
    """Tells pages; `fault` is raised instead while it is set."""

    name = "shop"
    report_kinds = ("fba-returns",)

    def __init__(self, able=TELLS) -> None:
        self.capabilities = able
        self.fault: ChannelError | None = None
        self.asked: list[tuple[Any, ...]] = []

    def _page(self, stream, since, cursor, first, second):
        self.asked.append((stream, since, cursor))
        if self.fault is not None:
            raise self.fault
        return Page((first,), "2") if not cursor else Page((second,), "", NOON + timedelta(minutes=1))

    def pull_sales(self, since, cursor=""):
        one, two = (Sold(name, "O", "SHOE-1", 1, NOON) for name in ("s1", "s2"))
        return self._page("sales", since, cursor, one, two)

    def pull_returns(self, since, cursor=""):
        one, two = (Announced(name, {"order_id": name, "sku": "SHOE-1"}) for name in ("r1", "r2"))
        return self._page("returns", since, cursor, one, two)

    def pull_reports(self, kind, cursor=""):
        self.asked.append((kind, None, cursor))
        if self.fault is not None:
            raise self.fault
        if not cursor:
            return Page((), "made", wait_s=2.0)
        return Page((Document(kind, "d1", "sku\tx\n"),), "", NOON)


@pytest.fixture
def house():
    kept = SimpleNamespace(clock=SetClock(), records=Records(), rows=[], documents=[], rejects=[])

    def take_rows(kind, channel, rows):
        kept.rows.append((kind, channel, rows.header, list(rows.rows())))
        return Imported(len(rows.lines), len(rows.lines), rejected=list(kept.rejects))

    def take_document(channel, document):
        kept.documents.append((channel, document.kind))
        return Imported(1, 1)

    tools = PullTools(kept.records, kept.clock, take_rows, take_document, timedelta(seconds=60))
    kept.open = lambda shop: Pulls(shop, tools)
    return kept


def work(house, pulls, seconds=30):
    until = house.clock.now() + timedelta(seconds=seconds)
    while house.clock.now() < until:
        house.clock.go_on(pulls.wait_s() or 0.001)
        pulls.step()


def test_everything_is_read_to_its_end_and_then_that_is_on_record(house):
    shop = Shop()
    pulls = house.open(shop)
    assert not pulls.tried
    work(house, pulls)
    assert pulls.tried
    assert house.records.sold == ["s1", "s2"]
    assert house.records.lines == ["r1", "r2"]
    assert house.documents == [("shop", "fba-returns")]
    assert set(house.records.read) == {"sales", "returns"}
    assert {name: stream.taken for name, stream in pulls.streams.items()} == {
        "sales": 2, "returns": 2, "fba-returns": 1,
    }  # fmt: skip
    since = {stream: at for stream, at, cursor in shop.asked if not cursor}
    assert NOON - since["sales"] < timedelta(days=2)
    assert NOON - since["returns"] > timedelta(days=29)


def test_the_next_pull_goes_on_where_the_last_one_ended(house):
    shop = Shop()
    pulls = house.open(shop)
    work(house, pulls)
    shop.asked.clear()
    work(house, pulls, 61)
    firsts = [since for stream, since, cursor in shop.asked if stream == "sales" and not cursor]
    assert firsts == [NOON + timedelta(minutes=1)]


def test_a_channel_that_does_not_answer_is_asked_again_and_counts_as_tried(house):
    shop = Shop()
    shop.fault = Transient("The shop is away.", retry_after=2.0)
    pulls = house.open(shop)
    work(house, pulls, 60)
    assert pulls.tried
    assert all(stream.failures >= GIVE_UP for stream in pulls.streams.values())
    assert "away" in pulls.told.problem
    shop.fault = None
    work(house, pulls, 60)
    assert house.records.sold == ["s1", "s2"]
    assert not pulls.told.problem


def test_what_a_person_must_mend_is_asked_for_at_the_usual_times(house):
    shop = Shop(Capabilities(sales=True))
    shop.fault = Rejected("No.", "Mend it.")
    pulls = house.open(shop)
    pulls.step()
    assert pulls.wait_s() == 60


def test_sales_are_looked_for_to_the_end_or_not_at_all(house):
    shop = Shop()
    pulls = house.open(shop)
    assert pulls.look_for_sales()
    assert house.records.sold == ["s1", "s2"]
    house.clock.go_on(1)
    shop.fault = Transient("Slower.", "", "channel_throttled", 100)
    assert not pulls.look_for_sales()
    assert not house.open(Shop(Capabilities())).look_for_sales()


def test_a_pull_that_is_put_off_on_its_way_goes_on_where_it_was(house):
    """A shop that lets one page be read at a time would else be asked for the first one for ever."""
    shop = Shop(Capabilities(sales=True))
    pulls = house.open(shop)
    pulls.step()
    shop.fault = Transient("Slower.", "", "channel_throttled", 100)
    assert not pulls.look_for_sales()
    assert pulls.sales_read_at() is None
    assert not pulls.look_for_sales()
    assert len(shop.asked) == 2  # it is not asked again while it wants to be left alone
    assert pulls.sales_rest_until() == house.clock.now() + timedelta(seconds=100)
    house.clock.go_on(100)
    shop.fault = None
    pulls.step()
    assert [cursor for _, _, cursor in shop.asked] == ["", "2", "2"]
    assert house.records.sold == ["s1", "s2"]
    assert pulls.sales_read_at() == NOON


def test_sales_that_a_clock_set_back_says_are_read_are_read(house):
    shop = Shop(Capabilities(sales=True))
    pulls = house.open(shop)
    assert pulls.look_for_sales()
    house.clock.go_on(-3600)
    assert pulls.look_for_sales()
    assert [cursor for _, _, cursor in shop.asked] == ["", "2"] * 2
    assert pulls.sales_read_at() == NOON - timedelta(hours=1)
    house.clock.go_on(-60)
    assert pulls.sales_read_at() is None
    house.clock.go_on(7200)
    assert pulls.sales_read_at() is None, "what the other clock said is not believed later on"


def test_a_clock_set_back_while_sales_are_read_does_not_ask_for_ever(house, monkeypatch):
    shop = Shop(Capabilities(sales=True))
    pulls = house.open(shop)
    pulls.step()
    page = shop._page

    def set_back(*told):
        assert len(shop.asked) < 9, "it goes on and on"
        house.clock.go_on(-60)
        return page(*told)

    monkeypatch.setattr(shop, "_page", set_back)
    house.clock.go_on(1)
    assert pulls.look_for_sales()
    assert [cursor for _, _, cursor in shop.asked] == ["", "2", "", "2"]


def test_a_page_that_the_shop_knows_no_more_is_asked_for_from_the_first_one_on(house):
    shop = Shop(Capabilities(sales=True))
    pulls = house.open(shop)
    pulls.step()
    shop.fault = Rejected("No such page.", "")
    assert not pulls.look_for_sales()
    shop.fault = None
    house.clock.go_on(60)
    assert pulls.look_for_sales()
    assert [cursor for _, _, cursor in shop.asked] == ["", "2", "", "2"]


def test_a_line_that_the_import_refuses_is_kept_with_its_reason(house):
    house.rejects.append(RejectedRow(1, "sku", "SHOE-1", "no such article"))
    pulls = house.open(Shop(Capabilities(returns=True)))
    pulls.step()
    assert house.records.refused == {"r1": "no such article"}
    assert pulls.told.rejected == ["sku: no such article"]


def test_lines_are_a_table_of_all_their_columns():
    rows = Rows([Line("1", {"a": "x", "b": "y"}), Line("2", {"b": "z", "c": "w"})])
    assert rows.header == ("a", "b", "c")
    assert list(rows.rows()) == [["x", "y", ""], ["", "z", "w"]]


def test_a_channel_that_tells_nothing_is_never_asked(house):
    pulls = house.open(Shop(Capabilities()))
    assert pulls.tried
    assert pulls.wait_s() == 60
    pulls.step()
