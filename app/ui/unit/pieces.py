"""The parts of the unit page: everything it shows, as frozen data in words. Declares only."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.photo_marks import Mark

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the four sides of the goods; no letter where nothing was asked."""

    title: str
    letter: str
    found: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question with its answer, and who gave it when; `side` is the side of the goods that it is about."""

    question: str
    answer: str
    who: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A route that was considered."""

    title: str
    why: str
    net: str
    share: float
    taken: bool
    ruled_out: bool


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo, with what stands below it when it is looked at; `marks` lie over it, `drawn` says by whom and when."""

    sha256: str
    title: str
    told: str
    overrule: str = ""
    withdrawn: bool = False
    key: str = ""
    film: bool = False
    damage: str = ""
    """What is wrong with its file, where that is known."""
    marks: tuple[Mark, ...] = ()
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a list: when, what, and who or how much; `tone` where it asks for the eye."""

    when: str
    what: str
    who: str = ""
    tone: str = "ink"


@dataclass(frozen=True, slots=True)
class UnitView:
    """The whole page. `state`, `held`, `work` and `route` are the record's own words, for what may be done.

    `hold` says why it waits for a review; `valid` are those of its certificates that were not declared void. Of the
    newest of these `certified` is the kind, `said` what a person said for it, `said_weight` the weight that stands on
    it, and `known` what else of what is expected there.
    """

    lpn: str
    grade: str
    title: str
    article: str
    photo: str
    chips: Pairs
    reason: str
    note: str
    facts: Pairs
    sides: tuple[Side, ...]
    reasons: str
    answers: tuple[AnswerRow, ...]
    ways: tuple[Way, ...]
    photos: tuple[PhotoView, ...]
    history: tuple[Told, ...]
    papers: tuple[Told, ...]
    ledger: tuple[Told, ...]
    messages: tuple[Told, ...]
    state: str
    held: bool
    work: str
    route: str
    label: str
    hold: str = ""
    certificates: tuple[str, ...] = ()
    valid: tuple[str, ...] = ()
    weight_g: str = ""
    certified: str = ""
    said: Pairs = ()
    said_weight: str = ""
    known: Pairs = ()
