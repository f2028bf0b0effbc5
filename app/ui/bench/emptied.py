"""Layouts whose widgets are made anew: emptied, and filled without a moment in which nothing is there.

The room may be hidden meanwhile, before anybody could see it: each widget that is shown in a room that is seen makes
Qt lay out everything around it, up to the window. Main thread.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

_ANEW = "anew"


def emptied(layout: QLayout, *, to_fill: bool = False) -> None:
    """Take everything out; what was there is gone at once for eye and search, and deleted after its own event.

    `to_fill`: `filled` follows in the same turn, and the room is hidden until then.
    """
    room = layout.parentWidget()
    if to_fill and room is not None and room.isVisible():
        room.setProperty(_ANEW, True)
        room.hide()
    _take_out(layout)


def _take_out(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        if inner is not None:
            _take_out(inner)


def filled(room: QWidget) -> None:
    """Show what was just put in, and place it, now: Qt would do both in a later event, after a paint perhaps."""
    layout = room.layout()
    if layout is None:
        return
    if room.property(_ANEW):
        room.setProperty(_ANEW, None)
        room.show()
    else:
        _show(layout)
    layout.invalidate()  # what was put into a hidden room has not told it that it wants a place
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
