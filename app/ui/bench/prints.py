"""What became of the labels printed at this bench, as long as it matters here, and how that is said. Pure.

Printers answer when they will: what one says is kept until the label is replaced or checked, or the bench has gone on.
"""

from __future__ import annotations

from app.domain.bench.state import Bench, Label
from app.domain.print_jobs import GOOD, JobState, PrintJob

from .pieces import Notice, Tone
from .wording import phrase

MOST = 8
Prints = tuple[PrintJob, ...]


def with_job(prints: Prints, job: PrintJob) -> Prints:
    """One more job has ended: it takes the place of earlier ones of the same unit."""
    others = tuple(one for one in prints if one.code != job.code and not (job.unit and one.unit == job.unit))
    return (*others, job)[-MOST:]


def kept_at(prints: Prints, before: Bench, now: Bench) -> Prints:
    """What still matters when the bench has gone on: of the label at hand everything, of others the new troubles."""
    at_hand = now.label.lpn if now.label is not None else ""
    left = before.label.lpn if before.label is not None and now.label is None else ""
    moved = before.unit is not None and before.unit is not now.unit
    return tuple(
        one
        for one in prints
        if (at_hand and one.unit == at_hand)
        or (one.state not in GOOD and one.unit != left and not _is_past(one, moved))
    )


def _is_past(job: PrintJob, moved: bool) -> bool:
    """A tag of a piece that was put aside is told while the bench stands there, and gone with the next piece."""
    return moved and bool(job.unit) and job.kind == "park"


def job_of(prints: Prints, label: Label) -> PrintJob | None:
    """The job of this very print, where it has ended well."""
    return next((one for one in prints if one.code == label.code and one.state in GOOD), None)


def is_missing(prints: Prints, label: Label) -> bool:
    """Whether it is known that this very print did not come out; where nobody knows, it may be there."""
    return any(one.code == label.code and one.state in {JobState.FAILED, JobState.QUEUED} for one in prints)


def is_doubtful(prints: Prints, label: Label) -> bool:
    """Whether this very print may have come out or not: a person must look."""
    return any(one.code == label.code and one.state is JobState.UNKNOWN for one in prints)


def said_of(job: PrintJob | None) -> Notice | None:
    """What is said of a label that came out, or should have."""
    if job is None:
        return None
    if job.state is JobState.CONFIRMED:
        return Notice(phrase("The printer “{printer}” has printed it", printer=job.printer), tone=Tone.PLAIN)
    return Notice(phrase("The label went to the printer “{printer}”", printer=job.printer), tone=Tone.PLAIN)


def troubles(prints: Prints) -> tuple[Notice, ...]:
    """What a person must look after, the newest first."""
    return tuple(_trouble(one) for one in reversed(prints) if one.state not in GOOD)


def _trouble(job: PrintJob) -> Notice:
    if job.state is JobState.UNKNOWN:
        return Notice(
            phrase("Did the label {code} come out?", code=job.code),
            job.message  # which knows why nobody knows, and whether it may come by itself
            or phrase(
                "Look at the printer “{printer}”. If it did, scan the label; if not, print it again.",
                printer=job.printer,
            ),
            Tone.WARN,
        )
    if job.state is JobState.QUEUED:
        return Notice(
            phrase("1 label was not printed: {code}", code=job.code),
            phrase("Nothing is printed later by itself. If it is still needed, print it again."),
            Tone.WARN,
        )
    return Notice(phrase("The label {code} was not printed", code=job.code), job.message, Tone.BAD)
