"""The bench finds parcels, articles and units as they are now, on both databases."""

from __future__ import annotations

from app.domain.bench.facts import Moved, SerialRead
from app.domain.stock import Account, Move
from app.store.mapping import new_key
from tests.records import TEA, announce, open_parcel, open_unit, write


def test_an_order_announced_after_its_parcel_was_opened_joins_it(store):
    parcel = open_parcel(store)
    with store.unit_of_work() as work:
        announce(work.connection, "222-2", "1Z1")
        work.commit()
    with store.unit_of_work() as work:
        joined = work.records.parcel(parcel.parcel_id)
    assert [order.number for order in joined.orders] == ["111-1", "222-2"]


def look(store, *codes):
    with store.unit_of_work() as work:
        return work.records.parcel_by_code(codes)


def test_a_parcel_is_found_by_tracking_before_rma_before_order_number(store):
    with store.unit_of_work() as work:
        announce(work.connection, "RMA-9", "1Z5")
        announce(work.connection, "333-3", "1Z6", rma="RMA-9")
        work.commit()
    assert look(store, "RMA-9").key == "1Z6"  # another order has this very text as its number
    assert look(store, "333-3").key == "1Z6"
    assert look(store, "1Z5").orders[0].number == "RMA-9"
    assert look(store, "nothing", "1Z5").key == "1Z5"
    assert (look(store, "nothing"), look(store, ""), look(store)) == (None, None, None)


def test_a_parcel_opened_by_its_tracking_is_found_by_its_order_number(store):
    parcel = open_parcel(store)
    assert look(store, "111-1") == parcel
    assert look(store, "1Z1") == parcel


def test_of_an_order_in_several_parcels_the_unopened_one_comes_next(store):
    with store.unit_of_work() as work:
        announce(work.connection, "111-1", "1Z2", rma="R2")
        work.commit()
    first = open_parcel(store, look(store, "111-1").key)
    assert look(store, "111-1").key != first.key


def test_an_article_is_found_by_code_and_by_sku(store):
    with store.unit_of_work() as work:
        (by_code,) = work.records.products_by_code(["04006381333931", "x"])
        (by_sku,) = work.records.products_by_sku("TEA-1")
        (by_either,) = work.records.products_by_code(["TEA-1", "04006381333931"])
        assert by_code == by_sku == by_either
        assert (by_code.title, by_code.codes, str(by_code.price)) == ("Tea pot", ("04006381333931",), "19.90 USD")
        assert work.records.products_by_code(["", "none"]) == work.records.products_by_sku("") == ()


def test_a_serial_number_is_taken_while_its_unit_is_in_stock(store):
    open_unit(store, open_parcel(store))
    write(store, SerialRead("R-000001", "SN-1"))
    with store.unit_of_work() as work:
        assert work.records.unit_by_serial("ACME", "SN-1") == "R-000001"
        assert work.records.unit_by_serial("OTHER", "SN-1") == work.records.unit_by_serial("ACME", "") == ""
    write(store, Moved(Move(TEA, Account.PENDING, Account.SCRAPPED, 1, "scrap", "R-000001")))
    with store.unit_of_work() as work:
        assert work.records.unit_by_serial("ACME", "SN-1") == ""


def test_what_nobody_knows_is_nothing(store):
    with store.unit_of_work() as work:
        assert work.records.unit("R-999999") is None
        assert work.records.parcel("") is None
        assert work.records.draft("R-999999") is None
        assert work.records.user("nobody") is None
        assert work.records.parked_in(new_key()) == ""
