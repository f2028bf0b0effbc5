"""Every benchmark runs and says something; no time is asserted."""

import dataclasses
import json

import pytest

from app.domain.bench import actions as do
from app.services.inspecting import Request
from app.store.engine import open_engine
from app.store.queries import SqlReads
from app.store.unit_of_work import SqlStore
from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import (
    codes,
    grade,
    history,
    hostile,
    importing,
    labels,
    latency,
    photo,
    preview,
    pure,
    reads,
    starting,
    syncing,
    window_gallery,
    window_held,
    window_house,
    window_keys,
    window_memory,
    window_pages,
    window_up,
)
from tests.benchmarks.measuring import Figure, Options, Series, Stopwatch, take_turns
from tests.benchmarks.twin import Recorder
from tests.benchmarks.workbench import open_workbench

FEW = 2


@pytest.fixture
def options(tmp_path, monkeypatch):
    monkeypatch.setattr(latency, "QUICK_SIZES", {"100": 100, "200": 200})
    monkeypatch.setattr(photo, "SIZES", {"small": (320, 240)})
    monkeypatch.setattr(hostile, "SIDES", (320, 240))
    monkeypatch.setattr(codes, "SIZE", (640, 480))
    monkeypatch.setattr(grade, "UNITS", 100)
    monkeypatch.setattr(reads, "QUICK_UNITS", 200)
    monkeypatch.setattr(syncing, "A_SECOND", 50.0)
    monkeypatch.setattr(window_keys, "QUICK_SIZES", {"100": 100, "200": 200})
    monkeypatch.setattr(window_keys, "WARM", 0)
    monkeypatch.setattr(window_keys, "BLOCKS", 1)
    monkeypatch.setattr(window_held, "QUICK_UNITS", 200)
    monkeypatch.setattr(window_pages, "QUICK_UNITS", 200)
    monkeypatch.setattr(window_memory, "UNITS", 200)
    monkeypatch.setattr(window_memory, "POINTS", 2)
    _without_rests(monkeypatch)
    monkeypatch.setattr(window_gallery, "PHOTOS", 8)
    monkeypatch.setattr(window_gallery, "SIDES", (400, 300))
    return Options(tmp_path, quick=True, rounds=FEW)


def _without_rests(monkeypatch):
    """Nobody's hands are waited for, nothing is compiled anew: no figure is read here."""
    monkeypatch.setattr(window_house, "HANDS_MS", 50)
    monkeypatch.setattr(window_held, "LOOK_MS", 10)
    monkeypatch.setattr(window_pages, "AHEAD_MS", 50)
    monkeypatch.setattr(window_up, "COMPILED_APART", False)


MODULES = (
    pure, grade, photo, hostile, preview, codes, latency, reads, importing, starting, labels, syncing,
    *benchmarks.WINDOW,
)  # fmt: skip


