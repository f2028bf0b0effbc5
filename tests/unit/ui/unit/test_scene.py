"""Everything known of a unit, as the page says it."""

from datetime import UTC, datetime

import pytest

from app.services.safekeeping import Damaged
from app.ui.unit.scene import read_unit, unit_of
from app.ui.words import language
from tests.lane import WITNESS_PIN, took

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def view(graded, room):
    def view(lpn="R-000002", *, rules=True):
        known = read_unit(room.station.reads, lpn)
        assert known is not None
        return unit_of(known, graded.rules if rules else None, NOW)

    return view


def test_the_head_says_what_it_is_and_how_it_stands(view):
    shoe, bottle = view("R-000001"), view()
    assert (shoe.grade, shoe.title, shoe.article) == ("A", "Running shoe", "ACME · SHOE-RED-42")
    assert shoe.chips == (("Sellable A", "accent"), ("label checked", "ok"))
    assert (bottle.grade, bottle.route, bottle.work) == ("S", "destroy", "destroy")
    assert (shoe.reason, shoe.note) == ("Too small 尺码不合", "never worn")
    assert dict(shoe.facts)["Order"] == "TikTok Shop 576012000001"
    assert dict(shoe.facts)["Price"] == "$59.90"


def test_each_side_has_the_grade_of_what_was_found_on_it(view):
    packaging, appearance, function, parts = view().sides
    assert (packaging.letter, appearance.letter, parts.letter) == ("B", "S", "A")
    assert "Damaged beyond repair" in appearance.found
    assert parts.found == "Nothing found"
    assert function.letter == "C"
    assert view("R-000001").sides[2].letter == ""  # a sealed shoe is not tried


def test_answers_are_worded_by_their_checklist_and_say_who_gave_them(view):
    answers = view().answers
    assert answers[0].question.endswith("?")
    assert answers[0].who.startswith("Li Na · ")
    assert any(answer.who.startswith("by the seal") for answer in view("R-000001").answers)
    bare = view(rules=False)
    assert bare.answers[0].question == "sealed"
    assert bare.sides[1].letter == ""


def test_the_way_that_was_taken_stands_out_and_those_ruled_out_say_why(view):
    ways = view().ways
    assert [way.title for way in ways if way.taken] == ["Destroy"]
    assert all(way.why for way in ways if way.ruled_out)
    assert max(way.share for way in view("R-000001").ways) == 1.0


def test_history_papers_ledger_and_shops(view):
    shoe = view("R-000001")
    assert [line.what for line in shoe.history][-1] == "Scanned and taken up"
    assert "checked" in shoe.history[0].what
    assert {line.who for line in shoe.history} == {"Li Na"}
    assert shoe.papers[0].what.endswith("label checked")
    assert [line.who for line in shoe.ledger] == ["+1", "−1", "+1", "−1"]
    assert "tiktok-us" in shoe.messages[0].what
    assert any("open" in line.what and line.tone == "warn" for line in view().papers)
    assert [photo.sha256 for photo in shoe.photos] == [shoe.photos[0].sha256]
    assert "Li Na" in shoe.photos[0].told


def test_a_supervisors_word_and_another_grade_are_told(graded, view):
    lane = graded.lane()
    took(lane, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    took(lane, do="review", unit="R-000001", decision="override", grade="B", reason="a dent")
    shoe = view("R-000001")
    assert shoe.grade == "B"
    assert shoe.reasons.startswith("Proposed was A; another was given: a dent")
    assert any("Another grade by review" in line.what and "A → B" in line.what for line in shoe.papers)
    assert shoe.label == "void"


def test_in_chinese_the_rules_speak_chinese(view):
    language.speak("zh_CN")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in view().sides[1].found)


def test_a_unit_that_is_not_there(room):
    assert read_unit(room.station.reads, "R-999999") is None


def test_a_photo_that_is_not_sound_says_what_is_wrong_with_it(graded, room):
    reads = room.station.reads
    key = next(photo["sha256"] for photo in reads.unit("R-000001", languages=True)["photos"])
    asked = []

    def damage(unit="", /):
        asked.append(unit)
        return (Damaged(key, "is missing on disk", "item", NOW, unit),)

    known = read_unit(reads, "R-000001", damage)
    assert known is not None
    assert asked == ["R-000001"]
    said = {photo.sha256: photo.damage for photo in unit_of(known, graded.rules, NOW).photos}
    assert said[key] == "is missing on disk"
    assert sum(map(bool, said.values())) == 1
