"""A unit's record, in the language spoken now."""

from app.ui.bench.examined import Examined
from app.ui.unit.scene import read_unit
from app.ui.words import language
from tests.room import graded  # noqa: F401 - a fixture


def test_it_is_told_in_the_language_of_whoever_looks(graded, room):  # noqa: F811
    record = read_unit(room.station.reads, "R-000002")
    assert record is not None
    examined = Examined(record, graded.rules)
    assert examined.lpn == "R-000002"
    assert examined.view().sides[0].title == "Packaging"
    try:
        language.speak("zh_CN")
        assert examined.view().sides[0].title == "包装"
    finally:
        language.speak("en")
