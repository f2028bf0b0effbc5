"""The proof of a destruction, taken at the unit's page: what the station's camera sees, and the key that takes it.

A film that is made here, or a picture or film from the disk, may stand for it; the bench reads the unit's code in
each. Takes a still by the same shutter as the bench does; nothing is sent from here. Main thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BenchError
from app.ui.camera import LivePicture, Shutter
from app.ui.kit import PrimaryButton, SecondaryButton
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, translated

from .proof_film import ProofFilm

SHOT = "proof"
PICTURES = "*.jpg *.jpeg *.png *.webp *.mkv *.mp4 *.mov *.webm *.avi"


class Proof(QWidget):
    """Signals: `given(Path)`, a picture; `failed(str, str)`, none was taken: why, and what to do."""

    given = Signal(object)
    failed = Signal(object, object)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("unit_proof")
        self._parts = parts
        self._dialog: QFileDialog | None = None
        self.picture = LivePicture()
        self._shutter = Shutter(parts.live, parts.relay, self.picture, self)
        self.take = PrimaryButton("unit_proof_take", key="␣")
        self.file = SecondaryButton("unit_proof_file", icon="image", small=True)
        self.recording = ProofFilm(parts, self)
        self.film = SecondaryButton("unit_proof_film", key="F", icon="video-camera", small=True)
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        row.addWidget(self.file)
        row.addWidget(self.film)
        row.addWidget(self.take, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        self.setFocusProxy(self.take)
        self.picture.take_asked.connect(self._on_take_asked)
        self.take.clicked.connect(self._on_take_asked)
        self.file.clicked.connect(self._on_file_clicked)
        self._shutter.failed.connect(self._on_failed)
        self.film.clicked.connect(self.recording.toggle)
        self.recording.given.connect(self._on_file)
        self.recording.failed.connect(self.failed)
        self.recording.changed.connect(self._on_film_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.take.say(_("Destroyed: take the proof"))
        self.file.say(_("From a file…"))
        filming = self.recording.runs
        self.film.setVisible(self.recording.can)
        self.film.say(_("End the film: it is the proof") if filming else _("Film it"))
        self.film.set_grave(filming)
        self.take.setVisible(not filming)
        self.picture.aim(SHOT, _("The unit's label"), "" if filming else _("Space"))
        self.picture.retranslate()

    def of(self, lpn: str) -> None:
        """The unit that is destroyed."""
        if lpn != self.recording.unit:
            self.recording.leave()
            self.recording.unit = lpn

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F and self.film.isVisible() and self.film.isEnabled():
            self.recording.toggle()
        else:
            super().keyPressEvent(event)

    def wait(self, *, waits: bool) -> None:
        """A proof is on its way, or is wanted again."""
        for button in (self.take, self.file, self.film):
            button.setEnabled(not waits)

    def showEvent(self, event: QShowEvent) -> None:
        self.picture.watch(self._parts.live, mirror=self._parts.station.settings.camera.mirror)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.picture.watch(None)
        self.recording.leave()
        super().hideEvent(event)

    @Slot()
    def _on_film_changed(self) -> None:
        """The keys are where the next act is: what had them may be out of sight now."""
        self.retranslate()
        if self.isVisible():
            (self.film if self.recording.runs else self.take).setFocus()

    @Slot()
    def _on_take_asked(self) -> None:
        if self.take.isEnabled() and not self.recording.runs:
            self._shutter(SHOT, self._on_file)

    def _on_file(self, file: Path) -> None:
        if self.isVisible():
            self.given.emit(file)

    @Slot(object)
    def _on_failed(self, error: BenchError) -> None:
        self.failed.emit(translated(error.message), translated(error.hint))

    @Slot()
    def _on_file_clicked(self) -> None:
        """The system's own choice of files, beside the window: it holds nothing up."""
        self._dialog = QFileDialog(self, _("A picture from this computer…"), "", PICTURES)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.fileSelected.connect(self._on_file_chosen)
        self._dialog.show()

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        if name:
            self._on_file(Path(name))
