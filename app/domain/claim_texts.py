"""What a desk wants to read, answered from the records alone: a text that they do not have is not there.

Also the words of the letter that a pack begins with. Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.checklist import Severity
from app.domain.claim_case import ClaimUnit
from app.domain.identifiers import Kind, identify
from app.domain.texts import Texts
from app.saying import say

LONGEST_TEXT = 4000
LONGEST_SAID = 1000


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words around what is told; each in the languages that a letter can be written in.

    Attributes:
        seller, items: what the client and the goods are called, which every letter names
        films: why films are not in the pack
        shots: what photos show that no desk asks for, by the shot
        texts: what each text is called, by its name in the data of the desks
        languages: what a desk reads, by its id

    """

    claim: Texts
    seller: Texts
    items: Texts
    photos: Texts
    covered: Texts
    kept: Texts
    missing: Texts
    films: Texts
    texts: Mapping[str, Texts]
    languages: Mapping[str, str] = field(default_factory=dict)
    shots: Mapping[str, Texts] = field(default_factory=dict)

    def language_of(self, desk: str) -> str:
        """The language that a desk reads; English where nobody said."""
        return self.languages.get(desk, "en")


def texts_of(units: Sequence[ClaimUnit], language: str) -> dict[str, str]:
    """Everything that can be told of these units, by the names that desks ask for; only what is known."""
    told = {name: _lines(tell(unit, language) for unit in units) for name, tell in _TELL.items()}
    if len(units) > 1:  # who of several it is said of
        for name in _OF_A_UNIT:
            told[name] = _lines(f"{unit.lpn}: {text}" for unit in units if (text := _TELL[name](unit, language)))
    return {name: text[:LONGEST_TEXT] for name, text in told.items() if text}


def missing_texts(wanted: Iterable[str], units: Sequence[ClaimUnit], told: Mapping[str, str]) -> tuple[str, ...]:
    """What a desk wants to read and nobody can tell; a number that such goods do not have is not missing."""
    numbered = any(unit.serial_tracked or unit.serial for unit in units)
    return tuple(name for name in wanted if not told.get(name) and (numbered or name != "serial_numbers"))


def said_fault(name: str, text: str, wanted: Iterable[str]) -> str | None:
    """Why a person's own words cannot stand for a text of the letter, or None."""
    if name not in wanted:
        return say("{name} is no text that this desk wants", name=name[:40])
    if not text.strip() or len(text) > LONGEST_SAID or not text.isprintable():
        return str(
            say("{name} must be some words in one line, {most} characters at most", name=name, most=LONGEST_SAID)
        )
    return None


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _found(unit: ClaimUnit, language: str, *severities: Severity) -> str:
    said = (
        finding.text.of_language(language)
        for finding in unit.findings
        if not severities or finding.severity in severities
    )
    return "; ".join(dict.fromkeys(said))


def _reason(unit: ClaimUnit) -> str:
    if unit.order is None:
        return ""
    return " · ".join(dict.fromkeys(part for part in (unit.order.reason_code, unit.order.reason_text) if part))


def _weight(unit: ClaimUnit) -> str:
    if unit.grams is None:
        return ""
    return f"{unit.grams} g" + (f" ({unit.sku}: {unit.weight_g} g)" if unit.weight_g else "")


def _fnsku(unit: ClaimUnit) -> str:
    return next((code for code in unit.codes if identify(code).kind is Kind.FNSKU), "")


_TELL: Mapping[str, Callable[[ClaimUnit, str], str]] = {
    "order_number": lambda unit, _: unit.order.number if unit.order else "",
    "return_number": lambda unit, _: (unit.order.rma or unit.tracking) if unit.order else "",
    "buyer_reason": lambda unit, _: _reason(unit),
    "findings": _found,
    "missing_parts": lambda unit, language: _found(unit, language, Severity.MISSING_PART),
    "parcel_weight": lambda unit, _: _weight(unit),
    "what_was_sold": lambda unit, _: unit.sold,
    "what_came": lambda unit, _: f"{unit.sku} {unit.title}".strip(),
    "serial_numbers": lambda unit, _: unit.serial,
    "removal_order": lambda unit, _: unit.removal_order,
    "lpn": lambda unit, _: unit.amazon_lpn,
    "fnsku": lambda unit, _: _fnsku(unit),
    "amazon_disposition": lambda unit, _: unit.disposition,
}
_OF_A_UNIT = ("findings", "missing_parts", "parcel_weight", "what_came", "serial_numbers", "lpn")
KNOWN_TEXTS = frozenset(_TELL)
"""The names that a desk's data may use."""
