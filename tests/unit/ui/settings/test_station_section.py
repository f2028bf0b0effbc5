"""This bench: what is chosen is told with its place; what the law hangs on is for supervisors."""

import pytest
from PySide6.QtWidgets import QSlider

from app.ui.words import language
from tests.unit.ui.settings.conftest import sign_in, touch


@pytest.fixture
def section(page):
    page.open("station")
    return page.section("station")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("theme_dark", {("window", "theme"): "dark"}),
        ("text_size_150", {("window", "text_size"): 150}),
        ("station_language_zh_CN", {("station", "language"): "zh_CN"}),
    ],
)
def test_what_is_touched_is_told(qtbot, page, section, name, changes):
    with qtbot.waitSignal(section.changed) as told:
        touch(page, name)
    assert told.args == [changes]


def test_the_volume_is_told_when_it_was_set(qtbot, section):
    section._volume.setValue(40)
    with qtbot.waitSignal(section.changed) as told:
        section._volume.sliderReleased.emit()
    assert told.args == [{("window", "volume"): 40}]
    with qtbot.waitSignal(section.changed) as told:
        section._volume.triggerAction(QSlider.SliderAction.SliderSingleStepAdd)
    assert told.args == [{("window", "volume"): 41}]
    with qtbot.waitSignal(section.sounded):
        section._try.click()


def test_ones_own_language_is_remembered(qtbot, page, section, station):
    touch(page, "own_language_es")
    assert language.code == "es"
    person = lambda: next(one for one in station.reads.people() if one.operator.badge == "MO-01")  # noqa: E731
    qtbot.waitUntil(lambda: person().operator.language == "es")


def test_name_and_site_are_for_supervisors(qtbot, page, parts, section):
    assert section._site.isEnabled()
    for field, place in ((section._name, "name"), (section._site, "site")):
        with qtbot.waitSignal(section.changed) as told:
            field.saved.emit("DE")
        assert told.args == [{("station", place): "DE"}]
    sign_in(qtbot, parts, "BK-3")
    page.came_to_front()
    assert not section._site.isEnabled()
    assert not section._house.isEnabled()
    assert section._theme.isEnabled()
    assert "Only a supervisor" in section._rows["site"]._hint.text()
