"""A bench of its own for a test: real records on SQLite, real evidence on disk, a printer and a clock of the test's.

`House` is what is there when a day begins (catalogue, announcements, two people); `lane()` stands for a process at the
bench, and `act` sends it a line of the operator script.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.cli.script import request_of
from app.devices.pictures import PictureCodes
from app.devices.pins import Argon2Pins
from app.devices.virtual_camera import picture
from app.documents.tables import DelimitedTables
from app.domain.access import Role
from app.domain.print_jobs import Delivery, JobState
from app.domain.rulebook import Rulebook
from app.paths import shipped
from app.ports import Sheet
from app.services.access import NewUser, add_user, check_pin
from app.services.importing import import_file, kind_named
from app.services.inspecting import Inspecting, Tools
from app.services.printing import Printing, PrintTools, SetUpPrinter
from app.store import models
from app.store.disk import DiskEvidence
from app.store.imports import SqlImports
from app.store.keys import StationIdentity
from app.store.mapping import new_key
from app.store.people import SqlPeopleWork
from app.store.print_jobs import SqlPrintJobs
from app.store.unit_of_work import open_store
from tests import made_once
from tests.plain_labels import PlainLabels

STATION = StationIdentity("0192f0c1-0000-7000-8000-000000000001", "bench-01")
PIN, WITNESS_PIN, WRONG_PIN = "482913774", "605518293", "905137268"
UPS, UPS_2, UPS_3, UNANNOUNCED = "1Z999AA10123456784", "1Z5R89390357567127", "1Z999AA10123456793", "TBA987654321000"
USPS = "9405503699300124200033"
SHOE, SHOE_SKU, SHARED, EAR = "4006381333931", "SHOE-RED-42", "4006381333962", "6901234567908"

PRODUCTS = """client,sku,title,category,barcodes,fnsku,price,currency,weight_g,weight_tolerance_g,serial_tracked
ACME,SHOE-RED-42,Running shoe,hard goods,4006381333931,X001SHOE42,59.90,USD,410,30,no
ACME,BOTTLE-750,Steel bottle,hard goods,4006381333962;036000291452,,24.50,USD,,,no
NOVA,MUG-HEAT,Heated mug,hard goods,4006381333962,,29.00,USD,,,no
NOVA,EAR-PRO,Wireless earbuds,hard goods,6901234567908,,79.00,USD,,,yes
"""
RETURNS = f"""client,platform,order_id,rma,tracking,sku,quantity,reason_code,reason_text,customer_note
ACME,tiktok_shop,576012000001,RMA-1001,{UPS},SHOE-RED-42,1,size_too_small,尺码不合,never worn
ACME,shopify,1043,RMA-1006,{UPS_2},BOTTLE-750,2,changed_mind,Changed my mind,
NOVA,temu,PO-211,RMA-1008,{UPS_3},EAR-PRO,1,quality,质量问题,
ACME,shopify,1050,,{USPS},SHOE-RED-42,1,changed_mind,Changed my mind,
"""
SEALED: tuple[tuple[str, str], ...] = (("sealed", "sealed"), ("prohibited_goods", "none"))
BROKEN = (
    ("sealed", "opened"),
    ("prohibited_goods", "none"),
    ("right_item", "matches"),
    ("packaging_intact", "damaged"),
    ("parts_complete", "complete"),
    ("signs_of_use", "slight"),
    ("damage", "beyond_repair"),
    ("works", "not_tested"),
)


class FakeClock:
    """A time that goes on by a second at each look, so that no two facts share theirs."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@dataclass
class FakePrinter:
    """Keeps what it printed; `fault` happens instead."""

    printed: list[tuple[str, str]] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    fault: Delivery | Exception | None = None

    def send(self, sheet: Sheet, seconds: float) -> Delivery:
        assert seconds > 0
        if isinstance(self.fault, Exception):
            raise self.fault
        self.sheets.append(sheet)
        if self.fault is not None:
            return self.fault
        self.printed.append((sheet.job.kind, sheet.job.code))
        return Delivery(JobState.SENT, "kept")

    def look(self, seconds: float) -> str:
        return f"ready within {seconds:g} s"


