"""What every page over the question is made from, and how a page is put together. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.domain.bench.state import Bench, Step
from app.domain.rulebook import Rulebook

from . import controls
from .acts import Act, Page, Reason, Typed, Write
from .around import Around
from .examined import Examined
from .hand import Hand
from .pieces import Control, Field, Head, Stage
from .reviewing import reviewed
from .wording import Phrase, Wording, phrase

CERTIFIED = frozenset({Page.DESTROY, Page.PROOF, Page.WORK_PROOF, Page.CERTIFICATE, Page.CERTIFICATE_DETAIL})
"""Pages that say what a certificate will lack."""


class Laid:
    """What a page is made from: where the bench stands, and what is in hand."""

    def __init__(self, step: Step, state: Bench, rules: Rulebook, hand: Hand, around: Around) -> None:
        self.step = step
        self.state = state
        self.rules = rules
        self.hand = hand
        self.around = around

    @property
    def about(self) -> str:
        """The unit whose record this page needs: one that is decided on, or gets its certificate and lies no longer
        on the bench."""
        if self.hand.page.page not in CERTIFIED:
            return reviewed(self.hand)
        unit = self.subject.partition("|")[0]
        here = (self.state.unit, self.hand.unit)
        return "" if any(one is not None and one.lpn == unit for one in here) else unit

    @property
    def examined(self) -> Examined | None:
        """That record, once it was read."""
        known = self.around.examined
        return known if known is not None and known.lpn == self.about else None

    @property
    def subject(self) -> str:
        """What the page is about."""
        return self.hand.page.subject


def page_over(head: Head, choices: Iterable[Control], field: Field | None = None, take: Wording = "") -> Stage:
    """A page of choices, a field, or both: what stands in the field is taken with Enter."""
    low = [controls.close()]
    if field is not None and not field.takes_keys:
        low.append(Control("write", phrase("Type"), Write(), "T"))
    if field is not None:
        low.append(controls.take(take or phrase("Take it"), Typed()))
    return Stage(head, choices=tuple(choices), field=field, over=True, controls=tuple(low))


def reasons_of(words: Iterable[Phrase], act: Callable[[str], Act] = Reason) -> list[Control]:
    """Usual reasons, each with its digit."""
    return [
        Control(f"reason_{place + 1}", one, act(one.words), controls.key_of(place)) for place, one in enumerate(words)
    ]


def field_of(
    laid: Laid, label: Wording, *, takes_keys: bool = False, secret: bool = False, digits: bool = False
) -> Field:
    """The field of a page, with what is typed in it."""
    return Field("words", label, laid.hand.typed, takes_keys=takes_keys, secret=secret, digits=digits)
