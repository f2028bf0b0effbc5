"""A setting in its row; a text counts when it was saved."""

import pytest
from PySide6.QtCore import Qt

from app.ui.kit import Segmented
from app.ui.settings.rows import ListEntry, SavedText, SettingRow


@pytest.fixture
def text(qtbot, dressed):
    made = SavedText("name")
    qtbot.addWidget(made)
    made.call("Name")
    made.show_text("bench-01")
    made.show()
    return made


def test_a_text_is_saved_by_enter_or_its_button(qtbot, text):
    saved: list[str] = []
    text.saved.connect(saved.append)
    assert text._save.isHidden()
    qtbot.keyClicks(text.field, "5")
    assert text._save.isVisible()
    qtbot.keyClick(text.field, Qt.Key.Key_Return)
    qtbot.mouseClick(text._save, Qt.MouseButton.LeftButton)
    assert saved == ["bench-015", "bench-015"]


def test_what_is_the_same_is_not_saved(qtbot, text):
    saved: list[str] = []
    text.saved.connect(saved.append)
    qtbot.keyClick(text.field, Qt.Key.Key_Return)
    assert saved == []


def test_escape_takes_the_old_text_back(qtbot, text):
    qtbot.keyClicks(text.field, "5")
    qtbot.keyClick(text.field, Qt.Key.Key_Escape)
    assert text.field.text() == "bench-01"


def test_a_choice_and_a_field_are_called_as_their_row_is(qtbot, dressed):
    field, choice = SavedText("site"), Segmented("theme")
    for control, called in ((field, field.field), (choice, choice)):
        row = SettingRow("row", control)
        qtbot.addWidget(row)
        row.say("Title", "Hint")
        assert called.accessibleName() == "Title"


def test_a_row_and_an_entry_say_what_they_are(qtbot, dressed):
    entry = ListEntry("entry", "gear")
    entry.say("Clothes", "v2")
    row = SettingRow("row", entry)
    qtbot.addWidget(row)
    row.say("Title")
    assert row._hint.isHidden()
    row.say("Title", "Hint")
    assert not row._hint.isHidden()
    assert entry.accessibleName() == "Clothes. v2"
    for checked in (False, True):
        entry.setChecked(checked)
        assert not row.grab().isNull()
