"""Labels to try a printer or a template with: by the way that every label takes, job on record included.

A trial can never be taken for a unit's label: whatever names a thing on it says that it is a trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.domain.bench.refusal import Refused
from app.domain.print_jobs import PrintJob
from app.errors import UserError
from app.ports import Clock, LabelTemplate
from app.services.printing import Printing, Wanted

TEST = "test"
CODE = "TEST-LABEL"
NAMES_A_THING: Final = {"code": CODE, "lpn": "TEST", "number": "TEST", "rma": "TEST", "serial": "TEST", "mark": "TEST"}
"""Fields by which a thing is known at the bench, and what stands there on a trial."""


def print_test(printing: Printing, clock: Clock, printer: str = "") -> PrintJob:
    """Print it and wait for what becomes of it. Raises `UserError` where the printer does not take it."""
    data = {"code": CODE, "title": "Test label", "at": clock.now().isoformat(timespec="seconds")}
    return _print(printing, Wanted(TEST, CODE, data, printer=printer))


def print_sample(
    printing: Printing, template: LabelTemplate, data: Mapping[str, str], *, client: str = "", printer: str = ""
) -> PrintJob:
    """Print this template with these data, as a trial, and wait. Raises `UserError` where the printer takes it not."""
    asked = {each.name for each in template.fields}
    tried = {**data, **{name: said for name, said in NAMES_A_THING.items() if name in asked}}
    return _print(printing, Wanted(template.name, CODE, tried, client=client, printer=printer))


def _print(printing: Printing, wanted: Wanted) -> PrintJob:
    try:
        return printing.print_alone(wanted)
    except Refused as refusal:
        raise UserError(refusal.message, refusal.hint, refusal.code) from refusal
