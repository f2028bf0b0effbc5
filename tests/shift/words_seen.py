"""Everything that can be read in the window now, painted words too: by their labels and accessible names."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget


def words_seen(window: QWidget) -> list[str]:
    """What stands there, widget by widget."""
    seen = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        seen += [widget.accessibleName()]
        if isinstance(widget, QLabel):
            seen += [widget.text()]
        elif isinstance(widget, QLineEdit):
            seen += [widget.text(), widget.placeholderText()]
    return [words for words in dict.fromkeys(seen) if words.strip()]
