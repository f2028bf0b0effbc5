"""A choice is large, says what it means, and why it cannot be chosen."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import ChoiceCard
from app.ui.theme import current, look


@pytest.fixture
def card(qtbot):
    made = ChoiceCard("choice_1")
    made.show_choice("1", "None", "Sole clean, insole print crisp")
    qtbot.addWidget(made)
    made.resize(560, 68)
    made.show()
    return made


def test_it_is_large_enough_for_a_glove(card):
    assert card.heightForWidth(560) == 68
    assert card.minimumSizeHint().height() >= 68


def test_long_words_make_it_higher(card):
    card.show_choice("1", "Works, and the screen has no dead pixels at all, in any colour " * 3, "hint " * 60)
    assert card.heightForWidth(400) > 140


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_chinese_is_not_cut(card, code):
    card.show_choice("1", "没有", "鞋底干净，鞋垫印字清晰")
    look.enlarge(1.5)
    assert card.heightForWidth(560) >= 27 * 1.2 + 19 * 1.2 + 24


def test_one_of_several_is_pressed_once(card, qtbot):
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert not card.isCheckable()


def test_several_may_hold(card, qtbot):
    card.show_choice("1", "Scratches", multiple=True, ticked=True)
    assert card.isChecked()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert not card.isChecked()


def test_what_is_ruled_out_says_why(card, qtbot):
    card.show_choice("1", "Works", "Turn it on", why_not="Needs the unlock code")
    assert not card.isEnabled()
    assert "Needs the unlock code" in card.accessibleName()
    with qtbot.assertNotEmitted(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_what_was_answered_before_is_seen(card):
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    plain = card.grab().toImage().pixelColor(300, 10).name().upper()
    card.set_chosen(True)
    chosen = card.grab().toImage().pixelColor(300, 10).name().upper()
    assert (plain, chosen) == (current().panel, current().accent_weak)


def test_a_grade_stands_there_by_its_mark_and_words_leave_it_room(card):
    card.show_choice("1", "B · Open box " * 4)
    high = card.heightForWidth(400)
    card.show_grade("B")
    assert card.heightForWidth(400) >= high
    mark = card.grab().toImage().pixelColor(card.width() - 18 - 30, card.height() // 2)
    assert mark.name().upper() == current().grade("B").upper()
