"""Whose a row of a marketplace's file is: the files name no client.

A row that names its client is that client's. Else the one client that has the article, by its SKU, or by its FNSKU or
ASIN where the SKU is nobody's. Where several clients have it nobody is guessed. Within one transaction and one thread.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from app.saying import say
from app.services.importing import Row, Turned
from app.store.keeping import UNKNOWN_SKU
from app.store.models import Product, ProductCode, table
from app.store.sought import AT_ONCE

Articles = set[tuple[str, str]]
CODES = ("fnsku", "asin")


def with_owners(connection: Connection, rows: Sequence[Row]) -> list[Row | Turned]:
    """Each row with its client and SKU, or why nobody's it is."""
    by_sku = _by_sku(connection, {row.values["sku"] for row in rows})
    codes = {row.values[name].upper() for row in rows for name in CODES if row.values.get(name)}
    by_code = _by_code(connection, codes)
    return [_owned(row, _articles(row, by_sku, by_code)) for row in rows]


def _articles(row: Row, by_sku: dict[str, Articles], by_code: dict[str, Articles]) -> Articles:
    client = row.values.get("client", "")
    for found in (by_sku.get(row.values["sku"]), *(by_code.get(row.values.get(name, "").upper()) for name in CODES)):
        fitting = {article for article in found or () if not client or article[0] == client}
        if fitting:
            return fitting
    return set()


def _owned(row: Row, articles: Articles) -> Row | Turned:
    if not articles:
        return UNKNOWN_SKU
    if len(articles) > 1:
        clients = ", ".join(sorted({client for client, _ in articles}))
        if len({client for client, _ in articles}) == 1:
            return Turned("sku", say("several articles of {clients} carry this code; give the SKU", clients=clients))
        why = say("several clients have this article ({clients}); import the file with --client", clients=clients)
        return Turned("client", why)
    ((client, sku),) = articles
    return replace(row, values={**row.values, "client": client, "sku": sku})


def _by_sku(connection: Connection, skus: set[str]) -> dict[str, Articles]:
    of = table(Product)
    found: defaultdict[str, Articles] = defaultdict(set)
    for some in _some(skus):
        for client, sku in connection.execute(select(of.c.client, of.c.sku).where(of.c.sku.in_(some))):
            found[sku].add((client, sku))
    return found


def _by_code(connection: Connection, codes: set[str]) -> dict[str, Articles]:
    of = table(ProductCode)
    found: defaultdict[str, Articles] = defaultdict(set)
    for some in _some(codes):
        asked = select(of.c.code, of.c.client, of.c.sku).where(of.c.code.in_(some), of.c.kind.in_(CODES))
        for code, client, sku in connection.execute(asked):
            found[code].add((client, sku))
    return found


def _some(wanted: set[str]) -> Iterator[list[str]]:
    listed = sorted(wanted)
    for first in range(0, len(listed), AT_ONCE):
        yield listed[first : first + AT_ONCE]
