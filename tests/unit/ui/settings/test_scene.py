"""What is said of settings, codes, people and rules, in every language, without a widget."""

import pytest

from app.domain.access import Operator, Role
from app.domain.checklist import Dimension
from app.domain.identifiers import Kind
from app.ui.scanner.burst import Heard
from app.ui.scanner.strokes import Sort, Stroke
from app.ui.settings.scene import (
    check_words,
    keys_of,
    kind_words,
    may_manage,
    needs_restart,
    pace_of,
    readings,
    side_words,
    what_it_is,
)
from app.ui.words import LANGUAGES, language
from tests.world import shipped_rules


@pytest.mark.parametrize(
    ("changes", "waits"),
    [
        ({("window", "theme"): "dark"}, False),
        ({("scanner", "prefix"): "STX"}, False),
        ({("station", "site"): "DE"}, True),
        ({("window", "theme"): "dark", ("camera", "rotate"): 90}, True),
        ({}, False),
    ],
)
def test_what_waits_for_the_next_start(changes, waits):
    assert needs_restart(changes) is waits


@pytest.mark.parametrize(("role", "may"), [(Role.INSPECTOR, False), (Role.SUPERVISOR, True), (Role.MANAGER, True)])
def test_who_may_manage(role, may):
    assert may_manage(Operator("u", "b", "n", role)) is may
    assert not may_manage(None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("1Z999AA10123456784", "Tracking number of a parcel · UPS"),
        ("RG:ACCEPT", "Command"),
        ("4006381333931", "Article"),
    ],
)
def test_what_a_code_is(code, words):
    assert what_it_is(code).startswith(words)


def test_every_kind_and_side_has_its_words():
    assert len({kind_words(kind) for kind in Kind}) == len(Kind)
    assert len({side_words(side) for side in Dimension}) == len(Dimension)


def test_what_the_doctor_looked_at_is_named():
    assert [check_words(name) for name in ("disk", "printer labels", "teapot")] == ["Disk", "Printer labels", "teapot"]


def test_goods_are_named_in_the_readers_script(dressed):
    language.speak("zh_CN")
    assert "服装" in readings(shipped_rules())[0].lines[0].words
    language.speak("en")
    assert "服装" not in readings(shipped_rules())[0].lines[0].words


def test_keys_that_show_nothing_have_names():
    strokes = [Stroke(Sort.MODIFIER), Stroke(Sort.CHARACTER, "A"), Stroke(Sort.CHARACTER, " ")]
    strokes += [Stroke(Sort.CHARACTER, "\x1d"), Stroke(Sort.ALT_DIGIT, "2"), Stroke(Sort.TAB, "\t")]
    assert keys_of(strokes) == "⇧ A ␣ GS Alt+2 Tab"


def test_the_pace_of_a_scan():
    strokes = tuple(Stroke(Sort.CHARACTER, "A", at) for at in (100, 107, 130))
    assert pace_of(Heard(code="AAA", strokes=strokes, ended="Enter")) == "3 keys, at most 23 ms apart, ended by Enter"
    assert pace_of(Heard(code="A", strokes=strokes[:1], ended="pause")) == "ended by a pause"


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_that_is_loaded_can_be_read(dressed, code):
    language.speak(code)
    rules = shipped_rules()
    found = readings(rules)
    assert len(found) == len(rules.checklists) + 3
    for reading in found:
        assert reading.title
        assert reading.version >= 1
        assert all(line.words for line in reading.lines), reading.key
    questions = sum(line.kind == "name" for reading in found for line in reading.lines)
    assert questions == sum(len(checklist.questions) for checklist in rules.checklists)


def test_a_law_says_where_it_holds_and_whether_anybody_checked_it(dressed):
    routes = next(reading for reading in readings(shipped_rules()) if reading.key == "routes")
    hints = {line.words: line.hint for line in routes.lines if line.hint}
    textiles, weee = (next(hint for words, hint in hints.items() if law in words) for law in ("ESPR", "WEEE Directive"))
    assert textiles == "EU · checked 2026-11-30"
    assert weee == "EU · not checked against the law"
