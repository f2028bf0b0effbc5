"""A photo is due by itself when the picture is still and good and a shot is owed, and one scene never gives two."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.auto_capture import COUNTDOWN_S, MOVED_FROM, OTHER_FROM, STILL_S, Order, Seen, Watch, Why, changed

CELLS = 300
FRONT, BACK = Order("front", "R-000001"), Order("back", "R-000001")
DUE_AFTER = STILL_S + COUNTDOWN_S


def scene(number: int) -> bytes:
    """Scenes of which any two differ in a tenth of their cells at least."""
    cells = bytearray([90] * CELLS)
    cells[number * 30 : number * 30 + 30] = bytes([200] * 30)
    return bytes(cells)


def looked(watch, number, *, begin=0.0, seconds=DUE_AFTER + 0.1, good=True, code_at=None):
    """What is said at each look of a time in which this scene stands still."""
    said = []
    for step in range(int(seconds / 0.1) + 1):
        watch, auto = watch.after(Seen(begin + step * 0.1, scene(number), good, code_at))
        said.append(auto)
    return watch, said


def test_a_still_and_good_picture_of_an_owed_shot_is_counted_down_and_due():
    _, said = looked(Watch().ordered(FRONT), 1)
    assert [auto.why for auto in said][:6] == [Why.MOVING] * 6
    shares = [auto.share for auto in said if auto.why is Why.COUNTING]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1
    assert said[-1].why is Why.DUE
    assert said[-1].order == FRONT


def test_nothing_is_due_while_nothing_is_owed():
    assert {auto.why for auto in looked(Watch(), 1)[1]} == {Why.OFF}


def test_a_movement_begins_the_countdown_anew():
    watch, said = looked(Watch().ordered(FRONT), 1, seconds=STILL_S + COUNTDOWN_S / 2)
    assert said[-1].why is Why.COUNTING
    assert looked(watch, 2, begin=2.0, seconds=0.1)[1][-1].why is Why.MOVING


def test_a_picture_below_the_gate_is_never_due():
    assert {auto.why for auto in looked(Watch().ordered(FRONT), 1, good=False)[1]} == {Why.POOR}


def test_the_same_scene_is_not_taken_for_another_shot_also_after_a_hand_waved_over_it():
    watch, _ = looked(Watch().ordered(FRONT), 1)
    watch = watch.took((scene(1),)).ordered(BACK)
    watch, said = looked(watch, 1, begin=3.0)
    assert {auto.why for auto in said} == {Why.SAME}
    watch, _ = looked(watch, 2, begin=6.0, seconds=0.2)
    watch, said = looked(watch, 1, begin=7.0)
    assert said[-1].why is Why.SAME
    assert looked(watch, 3, begin=10.0)[1][-1].why is Why.DUE


def test_of_another_unit_the_scene_may_be_alike_but_something_moved():
    watch, _ = looked(Watch().ordered(FRONT), 1)
    watch = watch.took((scene(1),)).ordered(replace(FRONT, subject="R-000002"))
    watch, said = looked(watch, 1, begin=3.0)
    assert said[-1].why is Why.SAME
    watch, _ = looked(watch, 2, begin=6.0, seconds=0.1)
    assert looked(watch, 1, begin=7.0)[1][-1].why is Why.DUE


def test_a_shot_that_asks_for_a_code_waits_for_one_that_was_read_since_it_lies_still():
    watch = Watch().ordered(replace(FRONT, asks_code=True))
    assert looked(watch, 1, begin=5.0)[1][-1].why is Why.NO_CODE
    assert looked(watch, 1, begin=5.0, code_at=4.9)[1][-1].why is Why.NO_CODE
    assert looked(watch, 1, begin=5.0, code_at=5.2)[1][-1].why is Why.DUE


@pytest.mark.parametrize(
    ("before", "now", "share"),
    [
        (scene(1), scene(1), 0.0),
        (scene(1), bytes(min(255, cell + 9) for cell in scene(1)), 0.0),
        (scene(1), scene(2), 0.2),
        (scene(1), scene(1)[:-1], 1.0),
        (b"", b"", 1.0),
    ],
    ids=["same", "lighter", "other", "another size", "nothing"],
)
def test_how_much_has_changed(before, now, share):
    assert changed(before, now) == pytest.approx(share)


@given(st.binary(min_size=1, max_size=64), st.binary(min_size=1, max_size=64))
def test_a_change_is_a_share_and_none_from_itself(before, now):
    assert 0 <= changed(before, now) <= 1
    assert changed(now, now) == 0
    assert MOVED_FROM < OTHER_FROM


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(1, 20), st.booleans(), st.sampled_from(["A", "B"])),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_happens_each_photo_was_earned(times):
    """Scenes stand for so many looks, good or not; whenever a photo is due it is taken, and another shot is owed."""
    watch, at, shot, taken = Watch(), 0.0, 0, {}
    for number, looks, good, subject in times:
        began = at + 0.1
        for _ in range(looks):
            at += 0.1
            watch, auto = watch.ordered(Order(f"shot {shot}", subject)).after(Seen(at, scene(number), good))
            if auto.why is Why.DUE:
                assert good
                assert at - auto.since >= DUE_AFTER - 1e-9
                assert number not in taken.setdefault(subject, set()), "one scene gave two photos of a unit"
                assert auto.order == Order(f"shot {shot}", subject)
                taken[subject].add(number)
                watch, shot = watch.took((scene(number),)), shot + 1
        assert began <= at
