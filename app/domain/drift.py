"""What a channel shows beside what it should show: drift is a change that neither we nor its buyers made. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.channel import Level
from app.saying import Said, say


@dataclass(frozen=True, slots=True)
class Drift:
    """A listing that shows another quantity than it should; `difference` is how many pieces too many it shows."""

    expected: int
    found: int

    @property
    def difference(self) -> int:
        """Above 0 there is too much on sale."""
        return self.found - self.expected

    def short(self, available: int) -> int:
        """Of the pieces too many, how many can no longer be taken off sale: they are bought, and somebody waits."""
        return max(0, self.difference - max(0, available))

    def proposal(self, shop: str, sku: str, available: int | None = None) -> Said:
        """What somebody may do about it; `available` is what can be bought there now, where that is known."""
        if available is not None and self.short(available):
            return say(
                "{shop} has sold {number} of {sku} more than we know of. Where it sold too many by our doing, the next "
                "ones that are graded go to those orders by themselves; or cancel them there. Where somebody put "
                "pieces there by hand, nothing is to be done.",
                number=self.short(available),
                sku=sku,
                shop=shop,
            )
        if self.difference > 0:
            return say(
                "Take {number} of {sku} off sale at {shop}, unless they were put there on purpose.",
                number=self.difference,
                sku=sku,
                shop=shop,
            )
        return say(
            "Put {number} of {sku} back on sale at {shop}, unless they were taken off on purpose.",
            number=-self.difference,
            sku=sku,
            shop=shop,
        )


def drift(base: Level, made: int, sold: int, seen: Level) -> Drift | None:
    """Whether a listing has drifted since it was first read (`base`), when we have changed it by `made` since then.

    `sold` are the pieces that the channel says it sold since, less those cancelled. Where it shows what is committed,
    available and committed together move by us alone, but for what was sent to buyers meanwhile: that is what was
    committed or sold and is committed no more. Elsewhere buyers only lower a level, so that nothing but a level above
    the expected one tells anything.
    """
    if base.committed is not None and seen.committed is not None:
        sent = min(max(0, base.committed + sold - seen.committed), base.committed + max(0, sold))
        expected = base.available + base.committed + made - sent
        found = seen.available + seen.committed
        return None if found == expected else Drift(expected, found)
    expected = base.available + made - sold
    return Drift(expected, seen.available) if seen.available > expected else None
