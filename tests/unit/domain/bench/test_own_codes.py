"""Which codes are those of the piece on the bench."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench.own_codes import is_own_code, own_codes
from app.domain.claims import CodeOf
from app.domain.identifiers import label_code
from tests.world import PHONE, SHOE, World, order, ups

TRACKING = ups(7)


@pytest.fixture
def shoe():
    world = World(order(1, TRACKING, (SHOE, 1))).sign_in()
    world.act(do.Scan(TRACKING))
    world.act(do.Scan("C-SHOE"))
    return world.benches["one"]


def test_the_articles_the_parcels_and_the_units_own_codes_are_its_own(shoe):
    unit, parcel = shoe.unit, shoe.parcel
    assert unit is not None
    for code in ("C-SHOE", "c-shoe", "SHOE", TRACKING, TRACKING.lower(), unit.lpn, label_code(unit.lpn, 2)):
        assert is_own_code(unit, parcel, code), code


def test_of_the_parcel_only_its_tracking_number_is_own(shoe):
    unit, parcel = shoe.unit, shoe.parcel
    assert is_own_code(unit, parcel, TRACKING, CodeOf.PARCEL)
    for code in ("C-SHOE", "SHOE", unit.lpn, label_code(unit.lpn, 2)):
        assert not is_own_code(unit, parcel, code, CodeOf.PARCEL), code
    assert own_codes(unit, parcel, CodeOf.PARCEL) == (TRACKING,)


def test_those_of_others_are_not(shoe):
    for code in ("C-PHONE", ups(8), "R-000099", label_code("R-000099", 1), "", "https://example.org"):
        assert not is_own_code(shoe.unit, shoe.parcel, code), code


def test_a_serial_number_is_its_own_once_it_was_read():
    world = World(order(1, TRACKING, (PHONE, 1))).sign_in()
    for code in (TRACKING, "C-PHONE", "IMEI-77"):
        world.act(do.Scan(code))
    bench = world.benches["one"]
    assert bench.unit is not None
    assert is_own_code(bench.unit, bench.parcel, "IMEI-77")
    assert own_codes(bench.unit, bench.parcel) == ("C-PHONE", "IMEI-77", TRACKING)


def test_what_came_without_any_code_has_none_to_show():
    world = World().sign_in()
    world.act(do.NoCode("parcel"))
    world.act(do.TakePhoto("parcel"))
    world.act(do.NoCode("item", description="a lamp"))
    bench = world.benches["one"]
    assert bench.unit is not None
    assert own_codes(bench.unit, bench.parcel) == ()


def test_an_order_number_stands_on_no_label():
    world = World(order(1, "ORDER-1", (SHOE, 1))).sign_in()
    world.act(do.Scan("ORDER-1"))
    world.act(do.Scan("C-SHOE"))
    bench = world.benches["one"]
    assert bench.unit is not None
    assert own_codes(bench.unit, bench.parcel) == ("C-SHOE",)
    assert own_codes(bench.unit, bench.parcel, CodeOf.PARCEL) == ()
