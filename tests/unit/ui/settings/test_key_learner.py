"""A pedal's key is learned by its being pressed, before anything else hears it."""

import pytest
from PySide6.QtCore import Qt

from app.ui.settings.key_learner import KeyLearner


@pytest.fixture
def learner(dressed, qtbot):
    made = KeyLearner("pedal")
    qtbot.addWidget(made)
    made.show_key("")
    made.show()
    return made


def test_the_next_key_is_learned_and_then_it_listens_no_more(learner, qtbot):
    learner.learn.click()
    with qtbot.waitSignal(learner.learned) as told:
        qtbot.keyClick(learner, Qt.Key.Key_F13)
    assert told.args == ["F13"]
    assert not learner.listens
    with qtbot.assertNotEmitted(learner.learned):
        qtbot.keyClick(learner, Qt.Key.Key_F14)


def test_a_key_that_means_something_is_refused_and_esc_ends_it(learner, qtbot):
    learner.learn.click()
    with qtbot.waitSignal(learner.refused) as told:
        qtbot.keyClick(learner, Qt.Key.Key_P)
    assert told.args == ["P"]
    learner.learn.click()
    with qtbot.assertNotEmitted(learner.refused):
        qtbot.keyClick(learner, Qt.Key.Key_Escape)
    assert not learner.listens


def test_who_leaves_the_page_ends_it_and_a_key_can_be_forgotten(learner, qtbot):
    learner.learn.click()
    learner.hide()
    assert not learner.listens
    learner.show()
    learner.show_key("F13")
    with qtbot.waitSignal(learner.learned) as told:
        learner.forget.click()
    assert told.args == [""]
