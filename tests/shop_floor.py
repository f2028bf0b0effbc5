"""Graded units on record without a bench, and a shop that takes what is sent to it: for tests of the channels' work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, insert, select

from app.channels.fakes.counter import Counter
from app.channels.fakes.faults import Faults, Moody
from app.channels.kinds import open_channel, open_fake
from app.devices.clock import SystemClock
from app.domain.bench.facts import Moved, Offered, ParcelOpened, UnitOpened
from app.domain.bench.state import Product
from app.domain.grading import Grade
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Article, Move
from app.ports import Channel
from app.services.importing import Imported
from app.services.syncing.dispatching import Dispatcher, DispatchTools
from app.services.syncing.pulling import Pulls, PullTools
from app.services.syncing.sales_known import NoSales
from app.services.syncing.working import Worker
from app.store import models
from app.store.mapping import new_key
from app.store.outbox import SqlOutbox
from app.store.shop_inbox import SqlShopInbox
from app.store.shop_paces import SqlBuckets
from app.store.telling import Telling
from app.store.unit_of_work import SqlStore, open_store
from tests.records import INSPECTOR, RULES, STATION, graded
from tests.shops import Kept, Loopback, SetClock, around, settings

PARAMS: Mapping[str, Mapping[str, str]] = {
    "amazon": {"listing_sku": "{sku}", "product_type": "SHOES"},
    "csv_drop": {"target": "{sku}"},
    "ebay": {"listing_sku": "{sku}", "product_id": "{number}"},
    "shopify": {"inventory_item_id": "gid://shopify/InventoryItem/{number}", "location_id": "1"},
    "temu": {"product_id": "9", "sku_id": "{number}"},
    "tiktok_shop": {"product_id": "9", "sku_id": "{number}", "warehouse_id": "W1"},
    "webhook": {"target": "{sku}"},
}
PLACES = {
    "amazon": "DEFAULT",
    "ebay": "item",
    "shopify": "gid://shopify/Location/1",
    "temu": "main",
    "webhook": "SHOE-1",
    "tiktok_shop": "W1",
}
ITEMS = {
    "amazon": "listing_sku",
    "ebay": "listing_sku",
    "shopify": "inventory_item_id",
    "temu": "sku_id",
    "tiktok_shop": "sku_id",
}


class AlwaysTold(NoSales):
    """Sales that are always on record."""

    def look_for_sales(self) -> bool:
        return True


class ShopFloor:
    """A store with articles that are sold in one shop of a kind, and that shop on the other side of a loopback.

    `open_market` makes the shop of a kind that the program has none to try with for.
    """

    def __init__(
        self,
        store: SqlStore,
        kind: str,
        *,
        articles: int = 1,
        faults: Faults | None = None,
        seed: int = 7,
        open_market: Callable[[str, Callable[[], datetime], int], Counter] = open_fake,
    ) -> None:
        self.store, self.kind, self.clock = store, kind, SetClock(datetime.now(UTC))
        self.market = open_market(kind, self.clock.now, seed)
        self.moody = Moody(self.market, faults, seed)
        self.line = Loopback(self.moody)
        self.telling = Telling(store.engine, store.station.id)
        self.outbox, self.inbox = SqlOutbox(self.telling), SqlShopInbox(self.telling)
        self.articles = [Article("ACME", f"SHOE-{number}") for number in range(1, articles + 1)]
        self.listings: dict[str, str] = {}
        self._numbers = count(1)
        with store.unit_of_work() as work:
            self._catalogue(work.connection)
            work.commit()
        if kind in PLACES:
            for number in range(1, articles + 1):
                self.market.shelf(self.item(number), f"SHOE-{number}").places[PLACES[kind]] = 0
        self.shop = self.connect()
        self.dispatcher = self.dispatch("one")

    def connect(self) -> Channel:
        """A connector of its own, as another process would have."""
        kept = Kept(**self.market.credentials())
        clock: Any = SystemClock() if self.kind == "webhook" else self.clock  # its receiver looks at the real time
        address = None if self.kind == "csv_drop" else "https://shop.test" + "/hooks" * (self.kind == "webhook")
        literal = {"credentials": kept.values} if self.kind == "csv_drop" else {}
        outside = replace(around(self.line, kept, clock), buckets=SqlBuckets(self.telling))
        return open_channel(settings(self.kind, address, **literal), outside)

    def dispatch(self, owner: str, shop: Channel | None = None) -> Dispatcher:
        return Dispatcher(shop or self.connect(), DispatchTools(self.outbox, self.clock, new_key, owner, AlwaysTold()))

    def item(self, number: int = 1) -> str:
        """The key by which the shop knows an article."""
        if self.kind in {"csv_drop", "webhook"}:
            return f"ACME/SHOE-{number}/A"
        return PARAMS[self.kind][ITEMS[self.kind]].format(number=number, sku=f"SHOE-{number}")

    def offers(self, number: int = 1) -> int:
        """What a buyer can take of it."""
        return self.market.shelf(self.item(number)).available

    def grade(self, number: int = 1, grade: Grade = Grade.A) -> str:
        """One more unit is graded and offered; its LPN."""
        article = self.articles[number - 1]
        lpn = f"R-{next(self._numbers):06d}"
        account = {Grade.A: Account.SELLABLE_A, Grade.B: Account.SELLABLE_B}[grade]
        self.write(
            UnitOpened(lpn, Product(article, "Shoe"), self._parcel, "", (), RULES),
            Moved(Move(article, Account.OUTSIDE, Account.PENDING, 1, "received", lpn)),
            graded(lpn, grade),
            Moved(Move(article, Account.PENDING, account, 1, "graded", lpn)),
            Offered(lpn, article, grade, "add"),
        )
        return lpn

    def take(self, lpn: str, number: int = 1) -> None:
        """Its grade is taken back."""
        article = self.articles[number - 1]
        self.write(
            graded(lpn, Grade.C, round=2),
            Moved(Move(article, Account.SELLABLE_A, Account.PARTS, 1, "review", lpn)),
            Offered(lpn, article, Grade.A, "take"),
        )

    def write(self, *facts: Any) -> None:
        with self.store.unit_of_work() as work:
            work.records.write(facts, at=self.clock.now(), operator=INSPECTOR)
            work.commit()

    def rows(self) -> list[Any]:
        """The outbox, oldest first."""
        with self.store.reading() as connection:
            return list(connection.execute(select(models.Outbox).order_by(models.Outbox.id)))

    def states(self) -> list[str]:
        return [f"{row.op} {row.state}" for row in self.rows()]

    def writes(self) -> list[Any]:
        with self.store.reading() as connection:
            return list(connection.execute(select(models.ChannelWrite).order_by(models.ChannelWrite.sent_at)))

    def work(self, seconds: float = 60, dispatcher: Dispatcher | None = None) -> float:
        """Work until nothing is left to do or so many seconds went by on the clock; how many did."""
        began, worker = self.clock.now(), dispatcher or self.dispatcher
        while (gone := (self.clock.now() - began).total_seconds()) < seconds:
            wait = worker.step()
            if wait and not self.outbox.standing(self.shop.name).waiting and not self.open_writes():
                break
            self.clock.go_on(wait)
        return gone

    def open_writes(self) -> int:
        return sum(row.state in {"sent", "waiting", "unknown"} for row in self.writes())

    def _catalogue(self, connection: Connection) -> None:
        now = self.clock.now()
        connection.execute(insert(models.Client), {"name": "ACME", "created_at": now})
        for number, article in enumerate(self.articles, 1):
            row = {"client": "ACME", "sku": article.sku, "title": "Shoe", "updated_at": now}
            connection.execute(insert(models.Product), row)
            params = {name: text.format(number=number, sku=article.sku) for name, text in PARAMS[self.kind].items()}
            self.listings[article.sku] = new_key()
            listing = {"id": self.listings[article.sku], "client": "ACME", "sku": article.sku, "grade": "A",
                       "channel": f"{self.kind}-us", "params": params, "updated_at": now}  # fmt: skip
            connection.execute(insert(models.Listing), listing)
        self._parcel = new_key()

    def open_parcel(self) -> Self:
        """The parcel that all units come in."""
        self.write(ParcelOpened(self._parcel, "1Z1", "1Z1", ParcelKind.UNEXPECTED))
        return self

    def pulls(self, shop: Channel | None = None) -> Pulls:
        """What the shop tells, into the same records; returns and reports are only counted."""
        tools = PullTools(self.inbox, self.clock, lambda *_: Imported(), lambda *_: Imported(), timedelta(seconds=60))
        return Pulls(shop or self.connect(), tools)

    def worker(self) -> Worker:
        """The whole work of the shop, as the program has it."""
        shop = self.connect()
        pulls = self.pulls(shop)
        tools = DispatchTools(self.outbox, self.clock, new_key, "worker", pulls)
        return Worker(shop, Dispatcher(shop, tools), pulls, self.outbox, self.inbox)

    def balances(self) -> dict[str, int]:
        with self.store.reading() as connection:
            rows = connection.execute(select(models.Balance.account, models.Balance.quantity)).all()
        return {account: quantity for account, quantity in rows if quantity and account != "outside"}


@contextmanager
def piece_on_sale_at_ebay(folder: Path) -> Iterator[ShopFloor]:
    """A listing that shows its one piece, at a whole second."""
    store = open_store(f"sqlite:///{folder / 'regrade.db'}", STATION)
    floor = ShopFloor(store, "ebay").open_parcel()
    floor.clock.at = floor.clock.at.replace(microsecond=0)
    floor.grade()
    floor.work()
    yield floor
    store.close()
