"""Whether the listings and what stands on them fit: what is offered nowhere, in two shops, or listed in vain.

Looks through all that is on sale, so it is for whoever asks for it. Reads within the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Text, func, or_, select, type_coerce

from app.domain.stock import SELLABLE, Article
from app.store.articles import GRADE_OF, unlisted
from app.store.late_offers import listings_of, unsought
from app.store.models import Allocation, Listing, Outbox, Unit

_SAID = type_coerce(Listing.params, Text)
_KEEPS_BOOKS = _SAID.contains('"books":true')


@dataclass(frozen=True, slots=True)
class OfferedWhere:
    """What does not fit.

    Attributes:
        nowhere: articles with units on sale that no listing of their home offers, with the grade
        in_vain: listings that no unit comes to: SKU, grade and channel
        twice: units that an older version put on several shops, and none has sold yet

    """

    nowhere: tuple[tuple[Article, str], ...]
    in_vain: tuple[tuple[str, str, str], ...]
    twice: int


def offered_where(connection: Connection) -> OfferedWhere:
    """As things stand."""
    several = (
        select(Listing.client, Listing.sku, Listing.grade)
        .group_by(Listing.client, Listing.sku, Listing.grade)
        .having(or_(func.count() > 1, func.max(_SAID.contains('"outlet":true').cast(Text)).in_(["1", "true"])))
    )
    asked = {(row.client, row.sku, row.grade) for row in connection.execute(several)}
    listings = listings_of(connection, asked)
    idle = unsought(connection, listings)
    in_vain = sorted(
        (sku, grade, each.channel)
        for (_, sku, grade), among in listings.items()
        for each in among
        if each.key in idle
    )  # fmt: skip
    return OfferedWhere(unlisted(connection), tuple(in_vain), _twice(connection))


def in_vain(connection: Connection, article: Article) -> tuple[tuple[str, str], ...]:
    """The listings of an article that no unit comes to: grade and channel."""
    listings = listings_of(connection, {(article.client, article.sku, grade) for grade in GRADE_OF.values()})
    idle = unsought(connection, listings)
    found = ((sold[2], each.channel) for sold, among in listings.items() for each in among if each.key in idle)
    return tuple(sorted(found))


def _twice(connection: Connection) -> int:
    at_shops = (
        select(Outbox.allocation)
        .join(Allocation, Allocation.id == Outbox.allocation)
        .join(Unit, Unit.lpn == Allocation.unit)
        .join(Listing, Listing.id == Outbox.listing)
        .where(
            Outbox.op == "add", Outbox.sells.is_(False), Allocation.ended_at.is_(None), Allocation.place != "bundle",
            Unit.account.in_(sorted(SELLABLE)), ~_KEEPS_BOOKS,
        )
        .group_by(Outbox.allocation)
        .having(func.count() > 1)
    )  # fmt: skip
    return int(connection.execute(select(func.count()).select_from(at_shops.subquery())).scalar_one())
