"""Looks at what the records and the evidence rest on: database, disk, keys. Says what it found, mends nothing.

Each look is a function that returns words, or raises a `BenchError` that says what is wrong and how to mend it.
"""

import os
import shutil
import stat
import sys
import time
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, func, select

from app.errors import DatabaseUnreachable, DiskFull, StoreError
from app.paths import Profile
from app.saying import say
from app.store.engine import LOCK_TIMEOUT_S
from app.store.models import Audit

LEAST_FREE_BYTES = 1 << 30
SLOW_DISK_S = 0.5


def database(connection: Connection) -> str:
    """Its version, and that it was opened so that what is committed is durable."""
    if connection.dialect.name == "postgresql":
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        synced = connection.exec_driver_sql("SHOW fsync").scalar_one()
        if synced != "on" or connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off":
            raise StoreError(
                "The database server may lose what it has acknowledged.",
                "Set fsync and synchronous_commit to on there.",
            )
        return f"PostgreSQL {version}, durable commits"
    sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if sound != "ok":
        raise StoreError(say("The database is damaged: {sound}.", sound=sound), "Restore the newest backup.")
    journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    foreign_keys = connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one()
    timeout_ms = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    if (synchronous, foreign_keys) != (2, 1) or timeout_ms < LOCK_TIMEOUT_S * 1000:
        raise DatabaseUnreachable(
            "The database is not opened as it must be.", "This is a fault of the program; report it."
        )
    version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    return f"SQLite {version}, journal {journal}, synchronous full, foreign keys on"


def disk(profile: Profile) -> str:
    """Room, and that a file written there is really on disk."""
    free = shutil.disk_usage(profile.root).free
    if free < LEAST_FREE_BYTES:
        raise DiskFull(
            say("Only {free:.1f} GiB are free under {root}.", free=free / 2**30, root=profile.root),
            "Make room before the next shift.",
        )
    took = _written_and_synced(profile.spool)
    if took > SLOW_DISK_S:
        raise StoreError(
            say("The disk took {took:.1f} s to keep a small file.", took=took),
            "Check the disk's health; a photo waits as long.",
        )
    return f"{free / 2**30:.1f} GiB free, a file is safe after {took * 1000:.0f} ms"


def keys(profile: Profile) -> str:
    """That nobody else can read what the station signs with."""
    if sys.platform == "win32":
        return "kept by the rights of the Windows account"
    for path in (profile.keys, *sorted(profile.keys.glob("*.key.pem"))):
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
        if open_to_others:
            raise StoreError(
                say("Others can read {path}.", path=path), say("Run: chmod go-rwx {path}", path=path), "keys_open"
            )
    return "readable by their owner only"


def checkpoints(folder: Path) -> str:
    """That the folder off the bench takes checkpoints."""
    _written_and_synced(folder)
    return f"also written to {folder}"


def newest_entry(connection: Connection) -> datetime | None:
    """When the audit chain grew last, or None; a clock before that has been set back."""
    return connection.execute(select(func.max(Audit.at))).scalar()


def _written_and_synced(folder: Path) -> float:
    probe = folder / f"probe-{uuid4().hex}"
    began = time.perf_counter()
    try:
        with probe.open("xb") as file:
            file.write(b"regrade" * 1000)
            file.flush()
            os.fsync(file.fileno())
        return time.perf_counter() - began
    except OSError as error:
        raise StoreError(
            say(
                "Nothing can be written under {folder}: {error_strerror}.", folder=folder, error_strerror=error.strerror
            ),
            "Check its rights and the disk.",
        ) from error
    finally:
        probe.unlink(missing_ok=True)
