"""What does not fit in a window: text cut, widgets outside their parents or over each other, too small for a finger."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QScrollArea, QStackedLayout, QWidget

from app.ui import kit

SLACK = 1
TOUCH = 40
"""Pixels; what the hand meets in haste has its own, larger measure in the kit's tests."""


def faults_of(window: QWidget, width: int, height: int) -> list[str]:
    """Everything that does not fit, in words."""
    found = []
    if window.width() > width or window.height() > height:
        found.append(f"the window is {window.width()} × {window.height()}: something in it needs more room")
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.width() and widget.height():
            found += [f"{_name(widget)} {fault}" for fault in (*_cut(widget), *_outside(widget), *_over(widget))]
    return found


def _name(widget: QWidget) -> str:
    names: list[str] = []
    one: QWidget | None = widget
    while one is not None and len(names) < 3:
        if one.objectName():
            names.append(one.objectName())
        one = one.parentWidget()
    return " in ".join(names) or type(widget).__name__


def _cut(widget: QWidget) -> list[str]:
    """Whoever needs more room than it has; what may be shortened shows the whole in its tooltip."""
    if isinstance(widget, kit.ElidedLabel) or not isinstance(widget, kit.Pressable | QLabel | kit.Notice):
        return []
    found = []
    if getattr(widget, "is_cut", False):
        found.append(f"“{widget.accessibleName()[:40]}” is {widget.width()} wide, and cut")
    need = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()
    if need > widget.height() + SLACK:
        found.append(f"is {widget.height()} high and needs {need}")
    if isinstance(widget, QLabel) and not widget.wordWrap() and widget.sizeHint().width() > widget.width() + SLACK:
        found.append(f"“{widget.text()[:40]}” is {widget.width()} wide and needs {widget.sizeHint().width()}")
    return found


def _outside(widget: QWidget) -> list[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _scrolls(parent):
        return []
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if room.contains(widget.geometry()):
        return []
    here = widget.geometry()
    return [f"at {_place(here)} is outside its parent of {parent.width()} × {parent.height()}"]


def _scrolls(parent: QWidget) -> bool:
    above = parent.parentWidget()
    return isinstance(parent, QScrollArea) or isinstance(above, QScrollArea) or parent.objectName().startswith("qt_")


def _over(parent: QWidget) -> list[str]:
    """Widgets of one layout that lie over each other."""
    layout = parent.layout()
    if layout is None or isinstance(layout, QStackedLayout):
        return []
    children = [one for one in _laid(layout) if one.isVisible() and one.width() and one.height()]
    return [
        f"has {_name(one)} over {_name(other)}"
        for one, other in combinations(children, 2)
        if _more_than(one.geometry().intersected(other.geometry()))
    ]


def _laid(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            found.append(widget)
        elif inner is not None:
            found += _laid(inner)
    return found


def _more_than(area: QRect) -> bool:
    return area.width() > SLACK and area.height() > SLACK


def _place(here: QRect) -> str:
    return f"{here.x()}, {here.y()} of {here.width()} × {here.height()}"


def _takes_touch(button: QAbstractButton) -> bool:
    return not button.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def touch_faults(window: QWidget) -> list[str]:
    """What is too small for a finger."""
    return [
        f"{_name(one)} is {one.width()} × {one.height()}"
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and _takes_touch(one) and min(one.width(), one.height()) < TOUCH
    ]
