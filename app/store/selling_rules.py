"""Keeps where clients want their graded units sold: a rule is known by client, SKU, grade and rank.

A new rule is for units that are graded from then on; it moves none that has a home. Within one transaction and one
thread.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.saying import say
from app.services.importing import Fate, Row, Turned
from app.store.keeping import UNKNOWN_CLIENT, UNKNOWN_SKU, Keeper, Key, State, after, known_articles, rows_by
from app.store.models import Client, Product, SellingRule, table

RULE = ("client", "sku", "grade", "rank")
NEW_RULE: Mapping[str, Any] = {"place": "listing", "channel": "", "bundle": "", "keep": None}


class SellingKeeper(Keeper):
    """Refuses a rule for an unknown article, and one for a bundle that is none or has no use for the article."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """A place that is named anew loses what named the one before."""
        connection = self.transaction.connection
        clients = set(connection.scalars(select(table(Client).c.name)))
        articles = {(row.values["client"], row.values.get("sku", "")) for row in rows}
        known = known_articles(connection, {article for article in articles if article[1]})
        kits = {(row.values["client"], row.values["bundle"]) for row in rows if row.values.get("bundle")}
        components = {
            (found["client"], found["sku"]): found["components"]
            for found in rows_by(connection, Product, ("client", "sku"), kits)
        }
        keys = [_key(row) for row in rows]
        before = {tuple(found[name] for name in RULE): found for found in rows_by(connection, SellingRule, RULE, keys)}
        standing = {key: {name: found[name] for name in NEW_RULE} for key, found in before.items()}

        def become(row: Row, key: Key) -> State | Turned:
            client, sku = key[:2]
            if client not in clients:
                return UNKNOWN_CLIENT
            if sku and (client, sku) not in known:
                return UNKNOWN_SKU
            kit = row.values.get("bundle", "")
            needs = components.get((client, kit), {})
            if kit and not needs:
                return Turned("bundle", say("no product of this client with components has this SKU"))
            if kit and sku and sku not in needs:
                return Turned("bundle", say("{kit} has no component {sku}", kit=kit, sku=sku))
            return after({**standing.get(key, NEW_RULE), "channel": "", "bundle": ""}, row)

        fates, changed = self.settle(rows, keys, standing, become)
        self._write(SellingRule, RULE, changed, before)
        return fates


def _key(row: Row) -> Key:
    values = row.values
    return values["client"], values.get("sku", ""), values["grade"], values.get("rank", 1)