PROGRAMS = (starting, window_up)
"""Each of their rounds starts several programs."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
def test_a_benchmark_runs_and_its_table_can_be_printed(module, options):
    result = module.measure(dataclasses.replace(options, rounds=1) if module in PROGRAMS else options)
    assert result.name == module.NAME
    assert all(value > 0 for series in result.series for value in series.values)
    assert result.name in benchmarks.table(result)
    json.dumps(result.plain())


def test_the_bare_counterpart_of_a_grade_wrote_the_same_rows(options):
    result = grade.measure(options)
    assert "rows that differ in the end: none" in result.notes


def test_a_history_is_built_once_and_its_rows_add_up(tmp_path):
    path, seconds = history.history(tmp_path, 300)
    assert seconds > 0
    assert history.history(tmp_path, 300) == (path, 0.0)
    history.announce(path, FEW)
    with history.opened(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = (
            "SELECT client, sku, account, sum(quantity) AS n FROM ledger GROUP BY client, sku, account HAVING n <> 0 "
            "EXCEPT SELECT client, sku, account, quantity FROM balances"
        )
        assert connection.execute(asked).fetchall() == []
        assert connection.execute("SELECT count(*) FROM units").fetchone() == (300,)


def test_no_statement_of_the_bench_walks_through_a_table(tmp_path):
    """Else an action takes the longer the more units are on record; the plan shows it at any size."""
    path = tmp_path / "history.db"
    history.build(path, 100)
    bench = open_workbench(tmp_path, path, history.STATION)
    recorder = Recorder()
    recorder.listen(bench.store.inner.engine)
    plain, parked = history.announce(path, 2)
    bench.inspect(plain, lambda _name, request: bench.perform(request))
    _park_resume_and_override(bench, parked)
    bench.close()
    with history.opened(path) as connection:
        met = {sql: given for sql, given in recorder.met.items() if sql.startswith(("SELECT", "INSERT", "UPDATE"))}
        plans = {sql: connection.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall() for sql, given in met.items()}
    walks = [(sql, row[3]) for sql, rows in plans.items() for row in rows if row[3].startswith("SCAN")]
    assert [walk for walk in walks if walk[1] != "SCAN CONSTANT ROW"] == []
    assert len(plans) > 30


def test_no_read_of_the_window_walks_through_what_grows(tmp_path):
    """Catalogue, balances and people are as long as they are; whatever grows with every unit is found by an index."""
    path = tmp_path / "history.db"
    history.build(path, 100)
    store = SqlStore(open_engine(f"sqlite:///{path}"), history.STATION)
    recorder = Recorder()
    recorder.listen(store.engine)
    for look in reads.looks_at(SqlReads(store.reading, history.STATION.id), 100).values():
        look()
    store.close()
    with history.opened(path) as connection:
        asked = {sql: given for sql, given in recorder.met.items() if sql.startswith("SELECT")}
        plans = {sql: connection.execute(f"EXPLAIN QUERY PLAN {sql}", given).fetchall() for sql, given in asked.items()}
    short = ("products", "balances", "users", "anon_1", "drafts", "CONSTANT", "40-ROW", "50-ROW")
    waits = ("_units_held", "_units_awaits", "_parcels_open", "_labels_unverified", "_work_orders_open")
    walks = [row[3] for rows in plans.values() for row in rows if row[3].startswith("SCAN")]
    assert [walk for walk in walks if walk.split()[1] not in short and not any(one in walk for one in waits)] == []
    assert len(plans) > 30


def _park_resume_and_override(bench, parcel):
    """The rarer acts of a bench, one after another."""

    def do_all(*actions):
        return [bench.perform(Request(action)) for action in actions][-1]

    def go_on(reply):
        bench.carry_on(reply, parcel, lambda _name, request: bench.perform(request))

    sealed = do.GiveAnswer("sealed", ("sealed",))
    reply = do_all(do.Scan(parcel.tracking), do.Scan(parcel.barcode), sealed, do.Back(), do.Park())
    unit = next(fact["id"] for fact in reply["facts"] if fact["kind"] == "park")
    go_on(do_all(do.Resume(unit)))
    go_on(do_all(do.Reprint("smeared"), do.VoidLabel("wrong roll")))
    go_on(do_all(do.Review(unit, "override", "B", "a dent")))
    do_all(do.Review(unit, "send_back", "", "look again"), do.Scan(parcel.tracking))


def test_the_command_writes_what_it_measured(tmp_path, capsys):
    out = tmp_path / "bench.json"
    assert benchmarks.main(["pure", "--rounds", "2", "--cache", str(tmp_path), "--out", str(out)]) == 0
    assert "state to text" in capsys.readouterr().out
    assert [result["name"] for result in json.loads(out.read_text())["results"]] == ["pure"]


def test_an_unknown_benchmark_is_refused(capsys):
    assert benchmarks.main(["nothing"]) == 2
    assert "There is no benchmark nothing" in capsys.readouterr().err


def test_quantiles_are_values_that_were_measured():
    series = Series("x", tuple(float(n) for n in range(100, 0, -1)))
    assert (series.median, series.quantile(0.99), series.quantile(1)) == (50, 99, 100)
    assert dataclasses.replace(series, values=(7.0,)).quantile(0.01) == 7


def test_a_figure_holds_up_to_its_limit():
    assert Figure("x", 2.5, 2.5).holds
    assert not Figure("x", 2.51, 2.5).holds


def test_each_round_begins_with_another_side():
    came = []
    take_turns(3, [lambda: came.append("a"), lambda: came.append("b")])
    assert "".join(came) == "abbaab"


def test_a_stopwatch_adds_in_its_unit():
    watch = Stopwatch("µs")
    watch.add("x", 0.002)
    assert watch.of("x").values == (2000.0,)
