"""Pictures of every step of the demo in the window, and one sheet with a small one of each chapter.

The window is copied on the main thread; the files are written in a lane, so that the day does not wait for them.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.background.lanes import Lane
from app.demo.playing import Played
from app.demo.turning import turn, until
from app.ui.kit import Pulse
from app.ui.theme import Type, current, font

SHEET: Final = "contact-sheet.png"
COLUMNS: Final = 6
TILE: Final = QSize(342, 192)
MARGIN: Final = 14
CAPTION: Final = 26
MOST_WAITING: Final = 8
"""Copies of the window are large: no more of them wait for their file."""
_FAST: Final = 60
"""Compressed a little: files a third larger, in a third of the time."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Film:
    """What was filmed of a day. Close it: then every file is there."""

    window: QWidget
    folder: Path
    lane: Lane = field(default_factory=lambda: Lane("film"))
    chapters: dict[str, QImage] = field(default_factory=dict)
    files: int = 0
    kept: int = 0
    passed: int = 0

    def take(self, step: Played) -> None:
        """The window as it stands after this step."""
        if step.answer["ok"]:
            self._let_fade()
        image = self._keep(f"{step.seq:03d}-{_plain(step)}")
        self.passed = 0
        if step.title and (step.title not in self.chapters or _tells_more(step)):
            self.chapters[step.title] = _small(image)

    def pass_by(self, seq: int, name: str) -> None:
        """The window on the way to a step: a page laid open, words written."""
        self._let_fade()
        self._keep(f"{seq:03d}-{chr(ord('a') + self.passed % 26)}-{_letters(name)}")
        self.passed += 1

    def _keep(self, name: str) -> QImage:
        image = self.window.screen().grabWindow(self.window.winId()).toImage()
        self.files += 1
        until("the film", lambda: self.files - self.kept <= MOST_WAITING)
        file = str(self.folder / f"{name}.png")
        self.lane.submit(partial(image.save, file, "PNG", _FAST), self._saved, self._not_saved)
        return image

    def _let_fade(self) -> None:
        """The tone's twin at the window's edge has been seen; only a refusal keeps it."""
        for twin in self.window.findChildren(Pulse):
            twin.hide()
        turn()

    def close(self) -> None:
        """The sheet, and the files that are still on their way."""
        self.files += 1
        sheet = contact_sheet(self.chapters)
        self.lane.submit(partial(sheet.save, str(self.folder / SHEET), "PNG", _FAST), self._saved, self._not_saved)
        until("the film", lambda: self.kept == self.files)
        self.lane.close()

    def _saved(self, done: object) -> None:
        """In the lane."""
        self.kept += 1
        if not done:
            log.warning("A picture of the demo could not be written.")

    def _not_saved(self, error: BaseException) -> None:
        """In the lane."""
        self.kept += 1
        log.warning("A picture of the demo could not be written: %s", error)


def contact_sheet(chapters: dict[str, QImage]) -> QImage:
    """A small picture of each chapter under its title."""
    rows = -(-max(len(chapters), 1) // COLUMNS)
    width = COLUMNS * (TILE.width() + MARGIN) + MARGIN
    theme = current()
    sheet = QImage(width, rows * (TILE.height() + CAPTION + MARGIN) + MARGIN, QImage.Format.Format_RGB32)
    sheet.fill(QColor(theme.background))
    painter = QPainter(sheet)
    painter.setFont(font(Type.CAPTION))
    painter.setPen(QColor(theme.ink))
    for place, (title, image) in enumerate(chapters.items()):
        left = MARGIN + place % COLUMNS * (TILE.width() + MARGIN)
        top = MARGIN + place // COLUMNS * (TILE.height() + CAPTION + MARGIN)
        painter.drawImage(QRectF(left, top, TILE.width(), TILE.height()), image)
        words = painter.fontMetrics().elidedText(f"{place + 1} · {title}", Qt.TextElideMode.ElideRight, TILE.width())
        painter.drawText(QRectF(left, top + TILE.height(), TILE.width(), CAPTION), Qt.AlignmentFlag.AlignVCenter, words)
    painter.end()
    return sheet


def _small(image: QImage) -> QImage:
    aspect, manner = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    return image.scaled(TILE, aspect, manner)


def _plain(step: Played) -> str:
    """What was done, and where the bench then stood."""
    act = step.act
    detail = act.get("question") or act.get("shot") or act.get("decision") or ""
    return _letters(f"{act['do']} {detail} {step.answer['step']}")


def _letters(words: str) -> str:
    """In letters that any file system takes."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _tells_more(step: Played) -> bool:
    """What stands for a chapter: its grade, its refusal or its exception, rather than its first scan."""
    return step.answer["step"] in {"grade", "review"} or not step.answer["ok"] or step.act["do"] in _TELLING


_TELLING: Final = frozenset(
    {"park", "danger", "close_parcel", "no_code", "reprint", "void_label", "destroy", "review", "sign_in"}
)
