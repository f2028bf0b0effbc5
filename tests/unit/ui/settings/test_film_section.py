"""The bounds of films are set here, and what room there is for them is said."""

import pytest

from app.services.safekeeping import Room, RoomState
from app.ui.settings.film_section import GIB, room_said


@pytest.fixture
def section(page):
    page.open("film")
    return page.section("film")


def test_each_row_tells_its_setting(qtbot, section):
    for act, told in (
        (section._unboxing.click, {("film", "unboxing"): True}),
        (lambda: section._minutes.chosen.emit("20"), {("film", "most_minutes"): 20}),
        (lambda: section._size.chosen.emit("800"), {("film", "most_mb"): 800}),
        (lambda: section._rate.chosen.emit("15"), {("film", "fps"): 15}),
    ):
        with qtbot.waitSignal(section.changed) as changed:
            act()
        assert changed.args == [told]


def test_where_films_lie_and_what_is_free_is_said(qtbot, section):
    qtbot.waitUntil(lambda: bool(dict(section.facts.facts).get("Free")))
    assert dict(section.facts.facts)["Kept in"].endswith("evidence")


def test_the_room_is_said_in_films():
    assert room_said(Room(RoomState.ENOUGH, 4 * GIB), 400) == "4.0 GiB, room for 10 films of the largest size"
    assert "full" in room_said(Room(RoomState.SPENT, 0), 400)
