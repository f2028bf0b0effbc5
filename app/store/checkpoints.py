"""Signed checkpoints of the audit chain, outside the database: what shows a cut tail or a database rolled back.

After a commit that added entries, one line says (station, number, hash, time) under the station's signature. A line is
one appending write, so processes need no lock; it starts on a fresh line, so one torn by a power cut spoils no other.
The commit is durable before its checkpoint is written: a lost checkpoint shows nothing, but never a false alarm. A
file that is missing is not begun as if nothing had been: its first checkpoints are missed. A large one is put aside
under a name of its own and a new one begun; of those put aside the newest two are kept, for each hash stands for all
entries before it. Any thread, any process.
"""

import base64
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.store import durable
from app.store.audit import GENESIS, canonical, instant
from app.store.keys import StationKeys

FILE = "checkpoints.jsonl"
LARGE = 1 << 20
PUT_ASIDE = 2
FIRST = 1
"""The oldest checkpoint is 0, made with the key; 1 where the program was killed between the two."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """That entry `seq` of the station's chain had this hash; and whether it and all after it are signed each."""

    station: str
    seq: int
    hash: str
    at: str
    signed: bool = False


class Checkpoints:
    """Writes a station's checkpoints; made once a process."""

    def __init__(self, keys: StationKeys, elsewhere: Callable[[bytes], None] = lambda _line: None) -> None:
        """`elsewhere` gets each line as well, at once, for a place off the bench."""
        self._keys = keys
        self._elsewhere = elsewhere
        self._path = keys.folder / FILE
        if keys.new and not self._path.exists():
            # Together with the key and never again: so a file that was taken away is seen to be missing.
            with durable.disk_errors("The first checkpoint was not saved"):
                durable.create_once(self._path, self._line(0, GENESIS, datetime.now(UTC)))

    def note(self, seq: int, digest: str, at: datetime) -> None:
        """After the commit. Never raises for the disk's sake: what it speaks of is durable already."""
        line = self._line(seq, digest, at)
        self._elsewhere(line)
        try:
            size = self._append(line)
            if size > LARGE:
                self._begin_anew(seq)
        except OSError as error:
            log.warning("The checkpoint of audit entry %d was not written (%s); the entry itself is safe.", seq, error)

    def _line(self, seq: int, digest: str, at: datetime) -> bytes:
        said: dict[str, Any] = {"at": instant(at), "hash": digest, "seq": seq, "signed": True}
        said["station"] = self._keys.identity.id
        said["sig"] = base64.b64encode(self._keys.sign(canonical(said).encode())).decode()
        return f"\n{canonical(said)}\n".encode()

    def _append(self, line: bytes) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | durable.CLOSE_ON_EXEC
        descriptor = os.open(self._path, flags, durable.OWNER_ONLY)
        try:
            os.write(descriptor, line)
            return os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)

    def _begin_anew(self, seq: int) -> None:
        durable.move(self._path, self._path.with_name(f"checkpoints-{seq:012d}.jsonl"))
        for old in list(_put_aside(self._path.parent))[:-PUT_ASIDE]:
            old.unlink(missing_ok=True)


def read_checkpoints(
    folder: Path, public: Ed25519PublicKey, former: Iterable[Ed25519PublicKey] = ()
) -> tuple[tuple[Checkpoint, ...], tuple[str, ...]]:
    """The checkpoints that the key signed, or a `former` one, and what is wrong with the others, in words.

    Never raises for their sake.
    """
    found, problems = signed(_lines(folder), (public, *former))
    if not found:
        problems.append(f"There is no valid checkpoint in {FILE}: what came last cannot be told.")
    elif min(point.seq for point in found) > FIRST and len(list(_put_aside(folder))) < PUT_ASIDE:
        problems.append(f"The first checkpoints are no longer in {FILE}: what was cut off before cannot be told.")
    return tuple(found), tuple(problems)


def signed(lines: Iterable[tuple[str, bytes]], keys: Iterable[Ed25519PublicKey]) -> tuple[list[Checkpoint], list[str]]:
    """The checkpoints among these lines, and in words where one is that none of these keys signed."""
    found: list[Checkpoint] = []
    problems: list[str] = []
    keys = tuple(keys)
    for where, line in lines:
        checkpoint = next((point for key in keys if (point := _checked(line, key))), None)
        if checkpoint is None:
            problems.append(f"Checkpoint {where} does not carry a valid signature of this station.")
        else:
            found.append(checkpoint)
    return found, problems


def _put_aside(folder: Path) -> Iterator[Path]:
    """Oldest first; evaluated when it is asked for."""
    yield from sorted(folder.glob("checkpoints-*.jsonl"))


def _lines(folder: Path) -> Iterator[tuple[str, bytes]]:
    # The working file first: one put aside meanwhile is then met twice, never missed.
    for path in chain([folder / FILE], _put_aside(folder)):
        try:
            lines = path.read_bytes().splitlines()
        except FileNotFoundError:
            continue  # put aside just now by a working bench
        for number, line in enumerate(lines, 1):
            if line.startswith(b"{") and line.endswith(b"}"):  # another one was torn by a power cut
                yield f"{path.name}:{number}", line


def _checked(line: bytes, public: Ed25519PublicKey) -> Checkpoint | None:
    try:
        said: dict[str, Any] = json.loads(line)
        signature = base64.b64decode(said.pop("sig"), validate=True)
        public.verify(signature, canonical(said).encode())
        return Checkpoint(**said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidSignature):
        return None
