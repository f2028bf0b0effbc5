"""The live picture as a widget: the newest frame, the ghost of the shot that is owed, and words in a band below it.

No words lie over what is photographed: a seal or a serial number must be seen.

It asks the camera's lane for its newest picture at the pace of the eye while it is visible, and never waits for one; so
frames cannot pile up before the main thread. Where there is no picture it says so in its place. Main thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.background.camera_state import NOTHING, CameraState, Glimpse
from app.background.live import Live
from app.background.timers import every, once
from app.domain.auto_capture import Auto, Why
from app.ports import Frame
from app.ui.kit import Card
from app.ui.theme import current
from app.ui.theme.fonts import scale
from app.ui.words import _, language

from . import painting
from .ghosts import CODES, ghost_of, is_as_in_catalogue
from .wording import auto_said, film_said, words_of_state

LOOKS_A_SECOND: Final = 20  # a little more often than frames come, so that none waits for long
FREEZE_MS: Final = 120
PATIENCE_MS: Final = 300
SIDES: Final = 226 / 374
LEAST: Final = QSize(240, 195)
COUNTS: Final = frozenset({Why.COUNTING, Why.DUE})


class LivePicture(QWidget):
    """Draws what a camera sees.

    Signals:
        take_asked(): the picture was tapped while a shot is owed and can be taken
        looked(Glimpse): the camera's state or the advice changed
        due(Auto): the photo that is owed is due by itself; told until it is taken

    """

    take_asked = Signal()
    looked = Signal(object)
    due = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live_picture")
        self.setMinimumSize(LEAST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._live: Live | None = None
        self._mirror = False
        self._shot, self._aim, self._key, self._hold = "", "", "", ""
        self._glimpse: Glimpse | None = None
        self._frame: Frame | None = None
        self._image = QImage()
        self._laid = QPixmap()
        self._laid_for: tuple[object, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._frozen = False
        self._patient = True
        self._lines, self._reference = False, QImage()
        self._timer = every(1000 // LOOKS_A_SECOND, self._on_time_to_look, self)
        self._timer.stop()
        self._thaw = once(FREEZE_MS, self._on_thawed, self)
        self._impatience: QTimer = once(PATIENCE_MS, self._on_patience_ended, self)
        self.retranslate()

    def watch(self, live: Live | None, *, mirror: bool = False) -> None:
        """Draw what this camera sees from now on; none is a bench without a camera."""
        self._live, self._mirror = live, mirror
        self._glimpse = None
        self._show(None)
        self._patient = True
        self._impatience.start()
        self._fit()
        self._frame_codes()
        self._on_time_to_look()

    def aim(self, shot: str, words: str = "", key: str = "", hold: str = "") -> None:
        """The shot that is owed now: its ghost, what it is called, the key that takes it, how the thing is held.

        An empty shot: none.
        """
        if (shot, words, key, hold) != (self._shot, self._aim, self._key, self._hold):
            self._shot, self._aim, self._key, self._hold = shot, words, key, hold
            self._frame_codes()
            self.setCursor(Qt.CursorShape.PointingHandCursor if shot else Qt.CursorShape.ArrowCursor)
            self.retranslate()
            self.update()

    def lay(self, *, lines: bool, reference: QImage | None) -> None:
        """What lies over the picture while a shot is owed: the lines of the thirds, the reference picture."""
        self._lines, self._reference = lines, reference if reference is not None else QImage()
        self.update()

    def freeze(self, frame: Frame) -> None:
        """The photo that was just taken, for a moment."""
        self._frozen = True
        self._show(frame)
        self._thaw.start()

    @property
    def glimpse(self) -> Glimpse | None:
        """What was seen last."""
        return self._glimpse

    def retranslate(self) -> None:
        """Say everything anew."""
        self.setAccessibleName(_("Live picture"))
        state = words_of_state(self._glimpse).text if self._glimpse is not None else ""
        self.setAccessibleDescription(" · ".join(part for part in (state, self._aim, self._hold) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(374, self.heightForWidth(374))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * SIDES) + painting.band_height()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        self._frame_codes()
        self._fit()  # another picture of the same camera may have been seen meanwhile
        self._on_time_to_look()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._shot and self._glimpse is not None and self._glimpse.state.can_take:
            self.take_asked.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0, 0, 0, -painting.band_height())
        place, said = None, self._said()
        if self._image.isNull():
            painting.stage(painter, area)
        else:
            place = painting.picture(painter, area, self._image, mirror=self._mirror and not self._frozen)
        if self._frozen:
            painting.flash(painter, area)
        elif said is not None:
            painting.words(painter, area, self._icon(), said)
        place = None if self._frozen or said is not None else place
        painter.drawPixmap(0, 0, self._laid_over(area, place))
        auto = self._auto
        if place is not None and auto.why in COUNTS:
            painting.countdown(painter, place, auto.share)
        self._draw_film(painter, area)
        painter.end()

    def _laid_over(self, area: QRectF, place: QRectF | None) -> QPixmap:
        """The outline over a picture at this place, the round corners, and the band below: the same for many frames, so
        they are drawn once."""
        codes = self._live is not None and self._live.looks_for_codes
        shot = (self._shot, self._aim, self._key, self._hold, self._sees)
        look = (current().name, scale(), language.code, self.devicePixelRatioF())
        over = (self._lines, self._reference.cacheKey(), self._auto.why)
        drawn_for = (self.size(), place, shot, codes, look, over)
        if drawn_for != self._laid_for:
            self._laid_for = drawn_for
            self._laid = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
            self._laid.setDevicePixelRatio(self.devicePixelRatioF())
            self._laid.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._laid)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if place is not None:
                self._lay_over(painter, place, codes=codes)
            painting.corners(painter, area, self._ground())
            self._write_band(painter, area, codes=codes)
            painter.end()
        return self._laid

    def _lay_over(self, painter: QPainter, place: QRectF, *, codes: bool) -> None:
        if self._shot:
            if is_as_in_catalogue(self._shot) and not self._reference.isNull():
                painting.reference(painter, place, self._reference, ghost_of(self._shot), mirror=self._mirror)
            if self._lines:
                painting.thirds(painter, place)
            painting.ghost(painter, place, ghost_of(self._shot))
        elif codes:
            painting.brackets(painter, place, CODES)

    def _write_band(self, painter: QPainter, area: QRectF, *, codes: bool) -> None:
        below = QRectF(self.rect())
        below.setTop(area.bottom())
        painter.fillRect(below, QColor(self._ground()))
        below.setTop(area.bottom() + painting.BAND_GAP)
        if self._shot:
            key = auto_said(self._auto) or (_("{key} takes it", key=self._key) if self._key else "")
            key = key if self._sees else ""
            painting.band(painter, below, self._aim, self._hold, key)
        elif codes:
            painting.band(painter, below, "", "", _("A code counts within the frame"))

    def _draw_film(self, painter: QPainter, area: QRectF) -> None:
        """The red sign, with the time that runs."""
        stands = self._live.film.stands if self._live is not None and self._live.film is not None else None
        if stands is not None:
            painting.red_sign(painter, area, f"● {film_said(stands).text}")

    def _ground(self) -> str:
        """The colour of what it lies on."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Card):
            above = above.parentWidget()
        return current().panel if above is not None else current().background

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._glimpse is not None:
                self.looked.emit(self._glimpse)
        super().changeEvent(event)

    @Slot()
    def _on_time_to_look(self) -> None:
        if self._live is None:
            return
        seen, before = self._live.glimpse(), self._glimpse
        self._glimpse = seen
        if not self._frozen and seen.frame is not self._frame:
            self._show(seen.frame)
        if before is None or (before.state, before.advice, before.problem) != (seen.state, seen.advice, seen.problem):
            if seen.state is not CameraState.STARTING:
                self._patient = False
            self.retranslate()
            self.looked.emit(seen)
        if seen.auto.why is Why.DUE and not self._frozen:
            self.due.emit(seen.auto)

    @Slot()
    def _on_thawed(self) -> None:
        self._frozen = False
        self._show(self._glimpse.frame if self._glimpse is not None else None)

    @Slot()
    def _on_patience_ended(self) -> None:
        self._patient = False
        self.update()

    def _show(self, frame: Frame | None) -> None:
        """The image lies over the frame's own pixels, so the frame stays as long as it does."""
        self._image = QImage()
        self._frame = frame
        if frame is not None:
            form = QImage.Format.Format_BGR888
            self._image = QImage(frame.pixels, frame.width, frame.height, frame.stride, form)
        self.update()

    def _frame_codes(self) -> None:
        """A code counts where the outline is: within the ghost, else within the brackets."""
        if self._live is not None:
            ghost = ghost_of(self._shot) if self._shot else CODES
            self._live.frame_codes(ghost.width, ghost.height)

    def _fit(self) -> None:
        if self._live is not None:
            ratio = self.devicePixelRatioF() * painting.CROPPED
            height = self.height() - painting.band_height()
            self._live.fit(round(self.width() * ratio), round(height * ratio))

    @property
    def _auto(self) -> Auto:
        return self._glimpse.auto if self._glimpse is not None else NOTHING

    @property
    def _sees(self) -> bool:
        """Whether a photo taken now would show anything."""
        return self._glimpse is not None and self._glimpse.state is CameraState.LIVE

    def _said(self) -> painting.Words | None:
        """What stands in the picture's place; nothing while a camera that starts may still be quick."""
        if self._live is None:
            return painting.Words(_("No camera"), _("Choose one in the settings; the scanner works meanwhile."))
        if self._glimpse is None or self._glimpse.state is CameraState.LIVE or self._frozen or self._patient:
            return None
        said = words_of_state(self._glimpse)
        return painting.Words(said.text, said.hint)

    def _icon(self) -> str:
        state = self._glimpse.state if self._glimpse is not None else CameraState.ABSENT
        return {CameraState.DARK: "moon", CameraState.STARTING: "camera"}.get(state, "camera-slash")
