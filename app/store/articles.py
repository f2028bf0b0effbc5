"""What the catalogue shows of articles, and which of them are offered nowhere.

Reads within the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Row, exists, select, tuple_

from app.domain.money import Money
from app.domain.stock import SELLABLE, Account, Article
from app.services.looking import ArticleCard
from app.store.models import Balance, Listing, Product

AT_ONCE = 300
GRADE_OF = {Account.SELLABLE_A.value: "A", Account.SELLABLE_B.value: "B"}
"""What stands in these accounts is there to be sold, as this grade."""
CARD = (
    Product.client,
    Product.sku,
    Product.title,
    Product.category,
    Product.size,
    Product.colour,
    Product.price,
    Product.currency,
    Product.photo,
)


def articles(connection: Connection, wanted: Collection[Article]) -> Mapping[Article, ArticleCard]:
    """Those of these that are in the catalogue."""
    keys = sorted({(article.client, article.sku) for article in wanted})
    found: dict[Article, ArticleCard] = {}
    for first in range(0, len(keys), AT_ONCE):
        some = tuple_(Product.client, Product.sku).in_(keys[first : first + AT_ONCE])
        found |= {card.article: card for card in map(_card, connection.execute(select(*CARD).where(some)))}
    return found


def _card(row: Row[*tuple[object, ...]]) -> ArticleCard:
    price = None if row.price is None else Money(row.price, row.currency)
    article = Article(row.client, row.sku)
    return ArticleCard(article, row.title, row.category, row.size, row.colour, price, row.photo)


def unlisted(connection: Connection) -> tuple[tuple[Article, str], ...]:
    """Articles that have stock of a grade for which no listing says where it is sold."""
    found = []
    for account in sorted(SELLABLE):
        grade = GRADE_OF[account.value]
        listed = exists().where(Listing.client == Balance.client, Listing.sku == Balance.sku, Listing.grade == grade)
        asked = select(Balance.client, Balance.sku).where(
            Balance.account == account.value, Balance.quantity > 0, ~listed
        )
        found += [(Article(row.client, row.sku), grade) for row in connection.execute(asked)]
    return tuple(sorted(found, key=lambda one: (one[0].client, one[0].sku, one[1])))
