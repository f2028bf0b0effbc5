"""What the catalogue shows of articles, and which of them are offered nowhere.

Reads within the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Text, case, exists, func, or_, select, text, type_coerce

from app.domain.money import Money
from app.domain.selling import LISTED, ORDINARY, Home, Place, seller
from app.domain.stock import Account, Article
from app.services.looking import ArticleCard
from app.store.late_offers import Sold, listings_of
from app.store.models import Allocation, Balance, Listing, Product, SellingRule, Unit, table
from app.store.models.units import ON_SALE
from app.store.sought import Sought

GRADE_OF = {Account.SELLABLE_A.value: "A", Account.SELLABLE_B.value: "B"}
"""What stands in these accounts is there to be sold, as this grade."""
_SAID = type_coerce(Listing.params, Text)
_GRADE = case(GRADE_OF, value=Balance.account, else_="")
_PLAIN = exists().where(
    Listing.client == Balance.client, Listing.sku == Balance.sku, Listing.grade == _GRADE,
    ~_SAID.contains('"outlet":true'), ~_SAID.contains('"books":true'),
)  # fmt: skip
"""The ordinary ones have a seller. Most articles do: only the listings of the others are read."""
_RULED = exists().where(
    SellingRule.client == Balance.client, SellingRule.grade == _GRADE,
    or_(SellingRule.sku == "", SellingRule.sku == Balance.sku),
)  # fmt: skip
_HOME = (
    Unit.client, Unit.sku, Allocation.grade, Allocation.place, Allocation.channel, Allocation.bundle,
)  # fmt: skip
_ELSEWHERE = Sought(
    select(*_HOME, func.count().label("units"))
    .join(Allocation, Allocation.unit == Unit.lpn)
    .where(text(ON_SALE), Allocation.ended_at.is_(None), Allocation.place != Place.LISTING.value)
    .group_by(*_HOME),
    table(Unit).c.client,
    table(Unit).c.sku,
)
_ON_SALE = (Balance.account.in_(sorted(GRADE_OF)), Balance.quantity > 0)
CARDS = Sought(
    select(
        Product.client,
        Product.sku,
        Product.title,
        Product.category,
        Product.size,
        Product.colour,
        Product.price,
        Product.currency,
        Product.photo,
    ),
    table(Product).c.client,
    table(Product).c.sku,
)


def articles(connection: Connection, wanted: Collection[Article]) -> Mapping[Article, ArticleCard]:
    """Those of these that are in the catalogue."""
    rows = CARDS.rows(connection, {(article.client, article.sku) for article in wanted})
    return {card.article: card for card in map(_card, rows)}


def _card(row: Mapping[str, Any]) -> ArticleCard:
    price = None if row["price"] is None else Money(row["price"], row["currency"])
    article = Article(row["client"], row["sku"])
    return ArticleCard(article, row["title"], row["category"], row["size"], row["colour"], price, row["photo"])


def unlisted(connection: Connection) -> tuple[tuple[Article, str], ...]:
    """Articles that have stock of a grade which no listing of its home offers; not what is kept back on purpose.

    Units have another home than the ordinary one by rules; what somebody moved by hand was said to him.
    """
    asked = select(
        Balance.client, Balance.sku, _GRADE.label("grade"), Balance.quantity, _PLAIN.label("sold_plainly")
    ).where(*_ON_SALE, or_(~_PLAIN, _RULED))
    seen = {(row.client, row.sku, row.grade): row for row in connection.execute(asked)}
    homes, listings = _homes(connection, seen), listings_of(connection, seen)
    found = []
    for sold, row in seen.items():
        among, away = listings.get(sold, ()), homes.get(sold, {})
        rest = 0 if row.sold_plainly else int(row.quantity) - sum(away.values())
        here = {ORDINARY: rest} | away
        if any(units > 0 and home.place in LISTED and seller(home, among) is None for home, units in here.items()):
            found.append((Article(*sold[:2]), sold[2]))
    return tuple(sorted(found, key=lambda one: (one[0].client, one[0].sku, one[1])))


def _homes(connection: Connection, sold: Collection[Sold]) -> Mapping[Sold, dict[Home, int]]:
    """How many units on sale of these have another home than the ordinary one."""
    found: defaultdict[Sold, dict[Home, int]] = defaultdict(dict)
    for row in _ELSEWHERE.rows(connection, {(client, sku) for client, sku, _ in sold}):
        home = Home(Place(row["place"]), row["channel"], row["bundle"])
        found[row["client"], row["sku"], row["grade"]][home] = int(row["units"])
    return found
