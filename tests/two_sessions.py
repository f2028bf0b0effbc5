"""Two sessions of one database that want the same: the second is begun while the first still holds it.

On PostgreSQL the database itself tells when somebody waits for a lock. SQLite has one writer: there it is known only
that the second has begun, and what becomes of both must be right whenever it comes to its turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from sqlalchemy import Engine, text

WAITING = text("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


def begun(pool: ThreadPoolExecutor, engine: Engine, act: Callable[[], Any]) -> Future[Any]:
    """Begin this in a thread; come back when it waits for a lock, or has ended because nothing held it."""
    started = threading.Event()

    def run() -> Any:
        started.set()
        return act()

    future = pool.submit(run)
    if engine.dialect.name == "sqlite":
        assert started.wait(60)
        return future
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looking:
        while not wait([future], 0.01).done and not looking.execute(WAITING).first():
            pass
    return future
