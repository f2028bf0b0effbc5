"""The log is read as it was written, each station's alone and in order."""

from __future__ import annotations

from app.domain.bench.actions import Scan, SignIn, TakePhoto
from app.domain.bench.found import Found
from app.domain.bench.replay import Logged
from app.domain.bench.state import Candidate
from app.ports import LogEntry
from app.store.bench_log import entries
from tests.records import INSPECTOR, NOW, PRODUCT, RULES, STATION, photo

DONE = (
    LogEntry(NOW, None, SignIn("17"), Found(at="1", operator=INSPECTOR)),
    LogEntry(NOW, INSPECTOR, Scan("4006381333931"), Found(products=(Candidate(PRODUCT, RULES),), scale=True)),
    LogEntry(NOW, INSPECTOR, TakePhoto("front", "dark"), Found(photo=photo())),
)


def test_entries_come_back_in_order_with_who_acted(store):
    with store.unit_of_work() as work:
        for entry in DONE:
            work.records.log(entry)
        work.commit()
    with store.reading() as connection:
        assert list(entries(connection, STATION.id)) == [
            Logged(entry.action, entry.found, entry.operator.user_id if entry.operator else "") for entry in DONE
        ]
        assert list(entries(connection, "another station")) == []
