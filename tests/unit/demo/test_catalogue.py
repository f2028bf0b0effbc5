"""The demo's catalogue: what it is made of, that every number in it is sound, and that its pictures come in with it."""

import csv
import re
from collections import Counter, defaultdict

import pytest
from PIL import Image

from app import logs
from app.bootstrap import Stations
from app.demo.catalogue import REFERENCE_SIZE, demo_folder, draw_references, load_catalogue, read_catalogue
from app.devices.drawing.things import BOX
from app.domain.identifiers import Kind, gtin14, readings
from app.domain.identifiers.carriers import carriers_of
from app.paths import shipped
from tests import made_once

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPANISH = re.compile(r"[áéíóúñ¿¡]|\b(el|la|los|las|una|un|no|me|de|que|sin)\b", re.IGNORECASE)


def rows(name: str) -> list[dict[str, str]]:
    with (demo_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def products() -> dict[str, dict[str, str]]:
    return {row["sku"]: row for row in rows("products")}


def test_forty_articles_of_two_clients_over_all_the_checklists():
    articles = rows("products")
    assert len(articles) == 40
    assert Counter(row["client"] for row in articles) == {"ACME Outdoor": 20, "Nova Digital": 20}
    library = made_once.library(shipped("resources"))
    used = {library.checklist_for(row["category"]).id for row in articles}
    assert used == {checklist.id for checklist in library.checklists}
    for trait in ("serial_tracked", "data_bearing", "battery", "hygiene", "expiry_tracked"):
        assert any(row[trait] == "yes" for row in articles), trait
    assert any(row["components"] for row in articles)
    assert len({row["colour"] for row in articles}) > 10


def test_every_article_number_has_its_check_digit_and_one_is_shared_by_two_clients():
    owners = defaultdict(set)
    for row in rows("products"):
        for code in row["barcodes"].split(";"):
            assert gtin14(code), row
            owners[gtin14(code)].add(row["client"])
    assert {len(row["barcodes"].split(";")[0]) for row in rows("products")} == {12, 13}
    assert sorted(map(len, owners.values()))[-2:] == [1, 2]


def test_components_of_a_kit_are_articles_of_the_same_client():
    known = products()
    for row in known.values():
        for part in filter(None, row["components"].split(";")):
            sku, _, count = part.rpartition(":")
            assert known[sku]["client"] == row["client"]
            assert int(count) >= 1


def test_120_returns_in_three_languages_with_real_codes_of_four_platforms():
    announced = rows("returns")
    assert len(announced) == 120
    assert {row["platform"] for row in announced} == {"tiktok_shop", "amazon", "temu", "shopify"}
    notes = [row["customer_note"] for row in announced]
    chinese = sum(1 for note in notes if CHINESE.search(note))
    spanish = sum(1 for note in notes if not CHINESE.search(note) and SPANISH.search(note))
    assert min(chinese, spanish, len(notes) - chinese - spanish) >= 25
    assert len(set(filter(None, notes))) == len(list(filter(None, notes)))
    shapes = {"tiktok_shop": r"ecom_order_\w+", "amazon": r"[A-Z_]+", "temu": r"\d{1,2}", "shopify": r"[A-Z_]+"}
    assert all(re.fullmatch(shapes[row["platform"]], row["reason_code"]) for row in announced)


def test_every_return_is_of_an_article_of_its_client_in_its_size_and_colour():
    known = products()
    for row in rows("returns"):
        article = known[row["sku"]]
        assert (row["client"], row["size"], row["colour"]) == (article["client"], article["size"], article["colour"])
        assert bool(row["serial"]) == (article["serial_tracked"] == "yes")
        if article["category"] in {"phone", "tablet"}:
            assert len(row["serial"]) == 15
            assert luhn(row["serial"])


def test_every_tracking_number_is_one_of_its_carrier_and_some_carry_several_orders():
    orders = defaultdict(set)
    carriers = set()
    for row in rows("returns"):
        found = carriers_of(row["tracking"])
        assert found, row
        carriers.add(found[0].carrier)
        assert any(one.kind is Kind.TRACKING for one in readings(row["tracking"]))
        orders[row["tracking"]].add(row["order_id"])
    assert {"ups", "fedex", "usps", "amazon"} <= carriers
    assert sum(len(several) > 1 for several in orders.values()) >= 4
    assert any(int(row["quantity"]) > 1 for row in rows("returns"))


def test_listings_and_instructions_speak_of_articles_that_are_there():
    known = products()
    for row in rows("listings"):
        assert row["client"] == known[row["sku"]]["client"]
    assert {row["client"] for row in rows("instructions")} == {"ACME Outdoor", "Nova Digital"}
    assert {row["language"] for row in rows("instructions")} == {"en", "zh_CN", "es"}
    assert all(row["sku"] in known for row in rows("instructions") if row["sku"])


def test_every_article_has_a_drawing_that_is_no_mere_box():
    catalogue = read_catalogue(demo_folder())
    kinds = {article.sku: article.thing.kind for article in catalogue.articles}
    assert [sku for sku, kind in kinds.items() if kind == BOX] == []
    assert len(set(kinds.values())) >= 30
    assert catalogue.of("4006381333931") is catalogue.of("SHOE-RED-42") is not None
    assert catalogue.of("nothing") is None


def test_the_pictures_that_the_catalogue_names_are_drawn(tmp_path):
    catalogue = read_catalogue(demo_folder())
    draw_references(catalogue, tmp_path)
    for article in catalogue.articles:
        with Image.open(tmp_path / article.photo) as picture:
            assert picture.size == REFERENCE_SIZE


@pytest.fixture
def station(tmp_path):
    with Stations().open(tmp_path / "profile") as opened:
        yield opened
    logs.shut_down()


def test_a_new_station_is_filled_and_filling_it_again_changes_nothing(station):
    listed = len(rows("listings"))
    instructed = len(rows("instructions"))
    wanted = {"products": 40, "returns": 120, "listings": listed, "instructions": instructed}
    assert load_catalogue(station) == wanted
    assert load_catalogue(station) == dict.fromkeys(wanted, 0)
    shown = [line for line in station.reads.stock() if line["expected"]]
    assert sum(line["expected"] for line in shown) == sum(int(row["quantity"]) for row in rows("returns"))
    assert len(list(station.profile.references.iterdir())) >= 30
