"""Reads for commands and window: each a transaction of its own that only reads, in which nothing changes meanwhile.

Long answers stream, so memory stays bounded whatever is on record; a reader never holds the bench up (WAL, or
PostgreSQL's versions). Gives plain records with the contract's names; judges nothing. Any thread.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, outerjoin, select, union

from app.domain.access import Operator
from app.domain.certificates import Certificate as Issued
from app.domain.stock import SHOWN, Article
from app.services.fba_reporting import Graded, Odds, Waiting
from app.services.grade_reporting import Verdict
from app.services.inspector_reporting import Inspected, Named, Photographed
from app.services.looking import ArticleCard, Finished, Hit, Person, Queue, Record, Shift
from app.services.recovery_reporting import Recovered
from app.services.reporting import Period
from app.services.syncing.in_step import Agreement, Asked, Messages, ShopStanding
from app.store import certificates, drifts, fba_pieces, fba_removed, inspected, reports, verdicts
from app.store.articles import articles, unlisted
from app.store.exchange_pool import allocation_rows, pool_rows
from app.store.in_step import agreement, listed_at, standings
from app.store.message_pages import message_page
from app.store.models import Balance, Certificate, Ledger, Outbox, Product
from app.store.offered_where import in_vain
from app.store.search import search
from app.store.shift import last_units, shift
from app.store.unit_history import history
from app.store.users import last_operator, people
from app.store.waiting import waiting

AT_ONCE = 1000
LEDGER = (
    Ledger.id,
    Ledger.at,
    Ledger.client,
    Ledger.sku,
    Ledger.unit,
    Ledger.account,
    Ledger.quantity,
    Ledger.reason,
)
OUTBOX = (
    Outbox.id,
    Outbox.channel,
    Outbox.client,
    Outbox.sku,
    Outbox.grade,
    Outbox.unit,
    Outbox.op,
    Outbox.quantity,
    Outbox.state,
    Outbox.attempts,
    Outbox.created_at,
    Outbox.confirmed_at,
    Outbox.problem,
)
CERTIFICATES = (
    Certificate.number,
    Certificate.unit,
    Certificate.kind,
    Certificate.at,
    case((Certificate.voided_at.is_(None), "valid"), else_="void").label("state"),
    Certificate.void_reason,
    Certificate.replaced_by,
)

_NOTHING = {account.value: 0 for account in SHOWN}
"""Asked of the accounts themselves for each of thousands of articles it would take longer than the database does."""


class SqlReads:
    """Implements `app.services.looking.Reads`, `services.fba_reporting.AllReports` and the syncing's `ShopReads`."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]], station: str = "") -> None:
        """`reading` opens a transaction that only reads; `station` is the key of this bench's computer."""
        self._reading = reading
        self._station = station

    def stock(self, sku: str | None = None) -> Iterator[Record]:
        """Every article of the catalogue or with stock, by client and SKU."""
        articles = union(select(Product.client, Product.sku), select(Balance.client, Balance.sku)).subquery()
        same = and_(Balance.client == articles.c.client, Balance.sku == articles.c.sku)
        statement = (
            select(articles.c.client, articles.c.sku, Balance.account, Balance.quantity)
            .select_from(outerjoin(articles, Balance, same))
            .order_by(articles.c.client, articles.c.sku)
        )
        if sku is not None:
            statement = statement.where(articles.c.sku == sku)
        return _by_article(self._stream(statement))

    def ledger(self, unit: str | None = None) -> Iterator[Record]:
        """Keys are made in the order of time."""
        statement = select(*LEDGER).order_by(Ledger.id)
        return self._records(statement if unit is None else statement.where(Ledger.unit == unit))

    def outbox(self, channel: str | None = None) -> Iterator[Record]:
        """Keys are made in the order of time."""
        statement = select(*OUTBOX).order_by(Outbox.id)
        return self._records(statement if channel is None else statement.where(Outbox.channel == channel))

    def exchange_pool(self, client: str = "", sku: str = "") -> Iterator[Record]:
        """Those that wait longest first."""
        return self._records(pool_rows(client, sku))

    def allocations(self, client: str = "", sku: str = "", place: str = "") -> Iterator[Record]:
        """Oldest first."""
        return self._records(allocation_rows(client, sku, place))

    def drifts(self, *, ended: bool = False) -> tuple[Record, ...]:
        """By an index that holds nothing but what stands."""
        with self._reading() as connection:
            return tuple(drifts.kept(connection, ended=ended))

    def certificates(self) -> Iterator[Record]:
        """By number."""
        return self._records(select(*CERTIFICATES).order_by(Certificate.number))

    def unit(self, lpn: str, *, languages: bool = False) -> Record | None:
        """One view of everything, from the scan to the newest audit entry."""
        with self._reading() as connection:
            return history(connection, lpn, languages=languages)

    def articles(self, wanted: Collection[Article]) -> Mapping[Article, ArticleCard]:
        """As the catalogue has them now."""
        with self._reading() as connection:
            return articles(connection, wanted)

    def clients(self) -> tuple[str, ...]:
        """By the indexes of articles and balances."""
        named = union(select(Product.client), select(Balance.client)).subquery()
        with self._reading() as connection:
            return tuple(connection.execute(select(named.c.client).order_by(named.c.client)).scalars())

    def entries(self, article: Article, account: str, limit: int) -> tuple[Record, ...]:
        """By the index that holds them in this order."""
        of = (Ledger.client == article.client, Ledger.sku == article.sku, Ledger.account == account)
        return tuple(self._records(select(*LEDGER).where(*of).order_by(Ledger.id.desc()).limit(limit)))

    def messages(self, article: Article, limit: int) -> tuple[Record, ...]:
        """Likewise."""
        of = (Outbox.client == article.client, Outbox.sku == article.sku)
        return tuple(self._records(select(*OUTBOX).where(*of).order_by(Outbox.id.desc()).limit(limit)))

    def unlisted(self) -> tuple[tuple[Article, str], ...]:
        """By article."""
        with self._reading() as connection:
            return unlisted(connection)

    def listed_at(self) -> frozenset[str]:
        """From an index of the listings."""
        with self._reading() as connection:
            return listed_at(connection)

    def listed_in_vain(self, article: Article) -> tuple[tuple[str, str], ...]:
        """By the listings and rules of this article alone."""
        with self._reading() as connection:
            return in_vain(connection, article)

    def shift(self, since: datetime, user_id: str = "") -> Shift:
        """Bounded by the shift, not by what is on record."""
        with self._reading() as connection:
            return shift(connection, self._station, since, user_id)

    def last_units(self, limit: int) -> tuple[Finished, ...]:
        """Of this station."""
        with self._reading() as connection:
            return last_units(connection, self._station, limit)

    def waiting(self, rows: int) -> tuple[Queue, ...]:
        """Of the whole house."""
        with self._reading() as connection:
            return waiting(connection, rows)

    def search(self, text: str, limit: int) -> tuple[Hit, ...]:
        """One view for all the questions that a text asks."""
        with self._reading() as connection:
            return search(connection, text, limit)

    def people(self) -> tuple[Person, ...]:
        """Without a look at their hashes."""
        with self._reading() as connection:
            return people(connection)

    def last_operator(self) -> Operator | None:
        """By the bench's log."""
        with self._reading() as connection:
            return last_operator(connection, self._station)

    def shop_standings(self, since: datetime | None, until: datetime | None = None) -> tuple[ShopStanding, ...]:
        """One view for all the counts."""
        with self._reading() as connection:
            return standings(connection, since, until)

    def agreement(self) -> Agreement:
        """As far as the channels were read."""
        with self._reading() as connection:
            return agreement(connection)

    def message_page(self, asked: Asked) -> Messages:
        """By the keys."""
        with self._reading() as connection:
            return message_page(connection, asked)

    def returned(self, period: Period) -> Iterator[Record]:
        """Streams."""
        with self._reading() as connection:
            yield from reports.returned(connection, period)

    def reasons(self, period: Period) -> Iterator[Record]:
        """Counted while the lines stream."""
        with self._reading() as connection:
            yield from reports.reasons(connection, period)

    def graded_of_amazon(self, period: Period) -> Iterator[Graded]:
        """Streams."""
        with self._reading() as connection:
            yield from fba_pieces.graded_of_amazon(connection, period)

    def odds(self) -> Odds:
        """Counted while the pieces stream."""
        with self._reading() as connection:
            return fba_pieces.odds(connection)

    def waiting_at_amazon(self) -> Iterator[Waiting]:
        """Streams."""
        with self._reading() as connection:
            yield from fba_pieces.waiting_at_amazon(connection)

    def waiting_on_the_way(self) -> Iterator[Waiting]:
        """Streams."""
        with self._reading() as connection:
            yield from fba_pieces.waiting_on_the_way(connection)

    def waiting_in_the_house(self) -> Iterator[Waiting]:
        """Streams."""
        with self._reading() as connection:
            yield from fba_pieces.waiting_in_the_house(connection)

    def removals(self, period: Period) -> Iterator[Record]:
        """Streams."""
        with self._reading() as connection:
            yield from fba_removed.removals(connection, period)

    def discarded(self, period: Period) -> Iterator[Issued]:
        """Streams."""
        with self._reading() as connection:
            yield from certificates.discarded(connection, period)

    def verdicts(self, period: Period) -> Iterator[Verdict]:
        """Streams."""
        with self._reading() as connection:
            yield from verdicts.verdicts(connection, period)

    def recovered(self, period: Period) -> Iterator[Recovered]:
        """Streams."""
        with self._reading() as connection:
            yield from verdicts.recovered(connection, period)

    def inspected(self, period: Period) -> Iterator[Inspected]:
        """Streams."""
        with self._reading() as connection:
            yield from inspected.inspected(connection, period)

    def photographed(self, period: Period) -> Mapping[str, Photographed]:
        """Counted by the database."""
        with self._reading() as connection:
            return inspected.photographed(connection, period)

    def called(self) -> Mapping[str, Named]:
        """All of them."""
        with self._reading() as connection:
            return inspected.called(connection)

    def _records(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Record]:
        for row in self._stream(statement):
            yield row._asdict()

    def _stream(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=AT_ONCE).execute(statement)


def _by_article(rows: Iterator[Row[*tuple[Any, ...]]]) -> Iterator[Record]:
    """One record an article, with each account it could stand in."""
    line: dict[str, Any] = {}
    for client, sku, account, quantity in rows:
        if (line.get("client"), line.get("sku")) != (client, sku):
            if line:
                yield line
            line = {"client": client, "sku": sku, **_NOTHING}
        if account in line:
            line[account] = quantity
    if line:
        yield line
