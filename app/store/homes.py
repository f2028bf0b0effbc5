"""Which home a unit gets: its client's rules as they are now, and how many units of its article each home has.

Reads within the caller's transaction. On PostgreSQL the rules of an article are locked until its end, so that two
benches do not both give the last room of a home away.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, func, or_, select

from app.domain.selling import ORDINARY, Home, Place, SellingRule, choose
from app.domain.stock import SELLABLE, Account, Article
from app.store.models import Allocation, Product, Unit, table
from app.store.models import SellingRule as Kept
from app.store.prepared import Prepared

_RULES = table(Kept)
_ALLOCATIONS = table(Allocation)
_UNITS = table(Unit)
_PRODUCTS = table(Product)
_AT_HOME = sorted(account.value for account in SELLABLE | {Account.RESERVED_EXCHANGE})
_RULES_OF = Prepared(
    select(_RULES.c.rank, _RULES.c.sku, _RULES.c.keep, _RULES.c.place, _RULES.c.channel, _RULES.c.bundle)
    .where(
        _RULES.c.client == bindparam("of_client"),
        _RULES.c.grade == bindparam("of_grade"),
        or_(_RULES.c.sku == "", _RULES.c.sku == bindparam("of_sku")),
    )
    .order_by(_RULES.c.id)
    .with_for_update()
)
_HELD = Prepared(
    select(_ALLOCATIONS.c.place, _ALLOCATIONS.c.channel, _ALLOCATIONS.c.bundle, func.count().label("units"))
    .join(_UNITS, _UNITS.c.lpn == _ALLOCATIONS.c.unit)
    .where(
        _ALLOCATIONS.c.client == bindparam("of_client"),
        _ALLOCATIONS.c.sku == bindparam("of_sku"),
        _ALLOCATIONS.c.grade == bindparam("of_grade"),
        _ALLOCATIONS.c.ended_at.is_(None),
        _ALLOCATIONS.c.place != Place.LISTING.value,
        or_(*(_UNITS.c.account == account for account in _AT_HOME)),
    )
    .group_by(_ALLOCATIONS.c.place, _ALLOCATIONS.c.channel, _ALLOCATIONS.c.bundle)
)
_NEEDED = Prepared(
    select(_PRODUCTS.c.components).where(
        _PRODUCTS.c.client == bindparam("of_client"), _PRODUCTS.c.sku == bindparam("of_sku")
    )
)


def home_of(connection: Connection, article: Article, grade: str, barred: Collection[Place] = ()) -> Home:
    """The home of one more unit. A bundle that does not need the article takes none of it."""
    of = {"of_client": article.client, "of_sku": article.sku, "of_grade": grade}
    rows = _RULES_OF.rows(connection, of)
    if not rows:
        return ORDINARY
    rules = [SellingRule(row.rank, _home(row), row.sku, row.keep) for row in rows]
    fitting = [rule for rule in rules if not rule.home.bundle or needs(connection, article, rule.home.bundle)]
    held = {_home(row): int(row.units) for row in _HELD.rows(connection, of)}
    return choose(fitting, held, barred)


def needs(connection: Connection, article: Article, bundle: str) -> bool:
    """Whether the article is a component of this bundle of the same client."""
    row = _NEEDED.first(connection, {"of_client": article.client, "of_sku": bundle})
    return row is not None and article.sku in (row.components or {})


def _home(row: Kept) -> Home:
    return Home(Place(row.place), row.channel, row.bundle)
