"""What PostgreSQL's locks are for: of two that want the same, the second waits and then sees what the first has done.

Each test fails where its lock is not taken: the second then looks while the first is still writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from app.domain.bench.facts import Flagged
from app.domain.bench.state import Bench
from app.domain.print_jobs import JobState, PrintJob
from app.services.importing import job
from app.store import audit, models
from app.store.announcements import ReturnKeeper
from app.store.audit_sums import sum_problems
from app.store.mapping import new_key
from app.store.print_jobs import SqlPrintJobs, claim
from app.store.unit_of_work import SqlStore, SqlUnitOfWork, open_store
from tests import importing_house
from tests.importing_house import fates
from tests.lane import SHOE_SKU, House, to_grade, took
from tests.records import INSPECTOR, NOW, STATION, of_unit, open_parcel, open_unit, seed
from tests.two_sessions import begun

HEADER = "client,platform,order_id,tracking,sku,quantity\n"


@pytest.fixture
def stores(postgres_url: str) -> Iterator[tuple[SqlStore, SqlStore]]:
    """Two processes of one station."""
    one, other = open_store(postgres_url, STATION), open_store(postgres_url, STATION)
    with one.unit_of_work() as work:
        seed(work.connection)
        work.commit()
    yield one, other
    one.close()
    other.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def done(store: SqlStore, act: Callable[[SqlUnitOfWork], Any]) -> Any:
    """What comes of this in a unit of work of its own."""
    with store.unit_of_work() as work:
        result = act(work)
        work.commit()
    return result


def test_two_processes_of_a_station_take_turns_at_its_bench(stores, pool):
    one, other = stores
    with one.unit_of_work() as work:
        assert work.records.bench() == Bench()
        second = begun(pool, one.engine, lambda: done(other, lambda work: work.records.bench()))
        work.records.save_bench(Bench(badge="1002"))
        work.commit()
    assert second.result() == Bench(badge="1002")


def test_a_unit_is_looked_at_by_one_at_a_time(stores, pool):
    one, other = stores
    open_unit(one, open_parcel(one))
    with one.unit_of_work() as work:
        assert work.records.unit("R-000001").flags == ()
        second = begun(pool, one.engine, lambda: of_unit(other))
        work.records.write([Flagged("R-000001", ("extra_item",))], at=NOW, operator=INSPECTOR)
        work.commit()
    assert second.result().flags == ("extra_item",)


def test_a_chain_grows_by_one_entry_at_a_time(stores, pool):
    one, other = stores

    def append(work: SqlUnitOfWork) -> int:
        link = audit.append(work.connection, station=STATION.id, at=NOW, actor="", kind="signed_in", payload={})
        return link.seq

    with one.unit_of_work() as work:
        first = append(work)
        second = begun(pool, one.engine, lambda: done(other, append))
        work.commit()
    assert (first, second.result()) == (1, 2)


def test_a_printer_has_one_job_under_way_whoever_sends_it(stores, pool):
    """Its own counter of labels is believed, so nobody else may print meanwhile."""
    one, other = stores
    theirs = SqlPrintJobs(other.engine, STATION.id)
    keys = [new_key(), new_key()]
    for key in keys:
        theirs.queue(PrintJob(key, "", "P-000001", "parcel", "parcel", "", "labels", {}), "both", NOW)
    soon = NOW + timedelta(seconds=60)
    with one.engine.begin() as connection:
        first = claim(connection, STATION.id, keys[0], owner="one", at=NOW, until=soon)
        second = begun(pool, one.engine, lambda: theirs.claim(keys[1], "other", NOW, soon))
    assert (first, second.result()) == ((JobState.SENDING, False), (JobState.QUEUED, False))


def after_each_batch(monkeypatch: pytest.MonkeyPatch, *happenings: Callable[[], Any]) -> None:
    """Something happens while an import is between its batches, which are of one row."""
    left, real = list(happenings), ReturnKeeper.keep
    monkeypatch.setattr(job, "BATCH", 1)

    def keep(self: ReturnKeeper, rows: Any) -> Any:
        fates = real(self, rows)
        if left:
            left.pop(0)()
        return fates

    monkeypatch.setattr(ReturnKeeper, "keep", keep)


def test_of_two_imports_of_one_file_the_second_finds_it_there(postgres_url, tmp_path, pool, monkeypatch):
    houses = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        houses.append(importing_house.House(postgres_url, tmp_path / name))
    one, other = houses
    one.take("products", importing_house.PRODUCTS)
    line = "ACME,amazon,O-1,,T1,A1,1,,"
    seconds: list[Future[Any]] = []

    def another_begins() -> None:
        seconds.append(begun(pool, one.store.engine, lambda: other.returns(line)))

    after_each_batch(monkeypatch, another_begins)
    assert fates(one.returns(line)) == (1, 0, 0, [])
    assert [fates(second.result()) for second in seconds] == [(0, 0, 1, [])]
    one.store.close()
    other.store.close()


def shoes(house: House) -> dict[str, int]:
    return {row["account"]: row["quantity"] for row in house.rows(models.Balance) if row["sku"] == SHOE_SKU}


def test_an_import_keeps_no_bench_from_grading_the_articles_of_its_file(postgres_url, tmp_path, monkeypatch):
    house = House(tmp_path, postgres_url).prepare()
    bench = house.signed_in()
    to_grade(house, bench)
    before = shoes(house)["expected"]
    after_each_batch(
        monkeypatch, lambda: took(bench, do="accept"), lambda: took(bench, do="scan", code=house.printer.printed[-1][1])
    )
    articles = (SHOE_SKU, "BOTTLE-750", SHOE_SKU)
    rows = (f"ACME,shopify,O-{number},T{number},{sku},2\n" for number, sku in enumerate(articles))
    house.take("returns", HEADER + "".join(rows))
    assert (shoes(house)["sellable_a"], shoes(house)["expected"]) == (1, before + 4)
    with house.store.reading() as connection:
        assert list(sum_problems(connection)) == []
    chain = sorted((row["seq"], row["kind"]) for row in house.rows(models.Audit))[-5:]
    kinds = ["graded", "announced", "label_verified", "announced", "announced"]  # the import commits batch by batch
    assert [kind for _, kind in chain] == kinds
    house.close()
