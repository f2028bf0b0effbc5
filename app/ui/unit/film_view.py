"""A film of the evidence, played in its place: by QtMultimedia, which is loaded with the first film. Main thread.

Plays the very file that the evidence holds and copies nothing. A file that is not here, or that no player reads, says
so. How long a film is stands in none of the station's own, so the time that runs is shown, and leaps go by ten seconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.camera import painting
from app.ui.kit import Label, SecondaryButton
from app.ui.theme import Space, Type
from app.ui.words import _

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

LEAP_MS: Final = 10_000


class FilmView(QWidget):
    """`show_film(path)` lays a film in and shows its beginning; None stops and lets go of it.

    Signals: turned(int), the next (+1) or the last (-1) is asked for; closed().
    """

    turned = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unit_film")
        self.sheet = Screen()
        self.play = SecondaryButton("unit_film_play", small=True)
        self.back = SecondaryButton("unit_film_back", small=True)
        self.on = SecondaryButton("unit_film_on", small=True)
        self.time = Label("", Type.SECOND, "second", name="unit_film_time")
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        for widget in (self.back, self.play, self.on, self.time):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.sheet, 1)
        column.addLayout(row)
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self.play.clicked.connect(self._on_play_clicked)
        self.back.clicked.connect(self._on_back_clicked)
        self.on.clicked.connect(self._on_on_clicked)
        self.setFocusProxy(self.play)
        self.retranslate()

    @property
    def plays(self) -> bool:
        """Whether it runs now."""
        return self._player is not None and self._player.isPlaying()

    def retranslate(self) -> None:
        """Say its own words anew."""
        self.play.say(_("Pause") if self.plays else _("Play"))
        self.back.say("− 10 s")
        self.on.say("+ 10 s")

    def show_film(self, path: Path | None) -> None:
        """Another film; it stands at its beginning until it is played."""
        self.sheet.show_picture(QImage(), "")
        self.time.say("")
        if path is None:
            if self._player is not None:
                self._player.stop()
                self._player.setSource(QUrl())
            return
        if not path.is_file():
            self.sheet.show_picture(QImage(), _("This film is not kept at this bench."))
            return
        player = self._made()
        player.setSource(QUrl.fromLocalFile(str(path)))
        player.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that turn and close a photo do so here."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.show_film(None)
        super().hideEvent(event)

    def _made(self) -> QMediaPlayer:
        if self._player is None:
            from PySide6.QtMultimedia import QMediaPlayer, QVideoSink  # noqa: PLC0415 (heavy, and few look at films)

            self._sink, self._player = QVideoSink(self), QMediaPlayer(self)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._on_frame)
            self._player.positionChanged.connect(self._on_position)
            self._player.playingChanged.connect(self._on_playing)
            self._player.errorOccurred.connect(self._on_error)
        return self._player

    @Slot()
    def _on_play_clicked(self) -> None:
        if self._player is not None and self._player.isPlaying():
            self._player.pause()
        elif self._player is not None:
            self._player.play()

    @Slot()
    def _on_back_clicked(self) -> None:
        self._leap(-LEAP_MS)

    @Slot()
    def _on_on_clicked(self) -> None:
        self._leap(LEAP_MS)

    def _leap(self, by_ms: int) -> None:
        if self._player is not None:
            self._player.setPosition(max(0, self._player.position() + by_ms))

    @Slot(object)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.sheet.show_picture(frame.toImage(), "")

    @Slot("qlonglong")
    def _on_position(self, at_ms: int) -> None:
        seconds = at_ms // 1000
        self.time.say(f"{seconds // 60}:{seconds % 60:02d}")

    @Slot(bool)
    def _on_playing(self, _plays: bool) -> None:
        self.retranslate()

    @Slot()
    def _on_error(self) -> None:
        self.sheet.show_picture(QImage(), _("This film cannot be played here."))


class Screen(QWidget):
    """Shows one picture, its sides kept, or words in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unit_film_screen")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.image, self.words = QImage(), ""

    def show_picture(self, image: QImage, words: str) -> None:
        """Another picture, or why there is none."""
        self.image, self.words = image, words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        painting.stage(painter, area)
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio).toSizeF()
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawImage(place, self.image)
        elif self.words:
            painting.words(painter, area, "camera-slash", painting.Words(self.words))
