"""What is covered on a photo before it leaves the house: proposed by the program, drawn and decided by a person.

Stands in the place of the large photo. The proposal and the decision are worked in the lane of the look-ups. Main
thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.access import MAY_CLAIM, Operator
from app.domain.redaction import Box
from app.services.claims import Seen
from app.ui.faults import told
from app.ui.kit import CoverSheet, Notice, PrimaryButton, SecondaryButton
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, ngettext

from .pictures import Photos
from .pieces import PhotoView


class Covering(QWidget):
    """`ask(photo)`. Signals: closed(): nothing more is to be done here."""

    closed = Signal()

    def __init__(self, parts: Parts, pictures: Photos) -> None:
        super().__init__()
        self.setObjectName("unit_cover")
        self._parts = parts
        self._photo: PhotoView | None = None
        self._size: tuple[int, int] | None = None
        self.sheet = CoverSheet("unit_cover_sheet", pictures.photo)
        self.notice = Notice("unit_cover_notice")
        self.new = SecondaryButton("unit_cover_new", key="N", small=True)
        self.remove = SecondaryButton("unit_cover_remove", key="Del", small=True)
        self.nothing = SecondaryButton("unit_cover_nothing", small=True)
        self.close_button = SecondaryButton("unit_cover_close", key="Esc", small=True)
        self.do = PrimaryButton("unit_cover_do")
        self._lay_out()
        self.sheet.changed.connect(self._on_changed)
        self.sheet.closed.connect(self.closed)
        self.close_button.clicked.connect(self.closed)
        self.new.clicked.connect(self._on_new)
        self.remove.clicked.connect(self._on_remove)
        self.nothing.clicked.connect(self._on_nothing)
        self.do.clicked.connect(self._on_do)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.notice)
        tools = QHBoxLayout()
        tools.setSpacing(Space.TIGHT)
        for button in (self.new, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.close_button)
        ends = QHBoxLayout()
        ends.setSpacing(Space.NEAR)
        ends.addWidget(self.nothing)
        ends.addWidget(self.do, 1)
        column.addLayout(tools)
        column.addLayout(ends)

    @property
    def may(self) -> bool:
        """Whether whoever is signed in may decide."""
        by = self._by
        return by is not None and by.role in MAY_CLAIM

    @property
    def _by(self) -> Operator | None:
        standing = self._parts.desk.standing
        return standing.state.operator if standing else None

    def retranslate(self) -> None:
        """Say its words anew."""
        self.new.say(_("Draw a box"))
        self.remove.say(_("Remove box"))
        self.nothing.say(_("Nothing to cover"))
        self.close_button.say(_("Back"))
        self._on_changed()

    def ask(self, photo: PhotoView) -> None:
        """Look at another photo; what is proposed comes when the lane has looked."""
        self._photo, self._size = photo, None
        self.sheet.show_boxes(QSize(), ())
        self.sheet.show_photo(photo.sha256, photo.title)
        self.notice.say("neutral", _("Looking for labels…"), "")
        self._on_changed()
        claims = self._parts.station.open_claims
        self._parts.read(
            lambda: claims().claims.look_at(photo.key), partial(self._on_seen, photo), partial(self._on_failed, photo)
        )
        self.sheet.setFocus()

    def _on_seen(self, photo: PhotoView, seen: Seen) -> None:
        if photo is not self._photo:
            return
        self._size = (seen.width, seen.height)
        self.sheet.show_boxes(QSize(seen.width, seen.height), seen.boxes)
        said = (
            _("A parcel's label is proposed to be covered, but for its bars. The photo itself stays as it is.")
            if seen.boxes
            else _("No label was found. Draw a box over every name and address; the photo itself stays as it is.")
        )
        self.notice.say("neutral", said, "")

    def _decide(self, boxes: tuple[Box, ...]) -> None:
        photo, by, size = self._photo, self._by, self._size
        if photo is None or by is None or size is None:
            return
        self._enable(ready=False)
        claims = self._parts.station.open_claims
        self._parts.read(
            lambda: claims().claims.cover(photo.key, boxes, by, size),
            lambda _none: self._on_decided(photo, len(boxes)),
            partial(self._on_failed, photo),
        )

    def _on_decided(self, photo: PhotoView, count: int) -> None:
        if photo is self._photo:
            said = ngettext("{n} place is covered on copies", "{n} places are covered on copies", count)
            self.notice.say("ok", said if count else _("Nothing is covered on copies."), "")
            self._on_changed()

    def _on_failed(self, photo: PhotoView, error: BaseException) -> None:
        if photo is self._photo:
            self.notice.say("bad", *told(error))
            self._on_changed()

    def _enable(self, *, ready: bool) -> None:
        self.new.setEnabled(ready)
        self.nothing.setEnabled(ready)
        self.do.setEnabled(ready and bool(self.sheet.boxes))
        self.remove.setEnabled(ready and self.sheet.chosen is not None)

    @Slot()
    def _on_changed(self) -> None:
        count = len(self.sheet.boxes)
        self.do.say(ngettext("Cover {n} place", "Cover {n} places", count))
        self._enable(ready=self._size is not None and self.may)

    @Slot()
    def _on_new(self) -> None:
        self.sheet.add_box()
        self.sheet.setFocus()

    @Slot()
    def _on_remove(self) -> None:
        self.sheet.remove_box()
        self.sheet.setFocus()

    @Slot()
    def _on_nothing(self) -> None:
        self._decide(())

    @Slot()
    def _on_do(self) -> None:
        self._decide(self.sheet.boxes)
