"""The reference pictures of articles: `references/<sha256>.<ext>` in the profile, known by their content.

No evidence: what may be looked at beside a photo, copied from the client's files when these are imported. Checked like
a photo and durable before its name is given out. A station that did not import a picture has none of it; its page then
shows an empty frame. Any thread, any process.
"""

from __future__ import annotations

import os
import re
import uuid
from contextlib import suppress
from pathlib import Path

from app.store import durable
from app.store.disk import copy_hashed, opened
from app.store.picture_check import examine

NOT_SAVED = "The reference picture was not saved"
_NAME = re.compile(r"[0-9a-f]{64}\.(jpeg|png|webp)")


class DiskReferences:
    """Implements `app.services.importing.References`."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first picture."""
        self._folder = folder

    def keep(self, source: Path) -> str:
        """Copied, checked, synced. Raises `UserError` for what is no usable picture, `StoreError` of the disk."""
        with opened(source) as readable, durable.disk_errors(NOT_SAVED):
            durable.make_folder(self._folder)
            draft = self._folder / f".{uuid.uuid4().hex}"
            writable = durable.create(draft)
            try:
                sha256, size = copy_hashed(readable, writable)
                name = f"{sha256}.{examine(draft, size).format}"
                if self.path(name) is None:
                    os.fsync(writable)
                    durable.move(draft, self._folder / name)
                    durable.sync_folder(self._folder)
            finally:
                os.close(writable)
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
        return name

    def path(self, name: str) -> Path | None:
        """Nothing but a name that was given out ever becomes a path."""
        if _NAME.fullmatch(name) is None:
            return None
        found = self._folder / name
        return found if found.is_file() else None