class House:
    """One station's records and evidence in a folder, or its records in the database at `url`."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.printer = FakePrinter()
        self.store = open_store(url or f"sqlite:///{folder / 'regrade.db'}", STATION)
        self.evidence = DiskEvidence(folder / "evidence", folder / "spool")
        self.pins = Argon2Pins(memory_kib=8, passes=1)
        library = made_once.library(shipped("resources"))
        self.rules = Rulebook(library.checklists, (library.grading,), (library.routes,), (library.holds,), site="US-NJ")
        self._shots = 0

    def people(self) -> SqlPeopleWork:
        return SqlPeopleWork(self.store.engine, STATION.id)

    def prepare(self) -> "House":
        """Take in the catalogue and the announcements, and make the people."""
        for badge, name, role, pin in (
            ("LN-07", "Li Na", Role.INSPECTOR, PIN),
            ("MO-01", "Maria Ortiz", Role.SUPERVISOR, WITNESS_PIN),
        ):
            add_user(self.people, self.pins, self.clock, NewUser(badge, name, role), pin)
        for kind, text in (("products", PRODUCTS), ("returns", RETURNS)):
            self.take(kind, text)
        return self

    def take(self, kind: str, text: str) -> None:
        """Import a file of this content, of which every row must be taken."""
        file = self.folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        imports = SqlImports(self.store.engine, STATION.id, self.clock)
        imported = import_file(imports, DelimitedTables(), kind_named(kind), file)
        assert not imported.rejected, imported.rejected
        file.unlink()

    def tools(self, **changes: Any) -> Tools:
        parts: dict[str, Any] = {
            "store": self.store,
            "evidence": self.evidence,
            "pictures": PictureCodes(),
            "printing": self.printing(),
            "clock": self.clock,
            "check_pin": partial(check_pin, self.people, self.pins, self.clock),
            "new_key": new_key,
        }
        return Tools(**(parts | changes))

    def printing(self, *printers: SetUpPrinter, **changes: Any) -> Printing:
        """The way to the fake printer, which takes any label; nothing is printed behind anybody's back."""
        parts: dict[str, Any] = {
            "printers": printers or (SetUpPrinter("labels", "zpl", 203, ""),),
            "labels": PlainLabels(),
            "jobs": SqlPrintJobs(self.store.engine, STATION.id),
            "open_printer": lambda _: self.printer,
            "clock": self.clock,
            "new_key": new_key,
            "dispatch": lambda _, work: work(),
            "owner": "this house",
            "is_alive": lambda owner: owner == "this house",
            "pause": lambda _: None,
        }
        return Printing(PrintTools(**(parts | changes)))

    def lane(self, *, scale: bool = False, **changes: Any) -> Inspecting:
        """A bench as another process would open it."""
        return Inspecting(self.tools(**changes), self.rules, scale=scale)

    def signed_in(self, **changes: Any) -> Inspecting:
        lane = self.lane(**changes)
        took(lane, do="sign_in", badge="LN-07", pin=PIN)
        return lane

    def shot(self, caption: str = "front", code: str = "") -> str:
        """A picture file that no other test picture equals."""
        self._shots += 1
        file = self.folder / f"shot-{self._shots}.jpg"
        file.write_bytes(picture(f"{self._shots} {caption}", code))
        return str(file)

    def rows(self, model: type[models.Base]) -> list[dict[str, Any]]:
        """What stands in a table, read past the repositories."""
        with self.store.reading() as connection:
            return [dict(row) for row in connection.execute(select(models.table(model))).mappings()]

    def everything(self, *but: type[models.Base]) -> dict[str, list[str]]:
        """Every row of every table but these, to be compared."""
        left_out = {models.table(model).name for model in but}
        with self.store.reading() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table))))
                for table in models.Base.metadata.sorted_tables
                if table.name not in left_out
            }

    def kept_photos(self) -> set[str]:
        """The names of the files in the evidence folder."""
        return {path.name for path in (self.folder / "evidence").rglob("*") if path.is_file()}

    def close(self) -> None:
        self.store.close()


def act(lane: Inspecting, **action: Any) -> dict[str, Any]:
    """A line of the operator script, and its answer."""
    return lane.perform(request_of(json.dumps(action).encode()))


def took(lane: Inspecting, **action: Any) -> dict[str, Any]:
    """An action that the bench must take."""
    answer = act(lane, **action)
    assert answer["ok"], answer["error"]
    return answer


def refused(lane: Inspecting, **action: Any) -> dict[str, Any]:
    """An action that the bench must refuse; the error. A refusal names no facts."""
    answer = act(lane, **action)
    assert not answer["ok"], answer
    assert answer["facts"] == []
    error: dict[str, Any] = answer["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["message"]
    return error


def to_photos(lane: Inspecting, code: str = UPS, item: str = SHOE, answers: Any = SEALED) -> dict[str, Any]:
    """From a parcel's scan to the first photo that is owed."""
    took(lane, do="scan", code=code)
    answer = took(lane, do="scan", code=item)
    for question, choice in answers:
        answer = took(lane, do="answer", question=question, choice=choice)
    return answer


def to_grade(house: House, lane: Inspecting, **way: Any) -> dict[str, Any]:
    """On to where a grade is proposed, with every photo that is owed."""
    answer = to_photos(lane, **way)
    while shots := answer["expects"].get("photo", {}).get("shots"):
        answer = took(lane, do="photo", shot=shots[0], file=house.shot(shots[0]))
    assert answer["step"] == "grade", answer["expects"]
    return answer
