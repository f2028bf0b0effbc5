"""The printer that ships with the program: keeps each label as a JSON line instead of printing it.

A label is durable when its job is answered with `sent`; never `confirmed`, because nobody saw it come out. Several
processes may print at once. `labels` reads them back, oldest first. Any thread.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.bench.state import Fields
from app.errors import DeviceError
from app.ports import Clock
from app.saying import say

FILE = "labels.jsonl"


@dataclass(frozen=True, slots=True)
class KeptLabel:
    """What would be on paper."""

    template: str
    code: str
    fields: Mapping[str, str]
    at: datetime


class VirtualPrinter:
    """Implements `app.ports.Printer`; `folder` is its roll of paper."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / FILE
        self._clock = clock

    def print(self, template: str, code: str, fields: Fields) -> str:
        """Keep one label; `sent`. Raises `DeviceError` where the disk fails."""
        label = {"template": template, "code": code, "fields": dict(fields), "at": self._clock.now().isoformat()}
        line = json.dumps(label, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        try:
            self._append(line)
        except OSError as error:
            hint = "Nothing else was changed. Check the disk, then print the label again."
            raise DeviceError(
                say("The virtual printer cannot keep the label ({error_strerror}).", error_strerror=error.strerror),
                hint,
            ) from error
        return "sent"

    def labels(self) -> Iterator[KeptLabel]:
        """Every label kept, oldest first; one torn by a power cut was never acknowledged and is passed over."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            for line in file:
                try:
                    kept = json.loads(line)
                    yield KeptLabel(kept["template"], kept["code"], kept["fields"], datetime.fromisoformat(kept["at"]))
                except (ValueError, KeyError, TypeError):
                    continue

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._path.open("ab+", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size:
                file.seek(size - 1)
            # After a torn line, a fresh one; after a whole one, right on.
            fresh = b"\n" if size and file.read(1) != b"\n" else b""
            file.write(fresh + line + b"\n")
            os.fsync(file.fileno())
