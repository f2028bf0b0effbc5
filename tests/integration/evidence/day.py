"""A day at the bench as rows, chain and photos, written as the records write it: what the verifier's tests alter."""

import io
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import Connection, Engine, insert, text
from uuid6 import uuid7

from app.store import audit
from app.store import models as m
from app.store.audit_verify import Verification, verify
from app.store.checkpoints import Checkpoints
from app.store.disk import DiskEvidence
from app.store.engine import open_engine
from app.store.keys import open_keys
from app.store.migrations import bring_up

START = datetime(2026, 3, 4, 8, 0, 0, 123456, tzinfo=UTC)
USER = "01890000-0000-7000-8000-000000000001"
ACCOUNTS = {"A": "sellable_a", "B": "sellable_b", "C": "repair", "S": "scrapped"}
ROUTES = {"A": "restock", "B": "open_box", "C": "repair", "S": "destroy"}
SIDE = 32
CHOICES: dict[str, Any] = {"sealed": ["sealed"], "powers_on": ["yes"]}


class Day:
    """One station's profile in `folder`, its records in the database of `url`."""

    def __init__(self, folder: Path, url: str, seed: int = 1) -> None:
        self.reopen(folder, url, seed)
        bring_up(self.engine)
        self._open()

    def reopen(self, folder: Path, url: str, seed: int = 1) -> None:
        """Take up a profile that is there, with its records."""
        self.engine: Engine = open_engine(url)
        self.folder = folder
        self.evidence = DiskEvidence(folder / "evidence", folder / "spool")
        self.keys = open_keys(folder / "keys", "bench-01")
        self.checkpoints = Checkpoints(self.keys)
        self.station = self.keys.identity.id
        self.chance = random.Random(seed)
        self.units: list[str] = []

    def verify(self) -> Verification:
        return verify(self.engine, self.evidence, self.keys)

    def inspect(self, grade: str = "") -> str:
        """A unit from its photo to its grade: one transaction, then its checkpoint."""
        lpn = f"RG{self.station[-4:]}{len(self.units) + 1:07d}"
        at = START + timedelta(minutes=len(self.units) + 1)
        with self.engine.begin() as connection:
            facts = _Unit(self, connection, lpn, at, grade or self.chance.choice("AABBCS")).facts()
            link = self.append(connection, "graded", facts, lpn, at)
        self.checkpoints.note(link.seq, link.hash, at)
        self.units.append(lpn)
        return lpn

    def photo(self) -> str:
        noise = Image.frombytes("L", (SIDE, SIDE), self.chance.randbytes(SIDE * SIDE))
        out = io.BytesIO()
        noise.save(out, "PNG")
        return self.evidence.keep_encoded(out.getvalue(), SIDE, SIDE, "png").sha256

    def _open(self) -> None:
        with self.engine.begin() as connection:
            add(connection, m.Client, name="ACME", created_at=START)
            add(connection, m.Product, client="ACME", sku="SKU-1", title="Kettle", updated_at=START)
            self.listing = add(
                connection, m.Listing, client="ACME", sku="SKU-1", grade="A", channel="shop", updated_at=START
            )
            self.parcel = add(
                connection, m.Parcel, key="T1", tracking="T1", kind="announced", station=self.station, opened_at=START
            )
            person = {"id": USER, "badge": "B-1", "name": "Anna 安娜", "role": "inspector"}
            add(connection, m.User, **person, pin_hash="x", created_at=START)
            facts = [{"kind": "user_added", **person}]
            facts += _moved(self, connection, START, 1_000_000, ("outside", "expected"), None, "announced")
            link = self.append(connection, "announced", facts)
        self.checkpoints.note(link.seq, link.hash, START)

    def append(
        self, connection: Connection, kind: str, facts: list[Any], subject: str = "", at: datetime = START
    ) -> audit.Link:
        payload = {"facts": facts, "subject": subject}
        return audit.append(
            connection, station=self.station, at=at, actor=USER, kind=kind, payload=payload, subject=subject
        )


