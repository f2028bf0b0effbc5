"""The work on one file, without a widget: looked into, tried, taken in at somebody's word, ended between two batches.

Owns which file of which kind it is, how far it has come, and the draft of its refused rows. Each step runs in the lane
of the imports, one at a time; what comes from a step that counts no more is dropped. Main thread, but for the steps.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from app.domain.access import MAY_MANAGE_PEOPLE, Operator
from app.errors import StoreError
from app.saying import say
from app.services.importing import KINDS, Imported, Manner
from app.services.importing.asking import FileSeen, Wish
from app.services.importing.rejects import rejects_in
from app.services.station import Station
from app.ui.parts import Parts

DRAFT: Final = "refused-rows.csv"


class Phase(StrEnum):
    """How far a file has come."""

    EMPTY = "empty"
    """No kind or no file was chosen yet, or whose file it is."""
    LOOKING = "looking"
    LOOKED = "looked"
    """It was tried: what would become of its rows is known. Nothing was written."""
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Step:
    """A step under way, as the lane and the window share it: `ended` is what somebody wants of it."""

    number: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """What a step has brought."""

    seen: FileSeen
    done: Imported | None
    draft: Path | None


def may_import(operator: Operator | None) -> bool:
    """Whether this person may import; the service asks the records again."""
    return operator is not None and operator.role in MAY_MANAGE_PEOPLE


class Taking:
    """`on_changed` is called whenever there is something else to show, `on_error` with what went wrong."""

    def __init__(self, parts: Parts, on_changed: Callable[[], None], on_error: Callable[[BaseException], None]) -> None:
        self._parts, self._changed, self._error = parts, on_changed, on_error
        self._step = Step(0)
        self.kind = ""
        self.file: Path | None = None
        self.client = ""
        self.phase = Phase.EMPTY
        self.seen: FileSeen | None = None
        self.done: Imported | None = None
        self.draft: Path | None = None
        self.progress = (0, 0)

    @property
    def busy(self) -> bool:
        """Whether a step is under way."""
        return self.phase in {Phase.LOOKING, Phase.WRITING}

    @property
    def wants_client(self) -> bool:
        """Whether the file does not say whose it is."""
        return self.seen is not None and not self.seen.names_client

    @property
    def can_write(self) -> bool:
        """Whether there is anything that may be taken in."""
        done = self.done
        return self.phase is Phase.LOOKED and done is not None and done.inserted + done.updated > 0

    def choose(
        self, by: Operator | None, *, kind: str | None = None, file: Path | None = None, client: str | None = None
    ) -> None:
        """Another kind, another file, or whose it is; it is looked at as soon as that is possible."""
        if self.phase is Phase.WRITING:
            return  # what is being written is seen to its end
        if (kind is not None and kind != self.kind) or (file is not None and file != self.file):
            self.client, self.seen = "", None
        self.kind = self.kind if kind is None else kind
        self.file = self.file if file is None else file
        self.client = self.client if client is None else client
        self.look(by)

    def look(self, by: Operator | None) -> None:
        """Look at the file and try it: nothing is written."""
        self._step.ended = True
        self.done, self.draft, self.progress = None, None, (0, 0)
        if not self.kind or self.file is None:
            self.phase = Phase.EMPTY
            self._changed()
            return
        self._begin(Phase.LOOKING, partial(_looked, self._station, self.kind, self.file, self.client, by))

    def write(self, by: Operator | None) -> None:
        """Take it in, as it was looked at."""
        if not self.can_write or self.seen is None or self.file is None:
            return
        wish = Wish(KINDS[self.kind], self.file, self.seen.digest)
        self._begin(Phase.WRITING, partial(_written, self._station, wish, self.seen, self.client, by))

    def end(self) -> None:
        """End the step between two batches of rows."""
        self._step.ended = True

    def save_refused(self, target: Path, on_saved: Callable[[Path], None]) -> None:
        """A copy of the refused rows at a place that somebody chose, put there whole."""
        if self.draft is not None:
            home = self._parts.relay.home
            self._parts.importing.submit(partial(_copied, self.draft, target), home(on_saved), home(self._error))

    @property
    def _station(self) -> Station:
        return self._parts.station

    def _begin(self, phase: Phase, job: Callable[[Manner], Came]) -> None:
        self.phase = phase
        self.progress = (0, 0)
        step = self._step = Step(self._step.number + 1)
        home = self._parts.relay.home
        told = home(partial(self._on_progress, step))
        lane = self._parts.importing
        manner = Manner(progress=lambda done, of: told((done, of)), stop=lambda: step.ended or lane.closed)
        self._parts.importing.submit(
            partial(job, manner), home(partial(self._on_came, step)), home(partial(self._on_failed, step))
        )
        self._changed()

    def _on_progress(self, step: Step, progress: tuple[int, int]) -> None:
        if step is self._step:
            self.progress = progress
            self._changed()

    def _on_came(self, step: Step, came: Came) -> None:
        if step is not self._step:
            return
        self.seen, self.done, self.draft = came.seen, came.done, came.draft
        if self.phase is Phase.WRITING:
            self.phase = Phase.DONE
        else:
            self.phase = Phase.EMPTY if came.done is None or came.done.stopped else Phase.LOOKED
        self._changed()

    def _on_failed(self, step: Step, error: BaseException) -> None:
        if step is self._step:
            self.phase = Phase.FAILED
            self._changed()
            self._error(error)


def _looked(station: Station, kind: str, file: Path, client: str, by: Operator | None, manner: Manner) -> Came:
    """In the lane: what the file is, and what would become of its rows."""
    seen = station.look_into(KINDS[kind], file)
    if not seen.names_client and not client:
        return Came(seen, None, None)
    wish = Wish(KINDS[kind], file, seen.digest)
    return _taken(station, wish, seen, replace(manner, client=client, rehearse=True), by)


def _written(station: Station, wish: Wish, seen: FileSeen, client: str, by: Operator | None, manner: Manner) -> Came:
    """In the lane."""
    return _taken(station, wish, seen, replace(manner, client=client), by)


def _taken(station: Station, wish: Wish, seen: FileSeen, manner: Manner, by: Operator | None) -> Came:
    draft = station.profile.spool / DRAFT
    draft.parent.mkdir(parents=True, exist_ok=True)
    with rejects_in(draft) as kept:
        done = station.take_in_asked(wish, replace(manner, turned_away=kept.add), by)
    return Came(seen, done, draft if done.rejected else None)


def _copied(draft: Path, target: Path) -> Path:
    """In the lane. Raises `StoreError`."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copyfile(draft, beside)
        beside.replace(target)
    except OSError as error:
        message = say("The file of rejected rows cannot be written: {reason}.", reason=error.strerror or "")
        raise StoreError(message, "Name another place for it.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return target
