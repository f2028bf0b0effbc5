"""The live picture as a widget: the newest frame, the ghost of the shot that is owed, and words in its corners.

It asks the camera's lane for its newest picture at the pace of the eye while it is visible, and never waits for one; so
frames cannot pile up before the main thread. Where there is no picture it says so in its place. Main thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.background.camera_state import CameraState, Glimpse
from app.background.live import Live
from app.background.timers import every, once
from app.ports import Frame
from app.ui.kit import Card
from app.ui.theme import current
from app.ui.theme.fonts import scale
from app.ui.words import _, language

from . import painting
from .ghosts import CODES, ghost_of
from .wording import words_of_state

LOOKS_A_SECOND: Final = 20  # a little more often than frames come, so that none waits for long
FREEZE_MS: Final = 120
PATIENCE_MS: Final = 300
SIDES: Final = 226 / 374
LEAST: Final = QSize(240, 145)


class LivePicture(QWidget):
    """Draws what a camera sees.

    Signals:
        take_asked(): the picture was tapped while a shot is owed and can be taken
        looked(Glimpse): the camera's state or the advice changed

    """

    take_asked = Signal()
    looked = Signal(object)

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
        return QSize(374, 226)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * SIDES)

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
        area = QRectF(self.rect())
        place, said = None, self._said()
        if self._image.isNull():
            painting.stage(painter, area)
        else:
            place = painting.picture(painter, area, self._image, mirror=self._mirror and not self._frozen)
        if self._frozen:
            painting.flash(painter, area)
        elif said is not None:
            painting.words(painter, area, self._icon(), said)
        painter.drawPixmap(0, 0, self._laid_over(area, None if self._frozen or said is not None else place))
        painter.end()

    def _laid_over(self, area: QRectF, place: QRectF | None) -> QPixmap:
        """The outline and the plates over a picture at this place, and the round corners: the same for many frames, so
        they are drawn once."""
        codes = self._live is not None and self._live.looks_for_codes
        shot = (self._shot, self._aim, self._key, self._hold)
        look = (current().name, scale(), language.code, self.devicePixelRatioF())
        drawn_for = (area.size(), place, shot, codes, look)
        if drawn_for != self._laid_for:
            self._laid_for = drawn_for
            self._laid = QPixmap((area.size() * self.devicePixelRatioF()).toSize())
            self._laid.setDevicePixelRatio(self.devicePixelRatioF())
            self._laid.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._laid)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if place is not None:
                self._lay_over(painter, area, place, codes=codes)
            painting.corners(painter, area, self._ground())
            painter.end()
        return self._laid

    def _lay_over(self, painter: QPainter, area: QRectF, place: QRectF, *, codes: bool) -> None:
        if self._shot:
            painting.ghost(painter, place, ghost_of(self._shot))
            painting.plate(painter, area, self._aim, self._hold, top=True)
            if self._key:
                painting.plate(painter, area, _("{key} takes it", key=self._key), top=False)
        elif codes:
            painting.brackets(painter, place, CODES)
            painting.plate(painter, area, _("A code counts within the frame"), top=False)

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
            self._live.fit(round(self.width() * ratio), round(self.height() * ratio))

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
