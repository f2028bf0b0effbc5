"""The photos that a review is decided on: one large, to be enlarged, the others below it; and what was overruled.

← and → go from one to the next, Z enlarges; a finger or the pointer does the same. What the page reads on by ↑ and ↓
is said here as well. Main thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.kit import Label, Notice, Photo, PhotoTile, PhotoViewer
from app.ui.theme import Space, Type
from app.ui.unit.pictures import Arrived, Photos
from app.ui.unit.pieces import PhotoView
from app.ui.unit.said import damage_said, remedy_said, safe_said
from app.ui.words import _

from .drawn import Drawn
from .emptied import emptied, filled
from .examined import Examined

TILE = QSize(72, 56)
MOST = 5
"""Tiles beside each other; the keys go on to every other photo."""
ENLARGED = 2.0
LARGEST = 4.0
KEYS = {"Left": -1, "Right": 1}


class DossierPhotos(QWidget):
    """Draws the photos of an `Examined`."""

    def __init__(self, photos: Photos) -> None:
        super().__init__()
        self.setObjectName("dossier_photos")
        self._loader = photos
        self._drawn = Drawn()
        self._photos: tuple[PhotoView, ...] = ()
        self._at = 0
        self.viewer = PhotoViewer("dossier_viewer", self._sound_one)
        self.viewer.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the page's
        self._told = Label(kind=Type.SECOND, tone="second", name="dossier_photo_told")
        self._overrule = Notice("dossier_overrule")
        self._strip = QWidget()
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.viewer, 1)
        for widget in (self._strip, self._overrule, self._told):
            column.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def draw(self, examined: Examined) -> None:
        """Show its photos: first those that are no evidence any more, then what the gate would not have taken."""
        if self._drawn.is_again(examined):
            return
        photos = [photo for photo in examined.view().photos if not photo.withdrawn]
        self._photos = tuple(sorted(photos, key=lambda photo: (not photo.damage, not photo.overrule)))
        self._at = 0
        self._show()

    def press(self, key: str) -> bool:
        """The next photo, the one before, or this one enlarged; whether the key meant that."""
        if key in KEYS and self._photos:
            self._at = (self._at + KEYS[key]) % len(self._photos)
            self._show()
            return True
        if key == "Z":
            self.viewer.enlarge(ENLARGED) if self.viewer.zoom < LARGEST else self.viewer.fit()
            return True
        return False

    def _show(self) -> None:
        photo = self._photos[self._at] if self._photos else None
        place = f"{photo.title} · {self._at + 1}/{len(self._photos)}" if photo else ""
        self.viewer.show_photo(photo.sha256 if photo else "", place)
        self.viewer.lay(photo.marks if photo else ())
        keys = _("← → photo · Z zoom · ↑ ↓ read on")
        self._told.say(f"{photo.told}\n{keys}" if photo else _("No photos"))
        self._say_about(photo)
        self._draw_strip()

    def _say_about(self, photo: PhotoView | None) -> None:
        """That it is damaged, or what the gate had against it."""
        if photo is not None and photo.damage:
            self._overrule.say("bad", damage_said(photo.damage), f"{safe_said()} {remedy_said()}")
        elif photo is not None and photo.overrule:
            self._overrule.say("warn", _("Kept in spite of the photo gate"), photo.overrule)
        else:
            self._overrule.clear()

    def _sound_one(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A file that was changed is no evidence any more: nothing is decided on it as if it were."""
        if any(photo.damage for photo in self._photos if photo.sha256 == sha256):
            arrived(None)
        else:
            self._loader.photo(sha256, size, arrived)

    def _draw_strip(self) -> None:
        emptied(self._row, to_fill=True)
        first = max(0, min(self._at - MOST // 2, len(self._photos) - MOST))
        for place, photo in list(enumerate(self._photos))[first : first + MOST]:
            tile = PhotoTile(f"dossier_photo_{place}", TILE)
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            tile.setProperty("place", place)
            tile.show_photo("", Photo.DAMAGED if photo.damage else Photo.SAVED)
            tile.call(photo.title, damage_said(photo.damage) if photo.damage else "")
            tile.clicked.connect(self._on_clicked)
            if not photo.damage:
                self._loader.photo(photo.sha256, TILE * 2, partial(_arrived, tile))
            self._row.addWidget(tile)
        self._row.addStretch(1)
        self._strip.setVisible(len(self._photos) > 1)
        filled(self._strip)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._at = int(sender.property("place"))
            self._show()


def _arrived(tile: PhotoTile, image: QImage | None) -> None:
    if isValid(tile):
        tile.show_photo("", Photo.SAVED, image)
