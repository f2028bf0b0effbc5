"""Acts held on this bench while its records are out of reach, each in a small durable file of its own.

`held/000001.json` and so on, written as keys and evidence are: a draft, synced, then its name. What has its name is
whole; what a crash left without one was never acknowledged. Read once, when first asked for: one process works a
bench. A PIN never stands in them. One thread at a time.
"""

from __future__ import annotations

import json
import logging
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
from app.saying import say
from app.store import durable
from app.store.mapping import action_from_text, action_to_text, from_text, to_text

log = logging.getLogger(__name__)

WHAT = "The step was not kept"


class HeldActsOnDisk:
    """The held acts of one bench, in `folder`; the folder is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: list[HeldAct] | None = None
        self._files: list[Path] = []

    def all(self) -> tuple[HeldAct, ...]:
        return tuple(self._held())

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

    def clear(self) -> None:
        with durable.disk_errors("The steps that were handed in are still on this disk"):
            for file in self._files:
                file.unlink(missing_ok=True)
            if self._files:
                durable.sync_folder(self._folder)
        self._files, self._read = [], []

    def put_aside(self) -> None:
        self._held()
        with durable.disk_errors("The steps that could not be handed in were not put aside"):
            aside = self._folder / f"aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
            durable.make_folder(aside)
            for file in self._files:
                durable.move(file, aside / file.name)
            durable.sync_folder(aside)
            durable.sync_folder(self._folder)
        log.error("%d steps could not be handed in; they lie in %s", len(self._files), aside)
        self._files, self._read = [], []

    def photos(self, asked: AbstractSet[str]) -> set[str]:
        """Which of these pictures, by their SHA-256, a held act names: they are evidence, though no row names them."""
        return {act.photo.sha256 for act in self._held() if act.photo is not None} & set(asked)

    def _held(self) -> list[HeldAct]:
        if self._read is None:
            self._files = sorted(self._folder.glob("[0-9]*.json"))
            self._read = [_act_in(file) for file in self._files]
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
        "photo": to_text(act.photo) if act.photo is not None else None,
        "look": to_text(act.look) if act.look is not None else None,
    }
    return json.dumps(text, ensure_ascii=False)


def _act_in(file: Path) -> HeldAct:
    """Raises `StoreError` for a file that does not say what we wrote: nothing after it may be handed in either."""
    try:
        said = json.loads(file.read_bytes())
        return HeldAct(
            id=str(said["id"]),
            fingerprint=str(said["fingerprint"]),
            at=datetime.fromisoformat(said["at"]),
            action=action_from_text(said["action"]),
            operator=from_text(Operator, said["operator"]),
            before=from_text(Bench, said["before"]),
            after=from_text(Bench, said["after"]),
            photo=from_text(StoredPhoto, said["photo"]) if said["photo"] is not None else None,
            look=from_text(Look, said["look"]) if said["look"] is not None else None,
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise StoreError(
            say("A step that is held on this bench cannot be read: {file}.", file=file.name),
            "Nothing was changed. Keep the folder “held” of this profile, and ask whoever looks after the station.",
            "held_unreadable",
        ) from error
