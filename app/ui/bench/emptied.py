"""Emptying a layout whose widgets are made anew. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


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
