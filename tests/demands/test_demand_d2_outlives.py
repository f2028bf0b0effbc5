"""D2: a bench that outlives its database server. Work goes on, drafts and photos are safe, everything is handed in.

The server is a real one, stopped at once and started again under a working bench; once by script, once in the window.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.services.station import Station
from app.ui.bench.wording import phrase
from app.ui.window import records
from tests import postgres
from tests.day import announce_catalogue, written
from tests.e2e.floor import KETTLE, LAMP, MUG, ups
from tests.e2e.killing import Remembered, faults
from tests.e2e.program import Direct, people, sign_in, station, take_in
from tests.follower import Answer, Asked, Bench, Follower, first_choice
from tests.pictures import picture
from tests.shift.hands import Mode, WindowHands
from tests.shift.place import until, window_over

WORN = {"sealed": "opened", "packaging_intact": "damaged"}
GOODS = (LAMP, KETTLE, MUG)
ROWS = [
    {
        "client": one.client, "platform": "shopify", "order_id": f"D2-{number}", "tracking": ups(number),
        "sku": one.sku, "quantity": 1,
    }
    for number, one in enumerate(GOODS, start=1)
]  # fmt: skip
AWAY = "database_unreachable"


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.PostgresServer]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql), so no server was stopped.")
    with postgres.own_server() as own:
        yield own


@dataclass
class Inspector:
    """Somebody who remembers every answer, and does again what was not taken."""

    bench: Bench
    follower: Follower
    ids: Iterator[str]
    said: Remembered = field(default_factory=Remembered)
    held: list[str] = field(default_factory=list)

    def do(self, action: Mapping[str, Any]) -> Answer:
        named = {"id": next(self.ids), **action}
        answer = self.bench.do(named)
        if answer["ok"]:
            self.said.acts.append((named, answer))
            self.held += [named["do"]] if "kept_here" in warned(answer) else []
        return answer

    def on(self, answer: Answer) -> Answer:
        """Goes on until something is not taken, or the parcel is done."""
        while (action := self.follower.next_action(answer)) is not None:
            told = self.do(action)
            if not told["ok"]:
                return told
            answer = told
        return answer


def warned(answer: Answer) -> list[str]:
    return [one["code"] for one in answer.get("warnings", ())]


def worn(asked: Asked) -> str | list[str]:
    return WORN.get(str(asked["question"])) or first_choice(asked)


def announced(opened: Station, folder: Path) -> Follower:
    people(opened, ["INS-1"])
    take_in(opened, {**announce_catalogue(GOODS, folder), "returns": written(folder / "returns.csv", ROWS)})
    pictures = itertools.count(1)
    codes = {one.sku: one.barcode for one in GOODS}
    return Follower(codes, lambda shot: picture(folder / "photos", f"{next(pictures)}-{shot}"), worn)


def begun(person: Inspector) -> Answer:
    """A piece is on the bench, its first question asked."""
    assert person.do(sign_in())["ok"]
    answer = person.do({"do": "scan", "code": ROWS[0]["tracking"]})
    answer = person.do({"do": "scan", "code": GOODS[0].barcode})
    assert answer["step"] == "checklist"
    return answer


def finish(person: Inspector, answer: Answer) -> None:
    """That piece, and the other parcels."""
    for tracking in ["", *(row["tracking"] for row in ROWS[1:])]:
        last = person.on(person.do({"do": "scan", "code": tracking}) if tracking else answer)
        assert last["ok"], last["error"]


@pytest.mark.expects_warning
def test_demand_d2_a_bench_outlives_its_database_server(server: postgres.PostgresServer, tmp_path: Path) -> None:
    url = server.url(server.create())
    with station(tmp_path / "bench", url) as opened:
        person = Inspector(Direct(opened), announced(opened, tmp_path), (f"d2-{one}" for one in itertools.count()))
        answer = begun(person)
        server.stop()
        waits = person.on(answer)
        assert waits["error"]["code"] == AWAY
        assert waits["expects"]["accept"] == "grade", "all that needs no server was done"
        assert {"answer", "photo"} == set(person.held)
        assert person.do({"do": "scan", "code": ROWS[1]["tracking"]})["error"]["code"] == AWAY
        server.start()
        back = person.do({"do": "state"})
        assert warned(back) == ["handed_in"]
        assert back["expects"] == waits["expects"], "the bench stands where it stood"
        finish(person, back)
        assert faults(opened, person.said, ROWS) == []
    with station(tmp_path / "bench", url) as opened:
        assert faults(opened, person.said, ROWS) == []


@pytest.mark.expects_warning
def test_demand_d2_the_window_goes_on_and_comes_back_by_itself(
    server: postgres.PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LOOK_MS", 200)
    url = server.url(server.create())
    with station(tmp_path / "bench", url) as opened:
        follower = announced(opened, tmp_path)
    with station(tmp_path / "bench", url) as opened, window_over(opened) as place:
        hands = WindowHands(place, Mode.SCANNER)
        person = Inspector(hands, follower, (f"d2-{one}" for one in itertools.count()))
        answer = begun(person)
        server.stop()
        waits = person.on(answer)
        assert waits["error"]["code"] == AWAY
        assert {"answer", "photo"} == set(person.held)
        watch, chip = place.window.records, place.window.header._chips["records"]
        assert watch.away
        assert chip.accessibleName().startswith("Records out of reach")
        assert chip.isVisible()
        server.start()
        until("the records are back", lambda: not watch.away)
        hands.settle()
        assert not chip.accessibleName()
        assert hands.scene.warnings[0].title == phrase("The records are back")
        standing = place.window.parts.desk.standing
        assert standing is not None
        assert standing.reply["expects"] == waits["expects"], "nobody did anything, and the bench stands where it stood"
        finish(person, dict(standing.reply))
        assert faults(opened, person.said, ROWS) == []
