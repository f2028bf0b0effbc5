"""A PIN is typed twice; its rules are ticked off while it is typed."""

import pytest
from PySide6.QtCore import Qt

from app.ui.signin.new_pin import NewPin

PIN = "493817"


@pytest.fixture
def new_pin(qtbot, dressed):
    made = NewPin("new")
    qtbot.addWidget(made)
    made.show()
    return made


def enter(qtbot, new_pin, pin):
    qtbot.keyClicks(new_pin.pad, pin)
    qtbot.keyClick(new_pin.pad, Qt.Key.Key_Return)


def rules(new_pin):
    return [rule._rule.kept for rule in new_pin._rules]


def test_the_rules_are_ticked_off_while_it_is_typed(qtbot, new_pin):
    qtbot.keyClicks(new_pin.pad, "11111")
    assert rules(new_pin) == [False, False, False]
    qtbot.keyClicks(new_pin.pad, "2")
    assert rules(new_pin) == [True, True, False]
    new_pin.grab()


def test_typed_twice_the_same_it_is_chosen(qtbot, new_pin):
    chosen: list[str] = []
    new_pin.pin_chosen.connect(chosen.append)
    enter(qtbot, new_pin, PIN)
    assert new_pin.title.text() == "The same PIN once more"
    enter(qtbot, new_pin, PIN)
    assert chosen == [PIN]
    assert rules(new_pin) == [True, True, True]
    assert PIN not in str(vars(new_pin))


def test_two_that_differ_are_none(qtbot, new_pin):
    chosen: list[str] = []
    new_pin.pin_chosen.connect(chosen.append)
    enter(qtbot, new_pin, PIN)
    enter(qtbot, new_pin, "802461")
    assert chosen == []
    assert "not the same" in new_pin.title.text()
    enter(qtbot, new_pin, PIN)
    enter(qtbot, new_pin, PIN)
    assert chosen == [PIN]


@pytest.mark.parametrize(("pin", "words"), [("4711", "6 digits or more"), ("111111", "one repeated digit")])
def test_a_weak_one_is_refused_in_words(qtbot, new_pin, pin, words):
    enter(qtbot, new_pin, pin)
    assert words in new_pin.title.text()


def test_a_new_one_undoes_the_old(qtbot, new_pin):
    enter(qtbot, new_pin, PIN)
    enter(qtbot, new_pin, PIN)
    with qtbot.waitSignal(new_pin.pin_undone):
        qtbot.keyClick(new_pin.pad, "7")
    assert new_pin.title.text() == "Choose a PIN"
    new_pin.clear()
    assert rules(new_pin) == [False, False, False]
