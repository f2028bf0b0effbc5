"""A folder into which stock changes are dropped as CSV files, for whatever collects them there.

One file a message, named by its key: it is whole or not there (written beside, synced, renamed, folder synced), and
the same message dropped again replaces its own file. The key stands in it too, for a collector that took it meanwhile.
Cells that a spreadsheet would take for a formula are made text. The folder is never made: where it is gone, what waits
keeps waiting.
"""

from __future__ import annotations

import csv
import io
import os
import re
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from app.channels.shop import Shop, Surroundings
from app.config import ChannelSettings
from app.domain.channel import Applied, Capabilities, Change, Level, Listing
from app.errors import Rejected, Transient
from app.saying import say

COLUMNS = ("id", "at", "client", "sku", "grade", "target", "unit", "delta")
_KEY = re.compile(r"[0-9A-Za-z-]{1,64}(?::\d{1,6})?")
_FORMULA = "=+-@\t\r＝＋－＠"


class CsvDrop(Shop):
    """Drops one file a message."""

    capabilities = Capabilities(key=True, delta=True, reads=False, coalesces=False)

    def __init__(self, settings: ChannelSettings, around: Surroundings) -> None:
        super().__init__(settings, around)
        self.folder = Path(self.credentials.need("folder"))

    def look(self) -> None:
        """Raises `Transient` where the folder is not there or not ours to write to. It is never made: that would hide
        that a share is not mounted."""
        if not (self.folder.is_dir() and os.access(self.folder, os.W_OK | os.X_OK)):
            raise Transient(
                say(
                    "The folder of {shop} is not there, or nothing may be written to it: {folder}.",
                    shop=self.name,
                    folder=self.folder,
                ),
                "Make it, or mount the share that it lies on; what waits is written by itself then.",
            )

    def apply(self, listing: Listing, change: Change, key: str, expected: Level | None) -> Applied:
        del expected
        if _KEY.fullmatch(key) is None:
            raise Rejected(say("The key {key!r} cannot name a file.", key=key[:80]), "Nothing was written.")
        name = key.replace(":", "-")
        beside, final = self.folder / f".{name}.part", self.folder / f"{name}.csv"
        try:
            _write_synced(beside, table(listing, change, key).encode())
            beside.replace(final)
            _sync_folder(self.folder)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise Transient(
                say("Nothing can be written to the folder of {shop}: {why}.", shop=self.name, why=error.strerror),
                "Nothing is lost: it is tried again by itself. Check that the folder is there and may be written.",
            ) from error
        return Applied(self.clock.now())


def table(listing: Listing, change: Change, key: str) -> str:
    """The file's text: a header, and one row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    at = change.at.astimezone(UTC).isoformat(timespec="milliseconds")
    unit = change.units[0] if change.units else ""
    cells = (key, at, listing.client, listing.sku, listing.grade, listing.param("target"), unit)
    writer.writerow([*map(_as_text, cells), change.delta])
    return text.getvalue()


def _as_text(cell: str) -> str:
    return "'" + cell if cell[:1] and cell[0] in _FORMULA else cell


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Windows cannot open a folder, and needs no such thing."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
