"""What every section of the settings is, and what it is told. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.config import Settings
from app.domain.access import Operator
from app.ui.faults import told
from app.ui.kit import ScrollColumn
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.scanner.burst import Heard
from app.ui.theme import Space

T = TypeVar("T")


class Section(Page):
    """One section: a page within the page.

    Signals:
        changed(Changes): settings to be saved
        noted(str, str, str): a state with its title and text, for the notice above the section

    """

    changed = Signal(object)
    noted = Signal(str, object, object)
    name: ClassVar[str]
    icon: ClassVar[str]
    widest: ClassVar[int] = 1040
    """Rows of words and controls are lost to the eye when they are far apart."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.setObjectName(f"settings_{self.name}")
        self.setMaximumWidth(self.widest)

    @staticmethod
    def title() -> str:
        """What the section is called."""
        raise NotImplementedError

    def scrolled(
        self,
        above: Iterable[QWidget | QLayout] = (),
        rows: Iterable[QWidget] = (),
        *,
        below: QWidget | None = None,
        spacing: int = 0,
    ) -> QVBoxLayout:
        """Lay the section out as all of them are: one column that scrolls, and what stays in sight below it.

        Args:
            above: what stands before the rows, each with a gap after it
            rows: the settings, each with its line
            below: does not scroll away
            spacing: between all that is put into the column, which is returned for more

        """
        scroll = ScrollColumn(f"{self.name}_rows", spacing=spacing)
        scroll.column.setContentsMargins(0, 0, Space.NEAR, 0)
        for one in above:
            if isinstance(one, QLayout):
                scroll.column.addLayout(one)
            else:
                scroll.column.addWidget(one)
            scroll.column.addSpacing(Space.NEAR)
        for row in rows:
            scroll.column.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(scroll, 1)
        if below is not None:
            column.addWidget(below)
        return scroll.column

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
