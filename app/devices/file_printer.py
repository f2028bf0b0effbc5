"""A folder that takes labels in the place of a printer: each a file of its own, whole or not at all.

A label is durable (file and folder synced) when its job is answered with `sent`; never `confirmed`, because nobody saw
it come out. Any thread.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.domain.print_jobs import Delivery, JobState
from app.errors import DeviceError, UsageError
from app.ports import Sheet
from app.saying import say


class FilePrinter:
    """Implements `app.ports.LabelPrinter`; `address` is `file://DIR`, `ending` says what the files hold."""

    def __init__(self, name: str, address: str, ending: str) -> None:
        parts = urlsplit(address)
        self._folder = Path(unquote(parts.netloc + parts.path))
        if not self._folder.is_absolute():
            raise UsageError(
                say("{address} is no folder for labels.", address=address), "Write file:///the/whole/path of a folder."
            )
        self._name, self._ending = name, ending

    def send(self, sheet: Sheet, seconds: float) -> Delivery:  # noqa: ARG002 - a disk has no patience to lose
        """See the port; `seconds` is of no matter to a disk."""
        file = self._folder / f"{sheet.job.id}.{self._ending}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(file, sheet.payload)
        except OSError as error:
            why = error.strerror or str(error)
            said = say(
                "{name} cannot keep the label ({why}). Check the folder, then print it again.", name=self._name, why=why
            )
            return Delivery(JobState.FAILED, said)
        return Delivery(JobState.SENT, say("The label was laid into the folder of {name}.", name=self._name))

    def look(self, seconds: float) -> str:  # noqa: ARG002 - likewise
        """See the port."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, probe = tempfile.mkstemp(dir=self._folder)
            os.close(handle)
            Path(probe).unlink()
        except OSError as error:
            raise DeviceError(
                say("{folder} takes no labels: {why}.", folder=self._folder, why=error.strerror or str(error)),
                "Check the folder and its rights.",
            ) from error
        return say("labels are laid into {folder}", folder=self._folder)


def write_whole(file: Path, content: bytes) -> None:
    """Put a file there, whole or not at all; durable when this returns. Raises `OSError`."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
