"""What will happen, counted."""

from app.ui.kit import ElidedLabel, Label, NumberedLines


def _said(lines):
    numbers = [label.words for label in lines.findChildren(ElidedLabel) if not label.isHidden()]
    return numbers + [label.text() for label in lines.findChildren(Label) if not label.isHidden()]


def test_lines_are_counted_from_one(qtbot):
    lines = NumberedLines("happens")
    qtbot.addWidget(lines)
    lines.show_lines(["Grade and evidence are saved together", "The label prints"])
    assert _said(lines) == ["1", "2", "Grade and evidence are saved together", "The label prints"]
    assert lines.accessibleName() == "Grade and evidence are saved together. The label prints"


def test_other_lines_take_their_place(qtbot):
    lines = NumberedLines("happens")
    qtbot.addWidget(lines)
    lines.show_lines(["a", "b", "c"])
    lines.show_lines(["d"])
    qtbot.waitUntil(lambda: _said(lines) == ["1", "d"])
    same = lines.findChildren(Label)
    lines.show_lines(["d"])
    assert lines.findChildren(Label) == same
