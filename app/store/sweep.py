"""The start-up sweep over the evidence folders: what a crash left behind is put aside, and never deleted.

Only photos with a marker in `spool/kept` are looked at, so it takes no longer after a year than after a day. A marked
photo that a row names loses its marker; one that only a held act names keeps it; one that nothing names is moved to
`spool/quarantine`, once the process that filed it is gone or the marker is a day old. Drafts in `spool/tmp` are no
evidence yet: they go after a day.
Foreign files in `evidence` have no marker: they are for `audit verify` to report. Any thread, beside working benches.
"""

import logging
import os
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from app.domain.evidence import is_digest
from app.store import durable
from app.store.disk import DiskEvidence

GRACE = timedelta(hours=24)
BATCH = 500

Named = Callable[[AbstractSet[str]], AbstractSet[str]]
"""Which of these digests a row names: one short read of the records. Or a held act, which no row may ever name."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many drafts were removed, and how many photos without a row were put aside."""

    drafts: int
    orphans: int


def sweep(evidence: DiskEvidence, named: Named, now: datetime, held: Named = lambda _: frozenset()) -> Swept:
    """Raises `StoreError` where the disk fails; a second sweep at the same time does no harm."""
    with durable.disk_errors("The evidence folders could not be tidied"):
        drafts = sum(_remove(draft) for draft in list(evidence.tmp.iterdir()) if _age(draft, now) > GRACE)
        orphans = 0
        for batch in _batches(_marked(evidence)):
            rows = named(batch.keys())
            waiting = held(batch.keys() - rows)
            for sha256, markers in batch.items():
                if sha256 in waiting:
                    continue
                if sha256 not in rows:
                    if not all(_abandoned(marker, now) for marker in markers):
                        continue
                    orphans += _put_aside(evidence, sha256, named, now)
                for marker in markers:
                    _remove(marker)
    if drafts or orphans:
        log.info(
            "Start-up: %d unfinished drafts removed, %d photos without a record put into quarantine.", drafts, orphans
        )
    return Swept(drafts, orphans)


def _marked(evidence: DiskEvidence) -> Iterator[tuple[str, list[Path]]]:
    markers = sorted(marker for marker in evidence.kept.iterdir() if is_digest(marker.stem))
    for sha256, group in groupby(markers, key=lambda marker: marker.stem):
        yield sha256, list(group)


def _batches(marked: Iterator[tuple[str, list[Path]]]) -> Iterator[dict[str, list[Path]]]:
    batch: dict[str, list[Path]] = {}
    for sha256, markers in marked:
        batch[sha256] = markers
        if len(batch) == BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


def _put_aside(evidence: DiskEvidence, sha256: str, named: Named, now: datetime) -> bool:
    photo, aside = evidence.path(sha256), evidence.quarantine / sha256
    if not photo.exists():
        return False
    durable.move(photo, aside)
    # Somebody may have filed the same picture since we looked: then its new marker or its row is there by now.
    claimed = not all(_abandoned(marker, now) for marker in evidence.kept.glob(f"{sha256}.*"))
    if claimed or named({sha256}):
        durable.move(aside, photo)
        durable.sync_folder(photo.parent)
        return False
    return True


def _abandoned(marker: Path, now: datetime) -> bool:
    return _age(marker, now) > GRACE or not _alive(marker.suffix[1:])


def _alive(process: str) -> bool:
    """Whether a process of this number runs; where that cannot be asked (Windows), it is taken to."""
    if durable.WINDOWS:
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _written(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def _age(path: Path, now: datetime) -> timedelta:
    written = _written(path)
    return timedelta(0) if written is None else now - datetime.fromtimestamp(written / 1e9, UTC)


def _remove(path: Path) -> bool:
    with suppress(FileNotFoundError):
        path.unlink()
        return True
    return False
