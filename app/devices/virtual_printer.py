"""The printer that ships with the program: keeps each label in the profile's spool instead of printing it.

Of each label there is a line in `labels.jsonl`, its bytes as a printer would get them, and its picture. It is durable
when its job is answered with `sent`; never `confirmed`, because nobody saw it come out. Several processes may print at
once. `labels` reads them back, oldest first. Any thread.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.devices.file_printer import write_whole
from app.domain.print_jobs import Delivery, JobState
from app.errors import DeviceError
from app.ports import Clock, Sheet
from app.saying import say

FILE = "labels.jsonl"


@dataclass(frozen=True, slots=True)
class KeptLabel:
    """What would be on paper; `job` names its files beside the list."""

    template: str
    code: str
    fields: Mapping[str, str]
    at: datetime
    job: str = ""


class VirtualPrinter:
    """Implements `app.ports.LabelPrinter`; `folder` is its roll of paper, `ending` says what its files hold."""

    def __init__(self, folder: Path, clock: Clock, ending: str = "zpl") -> None:
        self._folder = folder
        self._path = folder / FILE
        self._clock = clock
        self._ending = ending

    def send(self, sheet: Sheet, seconds: float) -> Delivery:  # noqa: ARG002 - a disk has no patience to lose
        """See the port; `seconds` is of no matter to a disk."""
        job = sheet.job
        label = {"template": job.kind, "code": job.code, "fields": dict(job.data), "job": job.id}
        label["at"] = self._clock.now().isoformat()
        line = json.dumps(label, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._folder / f"{job.id}.{self._ending}", sheet.payload)
            write_whole(self._folder / f"{job.id}.png", sheet.picture())
            self._append(line)
        except OSError as error:
            why = error.strerror or str(error)
            said = say(
                "The virtual printer cannot keep the label ({error_strerror}). Nothing else was changed. Check the "
                "disk, then print the label again.",
                error_strerror=why,
            )
            return Delivery(JobState.FAILED, said)
        return Delivery(JobState.SENT, say("The label is kept in the profile."))

    def look(self, seconds: float) -> str:  # noqa: ARG002 - likewise
        """See the port."""
        if self._folder.exists() and not os.access(self._folder, os.W_OK):
            raise DeviceError("The virtual printer cannot keep labels.", "Check the rights of the profile's folder.")
        return say("virtual: labels are kept in the profile")

    def labels(self) -> Iterator[KeptLabel]:
        """Every label kept, oldest first; one torn by a power cut was never acknowledged and is passed over."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            for line in file:
                try:
                    kept = json.loads(line)
                    at = datetime.fromisoformat(kept["at"])
                    fields, job = kept.get("fields", {}), str(kept.get("job", ""))
                    yield KeptLabel(kept["template"], kept["code"], fields, at, job)
                except (ValueError, KeyError, TypeError):
                    continue

    def _append(self, line: bytes) -> None:
        with self._path.open("ab+", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size:
                file.seek(size - 1)
            # After a torn line, a fresh one; after a whole one, right on.
            fresh = b"\n" if size and file.read(1) != b"\n" else b""
            file.write(fresh + line + b"\n")
            os.fsync(file.fileno())
