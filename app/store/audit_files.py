"""The evidence folder against the photo rows: each photo there and unchanged, and nothing there that no row names.

Reads folder by folder, each with the rows of its own two letters, in short transactions beside working benches. A
photo that is just being filed, or was when its bench crashed, carries a marker (see `app.store.disk`) and is no alarm.
One thread.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from sqlalchemy import Engine, bindparam, select

from app.domain.evidence import is_digest
from app.saying import Said, say, sentence
from app.store.deletions import NOT_DELETED
from app.store.disk import DiskEvidence, digest_of
from app.store.engine import READING
from app.store.models import Photo

HEX = "0123456789abcdef"
LINK = say("is only a link to another file")
CHANGED = say("was changed on disk: its content does not fit its name")
MISSING = say("is missing on disk")
FOLDERS = tuple(high + low for high in HEX for low in HEX)
_OF_FOLDER = (
    select(Photo.sha256, Photo.station, NOT_DELETED.label("stays"))
    .where(Photo.sha256 >= bindparam("first"), Photo.sha256 <= bindparam("last"))
    .distinct()
)
_NAMED = select(Photo.sha256).where(Photo.sha256.in_(bindparam("asked", expanding=True))).distinct()


def named_photos(engine: Engine, asked: AbstractSet[str]) -> AbstractSet[str]:
    """Which of these digests a photo row names: what the start-up sweep asks."""
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        return frozenset(connection.execute(_NAMED, {"asked": sorted(asked)}).scalars())


def file_problems(engine: Engine, evidence: DiskEvidence, station: str) -> Iterator[str]:
    """What is missing, changed or foreign in this station's folder, in words.

    A photo that only other stations took lies on their disks and is verified there; is it here as well, it must fit.
    """
    for name in FOLDERS:
        yield from _folder_problems(engine, evidence, name, station)
    for path in sorted(evidence.evidence.iterdir()):
        if path.name not in FOLDERS or path.is_symlink() or not path.is_dir():
            yield _foreign(evidence, path)


def _folder_problems(engine: Engine, evidence: DiskEvidence, name: str, station: str) -> Iterator[str]:
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        limits = {"first": name, "last": name + "g"}  # g is what follows f
        taken = list(connection.execute(_OF_FOLDER, limits))
    rows = {row.sha256 for row in taken}
    ours = {row.sha256 for row in taken if row.station == station and row.stays}
    for sha256 in sorted(sha256 for sha256 in rows if sha256 in ours or evidence.holds(sha256)):
        if is_digest(sha256) and (problem := photo_fault(evidence.path(sha256))):
            yield f"Photo {sha256} {problem}."
    folder = evidence.evidence / name
    if not folder.is_dir():
        return
    unknown = {path.name for path in folder.iterdir()} - rows
    # Asked again: a bench may have recorded it since, and then its marker may be swept already.
    fresh = named_photos(engine, {sha256 for sha256 in unknown if is_digest(sha256)}) if unknown else frozenset()
    for sha256 in sorted(unknown - fresh):
        being_filed = is_digest(sha256) and any(evidence.kept.glob(f"{sha256}.*"))
        if not being_filed and (folder / sha256).exists():
            yield _foreign(evidence, folder / sha256)


def photo_fault(path: Path) -> Said | None:
    """What is wrong with a photo's file, as one says it of the photo; None for a sound one."""
    try:
        if path.is_symlink():
            return LINK
        return None if digest_of(path) == path.name else CHANGED
    except FileNotFoundError:
        return MISSING
    except OSError as error:
        return _unreadable(error.strerror or "")


def fault_again(words: str) -> Said:
    """A fault that was kept as plain text, so that it can be said in another language."""
    begin, end = _unreadable("").template.split("{reason}")
    if words.startswith(begin) and words.endswith(end):
        return _unreadable(words[len(begin) : len(words) - len(end)])
    return sentence(words)


def _unreadable(reason: str) -> Said:
    return say("cannot be read from disk ({reason})", reason=reason)


def _foreign(evidence: DiskEvidence, path: Path) -> str:
    return f"The file {path.relative_to(evidence.evidence)} lies in the evidence, but no record names it."
