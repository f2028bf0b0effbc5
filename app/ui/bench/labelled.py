"""The middle card after the grade: the label to be scanned back, a void one, a unit that waits for its review."""

from __future__ import annotations

from dataclasses import replace

from app.domain.bench import actions as do
from app.domain.bench.labels import QUARANTINE_TAG
from app.domain.bench.state import Bench, Label

from . import controls
from .acts import Open, Page, Send
from .names import NOT_PRINTED
from .pieces import Control, Head, Stage, Target
from .prints import Prints, is_doubtful, is_missing
from .wording import phrase


def verify(label: Label, prints: Prints = ()) -> Stage:
    """Scan the label back; where none came out, print it again first: then that is what Enter does."""
    missing, tag = is_missing(prints, label), label.template == QUARANTINE_TAG
    head = Head(
        phrase("Put the label on and scan it"),
        phrase("Grade saved · {unit}", unit=label.lpn),
        phrase("Only this print counts; an older one is refused."),
    )
    if missing:
        head = replace(head, title=phrase("Print the label again"), hint=phrase("See to the printer first."))
    if tag:
        head = Head(
            phrase("To quarantine: print its tag again")
            if missing
            else phrase("To quarantine: put its tag on and scan it"),
            phrase("Saved · {unit}", unit=label.lpn),
            phrase("Is it not safe to touch, set it apart and park it: the tag can wait."),
        )
    codes = (label.code, label.code)
    return Stage(
        head,
        target=Target("label", phrase("No label has come out") if missing else phrase("Scan the label"), *codes),
        controls=_of_print(label, prints),
    )


def _of_print(label: Label, prints: Prints) -> tuple[Control, ...]:
    """What may be done with a print. One that is known not to have come out says itself why it is printed again.

    Of one that may have come out a person says so first: Enter alone must not make two labels of one.
    """
    low = (controls.void(), controls.park(), controls.more())
    if is_missing(prints, label):
        return (*low, controls.take(phrase("Print the label again"), Send(do.Reprint(NOT_PRINTED.words))))
    if is_doubtful(prints, label):
        return (*low, controls.take(phrase("Not there? Print it again"), Open(Page.REPRINT)))
    return (controls.reprint(), *low)


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
