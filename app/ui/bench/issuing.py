"""What the certificates of this site say by themselves, and what somebody said for the last ones. Pure, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.domain.bench.state import Fields
from app.domain.certificates import Issuer

KEPT = 3
OF_ONE = frozenset({"weight_g", "treatment", "derogation", "justification"})
"""Details that are one piece's own, or have a list of their own: what was said before is not offered again."""


@dataclass(frozen=True, slots=True)
class Issuing:
    """Who issues them, and what was said.

    Attributes:
        before: by the detail's name, the texts that were said last, the newest first: offered again, never filled in

    """

    issuer: Issuer = field(default_factory=Issuer)
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def said_before(self, name: str) -> tuple[str, ...]:
        """What was said last of this detail at this bench."""
        return dict(self.before).get(name, ())

    def after(self, details: Fields) -> Issuing:
        """A certificate got its number with these."""
        before = dict(self.before)
        for name, text in details:
            if name not in OF_ONE:
                before[name] = tuple(dict.fromkeys((text, *before.get(name, ()))))[:KEPT]
        return replace(self, before=tuple(sorted(before.items())))
