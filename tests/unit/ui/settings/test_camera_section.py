"""The camera's live picture in words, what it reads, and where its pictures come from."""

import pytest

from tests.unit.ui.settings.conftest import touch


@pytest.fixture
def section(page):
    page.open("camera")
    return page.section("camera")


def test_the_virtual_camera_is_seen_live(qtbot, section):
    qtbot.waitUntil(lambda: dict(section._facts.facts).get("Camera") == "Virtual camera", timeout=15_000)
    assert section._state.state == "ok"
    assert "×" in dict(section._facts.facts)["Picture"]


def test_a_code_that_it_reads_is_shown(section):
    section.scanned("4006381333931")
    section.scanned("4006381333931")
    assert section._seen.words == "4006381333931"
    assert dict(section._facts.facts)["Code read"] == "Article number"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("camera_size_1280x720", {("camera", "width"): 1280, ("camera", "height"): 720}),
        ("camera_turn_90", {("camera", "rotate"): 90}),
        ("camera_mirror", {("camera", "mirror"): True}),
        ("camera_codes", {("camera", "read_codes"): False}),
    ],
)
def test_what_is_touched_is_told(qtbot, page, section, name, changes):
    section.findChild(type(section._mirror), name)
    with qtbot.waitSignal(section.changed) as told:
        if name in {"camera_mirror", "camera_codes"}:
            {"camera_mirror": section._mirror, "camera_codes": section._codes}[name].click()
        else:
            touch(page, name)
    assert told.args == [changes]


def test_another_source_is_saved_by_name(qtbot, section):
    with qtbot.waitSignal(section.changed) as told:
        section._source.saved.emit("device:0")
    assert told.args == [{("camera", "source"): "device:0"}]


def test_when_it_is_left_nothing_is_watched(page, section):
    page.open("about")
    assert section.picture._live is None
