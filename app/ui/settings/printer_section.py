"""Printer and scale: what is set up, and a test label that says what became of it. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.config import PrinterSettings, Settings
from app.domain.print_jobs import PrintJob
from app.ui.kit import FactRows, Label, ScrollColumn, SecondaryButton, Segmented
from app.ui.parts import Parts
from app.ui.theme import Space
from app.ui.words import _

from .rows import SettingRow
from .section import Section


class PrinterSection(Section):
    """The printers that are set up, and the scale."""

    name = "printer"
    icon = "printer"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._printers: tuple[PrinterSettings, ...] = ()
        self._facts = FactRows("printer_facts")
        self._hint = Label(tone="second", name="printer_hint")
        self._test = SecondaryButton("printer_test", icon="printer")
        self._dpi, self._scale = Segmented("printer_dpi"), Segmented("scale")
        self._rows = {"dpi": SettingRow("printer_dpi", self._dpi), "scale": SettingRow("scale", self._scale)}
        scroll = ScrollColumn("printer_rows", spacing=0)
        scroll.column.setContentsMargins(0, 0, Space.NEAR, 0)
        scroll.column.addWidget(self._facts)
        scroll.column.addSpacing(Space.NEAR)
        scroll.column.addWidget(self._hint)
        scroll.column.addSpacing(Space.NEAR)
        scroll.column.addWidget(self._test, 0, Qt.AlignmentFlag.AlignLeft)
        scroll.column.addSpacing(Space.NEAR)
        for each in self._rows.values():
            scroll.column.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self._test.clicked.connect(self._on_test_clicked)
        self._dpi.chosen.connect(self._on_dpi_chosen)
        self._scale.chosen.connect(self._on_scale_chosen)

    @staticmethod
    def title() -> str:
        return _("Printer and scale")

    def show_settings(self, settings: Settings) -> None:
        self._printers = settings.printer
        first = settings.printer[0] if settings.printer else PrinterSettings()
        self._dpi.show_choices([("203", "203 dpi"), ("300", "300 dpi")], str(first.dpi))
        self._scale.show_choices([("none", _("None")), ("virtual", _("Virtual"))], settings.scale.transport or "none")

    def retranslate(self) -> None:
        self._facts.show_facts([fact for printer in self._printers for fact in _facts(printer)])
        self._hint.say(
            _("Labels of a virtual printer are kept in the profile, in spool/printer.")
            if self._printers
            else _("No printer is set up: labels are kept in the profile, in spool/printer.")
        )
        self._test.say(_("Print a test label"))
        self._rows["dpi"].say(_("Dots of the printer"), _("As the printer is built: it stands on its type plate."))
        self._rows["scale"].say(_("Scale"), _("None: nothing is weighed, and nobody is asked for a weight."))
        self._dpi.call(_("Dots of the printer"))
        self._scale.call(_("Scale"))

    @Slot()
    def _on_test_clicked(self) -> None:
        self.noted.emit("neutral", _("The test label is on its way."), "")
        self.work(partial(self.parts.station.set_up.print_test, ""), self._on_printed)

    def _on_printed(self, job: PrintJob) -> None:
        state = job.state.value
        words = {
            "sent": _("The test label was sent."),
            "confirmed": _("The printer has printed the test label."),
            "queued": _("The test label waits for the printer."),
            "unknown": _("Nobody knows what became of the test label. Look at the printer."),
            "failed": _("The test label was not printed."),
        }
        good = state in {"sent", "confirmed"}
        self.noted.emit("ok" if good else "warn", words.get(state, state), "")
        self.sounded.emit("done" if good else "refused")

    @Slot(str)
    def _on_dpi_chosen(self, dpi: str) -> None:
        named = {} if self._printers else {("printer", 0, "name"): PrinterSettings().name}
        self.changed.emit({**named, ("printer", 0, "dpi"): int(dpi)})

    @Slot(str)
    def _on_scale_chosen(self, transport: str) -> None:
        self.changed.emit({("scale", "transport"): None if transport == "none" else transport})


def _facts(printer: PrinterSettings) -> list[tuple[str, str]]:
    return [
        (_("Printer"), printer.name),
        (_("Way to it"), printer.transport),
        (_("Language of the printer"), printer.driver.upper()),
        (_("Labels in it"), f"{printer.stock.replace('x', ' × ')} mm · {printer.dpi} dpi"),
    ]
