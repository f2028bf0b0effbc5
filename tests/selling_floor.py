"""Articles that are sold in several places and as a bundle, at a shop on loopback and at one that gets messages."""

from __future__ import annotations

from typing import Any, Self

from sqlalchemy import insert, select, update

from app.domain.bench.facts import Moved, Offered
from app.domain.channel import Sold
from app.domain.grading import Grade
from app.domain.selling import Home
from app.domain.stock import Account, Move
from app.store import models
from app.store.mapping import new_key
from tests.records import graded
from tests.shop_floor import ShopFloor

KIT_ITEM = "gid://shopify/InventoryItem/9"
SHOPIFY_PLACE = "gid://shopify/Location/1"


class SellingFloor(ShopFloor):
    """KIT-1 is one SHOE-1 and two SHOE-2; it is listed at the shop, and a house system keeps books of it."""

    def __init__(self, store: Any) -> None:
        super().__init__(store, "shopify", articles=2)
        self.market.shelf(KIT_ITEM, "KIT-1").places[SHOPIFY_PLACE] = 0
        with store.unit_of_work() as work:
            now = self.clock.now()
            kit = {"client": "ACME", "sku": "KIT-1", "title": "Kit", "updated_at": now,
                   "components": {"SHOE-1": 1, "SHOE-2": 2}}  # fmt: skip
            work.connection.execute(insert(models.Product), kit)
            work.commit()
        self.listed("KIT-1", "shopify-us", inventory_item_id=KIT_ITEM, location_id="1")
        self.listed("KIT-1", "webhook-us", target="kits", books=True)

    def listed(self, sku: str, channel: str, grade: str = "A", **params: Any) -> str:
        """A listing; its key."""
        key = new_key()
        row = {"id": key, "client": "ACME", "sku": sku, "grade": grade, "channel": channel, "params": params,
               "updated_at": self.clock.now()}  # fmt: skip
        with self.store.unit_of_work() as work:
            work.connection.execute(insert(models.Listing), row)
            work.commit()
        return key

    def rule(self, place: str, rank: int = 1, **more: Any) -> None:
        """What the client wants with units."""
        row = {"id": new_key(), "client": "ACME", "sku": "", "grade": "A", "rank": rank, "place": place,
               "channel": "", "bundle": "", "updated_at": self.clock.now(), **more}  # fmt: skip
        with self.store.unit_of_work() as work:
            work.connection.execute(insert(models.SellingRule), row)
            work.commit()

    def for_kits(self) -> Self:
        """Every piece goes into the bundle."""
        self.rule("bundle", bundle="KIT-1")
        return self

    def homes(self) -> dict[str, tuple[str, str, str]]:
        """Where each unit is allocated now."""
        of = models.Allocation
        asked = select(of.unit, of.place, of.channel, of.bundle).where(of.ended_at.is_(None)).order_by(of.id)
        with self.store.reading() as connection:
            return {row.unit: (row.place, row.channel, row.bundle) for row in connection.execute(asked)}

    def told(self) -> list[tuple[str, str, str, int]]:
        """What the shops are told, oldest first."""
        return [(row.channel, row.sku, row.op, row.quantity) for row in self.rows()]

    def confirm(self) -> None:
        """Everything was sent, as far as the records know."""
        now = self.clock.now()
        with self.store.unit_of_work() as work:
            work.connection.execute(update(models.Outbox).values(state="confirmed", sent_at=now, confirmed_at=now))
            work.commit()

    def regraded(self, lpn: str, number: int = 1, *, sold: bool = False) -> None:
        """A supervisor takes the grade of a unit back."""
        article = self.articles[number - 1]
        source = Account.SOLD if sold else Account.SELLABLE_A
        self.write(
            graded(lpn, Grade.C, cause="review"),
            Moved(Move(article, source, Account.PARTS, 1, "review", lpn)),
            Offered(lpn, article, Grade.A, "take"),
        )

    def rehomed(self, lpn: str, home: Home, number: int = 1) -> None:
        """Somebody wants a unit sold elsewhere."""
        article = self.articles[number - 1]
        self.write(Offered(lpn, article, Grade.A, "take"), Offered(lpn, article, Grade.A, "add", home))

    def sell(self, item: str = KIT_ITEM, quantity: int = 1, line: str = "L1", *, cancelled: bool = False) -> None:
        """What the shop tells of an order."""
        self.clock.go_on(10)
        name = line + (":cancelled" if cancelled else "")
        told = Sold(name, "O-1", "KIT-1", quantity, self.clock.now(), cancelled, {"inventory_item_id": item})
        self.inbox.sales("shopify-us", [told], self.clock.now())

    def accounts(self) -> dict[str, str]:
        with self.store.reading() as connection:
            return dict(connection.execute(select(models.Unit.lpn, models.Unit.account)).all())