class _Unit:
    """The rows of one inspected unit, and the facts that the chain tells of them."""

    def __init__(self, day: Day, connection: Connection, lpn: str, at: datetime, grade: str) -> None:
        self.day, self.connection, self.lpn, self.at, self.grade = day, connection, lpn, at, grade
        self.who = {"operator": USER, "at": at}
        self.where = {"station": day.station, **self.who}

    def facts(self) -> list[Any]:
        account, route = ACCOUNTS[self.grade], ROUTES[self.grade]
        add(
            self.connection, m.Unit, lpn=self.lpn, client="ACME", sku="SKU-1", product="{}", parcel_id=self.day.parcel,
            state="finished", account=account, rules="{}", grade=self.grade, route=route, opened_at=self.at,
            changed_at=self.at,
        )  # fmt: skip
        facts = _moved(self.day, self.connection, self.at, 1, ("expected", "pending"), self.lpn, "received")
        facts += [self._photo(), *self._graded(account, route)]
        facts += _moved(self.day, self.connection, self.at, 1, ("pending", account), self.lpn, "graded")
        facts += [self._label(), *(self._offer() if self.grade == "A" else [])]
        return facts + ([self._certificate()] if self.grade == "S" else [])

    def _photo(self) -> dict[str, Any]:
        sha256 = self.day.photo()
        seen = {"shot": "front", "round": 1, "overrule": "", "sha256": sha256, "size": 1000}
        row = {**seen, "unit": self.lpn, "format": "png", "width": SIDE, "height": SIDE, **self.where}
        return {"kind": "photo", "id": add(self.connection, m.Photo, **row), **seen, "unit": self.lpn, "parcel": ""}

    def _graded(self, account: str, route: str) -> list[Any]:
        for question, choices in CHOICES.items():
            answer = {"question": question, "choices": choices, "note": "", "settled_by": None}
            add(self.connection, m.Answer, unit=self.lpn, round=1, **answer, **self.who)
        told = {"unit": self.lpn, "round": 1, "grade": self.grade, "regrade_reason": "", "cause": "inspection"}
        rules = {"checklist": "apparel", "checklist_version": 1}
        inspection = add(
            self.connection, m.Inspection, **told, revision=1, **rules, grading_version=1, routes_version=2,
            holds_version=3, proposed_grade=self.grade, findings="[]", reasons='[{"code":"sealed","text":"x"}]',
            **self.where,
        )  # fmt: skip
        way = {"unit": self.lpn, "route": route, "account": account, "reason": "", "held": ""}
        money = {"net": Decimal("12.50"), "currency": "USD", "options": "[]"}
        disposition = add(self.connection, m.Disposition, inspection=inspection, **way, **money, at=self.at)
        answers = [
            {
                "question": q,
                "choices": c,
                "note": "",
                "settled_by": None,
                "operator": USER,
                "at": audit.instant(self.at),
            }
            for q, c in CHOICES.items()
        ]
        more: dict[str, Any] = {"proposed": self.grade, "reasons": ["sealed"], "findings": [], "answers": answers}
        more["rules"] = {**rules, "grading": 1, "routes": 2, "holds": 3}
        return [{"kind": "grade", "id": inspection, **told, **more}, {"kind": "route", "id": disposition, **way}]

    def _label(self) -> dict[str, Any]:
        told = {"template": "unit", "code": f"{self.lpn}-1", "sequence": 1, "reprint_of": "", "reason": ""}
        key = add(self.connection, m.Label, unit=self.lpn, lines=["x"], **told, **self.who)
        return {"kind": "label", "id": key, "unit": self.lpn, **told}

    def _offer(self) -> list[Any]:
        article = {"client": "ACME", "sku": "SKU-1", "grade": self.grade, "unit": self.lpn}
        offer = add(self.connection, m.Allocation, **article, began_at=self.at)
        told = {"channel": "shop", "op": "add", "quantity": 1}
        message = add(
            self.connection, m.Outbox, allocation=offer, listing=self.day.listing, **article, **told, created_at=self.at
        )
        return [
            {"kind": "allocation", "id": offer, "unit": self.lpn, "grade": self.grade, "state": "began"},
            {"kind": "outbox", "id": message, "sku": "SKU-1", "unit": self.lpn, **told},
        ]

    def _certificate(self) -> dict[str, Any]:
        number = f"DES-{self.lpn[-6:]}"
        row = {"number": number, "kind": "destruction", "unit": self.lpn, "payload": {}, **self.where}
        self.connection.execute(insert(m.Certificate), row)
        return {"kind": "certificate", "id": number, "certificate": "destruction", "unit": self.lpn}


def add(connection: Connection, model: Any, **row: Any) -> str:
    """Insert a row, with a key of its own where it has one and none is given."""
    if "id" in model.__table__.c and "id" not in row:
        row["id"] = str(uuid7())
    connection.execute(insert(model), row)
    return str(row.get("id", ""))


def _moved(
    day: Day, connection: Connection, at: datetime, pieces: int, way: tuple[str, str], unit: str | None, reason: str
) -> list[Any]:
    facts = []
    for account, quantity in zip(way, (-pieces, pieces), strict=True):
        entry = {
            "client": "ACME",
            "sku": "SKU-1",
            "unit": unit,
            "account": account,
            "quantity": quantity,
            "reason": reason,
        }
        key = add(connection, m.Ledger, **entry, at=at, station=day.station)
        facts.append({"kind": "ledger", "id": key, **entry})
        change: Mapping[str, Any] = {"a": account, "q": quantity}
        if not connection.execute(
            text("UPDATE balances SET quantity = quantity + :q WHERE account = :a"), change
        ).rowcount:
            add(connection, m.Balance, client="ACME", sku="SKU-1", account=account, quantity=quantity)
    return facts
