"""Text on a screen: its kind and tone by the theme, always plain, wrapped where it is long.

Owns the translation from `Type` and tone to what the style sheet reads. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Type

_LONGEST_LINE = 560


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

    def sizeHint(self) -> QSize:
        """One line where that is not too long, for a wrapped QLabel would rather be a square."""
        if not self.wordWrap() or not self.text():
            return super().sizeHint()
        self.ensurePolished()
        width = min(_LONGEST_LINE, self.fontMetrics().size(0, self.text()).width() + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(min(72, self.sizeHint().width()), self.fontMetrics().height())

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
