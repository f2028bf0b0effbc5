"""The middle card after the grade: the label to be scanned back, a void one, a unit that waits for its review."""

from __future__ import annotations

from dataclasses import replace

from app.domain.bench import actions as do
from app.domain.bench.labels import QUARANTINE_TAG
from app.domain.bench.state import Bench, Label

from . import controls
from .acts import Send
from .pieces import Head, Stage, Target
from .wording import phrase


def verify(label: Label, *, missing: bool = False) -> Stage:
    """Scan the label back; where none came out, print it again first."""
    head = Head(
        phrase("Put the label on and scan it"),
        phrase("Grade saved · {unit}", unit=label.lpn),
        phrase("Only this print counts; an older one is refused."),
    )
    if missing:
        head = replace(head, title=phrase("Print the label again"), hint="")
    if label.template == QUARANTINE_TAG:
        head = Head(
            phrase("To quarantine: put its tag on and scan it"),
            phrase("Saved · {unit}", unit=label.lpn),
            phrase("Is it not safe to touch, set it apart and park it: the tag can wait."),
        )
    codes = (label.code, label.code)
    return Stage(
        head,
        target=Target("label", phrase("No label has come out") if missing else phrase("Scan the label"), *codes),
        controls=(controls.reprint(), controls.void(), controls.park(), controls.more()),
    )


def void(label: Label) -> Stage:
    """The label no longer counts."""
    return Stage(
        Head(
            phrase("The label is void"),
            phrase("Unit {unit}", unit=label.lpn),
            phrase("Throw the old one away, then print the new one."),
        ),
        target=Target("void", phrase("No label counts for this unit")),
        controls=(controls.park(), controls.more(), controls.take(phrase("Print a new label"), Send(do.Accept()))),
    )


def review(state: Bench) -> Stage:
    """Another person decides."""
    return Stage(
        Head(
            phrase("{unit} waits for a supervisor", unit=state.waits),
            phrase("Grade saved, label checked"),
            phrase("Set it on the review shelf. It is not on sale before somebody else has looked at it."),
        ),
        target=Target("review", phrase("Nothing is left for you to do"), phrase("Enter, or the next parcel's scan")),
        controls=(
            *controls.deciding(state),
            controls.more(),
            controls.take(phrase("Leave it for the review"), Send(do.Accept())),
        ),
    )
