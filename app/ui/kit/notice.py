"""What just happened, or why not, where the eye is: a title, what to do, on the ground of its state.

It never asks for a click: it goes with the next good act, when the screen says `clear()`. With `keep_place` its place
stays reserved, so that nothing jumps. What it was told stands in the language that is spoken. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import Radius, Space, Type, current
from app.ui.words import again

from . import painting
from .label import Label

_TONES = {"ok": "ok", "warn": "warn", "bad": "bad", "accent": "accent", "neutral": "second"}


class Notice(QFrame):
    """`say("bad", "This is no badge.", "Scan your badge, or type its number.")`."""

    def __init__(self, name: str, *, keep_place: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state, self._told = "neutral", ("", "")
        self._title = Label(kind=Type.STRONG, name=f"{name}_title")
        self._text = Label(kind=Type.BODY, name=f"{name}_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NEAR, 9, Space.NEAR, 10)
        column.setSpacing(1)
        column.addWidget(self._title)
        column.addWidget(self._text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setRetainSizeWhenHidden(keep_place)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def state(self) -> str:
        return self._state

    @property
    def words(self) -> tuple[str, str]:
        """The title and the text that stand there."""
        return self._title.text(), self._text.text()

    def say(self, state: str, title: str, text: str = "") -> None:
        """`state`: ok, warn, bad, accent or neutral. Nothing said at all takes it away."""
        self._state, self._told = state, (title, text)
        self._say()
        for label, words in ((self._title, title), (self._text, text)):
            label.set_tone(_TONES[state])
            label.setVisible(bool(words))
        self.setVisible(bool(title or text))
        self.update()

    def clear(self) -> None:
        """The next act was good: nothing is left to say."""
        self.say("neutral", "")

    def _say(self) -> None:
        title, text = map(again, self._told)
        self._title.say(title)
        self._text.say(text)
        self.setAccessibleName(f"{title} {text}".strip())

    def changeEvent(self, event: QEvent) -> None:
        """Whether it is seen is not its to say here: who put it out of sight keeps it there."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painting.panel(painter, QRectF(self.rect()), Radius.CONTROL, current().states()[self._state][1])
        painter.end()
