"""One of a list: all of it is said, it is opened by finger and key, and what cannot be used looks like it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.kit import TwoLineEntry


def test_it_is_said_whole_and_opened_by_a_key(qtbot, dressed):
    entry = TwoLineEntry("labels_open_unit")
    qtbot.addWidget(entry)
    entry.say("Label of a graded unit", "unit · 57 × 32 mm · labels", "Own")
    entry.resize(entry.sizeHint())
    entry.show()
    assert entry.accessibleName() == "Label of a graded unit. unit · 57 × 32 mm · labels. Own"
    assert entry.height() >= 48
    with qtbot.waitSignal(entry.clicked):
        QTest.keyClick(entry, Qt.Key.Key_Return)
    assert entry.isChecked()


def test_what_cannot_be_used_is_drawn_in_another_colour(qtbot, dressed):
    seen = []
    for tone in ("accent", "bad"):
        entry = TwoLineEntry("labels_open_unit")
        qtbot.addWidget(entry)
        entry.say("Unit", "unit", "Own", tone)
        entry.resize(240, 52)
        seen.append(entry.grab().toImage())
    assert seen[0] != seen[1]


def test_its_key_is_drawn_on_it(qtbot, dressed):
    seen = []
    for key in ("", "1", "-"):
        entry = TwoLineEntry("import_kind", key=key)
        qtbot.addWidget(entry)
        entry.say("Sales", "What was sold")
        entry.resize(240, 52)
        seen.append(entry.grab().toImage())
    assert seen[0] != seen[1] != seen[2] != seen[0]
