"""What the stock page shows: a line an article with how much of it stands where, and what lies behind a number.

Pure data in the language spoken now, without a widget. Columns are only those in use, in the order of the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from typing import Any

from app.domain.stock import GONE, SHOWN, Account, Article
from app.services.looking import ArticleCard, Reads, Record
from app.ui.words import _, moment

from .said import in_vain_said, message_said, reason_said

NOT_HERE = frozenset({Account.EXPECTED, *GONE})
"""What is not in the building: still to come, or gone."""
_ACCOUNTS = tuple(account.value for account in SHOWN)
MOST_ENTRIES = 200
AT_ONCE = 500
"""Articles between two moments in which the lane gives way."""
LONGEST = 8
"""So many of the longest texts are measured: the one with most letters need not be the widest."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article. `here` is how much of it is in the building; `unlisted` are grades that are sold nowhere."""

    article: Article
    title: str
    counts: Mapping[str, int]
    here: int
    unlisted: tuple[str, ...] = ()
    photo: str = ""
    sought: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lines are made in a lane, and sought through at every key."""
        text = f"{self.article.client} {self.article.sku} {self.title}".casefold()
        object.__setattr__(self, "sought", text)

    def fits(self, words: Sequence[str]) -> bool:
        """Whether client, SKU or title hold all of these words, each of them casefolded."""
        return all(word in self.sought for word in words)


@dataclass(frozen=True, slots=True)
class Stock:
    """The whole page: `accounts` are its columns.

    What else the table must know of all lines is reckoned when it is made, which is in a lane.

    Attributes:
        unlisted: the lines of which something is sold nowhere
        totals: the sums of all lines
        names: of each column of names, the texts that may be the widest of it
        plain: an SKU alone says which article it is: no other client has the same

    """

    accounts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    clients: tuple[str, ...] = ()
    unlisted: tuple[Line, ...] = field(init=False, repr=False, compare=False)
    totals: Mapping[str, int] = field(init=False, repr=False, compare=False)
    names: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)
    plain: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unlisted", tuple(line for line in self.lines if line.unlisted))
        object.__setattr__(self, "totals", self.sums(self.lines))
        object.__setattr__(self, "plain", len({line.article.sku for line in self.lines}) == len(self.lines))
        columns = (self.clients, (line.article.sku for line in self.lines), (line.title for line in self.lines))
        object.__setattr__(self, "names", tuple(tuple(nlargest(LONGEST, set(column), key=len)) for column in columns))

    def sums(self, lines: Iterable[Line]) -> dict[str, int]:
        """The totals of these lines, by account, and `here`."""
        sums = dict.fromkeys(self.accounts, 0)
        here = 0
        for line in lines:
            here += line.here
            for account, count in line.counts.items():
                if account in sums:
                    sums[account] += count
        return sums | {"here": here}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One ledger entry in words."""

    at: str
    why: str
    quantity: str
    unit: str
    order: str = ""  # keys are made in the order of time
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """What lies behind a number: its newest entries, and what the shops were told of the article, or why one is not."""

    line: Line
    account: str
    entries: tuple[EntryRow, ...] = ()
    messages: tuple[tuple[str, str], ...] = ()
    more: bool = False


def read_stock(reads: Reads, before: Stock | None = None, give_way: Callable[[], None] = lambda: None) -> Stock:
    """In the lane: everything the table shows; what was read before itself, where nothing has changed. It computes for
    a tenth of a second and more: `give_way` is called between pieces of that."""
    records = list(reads.stock())
    articles = [Article(record["client"], record["sku"]) for record in records]
    cards: dict[Article, ArticleCard] = {}
    for first in range(0, len(articles), AT_ONCE):
        give_way()
        cards |= reads.articles(articles[first : first + AT_ONCE])
    give_way()
    now = stock_of(_giving_way(records, give_way), cards, reads.unlisted())
    return before if before is not None and before == now else now


def _giving_way(records: Sequence[Record], give_way: Callable[[], None]) -> Iterator[Record]:
    for first in range(0, len(records), AT_ONCE):
        give_way()
        yield from records[first : first + AT_ONCE]


def stock_of(
    records: Iterable[Record],
    cards: Mapping[Article, ArticleCard],
    unlisted: Iterable[tuple[Article, str]],
) -> Stock:
    """The page of these records; articles of which nothing ever was are left out."""
    nowhere: dict[Article, list[str]] = {}
    for article, grade in unlisted:
        nowhere.setdefault(article, []).append(grade)
    every = (_line(record, cards, nowhere) for record in records)
    lines = tuple(line for line in every if line.counts)
    held = set[str]().union(*(line.counts for line in lines))
    used = tuple(account for account in _ACCOUNTS if account in held)
    return Stock(used, lines, tuple(sorted({line.article.client for line in lines})))


def _line(
    record: Mapping[str, Any], cards: Mapping[Article, ArticleCard], nowhere: Mapping[Article, list[str]]
) -> Line:
    article = Article(record["client"], record["sku"])
    card = cards.get(article)
    counts = {account: record[account] for account in _ACCOUNTS if record[account]}
    here = sum(count for account, count in counts.items() if account not in NOT_HERE)
    return Line(
        article,
        titled(card.title, card.size, card.colour) if card else "",
        counts,
        here,
        tuple(nowhere.get(article, ())),
        card.photo if card else "",
    )


def titled(title: str, size: str, colour: str) -> str:
    """An article's title, with size and colour where it does not say them itself."""
    said = f" {title} ".casefold().replace(",", " ")
    return ", ".join([title, *(one for one in (size, colour) if one and f" {one.casefold()} " not in said)])


def read_behind(reads: Reads, line: Line, account: str, now: datetime) -> Behind:
    """In the lane: the entries of one number, the newest first, and the messages of its article."""
    entries = reads.entries(line.article, account, MOST_ENTRIES + 1)
    rows = tuple(_entry(entry, now) for entry in entries[:MOST_ENTRIES])
    told = [message_said(message, now) for message in reads.messages(line.article, MOST_ENTRIES)]
    in_vain = [in_vain_said(grade, channel) for grade, channel in reads.listed_in_vain(line.article)]
    return Behind(line, account, rows, (*in_vain, *told), more=len(entries) > MOST_ENTRIES)


def _entry(entry: Mapping[str, Any], now: datetime) -> EntryRow:
    quantity = entry["quantity"]
    signed = f"+{quantity}" if quantity > 0 else f"−{-quantity}"
    return EntryRow(
        moment(entry["at"], now), reason_said(entry["reason"]), signed, entry["unit"] or "", entry["id"], quantity
    )


def unlisted_said(line: Line) -> str:
    """What to do about stock that no shop can sell; empty where there is none."""
    if not line.unlisted:
        return ""
    grades = ", ".join(line.unlisted)
    return _(
        "Sold nowhere: no listing offers all pieces of grade {grades}. Import where they are sold (listings).",
        grades=grades,
    )
