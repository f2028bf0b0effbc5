"""What a code means at each step: only what the step needs is looked up, and a command code as what it stands for."""

from dataclasses import replace

import pytest

from app.domain.bench import actions as do
from app.domain.bench.found import Found
from app.domain.bench.refusal import Refused
from app.services.resolving import Prepared, Resolver, cleaned
from app.store import models
from tests.lane import (
    BROKEN,
    EAR,
    SHARED,
    SHOE,
    SHOE_SKU,
    UNANNOUNCED,
    UPS,
    UPS_2,
    UPS_3,
    USPS,
    refused,
    to_grade,
    to_photos,
    took,
)


class Watched:
    """Records that tell what they were asked."""

    def __init__(self, records) -> None:
        self._records = records
        self.asked: list[str] = []

    def __getattr__(self, name):
        self.asked.append(name)
        return getattr(self._records, name)


@pytest.fixture
def look(house):
    """Look an action up for the bench as it stands: what was found, and what was asked of the records."""

    def looked(lane, action: do.Action) -> tuple[Found, set[str]]:
        with house.store.unit_of_work() as work:
            state = replace(work.records.bench(), operator=lane._operator)
            records = Watched(work.records)
            resolver = Resolver(records, house.rules, state, house.clock.now(), "key-1")
            return resolver.found(action, Prepared()), set(records.asked)

    return looked


# --- Only what the step needs ----------------------------------------------------------------------------------------


def test_signed_out_only_a_badge_is_looked_up(house, look):
    found, asked = look(house.lane(), do.Scan(UPS))
    assert asked == {"user"}
    assert found.badge == ""
    assert (found.parcel, found.products) == (None, ())


def test_idle_a_known_parcel_is_no_article(house, look):
    found, asked = look(house.signed_in(), do.Scan(UPS))
    assert asked == {"parcel_by_code"}
    assert found.parcel is not None
    assert found.parcel.tracking == UPS


def test_in_a_parcel_no_other_parcel_is_looked_for(house, look):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    found, asked = look(lane, do.Scan(SHOE))
    assert asked == {"products_by_code", "parcel", "next_number"}
    assert found.next_lpn == 1
    assert [one.product.article.sku for one in found.products] == [SHOE_SKU]


def test_with_a_unit_open_only_serial_numbers_and_units_are(house, look):
    lane = house.signed_in()
    to_photos(lane)
    found, asked = look(lane, do.Scan("SN-4711"))
    assert asked <= {"unit_by_serial", "unit"}
    assert found.products == ()


def test_where_a_label_is_awaited_only_its_unit_is_looked_up(house, look):
    lane = house.signed_in()
    to_grade(house, lane)
    took(lane, do="accept")
    assert look(lane, do.Scan(UPS_2))[1] == {"unit"}


@pytest.mark.parametrize("action", [do.SignOut(), do.Park(), do.Weigh(3), do.ChooseRoute("donate"), do.AskState()])
def test_what_needs_nothing_asks_nothing(house, look, action):
    found, asked = look(house.signed_in(), action)
    assert asked == set()
    assert found == Found(at=found.at, key="key-1")


# --- Codes of parcels ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "order"),
    [
        (UPS, "576012000001"),
        (UPS.lower(), "576012000001"),
        (f"1Z 999 AA1 01 2345 6784{'':3}", "576012000001"),
        ("RMA-1006", "1043"),
        ("rma-1006", "1043"),
        ("576012000001", "576012000001"),
        ("PO-211", "PO-211"),
        (USPS, "1050"),
        (f"42007030{USPS}", "1050"),
        (f"420070301234{USPS}", "1050"),
        (f"]C142007030\x1d{USPS}", "1050"),
        (f"{UPS}\r\n", "576012000001"),
    ],
)
def test_a_parcel_is_found_by_tracking_number_rma_or_order_number(house, code, order):
    answer = took(house.signed_in(), do="scan", code=code)
    assert answer["step"] == "item"
    assert [one["order_id"] for one in answer["parcel"]["orders"]] == [order]


def test_a_valid_tracking_number_that_nobody_announced_opens_an_unexpected_parcel(house):
    answer = took(house.signed_in(), do="scan", code=UNANNOUNCED)
    assert (answer["step"], answer["parcel"]) == ("item", {"tracking": UNANNOUNCED, "orders": []})


@pytest.mark.parametrize("code", ["P-000001", "p-000001", "NO-SUCH-CODE", "R-000001", "R-000001-1H", "12345"])
def test_what_is_known_to_nobody_opens_nothing(house, code):
    assert refused(house.signed_in(), do="scan", code=code)["hint"]
    assert house.rows(models.Parcel) == []


def test_a_parcel_code_of_ours_is_known_once_it_was_given_out(house):
    lane = house.signed_in()
    given = took(lane, do="no_code", of="parcel", description="torn label")["parcel"]["tracking"]
    assert given == "P-000001"
    took(lane, do="scan", code=SHOE)
    took(lane, do="park")
    assert took(lane, do="scan", code=given.lower())["unit"] == "R-000001"


