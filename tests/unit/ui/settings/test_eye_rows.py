"""How photos come about is set here, and what the bench switched is shown as it counts now."""

import pytest

from app.config import CameraSettings, Settings


@pytest.fixture
def section(page):
    page.open("camera")
    return page.section("camera")


def test_each_row_tells_its_setting(qtbot, section):
    eye = section.eye
    for act, told in (
        (eye._auto.click, {("camera", "auto"): True}),
        (lambda: eye._overlay.chosen.emit("lines"), {("camera", "overlay"): "lines"}),
        (lambda: eye.pedal.learned.emit("F13"), {("camera", "pedal"): "F13"}),
        (lambda: eye._inbox.saved.emit("/home/bench/Phone"), {("camera", "inbox"): "/home/bench/Phone"}),
    ):
        with qtbot.waitSignal(section.changed) as changed:
            act()
        assert changed.args == [told]


def test_a_key_that_cannot_be_a_pedal_is_said_above(qtbot, section):
    with qtbot.waitSignal(section.noted) as noted:
        section.eye.pedal.refused.emit("P")
    assert "P" in noted.args[1]


def test_what_the_bench_switched_counts_here_too(section, page):
    page.parts.choices.choose(auto=True, overlay="both")
    section.eye.show_settings(Settings(camera=CameraSettings()))
    assert section.eye._auto.isChecked()
    assert section.eye._overlay.key == "both"
