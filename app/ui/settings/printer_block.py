"""One printer in the settings: what is set up of it, how it is, and a test label by the way that all labels take.

Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.config import PrinterSettings
from app.ui.kit import FactRows, SecondaryButton
from app.ui.theme import Space
from app.ui.words import _, translated

VIRTUAL = "virtual"


def _stock_words(printer: PrinterSettings) -> str:
    """A virtual printer takes every size unless one is set."""
    if printer.transport == VIRTUAL and "stock" not in printer.model_fields_set:
        return _("any size")
    return f"{printer.stock.replace('x', ' × ')} mm"


class PrinterBlock(QWidget):
    """`place` counts the printers from 0: the names of its widgets bear it from the second on.

    Signals:
        look_asked(str): how is the printer of this name
        test_asked(str): a test label of this printer

    """

    look_asked = Signal(str)
    test_asked = Signal(str)

    def __init__(self, printer: PrinterSettings, place: int) -> None:
        super().__init__()
        which = f"_{place}" if place else ""
        self.printer = printer
        self._state = ""
        self.facts = FactRows(f"printer_facts{which}")
        self.look = SecondaryButton(f"printer_look{which}")
        self.test = SecondaryButton(f"printer_test{which}", icon="printer")
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        row.addWidget(self.test)
        row.addWidget(self.look)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.NEAR)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.facts)
        column.addLayout(row)
        self.look.clicked.connect(self._on_look_clicked)
        self.test.clicked.connect(self._on_test_clicked)

    def say_state(self, state: str) -> None:
        """How it is, in its own words."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        printer = self.printer
        taken = ", ".join(printer.templates) or _("Whatever fits its labels")
        self.facts.show_facts(
            [
                (_("Printer"), printer.name),
                (_("Way to it"), _("Virtual") if printer.transport == VIRTUAL else printer.transport),
                (_("Language of the printer"), printer.driver.upper()),
                (_("Labels in it"), f"{_stock_words(printer)} · {printer.dpi} dpi"),
                (_("Prints"), taken),
                (_("How it is"), translated(self._state)),
            ]
        )
        self.test.say(_("Print a test label"))
        self.look.say(_("Ask how it is"))

    @Slot()
    def _on_look_clicked(self) -> None:
        self.look_asked.emit(self.printer.name)

    @Slot()
    def _on_test_clicked(self) -> None:
        self.test_asked.emit(self.printer.name)
