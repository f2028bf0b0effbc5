"""The certificates of the unit that is shown: each saved as its PDF at a place that is chosen, and what came of it.

The PDF is made in the lane of the look-ups and written whole or not at all. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BenchError, StoreError
from app.saying import say
from app.services.station import Station
from app.ui.kit import Notice, SecondaryButton
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, translated

MOST = 3
"""A unit has one, or some that were replaced; the newest are offered."""
KIND = "*.pdf"


class CertificateButtons(QWidget):
    """`show_numbers(numbers)`; hidden where the unit has none."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("unit_certificates")
        self._parts = parts
        self._numbers: tuple[str, ...] = ()
        self._dialog: QFileDialog | None = None
        self._folder = QDir.homePath()
        self._buttons = [
            SecondaryButton(f"unit_certificate_{place}", icon="file-pdf", small=True) for place in range(MOST)
        ]
        self.open_button = SecondaryButton("unit_certificate_open", small=True)
        self.notice = Notice("unit_certificate_notice")
        self._file: Path | None = None
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        for place, button in enumerate(self._buttons):
            button.setProperty("place", place)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        row.addWidget(self.open_button)
        row.addStretch(1)
        self.open_button.clicked.connect(self._on_open_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row)
        column.addWidget(self.notice)
        self.hide()

    @property
    def numbers(self) -> tuple[str, ...]:
        """What is offered."""
        return self._numbers

    def show_numbers(self, numbers: Sequence[str]) -> None:
        """The certificates of another unit, or of the same as it stands now."""
        newest = tuple(numbers)[-MOST:]
        if newest != self._numbers:
            self._numbers, self._file = newest, None
            self.notice.clear()
        self.retranslate()

    def retranslate(self) -> None:
        """Say its words anew."""
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._numbers))
            if place < len(self._numbers):
                button.say(_("Save {number}…", number=self._numbers[place]))
        self.open_button.say(_("Open it"))
        self.open_button.setVisible(self._file is not None)

    def save(self, number: str, file: Path) -> None:
        """Write the PDF of this certificate there."""
        station = self._parts.station
        self.notice.say("neutral", _("The certificate {number} is being written.", number=number))
        self._parts.read(
            lambda: _written(station, number, file), partial(self._on_saved, number), partial(self._on_failed, number)
        )

    def _on_saved(self, number: str, file: Path) -> None:
        if number in self._numbers:
            self._file = file
            self.notice.say("ok", _("The certificate {number} lies in {file}.", number=number, file=file.name))
            self.retranslate()

    def _on_failed(self, number: str, error: BaseException) -> None:
        if number in self._numbers:
            message, hint = (error.message, error.hint) if isinstance(error, BenchError) else (str(error), "")
            self.notice.say("bad", translated(message), translated(hint))

    @Slot()
    def _on_clicked(self) -> None:
        """The system's own choice of a place, beside the window: it holds nothing up."""
        sender = self.sender()
        if sender is None:
            return
        number = self._numbers[int(sender.property("place"))]
        self._dialog = QFileDialog(self, _("Save {number}…", number=number), self._folder, KIND)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setDefaultSuffix("pdf")
        self._dialog.selectFile(f"certificate-{number}.pdf")
        self._dialog.fileSelected.connect(partial(self._on_place_chosen, number))
        self._dialog.show()

    def _on_place_chosen(self, number: str, name: str) -> None:
        if name:
            self._folder = str(Path(name).parent)
            self.save(number, Path(name))

    @Slot()
    def _on_open_clicked(self) -> None:
        """With whatever the system shows PDFs."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))


def _written(station: Station, number: str, file: Path) -> Path:
    """In the lane. Raises `BenchError`; then nothing of it lies there."""
    document = station.certificates.show(number).document
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(document)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreError(
            say("The certificate cannot be written: {reason}.", reason=error.strerror or ""),
            "Choose another place for it.",
        ) from error
    return file
