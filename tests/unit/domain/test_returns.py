"""Every announced piece is counted once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder, order_of, with_line
from app.domain.stock import Article

CUP, SHOE = Article("ACME", "CUP"), Article("BETA", "SHOE")


def line(line_id="L1", article=CUP, quantity=3, **counts):
    return ReturnLine(line_id, article, quantity, **counts)


def an_order(order_id, client, *lines):
    return ReturnOrder(order_id, client, "shopify", f"#{order_id}", "", "", "", "", lines)


def parcel(*orders):
    return Parcel("K1", "TRK1", "TRK1", ParcelKind.ANNOUNCED, orders)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_each_piece_is_received_missing_wrong_or_still_open(received, missing, wrong, still_open):
    quantity = received + missing + wrong + still_open
    assert line(quantity=quantity, received=received, missing=missing, wrong=wrong).open == still_open


def test_a_parcel_holds_the_lines_of_all_its_orders():
    one = parcel(
        an_order("1", "ACME", line(), line("L2", quantity=1, received=1)), an_order("2", "BETA", line("L3", SHOE))
    )
    assert [each.line_id for each in one.lines] == ["L1", "L2", "L3"]
    assert [each.line_id for each in one.open_lines] == ["L1", "L3"]
    assert one.clients == ("ACME", "BETA")


def test_a_client_with_two_orders_is_one_client():
    assert parcel(an_order("1", "ACME", line()), an_order("2", "ACME", line("L2"))).clients == ("ACME",)


def test_a_parcel_that_nobody_announced_has_neither_lines_nor_clients():
    assert (parcel().lines, parcel().open_lines, parcel().clients) == ((), (), ())


def test_a_changed_line_takes_the_place_of_its_older_self_alone():
    one = parcel(an_order("1", "ACME", line(), line("L2")), an_order("2", "BETA", line("L3", SHOE)))
    changed = replace(line("L2"), received=2)
    newer = with_line(one, changed)
    assert newer.lines == (line(), changed, line("L3", SHOE))
    assert with_line(one, line("L9")) == one


def test_the_order_that_a_line_belongs_to():
    second = an_order("2", "BETA", line("L3", SHOE))
    one = parcel(an_order("1", "ACME", line()), second)
    assert order_of(one, "L3") == second
    assert order_of(one, "L9") is None
    assert order_of(one, "") is None
