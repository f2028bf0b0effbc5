"""What a run makes once and then takes again: the tables of a new database, and the library of rules.

A station opens on a new profile in thousands of tests, and both take longer than most of them. What is taken again is
what the program made; the tests of the two themselves take the road that everybody else takes.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from app.store import migrations
from app.store.engine import open_engine
from app.store.library import Library, load_library
from tests.postgres import PostgresServer

POSTGRES_TEMPLATE = "tables_of_today"


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
