"""Two benches on one PostgreSQL want the same at the same moment: one has it, the other is told so in plain words."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from app.errors import Conflict
from app.services.inspecting import Inspecting
from app.store import models
from app.store.keys import StationIdentity
from app.store.mapping import new_key
from app.store.records import SqlRecords
from app.store.unit_of_work import open_store
from tests.lane import SHOE, UPS, House, act, refused, to_photos, took

EARBUDS = "EAR-PRO"  # tracked by serial number


class Bench(House):
    """A station of its own on the records of the house."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir()
        super().__init__(folder)
        self.store.close()
        self.store = open_store(url, StationIdentity(new_key(), folder.name))


@pytest.fixture
def benches(tmp_path: Path, postgres_url: str) -> Iterator[tuple[Bench, Bench]]:
    one, other = Bench(tmp_path / "one", postgres_url), Bench(tmp_path / "other", postgres_url)
    one.prepare()
    yield one, other
    one.close()
    other.close()


def meanwhile(monkeypatch: pytest.MonkeyPatch, station: str, when: str, happens: Callable[[], Any]) -> None:
    """Another bench acts, whole and durable, while this one is between its look at the records and its writing."""
    real = getattr(SqlRecords, when)
    waiting = [happens]

    def interrupted(self: SqlRecords, *given: Any, **named: Any) -> Any:
        if self._station.id == station and waiting:
            waiting.pop()()
        return real(self, *given, **named)

    monkeypatch.setattr(SqlRecords, when, interrupted)


def test_of_two_that_take_the_last_announced_piece_the_second_has_an_extra_one(benches, monkeypatch):
    one, other = benches
    first, second = one.signed_in(), other.signed_in()
    for lane in (first, second):
        took(lane, do="scan", code=UPS)
    meanwhile(monkeypatch, other.store.station.id, "next_number", lambda: took(first, do="scan", code=SHOE))
    answer = act(second, do="scan", code=SHOE, id="a-1")
    units = [(row["lpn"], row["flags"]) for row in one.rows(models.Unit)]
    assert answer["ok"], answer["error"]
    assert (answer["unit"], units) == ("R-000002", [("R-000001", []), ("R-000002", ["extra_item"])])
    assert act(second, do="scan", code=SHOE, id="a-1") == answer


def test_of_two_that_read_the_same_serial_number_one_is_told_who_holds_it(benches, monkeypatch):
    real, both = SqlRecords.unit_by_serial, Barrier(2)

    def together(self: SqlRecords, client: str, serial: str) -> str:
        both.wait(10)
        held = real(self, client, serial)
        with suppress(BrokenBarrierError):  # where the second has to wait for the first, they do not meet here
            both.wait(0.3)
        return held

    monkeypatch.setattr(SqlRecords, "unit_by_serial", together)
    lanes = [with_earbuds(bench, number) for number, bench in enumerate(benches)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda lane: act(lane, do="scan", code="IMEI-0"), lanes))
    assert [answer["ok"] for answer in answers].count(True) == 1
    (told,) = [answer["error"] for answer in answers if not answer["ok"]]
    held = [row["lpn"] for row in benches[0].rows(models.Unit) if row["serial"]]
    assert told["code"] == "serial_in_stock"
    assert len(held) == 1
    assert held[0] in told["message"]


def with_earbuds(bench: Bench, number: int) -> Inspecting:
    """The bench where a serial number is wanted of earbuds."""
    lane = bench.signed_in()
    took(lane, do="no_code", of="parcel", description=f"box {number}")
    assert took(lane, do="no_code", of="item", sku=EARBUDS)["expects"] == {"scan": ["serial"]}
    return lane


def conflicts(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The records find so many times that somebody else was first."""
    real, left = SqlRecords.write, [None] * times

    def write(self: SqlRecords, *given: Any, **named: Any) -> Any:
        if left:
            left.pop()
            raise Conflict("Somebody else was first: the records changed.")
        return real(self, *given, **named)

    monkeypatch.setattr(SqlRecords, "write", write)


def test_a_photo_is_kept_once_where_its_act_is_done_once_more(house, monkeypatch):
    lane = house.signed_in()
    to_photos(lane)
    conflicts(monkeypatch, 1)
    took(lane, do="photo", shot="front", file=house.shot())
    assert len(house.kept_photos()) == len(house.rows(models.Photo)) == 1


@pytest.mark.expects_warning
def test_twice_too_late_is_said_in_plain_words_and_not_remembered(house, monkeypatch):
    lane = house.signed_in()
    before = house.everything()
    conflicts(monkeypatch, 2)
    error = refused(lane, do="scan", code=UPS, id="a-1")
    assert (error["code"], bool(error["hint"])) == ("conflict", True)
    assert house.everything() == before
    assert took(lane, do="scan", code=UPS, id="a-1")["step"] == "item"
