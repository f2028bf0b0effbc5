"""From a grade on record to the shop's confirmation on record, while ten benches grade: over a socket, in programs.

The shop and the work on the channels are programs of their own; the gradings come from this one, at random moments, as
often as from ten benches. The shop answers at once, so that what is measured is ours alone: the look for new messages,
the level read, the write on record, the change sent, and its confirmation committed and found by another program.
"""

from __future__ import annotations

import os
import random
import select as waiting
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from app.store import models
from tests import postgres
from tests.benchmarks.measuring import Figure, Options, Result, Series, Stopwatch
from tests.e2e.shop_program import floor, marketplace, set_up
from tests.lives import begin
from tests.shop_floor import ShopFloor

NAME = "sync"
KIND = "shopify"
MEDIAN_MS, P95_MS = 500.0, 1000.0
GRADINGS = 120
ARTICLES = 50
A_SECOND = 1.0
"""Gradings: of ten benches, each with a unit in ten seconds."""
LOOK_S = 0.01
PATIENCE_S = 60.0


def measure(options: Options) -> Result:
    """On SQLite, and on PostgreSQL where it is installed and the figures are to be whole."""
    gradings = options.times(GRADINGS, 20)
    watch, notes = Stopwatch(), [f"at load {os.getloadavg()[0]:.1f}"]
    _one(watch, "SQLite", gradings, options)
    if options.quick or postgres.programs() is None:
        notes.append("not tried on PostgreSQL")
    else:
        with _postgres() as database:
            _one(watch, "PostgreSQL", gradings, options, database)
    series = watch.series()
    return Result(NAME, series, tuple(figure for one in series for figure in _figures(one)), tuple(notes))


def _one(watch: Stopwatch, name: str, gradings: int, options: Options, database: str = "") -> None:
    chance = random.Random(7)
    with tempfile.TemporaryDirectory(dir=options.place) as folder, marketplace(KIND) as told:
        profile = Path(folder)
        environment = set_up(profile, KIND, told, database)
        with floor(profile, KIND, told, articles=ARTICLES, database=database) as house:
            sync = ("app", "sync", "--json", "--profile", profile)
            program = begin(*sync, environment=environment, stderr=subprocess.DEVNULL)
            open_ = {house.grade(): time.perf_counter()}
            _until_all_are_confirmed(house, open_, Stopwatch(), name)  # it is at work, and connected
            due = time.perf_counter()
            for _ in range(gradings):
                due += chance.expovariate(A_SECOND)
                while time.perf_counter() < due:
                    _note(house, open_, watch, name)
                open_[house.grade(chance.randint(1, ARTICLES))] = time.perf_counter()
            _until_all_are_confirmed(house, open_, watch, name)
            program.send_signal(signal.SIGTERM)
            if code := program.wait():
                message = f"The work on the channels ended with {code}."
                raise RuntimeError(message)


def _note(house: ShopFloor, open_: dict[str, float], watch: Stopwatch, name: str) -> None:
    """What was confirmed since the last look, after a short rest."""
    waiting.select([], [], [], LOOK_S)
    if open_:
        for lpn in _confirmed(house) & set(open_):
            watch.add(name, time.perf_counter() - open_.pop(lpn))


def _until_all_are_confirmed(house: ShopFloor, open_: dict[str, float], watch: Stopwatch, name: str) -> None:
    began = time.perf_counter()
    while open_:
        _note(house, open_, watch, name)
        if time.perf_counter() - began > PATIENCE_S:
            message = f"Never confirmed: {', '.join(open_)}."
            raise RuntimeError(message)


def _confirmed(house: ShopFloor) -> set[str]:
    """The newest of them."""
    newest = (
        select(models.Outbox.unit)
        .where(models.Outbox.state == "confirmed")
        .order_by(models.Outbox.id.desc())
        .limit(ARTICLES)
    )
    with house.store.reading() as connection:
        return set(connection.scalars(newest))


def _figures(one: Series) -> tuple[Figure, Figure]:
    return (
        Figure(f"grade saved → confirmed, {one.name}, median", one.median, MEDIAN_MS, "ms"),
        Figure(f"the same, p95 of {len(one.values)}", one.quantile(0.95), P95_MS, "ms"),
    )


@contextmanager
def _postgres() -> Iterator[str]:
    """A database on a server that is started for this."""
    ours = postgres.HOME_VARIABLE not in os.environ
    if ours:
        postgres.begin_run()
    try:
        server = postgres.running_server()
        name = server.create()
        yield server.url(name)
        server.drop(name)
    finally:
        if ours:
            postgres.end_run()
