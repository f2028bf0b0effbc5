"""Whoever collects the files that a `csv_drop` leaves: takes each away, counts each id once, and may stay away.

A counter like the marketplaces, whose shelves are filled by what lies in the folder; anything asked of it is a round of
collecting. Where it is asked to slow down the folder is gone until it comes again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from app.channels.csv_drop import COLUMNS
from app.channels.fakes.asking import Ask, Reply
from app.channels.fakes.counter import Counter

ROUND = Ask("GET", "/round")


class Collector(Counter):
    """Items are `client/sku/grade`; `twice` counts files whose id had been taken before."""

    kind: ClassVar[str] = "csv_drop"

    def __init__(self, folder: Path, now: Callable[[], datetime], seed: int = 0) -> None:
        super().__init__(now, seed=seed)
        self._folder, self._elsewhere = folder, folder.with_name("elsewhere")
        self._folder.mkdir()
        self._taken: set[str] = set()
        self.twice = 0

    def credentials(self) -> dict[str, str]:
        return {"folder": str(self._folder)}

    def answer(self, ask: Ask) -> Reply:
        del ask
        if self._elsewhere.exists():
            self._elsewhere.rename(self._folder)
        for path in sorted(self._folder.glob("*.csv")):
            self._take(path)
            path.unlink()
        return Reply(204)

    def throttled(self) -> Reply:
        if self._folder.exists():
            self._folder.rename(self._elsewhere)
        return Reply(503)

    def _take(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as file:
            header, row = csv.reader(file)  # whole, or it would not be there
        assert tuple(header) == COLUMNS
        told = dict(zip(header, row, strict=True))
        assert path.stem == told["id"].replace(":", "-")
        if told["id"] in self._taken:
            self.twice += 1
            return
        self._taken.add(told["id"])
        item = f"{told['client']}/{told['sku']}/{told['grade']}"
        before = self.shelf(item).places.get(told["target"], 0)
        self.put(item, told["target"], before + int(told["delta"]), told["id"])
