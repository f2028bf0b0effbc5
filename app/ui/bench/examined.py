"""A unit as a supervisor who decides it has to see it: its whole record, read when the page opens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.rulebook import Rulebook
from app.ui.unit.pieces import UnitView
from app.ui.unit.scene import Known as Record
from app.ui.unit.scene import unit_of


@dataclass(frozen=True, slots=True)
class Examined:
    """What was read of a unit, with the rules that its words come from."""

    record: Record
    rules: Rulebook | None = None

    @property
    def lpn(self) -> str:
        """Which unit it is."""
        return str(self.record.record["lpn"])

    def view(self) -> UnitView:
        """All of it in the language spoken now."""
        return unit_of(self.record, self.rules, datetime.now(UTC))
