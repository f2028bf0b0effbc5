"""The certificates of the unit that is shown: each saved as its PDF at a place that is chosen, and the label of the
newest for the thing itself; and what came of it.

The PDF is made in the lane of the look-ups and written whole or not at all; the label is printed there. Main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.access import MAY_INSPECT, Operator
from app.domain.bench.labels import HANDOVER_LABEL, SCRAP_LABEL
from app.domain.certificates import DESTRUCTION, DONATION, RECYCLING
from app.domain.print_jobs import JobState, PrintJob
from app.errors import StoreError
from app.saying import say
from app.services.station import Station
from app.ui.faults import told
from app.ui.kit import FlowLayout, Notice, SecondaryButton
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _, translated

LABELS = {DESTRUCTION: SCRAP_LABEL, DONATION: HANDOVER_LABEL, RECYCLING: HANDOVER_LABEL}
"""Which label says what a certificate of this kind certifies."""
MOST = 3
"""A unit has one, or some that were replaced; the newest are offered."""
KIND = "*.pdf"


class CertificateButtons(QWidget):
    """`show_numbers(numbers)`, `offer_label(lpn, kind, by)`; hidden where the unit has none.

    Signals:
        printed(): a label went to its printer: it is on record now

    """

    printed = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setObjectName("unit_certificates")
        self._parts = parts
        self._numbers: tuple[str, ...] = ()
        self._lpn = self._kind = ""
        self._by: Operator | None = None
        self._prints = False
        self._dialog: QFileDialog | None = None
        self._folder = QDir.homePath()
        self._buttons = [
            SecondaryButton(f"unit_certificate_{place}", icon="file-pdf", small=True) for place in range(MOST)
        ]
        self.open_button = SecondaryButton("unit_certificate_open", small=True)
        self.label_button = SecondaryButton("unit_certificate_label", icon="printer", small=True)
        self.notice = Notice("unit_certificate_notice")
        self._file: Path | None = None
        self._row = QWidget()
        row = FlowLayout(self._row, spacing=Space.TIGHT)
        for place, button in enumerate(self._buttons):
            button.setProperty("place", place)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        for button in (self.open_button, self.label_button):
            row.addWidget(button)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.label_button.clicked.connect(self._on_label_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._row)
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

    def offer_label(self, lpn: str, kind: str, by: Operator | None) -> None:
        """The label of what is certified (a kind of certificate; empty where none counts), for who may print it."""
        if lpn != self._lpn:
            self.notice.clear()
        self._lpn, self._kind, self._by = lpn, kind, by
        self.retranslate()

    def retranslate(self) -> None:
        """Say its words anew."""
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._numbers))
            if place < len(self._numbers):
                button.say(_("Save {number}…", number=self._numbers[place]))
        self.open_button.say(_("Open it"))
        self.open_button.setVisible(self._file is not None)
        self.label_button.say(_("Print its label"))
        self.label_button.setEnabled(not self._prints)
        self.label_button.setVisible(self._kind in LABELS and self._by is not None and self._by.role in MAY_INSPECT)

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
            self.notice.say("bad", *told(error))

    @Slot()
    def _on_label_clicked(self) -> None:
        """One at a time: a label that nobody is sure of is printed anew by whoever looked, and by no impatient hand."""
        station, lpn, kind, by = self._parts.station, self._lpn, LABELS[self._kind], self._by
        self._prints = True
        self.retranslate()
        self.notice.say("neutral", _("The label is on its way."))
        self._parts.read(
            lambda: station.print_label(lpn, kind, "", by), partial(self._on_printed, lpn), partial(self._on_not, lpn)
        )

    def _on_printed(self, lpn: str, job: PrintJob) -> None:
        self._prints = False
        self.retranslate()
        if lpn == self._lpn:
            self.notice.say(*_said(job))
            self.printed.emit()

    def _on_not(self, lpn: str, error: BaseException) -> None:
        self._prints = False
        self.retranslate()
        if lpn == self._lpn:
            self.notice.say("bad", *told(error))

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


def _said(job: PrintJob) -> tuple[str, str, str]:
    """State, title and text of what became of the label."""
    if job.state is JobState.CONFIRMED:
        return "ok", _("The printer “{printer}” has printed it", printer=job.printer), ""
    if job.state is JobState.SENT:
        return "ok", _("The label went to the printer “{printer}”", printer=job.printer), ""
    if job.state is JobState.UNKNOWN:
        look = _("Look at the printer “{printer}”: if it is not there, print it again.", printer=job.printer)
        return "warn", _("Did the label {code} come out?", code=job.code), translated(job.message) or look
    return "bad", _("The label {code} was not printed", code=job.code), translated(job.message)


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
