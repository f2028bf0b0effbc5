"""The field asks when the typing pauses, and at once with Enter."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import SearchField


@pytest.fixture
def field(qtbot):
    made = SearchField("search")
    made.ask("Any code, order or word")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_asks_once_when_the_typing_pauses(field, qtbot):
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "R-000312")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["R-000312"]


def test_enter_asks_at_once_and_again(field, qtbot):
    asked: list[str] = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, " shoe ")
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["shoe", "shoe"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_keys_go_on_to_what_was_found(field, qtbot, key):
    with qtbot.waitSignal(field.list_asked):
        qtbot.keyClick(field, key)


def test_escape_takes_the_words_away(field, qtbot):
    qtbot.keyClicks(field, "shoe")
    with qtbot.waitSignal(field.searched) as asked:
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked.args == [""]
    assert field.accessibleName() == "Any code, order or word"
