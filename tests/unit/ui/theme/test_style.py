"""What Qt draws itself is dressed by its class, once, and told of another look in small parts."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolTip, QVBoxLayout, QWidget

from app.ui.kit import Label, ScrollColumn
from app.ui.theme import current, look, style
from app.ui.theme.sheet import sheet
from app.ui.theme.tokens import load


@pytest.fixture
def shown(dressed, qtbot):
    """A widget with these in it, on the screen."""
    kept = []

    def make(*widgets):
        whole = QWidget()
        kept.append(whole)
        column = QVBoxLayout(whole)
        for one in widgets:
            column.addWidget(one)
        qtbot.addWidget(whole)
        with qtbot.waitExposed(whole):
            whole.show()
        return whole

    return make


def test_a_field_wears_its_sheet_when_it_is_seen(shown):
    field = QLineEdit()
    assert field.styleSheet() == ""
    shown(field)
    assert field.styleSheet() == sheet(load("light"), ("field",))
    assert field.height() == 48


def test_the_kit_and_what_holds_it_wear_none(dressed, shown):
    words = Label("Regrade")
    whole = shown(words)
    assert (words.styleSheet(), whole.styleSheet(), dressed.styleSheet()) == ("", "", "")


def test_what_stands_inside_another_is_left_to_its_sheet(shown):
    box = QComboBox()
    box.setEditable(True)
    shown(box)
    assert box.styleSheet()
    assert [line.styleSheet() for line in box.findChildren(QLineEdit)] == [""]


def test_bars_of_a_column_are_dressed(shown):
    column = ScrollColumn("long")
    shown(column)
    assert column.verticalScrollBar().styleSheet()
    assert column.verticalScrollBar().sizeHint().width() == 14


def test_another_theme_reaches_what_is_there_and_what_comes_later(shown, qtbot):
    field, later = QLineEdit(), QLineEdit()
    shown(field)
    look.choose("dark")
    qtbot.waitUntil(lambda: look.settled)
    shown(later)
    assert field.styleSheet() == later.styleSheet() == sheet(load("dark"), ("field",))


def test_what_is_seen_comes_first_and_nothing_holds_the_window_long(shown, qtbot, monkeypatch):
    hidden, seen = [QLineEdit() for _ in range(6)], QLineEdit()
    shown(*hidden, seen)
    for one in hidden:
        one.hide()
    monkeypatch.setattr(style, "GO_S", -1.0)  # no time at all: one turn tells nobody
    look.choose("dark")
    assert not look.settled
    told = []
    monkeypatch.setattr(style.Restyling, "_tell", lambda _self, widget: told.append(widget))
    monkeypatch.setattr(style, "GO_S", 10.0)
    qtbot.waitUntil(lambda: look.settled)
    ours = [one for one in told if one in {seen, *hidden}]
    assert ours[0] is seen
    assert set(ours) == {seen, *hidden}


def test_a_widget_that_is_gone_meanwhile_is_left_out(dressed, qtbot, monkeypatch):
    field = QLineEdit()
    field.ensurePolished()
    monkeypatch.setattr(style, "GO_S", -1.0)
    look.choose("dark")
    field.deleteLater()
    with qtbot.waitSignal(field.destroyed):
        pass
    monkeypatch.setattr(style, "GO_S", 10.0)
    qtbot.waitUntil(lambda: look.settled)


def test_text_that_was_to_grow_does_so_though_the_theme_changed_meanwhile(shown, qtbot, monkeypatch):
    words = Label("Regrade")
    shown(words)
    monkeypatch.setattr(style, "GO_S", -1.0)
    look.enlarge(1.5)
    look.choose("dark")
    monkeypatch.setattr(style, "GO_S", 10.0)
    qtbot.waitUntil(lambda: look.settled)
    assert words.fontInfo().pixelSize() == 22


@pytest.mark.parametrize("over", [QLineEdit, Label])
def test_a_tooltip_wears_the_theme(shown, qtbot, over):
    widget = over()
    shown(widget)
    QToolTip.showText(widget.mapToGlobal(QPoint(2, 2)), "Enter · takes it", widget)
    qtbot.waitUntil(QToolTip.isVisible)
    tip = next(one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel"))
    assert tip.fontInfo().pixelSize() == 13
    image = tip.grab().toImage()
    assert image.pixelColor(image.width() // 2, 2).name().upper() == current().ink
    QToolTip.hideText()
