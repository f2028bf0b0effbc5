"""The tools of the live picture at the bench: switched by key or touch, shown at once, remembered for the station.

The reference picture is the catalogue's of what is on the bench; it is looked up when it is first laid over. Main
thread.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage

from app.errors import BenchError
from app.ui.camera import LivePicture
from app.ui.words import translated

from .camera_tools import AUTO, OVERLAY
from .pictures import Pictures
from .wording import phrase

if TYPE_CHECKING:
    from .page import BenchPage


class Overlays(QObject):
    """Lives as long as its page."""

    def __init__(self, page: BenchPage, picture: LivePicture) -> None:
        super().__init__(page)
        self._page, self._picture, self._choices = page, picture, page.parts.choices
        self._products = Pictures(page.parts, page.parts.station.reference)
        self._name, self._image = "", QImage()
        page.tools.asked.connect(self._on_asked)
        self._choices.changed.connect(self._on_chosen)
        page.presenter.drawn.connect(self._on_drawn)
        page.presenter.learned.connect(self._on_drawn)
        self._on_chosen()

    @Slot(str)
    def _on_asked(self, tool: str) -> None:
        if tool == AUTO:
            auto = not self._choices.auto
            self._keep("auto", auto)
            words = phrase("Photos are taken by themselves now") if auto else phrase("Photos by key or touch again")
            self._page._on_told(words, "ok")  # noqa: SLF001 - its slot
        elif tool == OVERLAY:
            self._keep("overlay", self._choices.following(has_reference=bool(self._name)))

    def _keep(self, name: str, value: object) -> None:
        self._choices.choose(**{name: value})
        save, standing = self._page.parts.station.save_settings, self._page.presenter.standing
        by = standing.state.operator if standing is not None else None
        self._page.parts.read(partial(save, {("camera", name): value}, by), _saved, self._on_not_saved)

    def _on_not_saved(self, error: BaseException) -> None:
        """It holds for now; at the next start it is as it was."""
        if isinstance(error, BenchError):
            self._page.presenter.not_taken(translated(error.message), translated(error.hint))

    @Slot()
    def _on_chosen(self) -> None:
        self._page.tools.draw(self._choices)
        self._lay()

    @Slot(object)
    def _on_drawn(self, _scene: object) -> None:
        scene = self._page.presenter.scene
        name = scene.known.picture if scene is not None else ""
        if name != self._name:
            self._name, self._image = name, QImage()
            if name:
                self._products.fetch(name, partial(self._on_image, name), self)
        self._lay()

    def _on_image(self, name: str, image: QImage) -> None:
        if name == self._name:
            self._image = image
            self._lay()

    def _lay(self) -> None:
        shown = self._choices.reference and not self._image.isNull()
        self._picture.lay(lines=self._choices.lines, reference=self._image if shown else None)


def _saved(_: object) -> None:
    """It is remembered."""
