"""An account of a day that is kept beside the program's own, from what was done to the goods and from the contract.

Nothing here is read from the program: at the end both accounts must say the same.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = {
    "restock": "sellable_a",
    "open_box": "sellable_b",
    "refurbish": "work",
    "repair": "repair",
    "parts": "parts",
    "exchange_pool": "reserved_exchange",
    "return_to_factory": "factory",
    "bonded_repair": "bonded",
    "return_to_vendor": "vendor",
    "donate": "donated",
    "recycle": "recycled",
    "destroy": "scrapped",
    "quarantine": "quarantine",
}
SELLABLE = ("sellable_a", "sellable_b")


@dataclass(frozen=True)
class Article:
    """What the catalogue says of a thing, as the tests know it."""

    client: str
    sku: str
    category: str
    barcode: str
    price: str = "20.00"
    weight: int = 0
    serial_tracked: bool = False
    data_bearing: bool = False
    battery: bool = False
    hygiene: bool = False
    expiry_tracked: bool = False
    accessories: str = ""
    components: str = ""
    listed: str = "AB"

    def channel(self, grade: str) -> str:
        """Where a unit of this grade is sold, or nowhere."""
        if grade not in self.listed:
            return ""
        return f"{self.client.lower()}-{'erp' if grade == 'A' else 'outlet'}"


@dataclass
class Line:
    """One announced line and what became of its pieces."""

    order: str
    article: Article
    quantity: int
    serial: str = ""
    received: int = 0
    missing: int = 0
    wrong: int = 0

    @property
    def open(self) -> int:
        return self.quantity - self.received - self.missing - self.wrong


@dataclass
class Stands:
    """Where a unit stands: its account, its grade, and whether the shops were told."""

    article: Article
    account: str
    grade: str


@dataclass
class Books:
    """The whole day. `seen` are units with their LPN, `unseen` those that nobody scanned (a dangerous parcel)."""

    lines: list[Line] = field(default_factory=list)
    came: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: dict[str, Stands] = field(default_factory=dict)
    unseen: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    messages: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def unannounced(self, article: Article) -> None:
        """A piece came in that nobody announced."""
        self.came[article.client, article.sku] += 1

    def stands(self, lpn: str, article: Article, account: str, grade: str) -> None:
        """A unit is finished, or its grade or account is another now; the shops are told what that means to them."""
        before = self.seen.get(lpn)
        now = Stands(article, account, grade)
        if before is not None and before.account == account and before.grade == grade:
            return
        for stand, operation in ((before, "take"), (now, "add")):
            if stand is not None and stand.account in SELLABLE and article.channel(stand.grade):
                self.messages[lpn, article.channel(stand.grade), operation] += 1
        self.seen[lpn] = now

    def stock(self) -> dict[tuple[str, str], Counter[str]]:
        """What each account of each SKU must show, zeros left out."""
        due: dict[tuple[str, str], Counter[str]] = {}
        for stand in self.seen.values():
            due.setdefault((stand.article.client, stand.article.sku), Counter())[stand.account] += 1
        for (client, sku, account), count in self.unseen.items():
            due.setdefault((client, sku), Counter())[account] += count
        for line in self.lines:
            accounts = due.setdefault((line.article.client, line.article.sku), Counter())
            accounts["missing"] += line.missing + line.wrong
            accounts["expected"] += line.open
        return {key: +accounts for key, accounts in due.items() if +accounts}

    def came_in(self) -> Counter[tuple[str, str]]:
        """Announced or come in, by client and SKU."""
        total = Counter(self.came)
        for line in self.lines:
            total[line.article.client, line.article.sku] += line.quantity
        return +total


NOT_ACCOUNTS = frozenset({"client", "sku"})


def accounts_of(row: dict[str, Any]) -> Counter[str]:
    """The accounts of a row of `stock`, zeros left out."""
    return +Counter({name: int(count) for name, count in row.items() if name not in NOT_ACCOUNTS})


def faults(books: Books, records: Any) -> list[str]:
    """Whatever the records say otherwise than the books; `records` has stock, ledger and outbox."""
    stock = {(row["client"], row["sku"]): accounts_of(dict(row)) for row in records.stock()}
    shown = {key: accounts for key, accounts in stock.items() if accounts}
    due = books.stock()
    told = [
        f"stock of {key}: {dict(shown.get(key, {}))}, must be {dict(due.get(key, {}))}"
        for key in sorted(shown.keys() | due.keys())
        if shown.get(key) != due.get(key)
    ]
    total = {key: sum(accounts.values()) for key, accounts in shown.items()}
    if total != dict(books.came_in()):
        told.append(f"came in {dict(books.came_in())}, accounts sum to {total}")
    told += _of_ledger(books, records, shown)
    told += _of_outbox(books, records)
    return told


def _of_ledger(books: Books, records: Any, shown: dict[tuple[str, str], Counter[str]]) -> list[str]:
    told = []
    sums: dict[tuple[str, str], Counter[str]] = {}
    units: dict[str, Counter[str]] = {}
    for row in records.ledger():
        sums.setdefault((row["client"], row["sku"]), Counter())[row["account"]] += row["quantity"]
        if row["unit"]:
            units.setdefault(row["unit"], Counter())[row["account"]] += row["quantity"]
    for key, accounts in sums.items():
        accounts.pop("outside", None)
        net = Counter({name: count for name, count in accounts.items() if count})
        if net != shown.get(key, Counter()):
            told.append(f"ledger of {key} sums to {dict(net)}, stock shows {dict(shown.get(key, {}))}")
    for lpn, stand in books.seen.items():
        on = {name: count for name, count in units.get(lpn, Counter()).items() if count > 0}
        if on != {stand.account: 1}:
            told.append(f"{lpn} stands on {on}, must be on {stand.account}")
    return told


def _of_outbox(books: Books, records: Any) -> list[str]:
    rows = Counter((row["unit"], row["channel"], row["op"]) for row in records.outbox())
    return [
        f"outbox of {key}: {rows[key]} rows, must be {books.messages[key]}"
        for key in sorted(rows.keys() | books.messages.keys())
        if rows[key] != books.messages[key]
    ]
