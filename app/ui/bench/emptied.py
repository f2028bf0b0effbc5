"""Layouts whose widgets are made anew: emptied, and filled without a moment in which nothing is there. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def emptied(layout: QLayout) -> None:
    """Take everything out; what was there is gone at once for eye and search, and deleted after its own event."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        if inner is not None:
            emptied(inner)


def filled(room: QWidget) -> None:
    """Show what was just put in, and place it, now: Qt would do both in a later event, after a paint perhaps."""
    layout = room.layout()
    if layout is None:
        return
    _show(layout)
    layout.activate()


def _show(layout: QLayout) -> None:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.show()
        if inner is not None:
            _show(inner)
