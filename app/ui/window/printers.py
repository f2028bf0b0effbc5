"""What the window's head says of the printers: what the last label showed, for nobody asks them meanwhile. Pure."""

from __future__ import annotations

from app.config import PrinterSettings
from app.domain.print_jobs import GOOD, JobState, PrintJob
from app.ui.words import _

VIRTUAL = "virtual"


def status_of(printers: tuple[PrinterSettings, ...], last: PrintJob | None) -> tuple[str, str]:
    """Words and a tone. Green is a printer that counted its last label, or whose label was scanned; of one that only
    took it nobody knows, and where labels go to a virtual printer only, that is said."""
    if last is not None and last.state not in GOOD:
        return _("Check printer “{printer}”", printer=last.printer), "warn"
    real = [printer.name for printer in printers if printer.transport != VIRTUAL]
    if not real:
        return _("Labels to file"), "neutral"
    if last is not None and last.state is JobState.CONFIRMED:
        return _("{printer} prints", printer=last.printer), "ok"
    return ", ".join(real[:2]), "neutral"
