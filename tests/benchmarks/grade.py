"""Grade saved: the transaction of `accept` at `grade` on a sealed A unit, beside the same rows by plain SQLite.

    rows   what writes: begin, facts, log, state, remembered answer, audit chain, commit, signed checkpoint
    whole  the same with the look-ups and the judgement within the transaction

The printing that follows is in `latency`. A ratio depends on the disk: where a sync costs milliseconds both sides wait
for it, and the house's own share hardly shows; so the processor's time is given, too.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.services.inspecting import Request
from tests.benchmarks.history import STATION, Announced, announce, build
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, without_collecting
from tests.benchmarks.twin import Recorder, Twin
from tests.benchmarks.workbench import Reply, Workbench, open_workbench

NAME = "grade"
LIMIT = 2.5
WARM = 10
UNITS = 1_000


def measure(options: Options) -> Result:
    """Whole parcels by the house, each of its transactions then by the twin."""
    watch = Stopwatch()
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        database = Path(folder, "house.db")
        build(database, UNITS)
        bench = open_workbench(Path(folder), database, STATION)
        announced = announce(database, options.times(200, 40) + WARM)  # leaves nothing in the WAL, so it can be copied
        twin = Twin(database, Path(folder, "twin.db"))
        recorder = Recorder()
        recorder.listen(bench.store.inner.engine)
        saved = ""
        with without_collecting():
            for number, parcel in enumerate(announced):
                saved = _inspect(bench, parcel, recorder, twin, watch if number >= WARM else Stopwatch())
        bench.close()
        differ = twin.agree()
        twin.close()
    cpu = watch.of("accept: house, whole, processor alone").median
    notes = (
        saved,
        f"rows that differ in the end: {differ or 'none'}",
        f"of the whole {cpu:.2f} ms are the processor's",
    )
    return Result(NAME, watch.series(), _figures(watch), notes)


def _figures(watch: Stopwatch) -> tuple[Figure, ...]:
    bare = watch.of("accept: bare").median
    rows, whole = (watch.of(f"accept: house, {what}").median for what in ("rows", "whole"))
    return (
        Figure("grade saved: its rows, beside the same rows bare", rows / bare, LIMIT),
        Figure("the whole transaction, with look-ups and judgement", whole / bare, LIMIT),
    )


def _inspect(bench: Workbench, parcel: Announced, recorder: Recorder, twin: Twin, watch: Stopwatch) -> str:
    """One parcel to its end; what the grade wrote, in words."""
    saved = ""

    def act(name: str, request: Request) -> Reply:
        nonlocal saved
        recorder.reads = 0
        reply = bench.perform(request)
        saving = bench.store.committed[-1]
        watch.add(f"{name}: house, whole", saving.whole)
        watch.add(f"{name}: house, whole, processor alone", saving.cpu)
        watch.add(f"{name}: house, rows", saving.rows)
        written = recorder.take()
        with watch.timed(f"{name}: bare"):
            twin.write(written)
        if name == "accept":
            rows = sum(len(given) for _, given in written)
            saved = f"accept writes {rows} rows in {len(written)} statements, and asks {recorder.reads} times"
        return reply

    bench.inspect(parcel, act)
    return saved
