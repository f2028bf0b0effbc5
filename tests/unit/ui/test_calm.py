"""What looks through everything waits until the last of what a page asked for was painted."""

from app.ui.calm import Calm


def test_it_is_taken_until_the_last_look_up_had_time_to_be_painted(qtbot):
    calm = Calm()
    assert not calm.precedence.taken
    calm.begin()
    calm.begin()
    calm.end()
    assert not calm._painted.isActive()
    assert calm.precedence.taken
    calm.end()
    assert calm._painted.isActive()
    assert calm.precedence.taken
    qtbot.waitUntil(lambda: not calm.precedence.taken)


def test_a_look_up_within_that_time_keeps_it(qtbot):
    calm = Calm()
    calm.keep()
    assert calm._painted.isActive()
    calm.begin()
    assert not calm._painted.isActive()
    assert calm.precedence.taken
    calm.end()
    qtbot.waitUntil(lambda: not calm.precedence.taken)
