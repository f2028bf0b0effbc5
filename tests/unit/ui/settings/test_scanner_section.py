"""The scanner's place to try it, and how it is set up."""

import pytest

from app.ui.scanner.burst import Heard
from app.ui.scanner.strokes import Sort, Stroke
from tests.unit.ui.settings.conftest import touch


@pytest.fixture
def section(page):
    page.open("scanner")
    return page.section("scanner")


def test_what_came_is_shown_as_it_came(section):
    code = "10AB\x1d21X"
    strokes = tuple(Stroke(Sort.CHARACTER, sign, 100 + 7 * number) for number, sign in enumerate(code))
    section.heard(Heard(code=code, strokes=strokes, ended="Enter"))
    section.scanned(code)
    facts = dict(section._facts.facts)
    assert section._shown.words == "10AB␝21X"
    assert facts["Keys"] == "1 0 A B GS 2 1 X"
    assert facts["Length"] == "8"
    assert "7 ms apart" in facts["Pace"]
    section.scanned("4006381333931")
    assert "Keys" not in dict(section._facts.facts)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("scanner_prefix_STX", {("scanner", "prefix"): "STX"}),
        ("scanner_suffix_Tab", {("scanner", "suffix"): "Tab"}),
        ("scanner_gap_50", {("scanner", "gap_ms"): 50}),
        ("scanner_substitute_~", {("scanner", "gs_substitute"): "~"}),
    ],
)
def test_what_is_touched_is_told(qtbot, page, section, name, changes):
    with qtbot.waitSignal(section.changed) as told:
        touch(page, name)
    assert told.args == [changes]


def test_no_substitute_is_an_empty_text(qtbot, section):
    with qtbot.waitSignal(section.changed) as told:
        section._substitute.chosen.emit("none")
    assert told.args == [{("scanner", "gs_substitute"): ""}]
