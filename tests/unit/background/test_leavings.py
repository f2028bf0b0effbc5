"""What jobs leave is emptied by whoever keeps house, or at once where nobody does."""

from app.background.leavings import Leavings


def test_where_nobody_keeps_house_a_box_is_emptied_at_once():
    leavings, box = Leavings(), ["a widget"]
    leavings.leave(box)
    assert box == []


def test_a_box_waits_for_whoever_keeps_house():
    told: list[str] = []
    leavings, boxes = Leavings(), [["a"], ["b"]]
    assert leavings.handed_to(lambda: told.append("left")) is None
    for box in boxes:
        leavings.leave(box)
    assert boxes == [["a"], ["b"]]
    assert told == ["left"]
    leavings.clear()
    assert boxes == [[], []]
    leavings.leave(["c"])
    assert told == ["left", "left"]


def test_whoever_gives_the_house_back_gives_it_to_the_one_before():
    told: list[str] = []
    leavings = Leavings()
    leavings.handed_to(lambda: told.append("first"))
    before = leavings.handed_to(lambda: told.append("second"))
    leavings.handed_to(before)
    leavings.leave(["a"])
    assert told == ["first"]
