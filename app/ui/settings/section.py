"""What every section of the settings is, and what it is told. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.config import Settings
from app.domain.access import Operator
from app.errors import BenchError
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.scanner.burst import Heard
from app.ui.words import _, translated

T = TypeVar("T")


class Section(Page):
    """One section: a page within the page.

    Signals:
        changed(Changes): settings to be saved
        noted(str, str, str): a state with its title and text, for the notice above the section

    """

    changed = Signal(object)
    noted = Signal(str, str, str)
    icon = "gear"

    def __init__(self, name: str, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName(f"settings_{name}")

    def title(self) -> str:
        """What the section is called."""
        raise NotImplementedError

    def show_settings(self, settings: Settings) -> None:
        """How the station is set up now; told again after each change, taken or refused."""

    def heard(self, heard: Heard) -> None:
        """What came of the scanner's keys while this section is open."""

    def left(self) -> None:
        """Another section, or another page, is shown."""

    @property
    def operator(self) -> Operator | None:
        """Who is signed in."""
        standing = self.parts.desk.standing
        return standing.state.operator if standing is not None else None

    def work(self, job: Callable[[], T], on_done: Callable[[T], None]) -> None:
        """Do something in the lane; what it refuses is told above the section."""
        self.parts.read(job, on_done, self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self.noted.emit("bad", *told(error))
        self.sounded.emit("refused")


def told(error: BaseException) -> tuple[str, str]:
    """What happened, and what to do, in the language spoken now."""
    if isinstance(error, BenchError):
        return translated(error.message), translated(error.hint)
    return _("This could not be done."), str(error)


def named(widget: QWidget, name: str, words: str) -> None:
    """The names by which tests and screen readers know it."""
    widget.setObjectName(name)
    widget.setAccessibleName(words)
