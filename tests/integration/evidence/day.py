"""A day at the bench, written by the records themselves: what the verifier's tests alter."""

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import Connection, Engine, select

from app.domain.access import Operator, Role
from app.domain.bench import facts as happened
from app.domain.bench.actions import Accept
from app.domain.bench.facts import Fact
from app.domain.bench.found import Found, UnitState
from app.domain.bench.state import Bench, ParkedDraft, Product
from app.domain.disposition import RouteOption
from app.domain.grading import Grade, Reason
from app.domain.money import Money
from app.domain.returns import ParcelKind
from app.domain.rulebook import RulesRef
from app.domain.stock import Account, Article, Move
from app.domain.texts import Texts
from app.domain.verdict import Route
from app.ports import LogEntry, UserRecord
from app.services.importing import Fate, Row, Source
from app.store import audit
from app.store.audit_verify import Verification, verify
from app.store.checkpoints import Checkpoints
from app.store.disk import DiskEvidence
from app.store.imports import SqlImports
from app.store.keys import open_keys
from app.store.mapping import new_key
from app.store.models import ReturnLine
from app.store.unit_of_work import SqlStore, open_store
from app.store.users import SqlPeopleWork

START = datetime(2026, 3, 4, 8, 0, 0, 123456, tzinfo=UTC)
USER = "01890000-0000-7000-8000-000000000001"
ANNA = Operator(USER, "B-1", "Anna 安娜", Role.INSPECTOR)
BEN = Operator("01890000-0000-7000-8000-000000000002", "B-2", "Ben", Role.SUPERVISOR)
WAYS = {
    "A": (Route.RESTOCK, Account.SELLABLE_A),
    "B": (Route.OPEN_BOX, Account.SELLABLE_B),
    "C": (Route.REPAIR, Account.REPAIR),
    "S": (Route.DESTROY, Account.SCRAPPED),
}
FILE = Source("files.csv", "0" * 64, USER)
SIDE = 32
ARTICLE = Article("ACME", "SKU-1")
PRODUCT = Product(ARTICLE, "Kettle", price=Money(Decimal("19.90"), "USD"))
RULES = RulesRef("apparel", 1, 1, 2, 3)
SEALED = Reason("sealed", Texts.of({"en": "It is sealed"}))


class Clock:
    def now(self) -> datetime:
        return START


class Day:
    """One station's profile in `folder`, its records in the database of `url`."""

    def __init__(self, folder: Path, url: str, seed: int = 1) -> None:
        self.reopen(folder, url, seed)
        self._open()

    def reopen(self, folder: Path, url: str, seed: int = 1) -> None:
        """Take up a profile that is there, with its records."""
        self.folder = folder
        self.evidence = DiskEvidence(folder / "evidence", folder / "spool")
        self.keys = open_keys(folder / "keys", "bench-01")
        self.checkpoints = Checkpoints(self.keys)
        self.store: SqlStore = open_store(url, self.keys.identity, note=self.checkpoints.note, sign=self.keys.sign)
        self.engine: Engine = self.store.engine
        self.station = self.keys.identity.id
        self.chance = random.Random(seed)
        self.units: list[str] = []

    def verify(self) -> Verification:
        return verify(self.engine, self.evidence, self.keys)

    def inspect(self, grade: str = "") -> str:
        """A unit from its scan to the end of its way, in a few acts."""
        number = len(self.units) + 1
        lpn, grade = f"R-{number:06d}", grade or self.chance.choice("AABBCS")
        unit = _Unit(self, lpn, grade)
        self.act(unit.inspected(), number)
        self.act(unit.finished(), number)
        self.act(unit.settled(number), number)
        self.units.append(lpn)
        return lpn

    def act(self, facts: Sequence[Fact], minutes: int = 0, operator: Operator = ANNA) -> None:
        """One act of the bench: its facts, its line in the log, its state."""
        at = START + timedelta(minutes=minutes)
        with self.store.unit_of_work() as work:
            work.records.write(facts, at=at, operator=operator)
            work.records.log(LogEntry(at, operator, Accept(), Found(audit.instant(at))))
            work.records.save_bench(Bench(operator=operator))
            work.commit()

    def photo(self) -> str:
        return self.picture().sha256

    def picture(self) -> Any:
        noise = Image.frombytes("L", (SIDE, SIDE), self.chance.randbytes(SIDE * SIDE))
        out = io.BytesIO()
        noise.save(out, "PNG")
        return self.evidence.keep_encoded(out.getvalue(), SIDE, SIDE, "png")

    def announce(self, pieces: int) -> None:
        """Catalogue, a place where it is sold, an order of so many pieces, as files that are imported."""
        article = {"client": "ACME", "sku": "SKU-1"}
        order = {"platform": "shopify", "order_id": "1001", "tracking": "T1", "quantity": pieces}
        other = {"platform": "shopify", "order_id": "1002", "tracking": "T2", "quantity": 2}
        listing = {"grade": "A", "channel": "shop", "target": "SKU-1"}
        files: dict[str, list[dict[str, Any]]] = {
            "products": [{**article, "title": "Kettle"}, {**article, "sku": "SKU-2", "title": "Pot"}],
            "listings": [{**article, **listing}, {**article, **listing, "channel": "outlet", "grade": "B"}],
            "returns": [{**article, **order}, {**article, "sku": "SKU-2", **other}],
        }
        self.take(files)

    def take(self, files: dict[str, list[dict[str, Any]]]) -> None:
        """Files of these kinds with these rows are imported."""
        for kind, rows in files.items():
            with SqlImports(self.engine, self.station, Clock(), self.checkpoints.note).importing(kind, FILE) as records:
                fates = records.keep([Row(number, row) for number, row in enumerate(rows, 1)])
            assert all(isinstance(fate, Fate) for fate in fates), fates

    def append(
        self, connection: Connection, kind: str, facts: list[Any], subject: str = "", at: datetime = START
    ) -> audit.Link:
        payload = {"facts": facts, "subject": subject}
        return audit.append(
            connection, station=self.station, at=at, actor=USER, kind=kind, payload=payload, subject=subject
        )

    def _open(self) -> None:
        self.announce(1_000_000)
        with SqlPeopleWork(self.store) as work:
            work.people.add(UserRecord(ANNA, "$argon2id$anna"), at=START, actor="")
            work.people.add(UserRecord(BEN, "$argon2id$ben"), at=START, actor=USER)
            work.commit()
        with self.engine.connect() as connection:
            self.line = connection.execute(select(ReturnLine.id).where(ReturnLine.sku == "SKU-1")).scalar_one()
        self.parcel = new_key()
        self.act([happened.ParcelOpened(self.parcel, "T1", "T1", ParcelKind.ANNOUNCED)])


