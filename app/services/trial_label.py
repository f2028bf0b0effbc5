"""The test label of the settings: to one printer, by the way that every label takes, job on record included."""

from __future__ import annotations

from app.domain.bench.refusal import Refused
from app.domain.print_jobs import PrintJob
from app.errors import UserError
from app.ports import Clock
from app.services.printing import Printing, Wanted

TEST = "test"
CODE = "TEST-LABEL"


def print_test(printing: Printing, clock: Clock, printer: str = "") -> PrintJob:
    """Print it and wait for what becomes of it. Raises `UserError` where the printer does not take it."""
    data = {"code": CODE, "title": "Test label", "at": clock.now().isoformat(timespec="seconds")}
    try:
        return printing.print_alone(Wanted(TEST, CODE, data, printer=printer))
    except Refused as refusal:
        raise UserError(refusal.message, refusal.hint, refusal.code) from refusal
