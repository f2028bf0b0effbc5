"""The page as data: columns in use, what is in the house, what fits a filter, and the entries behind a number."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.stock import SHOWN, Article
from app.services.importing import KINDS
from app.services.looking import ArticleCard
from app.ui.stock import scene
from app.ui.stock.scene import MOST_ENTRIES, Stock, read_behind, read_stock, stock_of, titled, unlisted_said

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOE, CUP = Article("ACME", "SHOE"), Article("NOVA", "CUP")


def record(article, **counts):
    return {"client": article.client, "sku": article.sku} | {one.value: 0 for one in SHOWN} | counts


@pytest.fixture
def stock():
    records = [record(SHOE, expected=3, sellable_a=2, held=1), record(CUP, sold=4), record(Article("NOVA", "NEW"))]
    return stock_of(records, {SHOE: ArticleCard(SHOE, "Running shoe", size="42", colour="red")}, [(SHOE, "A")])


def test_only_accounts_in_use_are_columns_and_only_articles_that_moved_are_lines(stock):
    assert stock.accounts == ("expected", "held", "sellable_a", "sold")
    assert [line.article for line in stock.lines] == [SHOE, CUP]
    assert stock.clients == ("ACME", "NOVA")


def test_in_the_house_is_what_has_come_and_has_not_gone(stock):
    assert [line.here for line in stock.lines] == [3, 0]
    assert stock.sums(stock.lines) == {"expected": 3, "held": 1, "sellable_a": 2, "sold": 4, "here": 3}
    assert Stock().sums(()) == {"here": 0}


def test_a_filter_is_any_words_of_client_sku_and_title(stock):
    shoe = stock.lines[0]
    assert shoe.title == "Running shoe, 42, red"
    assert all(shoe.fits(words) for words in ([], ["acme", "red"], ["shoe", "42"]))
    assert not shoe.fits(["acme", "blue"])


def test_what_the_table_needs_of_all_lines_is_reckoned_beforehand(stock):
    assert stock.totals == stock.sums(stock.lines)
    assert [line.article for line in stock.unlisted] == [SHOE]
    assert stock.plain
    both = (*stock.lines, replace(stock.lines[0], article=Article("NOVA", "SHOE")))
    assert not replace(stock, lines=both).plain
    clients, skus, titles = map(set, stock.names)
    assert (clients, skus, titles) == ({"ACME", "NOVA"}, {"SHOE", "CUP"}, {"Running shoe, 42, red", ""})


def test_size_and_colour_are_said_where_the_title_does_not():
    assert titled("Rain jacket navy, M", "M", "Navy") == "Rain jacket navy, M"
    assert titled("Camping tee", "M", "red") == "Camping tee, M, red"
    assert titled("Cup", "", "") == "Cup"


@pytest.mark.usefixtures("dressed")
def test_a_grade_that_is_sold_nowhere_says_what_to_do(stock):
    assert "all pieces of grade A" in unlisted_said(stock.lines[0])
    assert unlisted_said(stock.lines[1]) == ""


@pytest.mark.usefixtures("graded")
def test_what_has_not_changed_is_what_was_read_before(room):
    before = read_stock(room.station.reads)
    assert read_stock(room.station.reads, before) is before
    assert read_stock(room.station.reads, Stock()).lines == before.lines


@pytest.mark.usefixtures("graded")
def test_the_lane_gives_way_between_pieces_of_the_stock(room, monkeypatch):
    monkeypatch.setattr(scene, "AT_ONCE", 1)
    whole, gave = read_stock(room.station.reads), []
    assert len(list(room.station.reads.stock())) > 1
    assert read_stock(room.station.reads, None, lambda: gave.append(1)) == whole
    assert len(gave) == 2 * len(list(room.station.reads.stock())) + 1


@pytest.mark.usefixtures("graded")
def test_the_entries_behind_a_number_and_what_the_shops_were_told(room):
    reads = room.station.reads
    (shoe,) = (line for line in read_stock(reads).lines if line.article.sku == "SHOE-RED-42")
    behind = read_behind(reads, shoe, "sellable_a", NOW)
    (entry,) = behind.entries
    assert (entry.unit, entry.quantity, entry.why) == ("R-000001", "+1", "graded A")
    assert behind.messages == (("tiktok-us: 1 more · waits to be sent", "second"),)
    assert not behind.more
    assert MOST_ENTRIES > 1
    assert read_behind(reads, shoe, "pending", NOW).entries[0].quantity == "−1"


@pytest.mark.usefixtures("graded")
def test_a_shop_that_gets_none_of_an_article_is_told_why(room, tmp_path):
    reads = room.station.reads
    (shoe,) = (line for line in read_stock(reads).lines if line.article.sku == "SHOE-RED-42")
    listing = f"client,sku,grade,channel,target\n{shoe.article.client},SHOE-RED-42,A,second-us,x\n"
    (tmp_path / "second.csv").write_text(listing, "utf-8")
    room.station.take_in(KINDS["listings"], tmp_path / "second.csv")
    said, tone = read_behind(reads, shoe, "sellable_a", NOW).messages[0]
    assert said.startswith("second-us: listed for grade A, but gets none")
    assert tone == "warn"
