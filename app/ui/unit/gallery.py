"""The photos of a unit: small ones in a row, and one large with what stands below it. Main thread.

Thumbnails are asked for when the gallery is shown, a few dozen at most; they come when the lane has read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.kit import (
    EmptyState,
    FlowLayout,
    Label,
    Notice,
    Photo,
    PhotoTile,
    PhotoViewer,
    ScrollColumn,
    SecondaryButton,
)
from app.ui.kit.filling import filling
from app.ui.theme import Space, Type
from app.ui.words import _, ngettext

from .covering import Covering
from .film_view import FilmView
from .marking import Marking
from .pictures import Arrived, Photos
from .pieces import PhotoView
from .said import damage_said, remedy_said, safe_said

TILE = QSize(204, 153)
MOST_PHOTOS = 60


class Gallery(QStackedWidget):
    """`show_photos(photos)`; with a `covering`, whoever may decides there what is covered before a photo leaves."""

    def __init__(self, pictures: Photos, covering: Covering | None = None, marking: Marking | None = None) -> None:
        super().__init__()
        self.setObjectName("unit_photos")
        self._pictures = pictures
        self._photos: tuple[PhotoView, ...] = ()
        self._tiles: list[Tile] = []
        self._at = 0
        self.empty = EmptyState("unit_no_photos", "camera")
        self.scrolled = ScrollColumn("unit_photos_scroll")
        self._flow = QWidget()
        self._flow_layout = FlowLayout(self._flow, spacing=Space.NEAR)
        self.damage = Notice("unit_photos_damage")
        self.scrolled.column.addWidget(self.damage)
        self.scrolled.column.addWidget(self._flow)
        self.viewer = PhotoViewer("unit_viewer", self._large_one)
        self.film = FilmView()
        self.told = Label("", Type.SECOND, "second", name="unit_photo_told")
        self.sha = Label("", Type.CAPTION_QUIET, "second", name="unit_photo_sha")
        self.overrule = Notice("unit_photo_overrule")
        self.close_button = SecondaryButton("unit_viewer_close", key="Esc", small=True)
        self.cover_button = SecondaryButton("unit_photo_cover", icon="eye-slash", small=True)
        self.marks_button = SecondaryButton("unit_photo_marks", key="M", small=True)
        self.mark_button = SecondaryButton("unit_photo_mark", key="D", icon="pencil-simple", small=True)
        self.covering, self.marking = covering, marking
        self._large = QWidget()
        self._lay_out()
        if covering is not None:
            self.addWidget(covering)
            covering.closed.connect(self._on_covered)
            self.cover_button.clicked.connect(self._on_cover_asked)
        if marking is not None:
            self.addWidget(marking)
            marking.closed.connect(self._on_covered)
            self.mark_button.clicked.connect(self._on_mark_asked)
        self.marks_button.setCheckable(True)
        self.marks_button.setChecked(True)
        self.marks_button.clicked.connect(self._lay_marks)
        self.viewer.turned.connect(self._on_turned)
        self.viewer.closed.connect(self._on_closed)
        self.film.turned.connect(self._on_turned)
        self.film.closed.connect(self._on_closed)
        self.close_button.clicked.connect(self._on_closed)

    def _lay_out(self) -> None:
        self.sha.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self._large)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.viewer, 1)
        column.addWidget(self.film, 1)
        column.addWidget(self.overrule)
        below = QHBoxLayout()
        below.setSpacing(Space.TIGHT)
        column.addWidget(self.told)
        below.addStretch(1)
        for button in (self.marks_button, self.mark_button, self.cover_button):
            below.addWidget(button)
        below.addWidget(self.close_button)
        column.addLayout(below)
        column.addWidget(self.sha)
        for page in (self.empty, self.scrolled, self._large):
            self.addWidget(page)

    def show_photos(self, photos: Sequence[PhotoView]) -> None:
        """Other photos; the same ones stay as they are, the large one too."""
        if tuple(photos) == self._photos and self._tiles:
            return
        place = self._kept_open(photos)
        self._photos = tuple(photos)
        while (item := self._flow_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._tiles = [Tile(place) for place in range(min(len(photos), MOST_PHOTOS))]
        with filling(self._flow_layout.parentWidget()):
            for tile, photo in zip(self._tiles, photos, strict=False):
                tile.show_photo(_titled(photo), Photo.DAMAGED if photo.damage else Photo.SAVED)
                tile.opened.connect(self._on_opened)
                self._flow_layout.addWidget(tile)
        for tile, photo in zip(self._tiles, photos, strict=False):
            if not photo.damage:
                self._pictures.photo(photo.sha256, TILE * 2, partial(tile.arrived, photo))
        self._say_damage()
        if place is None:
            self.setCurrentWidget(self.scrolled if photos else self.empty)
        else:
            self._at = place
            self._show_again(photos[place])

    def _show_again(self, photo: PhotoView) -> None:
        """What stays open is called as the photo is called now; what was drawn meanwhile stays on it."""
        shown = self.currentWidget()
        if isinstance(shown, Covering | Marking):
            shown.sheet.call(photo.title)
        else:
            self._open(self._at)

    def _kept_open(self, photos: Sequence[PhotoView]) -> int | None:
        """Where the photo lies now that is looked at, drawn on or covered: it stays there when it is only read anew."""
        kept = {self.marking, self.covering, self._large}
        if self.currentWidget() not in kept or self._at >= len(self._photos):
            return None
        key = self._photos[self._at].key
        return next((place for place, photo in enumerate(photos) if key and photo.key == key), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys on the buttons below the large photo."""
        buttons = {Qt.Key.Key_M: self.marks_button, Qt.Key.Key_D: self.mark_button}
        button = buttons.get(Qt.Key(event.key()))
        if self.currentWidget() is self._large and button is not None and button.isVisible():
            button.click()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say its own words anew."""
        self.empty.say(_("No photos"), _("Photos come with the inspection."))
        self.close_button.say(_("All photos"))
        self.film.retranslate()
        self.cover_button.say(_("Cover…"))
        self._say_damage()
        self.mark_button.say(_("Draw…"))
        self.marks_button.say(_("Marks"))
        if self.covering is not None:
            self.covering.retranslate()
        if self.marking is not None:
            self.marking.retranslate()

    def _say_damage(self) -> None:
        """What is damaged, what is safe, what to do."""
        damaged = sum(bool(photo.damage) for photo in self._photos)
        if not damaged:
            self.damage.clear()
            return
        said = ngettext("{n} photo is damaged", "{n} photos are damaged", damaged)
        self.damage.say("bad", said, f"{safe_said(damaged)} {remedy_said(damaged)}")

    def _large_one(self, sha256: str, size: QSize, arrived: Arrived) -> None:
        """A file that was changed is no evidence any more: it is not shown as if it were."""
        if any(photo.damage for photo in self._photos if photo.sha256 == sha256):
            arrived(None)
        else:
            self._pictures.photo(sha256, size, arrived)

    def _open(self, place: int) -> None:
        self._at = place
        photo = self._photos[place]
        film = photo.film and not photo.damage
        self.viewer.setVisible(not film)
        self.film.setVisible(film)
        if film:
            self.film.show_film(self._pictures.path(photo.sha256))
        else:
            self.viewer.show_photo(photo.sha256, f"{_titled(photo)} · {place + 1}/{len(self._photos)}")
        self._lay_marks()
        self.told.say(" · ".join(filter(None, (photo.told, photo.drawn))))
        self.sha.say(f"SHA-256 {photo.sha256}")
        self._say_about(photo)
        self.marks_button.setVisible(bool(photo.marks))
        still = not photo.film and not photo.damage
        self.mark_button.setVisible(still and self.marking is not None and self.marking.may)
        self.cover_button.setVisible(still and self.covering is not None and self.covering.may)
        self.setCurrentWidget(self._large)
        if self.isVisible():  # read anew behind another page, in another language say, it takes no keys from that
            (self.film if film else self.viewer).setFocus()

    def _say_about(self, photo: PhotoView) -> None:
        if photo.damage:
            self.overrule.say("bad", damage_said(photo.damage), f"{safe_said()} {remedy_said()}")
        elif photo.overrule:
            why = _("About this film") if photo.film else _("Kept in spite of the photo gate")
            self.overrule.say("warn", why, photo.overrule)
        else:
            self.overrule.clear()

    @Slot(int)
    def _on_opened(self, place: int) -> None:
        self._open(place)

    @Slot(int)
    def _on_turned(self, step: int) -> None:
        self._open((self._at + step) % len(self._photos))

    @Slot()
    def _lay_marks(self) -> None:
        photo = self._photos[self._at]
        self.viewer.lay(photo.marks if self.marks_button.isChecked() else ())

    @Slot()
    def _on_mark_asked(self) -> None:
        if self.marking is not None:
            self.marking.ask(self._photos[self._at])
            self.setCurrentWidget(self.marking)

    @Slot()
    def _on_cover_asked(self) -> None:
        if self.covering is not None:
            self.covering.ask(self._photos[self._at])
            self.setCurrentWidget(self.covering)

    @Slot()
    def _on_covered(self) -> None:
        self._open(min(self._at, len(self._photos) - 1))

    @Slot()
    def _on_closed(self) -> None:
        self.setCurrentWidget(self.scrolled)
        if self._tiles:
            self._tiles[min(self._at, len(self._tiles) - 1)].setFocus()


class Tile(PhotoTile):
    """One of the small ones. Signals: opened(int): its place."""

    opened = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__(f"unit_photo_{place}", TILE)
        self._place = place
        self.clicked.connect(self._on_clicked)

    def arrived(self, photo: PhotoView, image: QImage | None) -> None:
        """Its picture was read; the page may show another unit by now."""
        if isValid(self):
            self.show_photo(_titled(photo), Photo.AWAY if image is None else Photo.SAVED, image)

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self._place)


def _titled(photo: PhotoView) -> str:
    return _("{shot} (taken back)", shot=photo.title) if photo.withdrawn else photo.title
