"""Printer and scale: what is set up, and a test label that says what became of it. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from app.config import PrinterSettings, Settings
from app.domain.print_jobs import GOOD, JobState, PrintJob
from app.ui.kit import Label, Segmented
from app.ui.parts import Parts
from app.ui.words import _, translated

from .printer_block import VIRTUAL, PrinterBlock
from .rows import SettingRow
from .section import Section


class PrinterSection(Section):
    """The printers that are set up, and the scale."""

    name = "printer"
    icon = "printer"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._printers: tuple[PrinterSettings, ...] = ()
        self._blocks: list[PrinterBlock] = []
        self._hint = Label(tone="second", name="printer_hint")
        self._dpi, self._scale = Segmented("printer_dpi"), Segmented("scale")
        self._rows = {"dpi": SettingRow("printer_dpi", self._dpi), "scale": SettingRow("scale", self._scale)}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        printers = QVBoxLayout()
        printers.setSpacing(0)
        printers.addLayout(self._column)
        printers.addWidget(self._hint)
        self.scrolled((printers,), self._rows.values())
        self._dpi.chosen.connect(self._on_dpi_chosen)
        self._scale.chosen.connect(self._on_scale_chosen)

    @staticmethod
    def title() -> str:
        return _("Printer and scale")

    def show_settings(self, settings: Settings) -> None:
        self._printers = settings.printer
        self._show_blocks(settings.printer or (PrinterSettings(),))
        first = settings.printer[0] if settings.printer else PrinterSettings()
        self._dpi.show_choices([("203", "203 dpi"), ("300", "300 dpi")], str(first.dpi))
        self._scale.show_choices(
            [("none", _("No scale")), ("virtual", _("Virtual"))], settings.scale.transport or "none"
        )

    def _show_blocks(self, printers: tuple[PrinterSettings, ...]) -> None:
        if [block.printer for block in self._blocks] == list(printers):
            return
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = [PrinterBlock(printer, place) for place, printer in enumerate(printers)]
        for block in self._blocks:
            block.look_asked.connect(self._on_look_asked)
            block.test_asked.connect(self._on_test_asked)
            block.retranslate()
            self._column.addWidget(block)

    def retranslate(self) -> None:
        for block in self._blocks:
            block.retranslate()
        self._hint.say(
            _("Labels of a virtual printer are kept in the profile, in spool/printer.")
            if any(printer.transport == VIRTUAL for printer in self._printers or (PrinterSettings(),))
            else ""
        )
        self._rows["dpi"].say(_("Dots of the printer"), _("As the printer is built: it stands on its type plate."))
        self._rows["scale"].say(_("Scale"), _("Without one nothing is weighed, and nobody is asked for a weight."))

    @Slot(str)
    def _on_test_asked(self, printer: str) -> None:
        self.noted.emit("neutral", _("The test label is on its way."), "")
        self.work(partial(self.parts.station.set_up.print_test, printer), self._on_printed)

    def _on_printed(self, job: PrintJob) -> None:
        words = {
            JobState.SENT: _("The test label was sent."),
            JobState.CONFIRMED: _("The printer has printed the test label."),
            JobState.QUEUED: _("The test label waits for the printer."),
            JobState.UNKNOWN: _("Nobody knows what became of the test label. Look at the printer."),
        }
        good = job.state in GOOD
        said = words.get(job.state, _("The test label was not printed."))
        self.noted.emit("ok" if good else "warn", said, "" if good else translated(job.message))
        self.sounded.emit("done" if good else "refused")

    @Slot(str)
    def _on_look_asked(self, printer: str) -> None:
        self.noted.emit("neutral", _("The printer “{printer}” is asked.", printer=printer), "")
        self.work(partial(self.parts.station.printing.look, printer), partial(self._on_looked, printer))

    def _on_looked(self, printer: str, state: str) -> None:
        for block in self._blocks:
            if block.printer.name == printer:
                block.say_state(state)
        self.noted.emit("ok", translated(state), "")

    @Slot(str)
    def _on_dpi_chosen(self, dpi: str) -> None:
        named = {} if self._printers else {("printer", 0, "name"): PrinterSettings().name}
        self.changed.emit({**named, ("printer", 0, "dpi"): int(dpi)})

    @Slot(str)
    def _on_scale_chosen(self, transport: str) -> None:
        self.changed.emit({("scale", "transport"): None if transport == "none" else transport})
