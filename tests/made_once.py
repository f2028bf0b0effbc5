"""What a run makes once and then takes again: tables of a new database, the library of rules, the demo's day.

A station opens on a new profile in thousands of tests, and both take longer than most of them. What is taken again is
what the program made; the tests of the two themselves take the road that everybody else takes.

What costs on purpose costs little here: a guess at a PIN, which takes 40 ms on the floor; the reserve of a bench's
disk, 256 MB that are really taken; and the collector, which each station that closes would send through all that
thousands of tests have loaded.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Compiled, Engine, create_engine
from sqlalchemy.util import LRUCache

from app import logs
from app.bootstrap import Stations
from app.demo import play_demo
from app.demo.catalogue import demo_folder
from app.devices.pins import Argon2Pins
from app.store import migrations
from app.store.engine import open_engine
from app.store.library import Library, load_library
from tests.postgres import PostgresServer, once_a_run

POSTGRES_TEMPLATE = "tables_of_today"
MOST_STATEMENTS = 3000  # the program has about a thousand, counted by their shapes
TAKEN_FOR_TRUE = 64 << 20  # bytes; the tests of the reserve take smaller ones


def tables(folder: Path) -> Callable[[Engine], None]:
    """Stands in for `bring_up`: a SQLite file that is not there yet is copied, anything else takes the usual road."""
    template = folder / "tables.db"

    def bring_up(engine: Engine) -> None:
        file = Path(engine.url.database or "")
        if engine.dialect.name == "sqlite" and file.parent.is_dir() and not file.exists():
            if not template.exists():
                _make(f"sqlite:///{template}")
            shutil.copyfile(template, file)
        migrations.bring_up(engine)

    return bring_up


class Statements:
    """Stands in for the statements that an engine keeps compiled, each its own: the same are taken for all engines of a
    kind of database, for a run has thousands. Any thread."""

    def __init__(self) -> None:
        self._kept: LRUCache[Any, Compiled] = LRUCache(MOST_STATEMENTS)

    def get(self, key: tuple[Any, ...]) -> Compiled | None:
        return self._kept.get(_of_kind(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Compiled) -> None:
        self._kept[_of_kind(key)] = compiled


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """A statement's key begins with the engine's own dialect; what that is compiled by is the same in all of a kind."""
    dialect, *rest = key
    return dialect.name, dialect.driver, dialect.server_version_info, dialect.paramstyle, *rest


def engines() -> Callable[..., Engine]:
    """Stands in for `create_engine`."""
    statements: Any = Statements()

    def create(*arguments: Any, **more: Any) -> Engine:
        engine = create_engine(*arguments, **more)
        engine._compiled_cache = statements
        return engine

    return create


def postgres_template(server: PostgresServer) -> str:
    """The name of a database with all tables and no rows, made once a run."""
    return server.template(POSTGRES_TEMPLATE, _make)


def _make(url: str) -> None:
    """All tables in one file: the last connection that closes takes the journal along."""
    engine = open_engine(url)
    migrations.bring_up(engine)
    engine.dispose()


def library(resources: Path) -> Library:
    """Stands in for `load_library`: read once as long as no file of it changes. What it hands out is frozen."""
    files = sorted(
        (*resources.glob("checklists/*.yaml"), *resources.glob("policies/*.yaml"), *resources.glob("claims/*.yaml"))
    )
    seen = tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    return _read(resources, seen)


@functools.lru_cache(maxsize=8)
def _read(resources: Path, _seen: tuple[tuple[str, int, int], ...]) -> Library:
    return load_library(resources)


def demo_day(own: Path) -> tuple[Path, Mapping[str, object]]:
    """The demo's shift, played by script once a run: a copy of its profile in a folder of one's own, what was said."""
    made = once_a_run("demo", _play)
    shutil.copytree(made, own, dirs_exist_ok=True)
    told = (own / "told.json").read_text(encoding="utf-8").replace(str(made), str(own))
    return own / "profile", json.loads(told)


def _play(out: Path) -> None:
    try:
        told = play_demo(Stations().open, demo_folder(), out, in_window=False)
    finally:
        logs.shut_down()
    (out / "told.json").write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")


def light_collector() -> SimpleNamespace:
    """Stands in for `gc` where stations open and close: what the run has collected stays out of its sight, and it works
    between the tests alone."""
    return SimpleNamespace(enable=lambda: None, freeze=lambda: None, unfreeze=lambda: None)


def light_pins() -> Argon2Pins:
    """Stands in for `Argon2Pins()`: the same hash, at the least cost that it knows."""
    return Argon2Pins(memory_kib=8, passes=1)


def light_room(really: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Stands in for the allocation of a reserve: one of a bench's size has its length and takes no room."""

    def allocate(descriptor: int, size: int) -> None:
        if size < TAKEN_FOR_TRUE:
            really(descriptor, size)
        else:
            os.ftruncate(descriptor, size)

    return allocate
