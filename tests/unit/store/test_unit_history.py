"""Everything known of one unit, after a whole shift."""

from decimal import Decimal

import pytest

from app import logs
from app.bootstrap import Stations
from tests.lane import to_grade, took


@pytest.fixture
def units(played):
    profile, _ = played
    with Stations().open(profile) as station:
        lpns = sorted({entry["unit"] for entry in station.reads.ledger() if entry["unit"]})
        yield {lpn: station.reads.unit(lpn) for lpn in lpns}
    logs.shut_down()


def test_every_unit_is_told_whole(units):
    assert len(units) > 8
    for lpn, unit in units.items():
        assert unit["identifiers"]["lpn"] == lpn
        assert unit["ledger"]
        assert sum(entry["quantity"] for entry in unit["ledger"]) == 0
        assert unit["audit"]
        if unit["grade"]:
            assert unit["grade"] in "ABCS"
            assert unit["reasons"]
            assert unit["route"] in {option["route"] for option in unit["routes"]}
            assert len(unit["routes"]) in {1, 13}  # goods in danger have one way only


def test_money_is_exact_and_people_are_named_by_badge(units):
    unit = units["R-000001"]
    assert isinstance(unit["net"], Decimal)
    assert all(isinstance(option["net"], Decimal) and option["currency"] == "USD" for option in unit["routes"])
    assert {answer["operator"] for answer in unit["answers"]} == {"LN-07"}
    assert {photo["operator"] for photo in unit["photos"]} == {"LN-07"}


def test_answers_photos_labels_and_parcel(units):
    unit = units["R-000001"]
    assert unit["answers"][0]["question"] == "sealed"
    assert unit["answers"][0]["choice"] == "sealed"
    assert unit["photos"][0]["shot"] == "front"
    assert unit["labels"][0]["code"] in unit["identifiers"]["label_codes"]
    assert unit["parcel"]["order"]["order_id"]


def test_certificates_and_work_are_there_where_they_belong(units):
    destroyed = [unit for unit in units.values() if unit["route"] == "destroy"]
    assert destroyed
    assert all(unit["certificates"] for unit in destroyed)
    assert any(unit["reviews"] for unit in units.values())


def test_the_article_s_looks_the_buyer_s_words_and_every_language(floor, reads):
    looks = "client,sku,title,size,colour,photo\nACME,SHOE-RED-42,Running shoe,42,red,kept.jpeg\n"
    floor.take("products", looks)
    lane = floor.signed_in()
    to_grade(floor, lane)
    lpn = took(lane, do="accept")["unit"]
    unit = reads.unit(lpn, languages=True)
    product = unit["product"]
    assert (product["size"], product["colour"], product["photo"]) == ("42", "red", "kept.jpeg")
    assert (product["price"], product["currency"]) == (Decimal("59.90"), "USD")
    assert unit["parcel"]["order"]["customer_note"] == "never worn"
    assert [str(text) for text in unit["reason_texts"]] == unit["reasons"]
    assert {"en", "zh_CN"} <= set(unit["reason_texts"][0].languages)
    assert len(unit["route_texts"]) == len(unit["routes"])
    assert not {"reason_texts", "found", "route_texts", "rules", "scanned_as"} & reads.unit(lpn).keys()
