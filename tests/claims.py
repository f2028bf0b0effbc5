"""Claims on real records: a house with client service, and what makes its claims and their packs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.devices.redacting import Blackout
from app.documents.claim_letter import PdfLetters
from app.documents.evidence_packs import write_pack
from app.documents.pack_readme import ReadMe
from app.domain.access import Operator, Role
from app.paths import shipped
from app.services.access import NewUser, add_user
from app.services.claim_packs import ClaimPacking
from app.services.claims import Claims, Redactor, Seen
from app.store.audit_verify import Read, record_problems
from app.store.claim_letter_file import load_letter
from app.store.claims import SqlClaims, SqlClaimWork
from app.store.disk import photo_path
from tests import made_once
from tests.lane import BROKEN, PIN, STATION, House, to_grade, took
from tests.packs import Key

SERVICE_PIN = "604715"


class QuickEyes(Blackout):
    """Sees no code in any photo but those named, so that a test need not search pictures; copies as the real one."""

    def __init__(self, *of_parcel: str) -> None:
        super().__init__()
        self.of_parcel = set(of_parcel)
        self.looked: list[str] = []

    def look(self, picture: Path) -> Seen:
        self.looked.append(picture.name)
        return Seen(640, 480, (), picture.name in self.of_parcel)


class ClaimHouse:
    """A house where a shoe of a TikTok order came back broken beyond repair."""

    def __init__(self, folder: Path, url: str = "", redactor: Redactor | None = None) -> None:
        self.house = House(folder, url).prepare()
        desks = made_once.library(shipped("resources")).desks
        self.house.rules = replace(self.house.rules, desks=desks)
        self.clara = self.person("CS-1", "Clara", Role.CLIENT_SERVICE, SERVICE_PIN)
        self.claims = Claims(
            reads=SqlClaims(self.house.store.reading),
            open_work=lambda: SqlClaimWork(self.house.store),
            desks=desks,
            redactor=redactor or QuickEyes(),
            photo_path=lambda sha256: photo_path(self.house.evidence.evidence, sha256),
            clock=self.house.clock,
        )
        self.packing = ClaimPacking(
            claims=self.claims,
            write=write_pack,
            readme=ReadMe(shipped("resources", "claims", "pack")),
            words=load_letter(shipped("resources")),
            letter_pdf=PdfLetters(shipped("labels"), "US-NJ"),
            signer=Key(),
            station={"id": STATION.id, "name": STATION.name, "site": "US-NJ"},
        )

    def person(self, badge: str, name: str, role: Role, pin: str) -> Operator:
        return add_user(self.house.people, self.house.pins, self.house.clock, NewUser(badge, name, role), pin)

    def broken(self, **way: Any) -> str:
        """The LPN of a piece that came back broken, every photo taken that the bench asks for."""
        lane = self.house.lane()
        took(lane, do="sign_in", badge="LN-07", pin=PIN)
        to_grade(self.house, lane, **({"answers": BROKEN} | way))
        unit: str = took(lane, do="accept")["unit"]
        return unit

    def decided(self, lpn: str) -> None:
        """Somebody says of every photo that there is nothing to cover."""
        for photo in self.claims.reads.units((lpn,))[0].photos:
            self.claims.cover(photo.key, (), self.clara, (640, 480))

    def audit_problems(self) -> list[str]:
        """What the chain says against the records."""
        with self.house.store.reading() as connection:
            return list(record_problems(connection, Read(noted={})))

    def close(self) -> None:
        self.house.close()
