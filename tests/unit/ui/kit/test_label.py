"""Text is plain, wrapped, and wears its kind and tone."""

from PySide6.QtCore import Qt

from app.ui.kit import Label
from app.ui.theme import Type, current


def _label(qtbot, *args, **kwargs):
    label = Label(*args, **kwargs)
    qtbot.addWidget(label)
    label.show()
    return label


def test_markup_is_text(qtbot):
    label = _label(qtbot, "<b>bold</b>", name="note")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert (label.objectName(), label.accessibleName()) == ("note", "<b>bold</b>")


def test_kind_and_tone(qtbot):
    label = _label(qtbot, "Open box", Type.TITLE, "second")
    assert label.fontInfo().pixelSize() == 27
    assert label.palette().color(label.foregroundRole()).name().upper() == current().second


def test_they_change_at_once(qtbot):
    label = _label(qtbot, "Refused")
    label.set_tone("bad")
    label.set_kind(Type.STRONG)
    assert label.palette().color(label.foregroundRole()).name().upper() == current().bad
    assert label.font().weight() == 600


def test_short_words_ask_for_one_line(qtbot):
    label = _label(qtbot, "Any sign that the shoes were worn?", Type.QUESTION)
    assert label.sizeHint().height() < 2 * 31 * 1.4
    assert label.heightForWidth(200) > label.sizeHint().height()


def test_long_words_wrap(qtbot):
    label = _label(qtbot, "word " * 200)
    assert label.sizeHint().width() <= 560
    assert label.minimumSizeHint().width() <= 72


def test_a_line_that_must_not_wrap(qtbot):
    label = _label(qtbot, "Regrade station", wrap=False)
    assert label.minimumSizeHint().width() == label.sizeHint().width()
