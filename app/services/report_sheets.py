"""Reports on paper: which find room on a sheet, what such a sheet is called, and the sums below its table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.errors import UsageError
from app.services import disclosure, grade_reporting, recovery_reporting
from app.services.fba_reporting import GRADES, INSPECTORS, KINDS, RECOVERY, Asked
from app.services.looking import Record

TITLES = {
    "reasons": "Why goods came back",
    "destruction": "What was destroyed, donated and recycled",
    GRADES: "What was graded",
    RECOVERY: "What was recovered",
    INSPECTORS: "Who inspected, and what became of it",
}
"""What such a sheet is called; its columns have the names that programs know, so it is in English."""
_SUMS: Mapping[str, Callable[[Iterator[Record]], Iterator[Record]]] = {
    "destruction": disclosure.with_totals,
    GRADES: grade_reporting.with_total,
    RECOVERY: recovery_reporting.with_totals,
}
_LEFT_OUT: Mapping[str, frozenset[str]] = {
    INSPECTORS: frozenset({"inspections", "timed", "held", "agreed_share", "below_gate"}),
    RECOVERY: frozenset({"possible", "closed"}),
}
"""Columns that a sheet does without, to be read."""


def refuse_too_wide(asked: Asked) -> None:
    """Raises `UsageError` for a report whose columns find no room on a sheet."""
    if asked.kind in KINDS and (asked.kind not in TITLES or (asked.kind == RECOVERY and asked.per == "unit")):
        raise UsageError("This report is too wide for paper.", "Use json, csv or xlsx.")


def on_paper(
    asked: Asked, issuer: str, days: tuple[str, str], found: tuple[Sequence[str], Iterator[Record]]
) -> tuple[str, Sequence[str], Iterator[Record]]:
    """The title of a sheet, whose it is and over which days in a second line; its columns; its rows with their sums."""
    columns, rows = found
    about = " · ".join(part for part in (issuer, f"{days[0] or 'from the beginning'} to {days[1]}, UTC") if part)
    shown = [name for name in columns if name not in _LEFT_OUT.get(asked.kind, ())]
    return f"{TITLES[asked.kind]}\n{about}", shown, _SUMS.get(asked.kind, iter)(rows)
