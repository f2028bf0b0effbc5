"""Which graded units wait for another person before anything is done with them, and why.

The policy is data (see `resources/policies/holds.yaml`). The shipped one holds only goods that may still carry
somebody's data; value, new inspectors and samples are there to be set. Pure, any thread: a sample is drawn from a
number that the caller gives, so a replay holds the same units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.checklist import Finding, Severity
from app.domain.disposition import Goods
from app.domain.money import Money
from app.domain.texts import Texts, joined
from app.domain.verdict import Grade, Reason

__all__ = ["Circumstances", "HoldPolicy", "HoldRule", "hold_reason", "hold_words"]


@dataclass(frozen=True, slots=True)
class HoldRule:
    """Everything that is said must fit; a rule that says nothing holds nothing.

    Attributes:
        severities, codes: a finding of one of these kinds, or with one of these codes.
        goods: traits, flags or category words, any of them.
        grades: the grade is one of these.
        value_from: the price is at least this, in the same currency.
        inspector_units_below: the inspector has graded fewer units than this.
        one_in: one unit in so many, drawn by the number of the unit.

    """

    id: str
    text: Texts
    severities: frozenset[Severity] = frozenset()
    codes: frozenset[str] = frozenset()
    goods: tuple[str, ...] = ()
    grades: frozenset[Grade] = frozenset()
    value_from: Money | None = None
    inspector_units_below: int | None = None
    one_in: int | None = None


@dataclass(frozen=True, slots=True)
class HoldPolicy:
    """One version of the rules; findings of an exempt severity are never held, for they go to quarantine at once."""

    id: str
    version: int
    rules: tuple[HoldRule, ...]
    exempt: frozenset[Severity] = frozenset()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What lies outside the goods: the inspector's experience and the unit's running number."""

    inspector_units: int | None = None
    unit_number: int | None = None


NO_CIRCUMSTANCES = Circumstances()


def hold_reason(policy: HoldPolicy, goods: Goods, circumstances: Circumstances = NO_CIRCUMSTANCES) -> Reason | None:
    """Why this unit waits for another person; None where it may go its way. The first rule that fits decides."""
    if any(finding.severity in policy.exempt for finding in goods.findings):
        return None
    for rule in policy.rules:
        hits = tuple(finding for finding in goods.findings if _is_named(rule, finding))
        if _fits(rule, goods, hits, circumstances):
            listed = joined((finding.text for finding in hits), rule.text.languages)
            return Reason(rule.id, rule.text if listed is None else rule.text.filled(findings=listed))
    return None


def hold_words(policy: HoldPolicy, code: str, findings: Iterable[Finding]) -> Texts | None:
    """What the rule of this id says of a unit with these findings; None where the policy has none such now."""
    rule = next((one for one in policy.rules if one.id == code), None)
    if rule is None:
        return None
    named = joined((finding.text for finding in findings if _is_named(rule, finding)), rule.text.languages)
    return rule.text if named is None else rule.text.filled(findings=named)


def _is_named(rule: HoldRule, finding: Finding) -> bool:
    return finding.severity in rule.severities or finding.code in rule.codes


def _fits(rule: HoldRule, goods: Goods, hits: tuple[Finding, ...], circumstances: Circumstances) -> bool:
    said = [
        bool(hits) if rule.severities or rule.codes else None,
        goods.subject.is_any_of(rule.goods) if rule.goods else None,
        goods.grade in rule.grades if rule.grades else None,
        _is_worth(goods, rule.value_from) if rule.value_from else None,
        _is_new(rule.inspector_units_below, circumstances) if rule.inspector_units_below else None,
        _is_drawn(rule.one_in, circumstances) if rule.one_in else None,
    ]
    conditions = [holds for holds in said if holds is not None]
    return bool(conditions) and all(conditions)


def _is_worth(goods: Goods, least: Money) -> bool:
    # A price in another currency cannot be compared here, and an unknown one may be anything: hold both.
    return goods.price is None or goods.price.currency != least.currency or least <= goods.price


def _is_new(units_below: int, circumstances: Circumstances) -> bool:
    # An inspector whose experience nobody knows counts as new.
    return circumstances.inspector_units is None or circumstances.inspector_units < units_below


def _is_drawn(one_in: int, circumstances: Circumstances) -> bool:
    # Knuth's multiplicative hash spreads running numbers without a random source; its high bits are the mixed ones.
    number = circumstances.unit_number
    return number is None or (number * 2654435761 % 2**32 >> 12) % one_in == 0
