"""How far a long job is, on standard error: a bar where a person looks, else a line now and then.

Nothing is shown of what takes less than a second. One job, one thread.
"""

import sys
import time
from types import TracebackType
from typing import Self

from app.cli.output import seen

AFTER_S = 1.0
LINE_EVERY_S = 10.0


class Progress:
    """Told how much is done, of how much; shows it when the job turns out to be long."""

    def __init__(self, what: str, of_what: str = "rows") -> None:
        self._what = seen(what)
        self._of_what = of_what
        self._began = time.monotonic()
        self._told = self._began
        self._bar: object = None

    def __call__(self, done: int, of: int) -> None:
        """So much is done."""
        now = time.monotonic()
        if now - self._began < AFTER_S:
            return
        if sys.stderr.isatty():
            self._show(done, of)
        elif now - self._told >= LINE_EVERY_S:
            self._told = now
            print(f"regrade: {self._what}: {done:,} of {of:,} {self._of_what}", file=sys.stderr, flush=True)  # noqa: T201

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        from rich.progress import Progress as Bar

        if isinstance(self._bar, Bar):
            self._bar.stop()

    def _show(self, done: int, of: int) -> None:
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress as Bar

        if not isinstance(self._bar, Bar):
            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.add_task(escape(self._what), total=of)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)