class _Unit:
    """The facts of one unit."""

    def __init__(self, day: Day, lpn: str, grade: str) -> None:
        self.day, self.lpn, self.grade = day, lpn, Grade(grade)
        self.route, self.account = WAYS[grade]

    def inspected(self) -> list[Fact]:
        answers = {"sealed": ("sealed",), "powers_on": ("yes",)}
        return [
            happened.UnitOpened(self.lpn, PRODUCT, self.day.parcel, self.day.line, (), RULES),
            happened.LineCounted(self.day.line, received=1),
            happened.Moved(Move(ARTICLE, Account.EXPECTED, Account.PENDING, 1, "received", self.lpn)),
            happened.SerialRead(self.lpn, f"SN-{self.lpn}"),
            happened.Weighed(self.lpn, 412),
            *(happened.Answered(self.lpn, 1, question, said, "", None) for question, said in answers.items()),
            happened.PhotoKept(self.lpn, "", 1, "front", self.day.picture()),
        ]

    def finished(self) -> list[Fact]:
        option = RouteOption(self.route, Money(Decimal("12.50"), "USD"), (SEALED,), ruled_out=False)
        grade = happened.Graded(
            self.lpn, 1, RULES, self.grade, self.grade, (SEALED,), (), "", (option,), self.route, "", self.account, None
        )
        moved = happened.Moved(Move(ARTICLE, Account.PENDING, self.account, 1, "graded", self.lpn))
        label = happened.LabelPrinted(
            self.lpn, "unit", f"{self.lpn}-1K", 1, (("code", f"{self.lpn}-1K"), ("title", "Kettle"))
        )
        return [grade, moved, label, *self._after()]

    def _after(self) -> list[Fact]:
        """What comes with a grade: offered; parked; work that is called off; destroyed."""
        if self.grade is Grade.A:
            return [happened.Offered(self.lpn, ARTICLE, Grade.A, "add")]
        if self.grade is Grade.B:
            return [happened.UnitParked(self.lpn, ParkedDraft(None))]
        if self.grade is Grade.C:
            reviewed = happened.Reviewed(self.lpn, "approve", Grade.C, Grade.C, "seen")
            opened = happened.WorkOpened(self.lpn, "repair")
            return [opened, happened.WorkCancelled(self.lpn, "repair", "override"), opened, reviewed]
        return [
            happened.WorkOpened(self.lpn, "destroy"),
            happened.Destroyed(self.lpn, self.day.picture(), self.lpn, BEN.user_id),
            happened.WorkClosed(self.lpn, "destroy", self.lpn),
            happened.CertificateDue(self.lpn, "destruction"),
            happened.UnitPut(self.lpn, UnitState.CLOSED),
        ]

    def settled(self, number: int) -> list[Fact]:
        """Its label is verified; one that was parked is taken up again or parked anew, without its label."""
        if self.grade is not Grade.B:
            return [happened.LabelVerified(self.lpn, f"{self.lpn}-1K")]
        again = happened.UnitResumed(self.lpn) if number % 3 == 2 else happened.UnitParked(self.lpn, ParkedDraft(None))
        return [again, happened.LabelVoided(self.lpn, f"{self.lpn}-1K", "torn")]
