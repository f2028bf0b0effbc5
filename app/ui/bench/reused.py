"""Buttons that are told anew from act to act: to make one, and to take one away, costs more than all that it shows.

A button on which a finger lies keeps its meaning until the finger is gone: it is never told anew, but let go. Main
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

Button = TypeVar("Button", bound=QAbstractButton)


class Reused(Generic[Button]):
    """Buttons of one kind within one room: `begin`, `take` as many as are needed, `rest`."""

    def __init__(self, make: Callable[[], Button]) -> None:
        """`make` gives a button that has its place in the room already, and is heard."""
        self._make = make
        self._buttons: list[Button] = []
        self._taken = 0

    def begin(self) -> None:
        """All are free again; none, while something is being pressed."""
        self._taken = 0
        if QGuiApplication.mouseButtons():
            self._let_go()

    def take(self) -> Button:
        """The next free one; what it shows is the caller's to say."""
        if self._taken == len(self._buttons):
            self._buttons.append(self._make())
        self._taken += 1
        return self._buttons[self._taken - 1]

    def give_back(self, count: int) -> None:
        """The newest so many are free again."""
        self._taken -= count

    @property
    def unseen(self) -> list[Button]:
        """Of those taken, what is not on the screen yet."""
        return [one for one in self._buttons[: self._taken] if not one.isVisible()]

    def rest(self) -> None:
        """What was not taken is not there, for eye and search alike."""
        for one in self._buttons[self._taken :]:
            one.hide()
            one.setObjectName("")

    def _let_go(self) -> None:
        for one in self._buttons:
            one.hide()
            one.setParent(None)
            one.deleteLater()
        self._buttons = []
