"""What the house says around the bench: what waits for somebody, and what was done last. Read, never decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.disposition import Route
from app.domain.films import FilmOf
from app.domain.grading import Grade
from app.domain.print_jobs import PrintJob
from app.domain.stock import Article
from app.services.looking import ArticleCard, Finished, Queue, Reads, Waiter, WaitsFor

from .examined import Examined
from .issuing import Issuing
from .names import WAITS, WENT
from .pieces import Lineup, Past, Waiting
from .wording import Wording, listed, phrase

DARK, GONE = "dark", "gone"
ROWS = 20
"""Two pages of as many as have a digit."""
LAST = 5


@dataclass(frozen=True, slots=True)
class Around:
    """As the records last said.

    Attributes:
        queues: what waits, by what it waits for
        cards: what the catalogue says of the articles that the open parcel announces
        parked: units put aside, the oldest first, on two pages at most
        parked_count: how many there are in all
        last: the units graded last at this bench, the newest first
        prints: what became of the labels that were printed here last
        examined: the record of the unit that a review is about
        camera: what keeps it from a good photo, `DARK` or `GONE`; empty where it sees
        films: whether there is something to film with
        filming: what is filmed now
        issuing: what this site's certificates say by themselves, and what was said for the last ones

    """

    queues: tuple[Lineup, ...] = ()
    cards: Mapping[Article, ArticleCard] = field(default_factory=dict)
    parked: tuple[Waiting, ...] = ()
    parked_count: int = 0
    last: tuple[Past, ...] = ()
    prints: tuple[PrintJob, ...] = ()
    examined: Examined | None = None
    camera: str = ""
    films: bool = False
    filming: FilmOf | None = None
    issuing: Issuing = field(default_factory=Issuing)


def read_around(reads: Reads) -> Around:
    """Ask the records; not on the main thread."""
    return around_of(reads.waiting(ROWS), reads.last_units(LAST))


def title_of(article: Article, around: Around) -> str:
    """The article's title, or its SKU where the catalogue was not asked yet."""
    card = around.cards.get(article)
    return card.title or article.sku if card is not None else article.sku


def around_of(queues: Iterable[Queue], last: Iterable[Finished]) -> Around:
    """What was read, as the screen shows it."""
    queues = tuple(queues)
    parked = [waiter for queue in queues if queue.waits_for is WaitsFor.RESUME for waiter in queue.oldest]
    return Around(
        tuple(Lineup(WAITS[queue.waits_for], queue.count, _waiting(queue.oldest)) for queue in queues if queue.count),
        parked=_waiting(parked),
        parked_count=sum(queue.count for queue in queues if queue.waits_for is WaitsFor.RESUME),
        last=tuple(_past(one) for one in last),
    )


def _waiting(waiters: Iterable[Waiter]) -> tuple[Waiting, ...]:
    return tuple(Waiting(one.key, one.title, one.since) for one in waiters)


def _past(one: Finished) -> Past:
    where: Wording = (
        phrase("held for review") if one.held else WENT[Route(one.route)] if one.route in set(Route) else ""
    )
    checked = {"verified": phrase("label checked"), "void": phrase("label void")}.get(one.label, "")
    return Past(
        one.lpn, one.title, Grade(one.grade) if one.grade in set(Grade) else None, listed((where, checked)), one.at
    )
