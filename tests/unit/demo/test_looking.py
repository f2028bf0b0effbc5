"""What lies before the camera in the demo, act by act."""

from typing import Any

import pytest

from app.demo.catalogue import demo_folder, read_catalogue
from app.demo.looking import Table
from app.demo.script import Line
from app.devices.drawing.sights import Sight
from app.devices.drawing.things import Thing

SHOE, PHONE, UPS = "4006381333931", "6901234567915", "1Z999AA10123456784"
PLAIN = Line(1, {})


def seen(sight: Sight | None) -> Sight:
    assert sight is not None
    return sight


@pytest.fixture
def table() -> Table:
    return Table(read_catalogue(demo_folder()))


def scan(table: Table, code: str, unit: str = "", line: Line = PLAIN) -> Sight | None:
    sight = table.before(line, {"do": "scan", "code": code}, "")
    table.after({"ok": True, "unit": unit, "step": "checklist"})
    return sight


def photo(table: Table, shot: str) -> Sight:
    return seen(table.before(PLAIN, {"do": "photo", "shot": shot}, ""))


def answer(table: Table, question: str, choice: str) -> Sight | None:
    act: dict[str, Any] = {"do": "answer", "question": question, "choice": choice}
    return table.before(PLAIN, act, "")


def test_a_parcel_shows_its_label_and_an_article_its_box(table):
    assert scan(table, UPS) == Sight(Thing("carton"), "parcel", code=UPS, words=("ups",))
    boxed = seen(scan(table, SHOE, "R-000001"))
    assert boxed.boxed
    assert (boxed.thing, boxed.code) == (Thing("shoe", "red"), SHOE)


def test_a_sealed_article_is_photographed_in_its_box_an_opened_one_without(table):
    scan(table, SHOE, "R-000001")
    answer(table, "sealed", "sealed")
    assert photo(table, "front").boxed
    answer(table, "sealed", "opened")
    assert photo(table, "front") == Sight(
        Thing("shoe", "red"), "front", parts=table.article.beside, words=("Running shoe red 42",)
    )
    assert answer(table, "damage", "none") is None


def test_a_close_up_shows_what_is_wrong(table):
    scan(table, PHONE, "R-000001")
    assert photo(table, "defect:screen").mark == "crack"
    assert photo(table, "defect:never_heard_of").mark == "scratch"
    assert photo(table, "contents").mark == ""
    scan(table, "4006381333955", "R-000002")
    assert photo(table, "defect:other").mark == "tear"


def test_a_unit_taken_up_again_lies_there_again(table):
    scan(table, PHONE, "R-000001")
    scan(table, SHOE, "R-000002", Line(1, {}, looks="broken mug"))
    assert seen(photo(table, "front")).thing == Thing("broken mug", "red")
    assert seen(scan(table, "R-000001-1H", "R-000001")).thing == Thing("phone", "graphite", "10:24")
    assert photo(table, "back").thing == Thing("phone", "graphite", "10:24")


def test_what_has_no_code_is_what_it_was_called(table):
    parcel = seen(table.before(PLAIN, {"do": "no_code", "of": "parcel"}, ""))
    assert (parcel.shot, parcel.code) == ("parcel", "")
    fan = seen(table.before(PLAIN, {"do": "no_code", "of": "item", "description": "blue desk fan"}, ""))
    assert fan.thing == Thing("box", "card", "blue desk fan")


def test_a_proof_shows_the_units_label(table):
    scan(table, SHOE, "R-000001")
    proof = seen(table.before(PLAIN, {"do": "destroy"}, "R-000001-1H"))
    assert proof.code == "R-000001-1H"


def test_what_is_no_sight_leaves_everything_as_it_was(table):
    assert table.before(PLAIN, {"do": "accept"}, "") is None
    assert scan(table, "nobody knows this") is None
