"""Text on a screen: its kind and tone by the theme, always plain, wrapped where it is long.

Owns the translation from `Type` and tone to what the style sheet reads. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Type


class Label(QLabel):
    """`Label("Open box", Type.TITLE)`; `tone` is ink, second, third, accent, ok, warn, bad or faded."""

    def __init__(
        self,
        words: str = "",
        kind: Type = Type.BODY,
        tone: str = "ink",
        *,
        wrap: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setObjectName(name)
        self.setProperty("kind", kind.name.lower())
        self.setProperty("tone", tone)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(words)

    def say(self, words: str) -> None:
        """Other words; the accessible name goes with them."""
        self.setText(words)
        self.setAccessibleName(words)

    def set_tone(self, tone: str) -> None:
        """Another tone, at once."""
        self._set("tone", tone)

    def set_kind(self, kind: Type) -> None:
        """Another kind of text, at once."""
        self._set("kind", kind.name.lower())

    def _set(self, name: str, value: str) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)
