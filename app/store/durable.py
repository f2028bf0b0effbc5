"""Writing that survives a power cut: the few steps of which evidence, keys and checkpoints are made.

Any error of these steps means "not saved". A failed fsync is never tried again by itself: the system may have thrown
the pages away and then report success, so the whole write is done anew. Windows keeps no folder entries of its own to
sync, and lets virus scanners hold a file for a moment: there a rename is tried for about 2.5 s. Any thread.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import stamina

from app.errors import BenchError, DiskFull, StoreError
from app.saying import say

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
OWNER_ONLY = 0o600
WINDOWS = os.name == "nt"
CLOSE_ON_EXEC = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def disk_errors(what: str) -> Iterator[None]:
    """Turns the system's errors into ours; `what` says what was not saved, as in "The photo was not saved"."""
    try:
        yield
    except BenchError:
        raise
    except OSError as error:
        if error.errno in FULL:
            raise DiskFull(say("{what}: the disk is full.", what=what)) from error
        reason = error.strerror or type(error).__name__
        hint = (
            "What was acknowledged before is safe. Check this disk and its rights (`regrade doctor`), then try again."
        )
        raise StoreError(
            say("{what}: the disk refused ({reason}).", what=what, reason=reason), hint, "disk_failed"
        ) from error


def create(path: Path) -> int:
    """A descriptor on a new file of its owner alone; raises `FileExistsError` where there is one."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | CLOSE_ON_EXEC, OWNER_ONLY)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Everything, however little the system takes at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | CLOSE_ON_EXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(source: Path, target: Path) -> None:
    """Renames over whatever is there, in one step."""
    if not WINDOWS:
        source.replace(target)
        return
    for attempt in stamina.retry_context(on=PermissionError, attempts=8, timeout=2.5, wait_initial=0.05, wait_max=0.8):
        with attempt:
            source.replace(target)


def make_folder(folder: Path) -> None:
    """A folder with durable names above it; one that is there is fine."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    sync_folder(folder.parent)


def create_once(path: Path, content: bytes) -> bool:
    """A small durable file that the first process wins: True where it was ours; it is never seen half-written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    descriptor = create(draft)
    try:
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            if WINDOWS:
                draft.rename(path)  # refuses there what exists already
            else:
                os.link(draft, path)
        except FileExistsError:
            return False
        return True
    finally:
        draft.unlink(missing_ok=True)
        sync_folder(path.parent)
