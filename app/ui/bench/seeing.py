"""The bench with its eye: live picture and advice in the right card, the shutter below Space. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.background.camera_state import CameraState, Glimpse
from app.errors import BenchError
from app.ui.camera import LivePicture, Shutter, chips_of
from app.ui.parts import Parts
from app.ui.words import translated

from .around import DARK, GONE
from .by_itself import ByItself
from .overlays import Overlays
from .page import PIECES, BenchPage

_TROUBLE = {
    CameraState.DARK: DARK,
    CameraState.STALLED: GONE,
    CameraState.LOST: GONE,
    CameraState.ABSENT: GONE,
}


def bench_page(parts: Parts) -> BenchPage:
    """The bench page, seeing through the station's camera."""
    picture = parts.take(_picture)
    shutter = Shutter(parts.live, parts.relay, picture)
    page = BenchPage(parts, picture, shutter)
    parts.choices.begin(parts.station.settings.camera)
    Seeing(page, picture, shutter)
    ByItself(page, picture, parts.live, parts.choices)
    Overlays(page, picture)
    picture.watch(parts.live, mirror=parts.station.settings.camera.mirror)
    return page


class Seeing(QObject):
    """Joins the picture and the shutter to their page, and lives as long as it."""

    def __init__(self, page: BenchPage, picture: LivePicture, shutter: Shutter) -> None:
        super().__init__(page)
        self._page = page
        shutter.setParent(page)
        picture.looked.connect(self._on_looked)
        picture.take_asked.connect(self._on_take_asked)
        shutter.failed.connect(self._on_failed)

    @Slot(object)
    def _on_looked(self, glimpse: Glimpse) -> None:
        self._page.presenter.camera_is(_TROUBLE.get(glimpse.state, ""))
        self._page.advise(tuple((chip.text, chip.tone) for chip in chips_of(glimpse)))

    @Slot()
    def _on_take_asked(self) -> None:
        self._page.presenter.press("Space")

    @Slot(object)
    def _on_failed(self, error: BenchError) -> None:
        """No photo: said where refusals are said, and nothing was sent."""
        self._page.presenter.not_taken(translated(error.message), translated(error.hint))


def _picture(_parts: Parts) -> LivePicture:
    return LivePicture()


AHEAD = (_picture, *PIECES)
