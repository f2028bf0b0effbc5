"""Text on a screen: its kind and tone by the theme, always plain, wrapped where it is long.

Owns the translation from `Type` and tone to a font and a role of the palette. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Type, font
from app.ui.theme.palette import TONES

_LONGEST_LINE = 560


class Label(QLabel):
    """`Label("Open box", Type.TITLE)`; `tone` is ink, second, third, accent, ok, warn, bad or faded."""

    _kind = Type.BODY
    _tone = "ink"

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
        self._wear_kind(kind)
        self._wear_tone(tone)
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
        if tone != self._tone:
            self._wear_tone(tone)

    def set_kind(self, kind: Type) -> None:
        """Another kind of text, at once."""
        if kind is not self._kind:
            self._wear_kind(kind)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(font(self._kind))  # all text may be larger now
        super().changeEvent(event)

    def _wear_kind(self, kind: Type) -> None:
        self._kind = kind
        self.setProperty("kind", kind.name.lower())
        self.setFont(font(kind))

    def _wear_tone(self, tone: str) -> None:
        self._tone = tone
        self.setProperty("tone", tone)
        self.setForegroundRole(TONES[tone])
