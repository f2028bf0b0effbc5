"""Acts held on this bench while its records are out of reach, each in a small durable file of its own.

`held/000001.json` and so on, written as keys and evidence are: a draft, synced, then its name. What has its name is
whole; what a crash left without one was never acknowledged. Read once, when first asked for: one process works a
bench. A PIN never stands in them. What is put aside goes into a folder `held/aside-…` as it is, be it readable or not.
Whose photos they are is read off the files, those put aside too, and needs none of them to be an act. One thread at a
time.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from app.domain.access import Operator
from app.domain.bench.state import Bench
from app.domain.evidence import StoredPhoto
from app.domain.photo_gate import Look
from app.errors import StoreError
from app.ports.held import HeldAct
from app.store import durable
from app.store.mapping import action_from_text, action_to_text, from_text, to_text

log = logging.getLogger(__name__)

WHAT = "The step was not kept"

_DIGEST = re.compile(rb"[0-9a-f]{64}")
"""Whatever may be a picture's name in a file."""


class HeldActsOnDisk:
    """The held acts of one bench, in `folder`; the folder is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: list[HeldAct] | None = None
        self._files: list[Path] = []
        """Of the acts read, and of what cannot be read, after them."""

    def all(self) -> tuple[HeldAct, ...]:
        return tuple(self._held())

    def unreadable(self) -> str:
        read = len(self._held())
        return self._files[read].name if read < len(self._files) else ""

    def keep(self, act: HeldAct) -> None:
        held = self._held()
        number = int(self._files[-1].stem) + 1 if self._files else 1
        file = self._folder / f"{number:06d}.json"
        with durable.disk_errors(WHAT):
            durable.make_folder(self._folder)
            if not durable.create_once(file, _written(act).encode()):
                raise StoreError(
                    "Another process keeps steps for this bench.",
                    "Nothing was changed. Close the other program, then start this one again.",
                )
        self._files.append(file)
        held.append(act)

    def handed_in(self) -> None:
        held = self._held()
        with durable.disk_errors("The step that was handed in is still on this disk"):
            self._files[0].unlink(missing_ok=True)
            durable.sync_folder(self._folder)
        del self._files[0], held[0]

    def put_aside(self) -> int:
        self._held()
        count, aside = len(self._files), self._folder / f"aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        self._read = None  # should the disk fail on the way, what is left is read anew
        with durable.disk_errors("The steps that could not be handed in were not put aside"):
            durable.make_folder(aside)
            for file in self._files:
                durable.move(file, aside / file.name)
            durable.sync_folder(aside)
            durable.sync_folder(self._folder)
        log.error("%d steps could not be handed in; they lie in %s", count, aside)
        return count

    def photos(self, asked: AbstractSet[str]) -> set[str]:
        """Which of these pictures, by their SHA-256, an act names that is held or was put aside: they are evidence,
        though no row names them. Of a file that cannot be read it may be any."""
        left = set(asked)
        for file in (*self._folder.glob("[0-9]*.json"), *self._folder.glob("aside-*/*.json")):
            try:
                left -= {found.decode() for found in _DIGEST.findall(file.read_bytes())}
            except OSError as error:
                log.error("%s cannot be read, so it may name any photo: %s", file, error)  # noqa: TRY400
                return set(asked)
        return set(asked) - left

    def _held(self) -> list[HeldAct]:
        if self._read is None:
            self._files = sorted(self._folder.glob("[0-9]*.json"))
            self._read = []
            for file in self._files:
                try:
                    self._read.append(_act_in(file))
                except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
                    log.error("%s is no step as this program keeps them: %s", file, error)  # noqa: TRY400
                    break
        return self._read


def _written(act: HeldAct) -> str:
    text = {
        "id": act.id,
        "fingerprint": act.fingerprint,
        "at": act.at.isoformat(),
        "action": action_to_text(act.action),
        "operator": to_text(act.operator),
        "before": to_text(act.before),
        "after": to_text(act.after),
        "reply": act.reply,
        "photo": to_text(act.photo) if act.photo is not None else None,
        "look": to_text(act.look) if act.look is not None else None,
    }
    return json.dumps(text, ensure_ascii=False)


def _act_in(file: Path) -> HeldAct:
    said = json.loads(file.read_bytes())
    json.loads(said["reply"])  # as it will be by whoever sends the act again
    return HeldAct(
        id=str(said["id"]),
        fingerprint=str(said["fingerprint"]),
        at=datetime.fromisoformat(said["at"]),
        action=action_from_text(said["action"]),
        operator=from_text(Operator, said["operator"]),
        before=from_text(Bench, said["before"]),
        after=from_text(Bench, said["after"]),
        reply=said["reply"],
        photo=from_text(StoredPhoto, said["photo"]) if said["photo"] is not None else None,
        look=from_text(Look, said["look"]) if said["look"] is not None else None,
    )
