"""How long evidence is kept, and what keeps it longer: rules as data, applied to what a photo is evidence of.

Fails closed: what no rule names is kept, what is barred is kept, and a photo that serves several ends is kept until the
last of them is over. Pure; any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a photo is evidence of. One of a unit with a certificate that counts is the certificate's."""

    INSPECTION = "inspection"
    PARCEL = "parcel"
    WITHDRAWN = "withdrawn"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Rule:
    """Evidence of this purpose may go after so many days; `client` empty: of every client that has no rule of its own.

    `days` None: it is kept for good.
    """

    purpose: Purpose
    days: int | None
    client: str = ""

    @property
    def name(self) -> str:
        """As the chain names it."""
        after = "kept for good" if self.days is None else f"{self.days} days"
        return f"{self.client or 'every client'}: {self.purpose.value}, {after}"


@dataclass(frozen=True, slots=True)
class Use:
    """One end that a photo serves: since when its time runs, and in words what keeps it whatever its age."""

    purpose: Purpose
    client: str
    since: datetime
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a photo may go, by which rule, or why it stays."""

    may_go: bool
    why: str


def judge(uses: Sequence[Use], rules: Sequence[Rule], now: datetime) -> Verdict:
    """What becomes of a photo that serves these ends."""
    if not uses:
        return Verdict(may_go=False, why="nothing is known of it")
    named = ""
    for use in uses:
        if use.barred:
            return Verdict(may_go=False, why=use.barred)
        rule = rule_of(use, rules)
        if rule is None:
            return Verdict(may_go=False, why=f"no rule for {use.purpose.value} of {use.client}")
        if rule.days is None or now - use.since <= timedelta(days=rule.days):
            return Verdict(may_go=False, why=rule.name)
        named = named or rule.name
    return Verdict(may_go=True, why=named)


def rule_of(use: Use, rules: Sequence[Rule]) -> Rule | None:
    """The client's own rule for this purpose, else everybody's."""
    fitting = [rule for rule in rules if rule.purpose is use.purpose and rule.client in ("", use.client)]
    return max(fitting, key=lambda rule: rule.client != "", default=None)
