"""What the window's head says of the printers."""

from dataclasses import replace

from app.config import PrinterSettings
from app.domain.print_jobs import JobState, PrintJob
from app.ui.window.printers import status_of

JOB = PrintJob("1", "R-000001", "R-000001-1H", "sku", "sku", "ACME", "tags", {}, JobState.CONFIRMED)
REAL = (PrinterSettings(name="tags", transport="tcp://10.0.0.9:9100"),)


def test_labels_that_go_to_a_file_are_said_to(qapp):
    assert status_of((), None) == ("Labels to file", "neutral")
    assert status_of((PrinterSettings(),), JOB) == ("Labels to file", "neutral")


def test_a_printer_is_well_when_its_last_label_was(qapp):
    assert status_of(REAL, None) == ("tags", "neutral")
    assert status_of(REAL, JOB) == ("tags prints", "ok")
    assert status_of(REAL, replace(JOB, state=JobState.SENT)) == ("tags", "neutral")  # it took it; nobody knows more
    assert status_of(REAL, replace(JOB, state=JobState.UNKNOWN)) == ("Check printer “tags”", "warn")
    assert status_of((), replace(JOB, state=JobState.FAILED)) == ("Check printer “tags”", "warn")