def test_an_article_is_no_parcel(house):
    assert refused(house.signed_in(), do="scan", code=SHOE)["code"] == "parcel_first"


# --- Codes of articles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parcel", "code"),
    [
        (UPS, SHOE),
        (UPS, f"0{SHOE}"),
        (UPS, f"01{'0' + SHOE}21A7"),
        (UPS, "X001SHOE42"),
        (UPS, "x001shoe42"),
        (UPS, "SHOE-RED-42"),
        (UPS, "shoe-red-42"),
        (UPS_2, "036000291452"),
        (UPS_2, "0036000291452"),
        (UPS_2, "00036000291452"),
        (UPS_2, "BOTTLE-750"),
    ],
)
def test_an_article_is_found_by_any_of_its_codes(house, parcel, code):
    lane = house.signed_in()
    took(lane, do="scan", code=parcel)
    assert took(lane, do="scan", code=code)["unit"] == "R-000001"
    (unit,) = house.rows(models.Unit)
    assert unit["sku"] == {UPS: SHOE_SKU, UPS_2: "BOTTLE-750"}[parcel]
    assert unit["flags"] == []


def test_a_code_that_clients_share_is_decided_by_the_parcel_else_asked_for(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS_2)
    took(lane, do="scan", code=SHARED)
    took(lane, do="park")
    took(lane, do="close_parcel", missing=[{"sku": "BOTTLE-750", "quantity": 1, "reason": "not there"}])
    took(lane, do="scan", code=UNANNOUNCED)
    asked = took(lane, do="scan", code=SHARED)
    assert asked["expects"] == {"answer": {"question": "whose_item", "choices": ["ACME", "NOVA"]}}
    assert asked["unit"] is None
    took(lane, do="answer", question="whose_item", choice="NOVA")
    assert [unit["client"] for unit in house.rows(models.Unit)] == ["ACME", "NOVA"]


def test_a_serial_number_in_stock_is_refused_with_the_unit_that_holds_it(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS_3)
    assert took(lane, do="scan", code=EAR)["expects"] == {"scan": ["serial"]}
    took(lane, do="scan", code="EP24-118203")
    took(lane, do="park")
    took(lane, do="scan", code=UNANNOUNCED)
    took(lane, do="scan", code=EAR)
    error = refused(lane, do="scan", code="EP24-118203")
    assert "R-000001" in error["message"] + error["hint"]
    took(lane, do="scan", code="EP24-118204")


def test_an_item_without_a_code_is_found_by_its_sku_else_under_a_placeholder(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    assert refused(lane, do="no_code", of="item")["code"] == "what_is_it"
    assert refused(lane, do="no_code", of="item", sku="NO-SUCH-SKU")["code"] == "unknown_item"
    took(lane, do="no_code", of="item", sku=SHOE_SKU)
    took(lane, do="park")
    took(lane, do="scan", code=UNANNOUNCED)
    took(lane, do="no_code", of="item", description="blue desk fan")
    units = house.rows(models.Unit)
    assert [(unit["client"], unit["sku"]) for unit in units] == [("ACME", SHOE_SKU), ("UNCLAIMED", "UNIDENTIFIED")]
    assert ["no_code" in unit["flags"] for unit in units] == [True, True]


def test_a_unit_is_named_by_its_lpn_or_by_a_label(house):
    lane = house.signed_in()
    to_photos(lane)
    took(lane, do="park")
    tag = house.printer.printed[-1][1]
    for name in ("r-000001", tag, tag.lower()):
        assert took(lane, do="resume", unit=name)["unit"] == "R-000001"
        took(lane, do="park")
    assert refused(lane, do="resume", unit="R-000002")["code"] == "unknown_unit"


def test_the_last_parked_unit_comes_back_by_its_parcel(house):
    lane = house.signed_in()
    before = to_photos(lane)
    took(lane, do="park")
    answer = took(lane, do="scan", code=UPS)
    assert (answer["unit"], answer["expects"]) == ("R-000001", before["expects"])


# --- What no scanner reads -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["", " \r\n", "A" * 129, "AB\x07C", "AB\u200bC", "\x1d\x1d"])
def test_what_is_no_code_is_refused_before_anything_is_asked(house, code):
    with pytest.raises(Refused) as refusal:
        cleaned(do.Scan(code))
    assert refusal.value.hint
    assert refused(house.signed_in(), do="scan", code=code)["code"] == refusal.value.code


def test_only_scans_are_cleaned():
    answer = do.GiveAnswer("sealed", ("sealed ",), " note ")
    assert cleaned(answer) is answer
    assert cleaned(do.Scan(" R-000001\n")) == do.Scan("R-000001")


def test_broken_goods_are_no_reason_to_look_further(house, look):
    """At the grade a scan of the unit's own article changes nothing."""
    lane = house.signed_in()
    standing = to_grade(house, lane, answers=BROKEN)
    answer = took(lane, do="scan", code=SHOE_SKU)
    assert (answer["step"], answer["facts"]) == (standing["step"], [])
