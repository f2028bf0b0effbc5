"""The text of an open-box unit's listing, from the findings of its inspection, in the form of the channel it is for.

Nothing is invented: a sentence says what was found, or that a side of the goods was checked by hand and nothing was.
What was only settled by a seal, or not asked, is not spoken of; notes of people are for the house. A finding is never
left out or cut: text that does not fit with all of them is refused. So is a unit whose findings no buyer may meet.
Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from app.domain.bench.refusal import Refused
from app.domain.checklist import Dimension, Finding, Severity
from app.domain.texts import FALLBACK, Texts, joined
from app.saying import say


class Wear(StrEnum):
    """How worn a unit is to a buyer, best first."""

    LIKE_NEW = "like_new"
    VERY_GOOD = "very_good"
    GOOD = "good"
    ACCEPTABLE = "acceptable"


class Used(StrEnum):
    """Whether a channel takes used goods."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class WearRule:
    """The condition that findings of these kinds lead to, where there are so many."""

    wear: Wear
    severities: frozenset[Severity]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """What a kind of channel wants: lengths in characters, its own codes of conditions and names of fields.

    Attributes:
        why: what whoever lists there has to know
        bullets: how many separate lines it takes at most; 0: none

    """

    used: Used
    why: Texts | None = None
    condition_field: str = ""
    conditions: Mapping[Wear, str] = field(default_factory=dict)
    note_field: str = ""
    longest_note: int = 0
    longest_title: int = 0
    bullets: int = 0
    longest_bullet: int = 0


@dataclass(frozen=True, slots=True)
class ListingWords:
    """One version of the words and forms; wear rules the worst first."""

    version: int
    wear: tuple[WearRule, ...]
    names: Mapping[Wear, Texts]
    returned: Texts
    found: Texts
    clean: Texts
    dimensions: Mapping[Dimension, Texts]
    channels: Mapping[str, ChannelForm]
    photos: tuple[str, ...] = ()
    never_photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """A unit as its buyer is told of it; `checked` are the sides of it that somebody looked at by hand."""

    lpn: str
    title: str
    findings: tuple[Finding, ...]
    checked: frozenset[Dimension]


@dataclass(frozen=True, slots=True)
class ListingText:
    """What is to be listed.

    Attributes:
        condition: the channel's own code, or empty where it has none
        findings_in: the languages that the findings are worded in; not that of the text where a checklist lacks it
        notice: what whoever lists it has to know

    """

    language: str
    wear: Wear
    condition: str
    title: str
    note: str
    bullets: tuple[str, ...]
    findings_in: tuple[str, ...]
    notice: str = ""


def wear_of(words: ListingWords, findings: Sequence[Finding]) -> Wear:
    """How worn a unit with these findings is. Raises `Refused` for a finding that no rule lets a buyer meet."""
    known = frozenset().union(*(rule.severities for rule in words.wear))
    for finding in findings:
        if finding.severity not in known:
            raise Refused(
                "not_for_buyers",
                say("“{finding}” was found: such a unit is not sold as used.", finding=str(finding.text)),
                "Look at its grade and route; a text is written for open-box units only.",
            )
    for rule in words.wear:
        if sum(finding.severity in rule.severities for finding in findings) >= rule.at_least:
            return rule.wear
    return Wear.LIKE_NEW


def write(words: ListingWords, kind: str, unit: Described, language: str) -> ListingText:
    """The text for a kind of channel. Raises `Refused` where it takes no used goods, or cannot hold what was found."""
    form = words.channels.get(kind)
    if form is None or form.used is Used.NO:
        why = form.why.of_language(language) if form is not None and form.why is not None else ""
        raise Refused(
            "no_used_goods",
            say("{kind} takes no used goods. {why}", kind=kind, why=why).strip(),
            "Choose another channel, or keep the unit for a live sale.",
        )
    wear = wear_of(words, unit.findings)
    must, may = _sentences(words, unit, language)
    name = words.names[wear].of_language(language)
    return ListingText(
        language=language,
        wear=wear,
        condition=form.conditions.get(wear, ""),
        title=_title(unit.title, name, form.longest_title),
        note=_note(must, may, form.longest_note, language),
        bullets=_bullets((*must, *may), form),
        findings_in=_worded_in(unit.findings, language),
        notice=form.why.of_language(language) if form.why is not None else "",
    )


def shown_photos(words: ListingWords, shots: Collection[str]) -> tuple[str, ...]:
    """Those of these shots that show the article alone, in the order in which a buyer should see them."""
    fit = [shot for shot in shots if not any(fnmatchcase(shot, never) for never in words.never_photos)]
    ordered = (shot for wanted in words.photos for shot in sorted(fit) if fnmatchcase(shot, wanted))
    return tuple(dict.fromkeys(ordered))


def _sentences(words: ListingWords, unit: Described, language: str) -> tuple[list[str], list[str]]:
    """What must be said (that it is a return, and everything found), and what may be."""
    must, may = [words.returned.of_language(language)], []
    for dimension in Dimension:
        name = words.dimensions[dimension]
        found = joined((one.text for one in unit.findings if one.dimension is dimension), [language])
        if found is not None:
            must.append(words.found.filled(dimension=name, findings=found).of_language(language))
        elif dimension in unit.checked:
            may.append(words.clean.filled(dimension=name).of_language(language))
    return must, may


def _note(must: Sequence[str], may: Sequence[str], longest: int, language: str) -> str:
    between = "" if language.startswith("zh") else " "
    note = between.join(must)
    if len(note) > longest:
        raise Refused(
            "too_much_found",
            say("What was found does not fit into {longest} characters.", longest=longest),
            "Sell this unit elsewhere, or write the text by hand: no finding may be left out.",
        )
    for sentence in may:
        longer = between.join((note, sentence))
        if len(longer) <= longest:
            note = longer
    return note


def _bullets(sentences: Sequence[str], form: ChannelForm) -> tuple[str, ...]:
    """None where not all that must be said fits: the note says it whole."""
    fit = [sentence for sentence in sentences if len(sentence) <= form.longest_bullet]
    return tuple(sentences) if len(fit) == len(sentences) <= form.bullets else ()


def _title(title: str, name: str, longest: int) -> str:
    """The article's title, cut where it must be, and always the condition behind it."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())
    room = longest - len(name) - 3
    shown = plain if len(plain) <= room else plain[: room - 1].rstrip() + "…"
    return f"{shown} – {name}" if shown else name


def _worded_in(findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    parent = language.partition("_")[0]
    there = {
        next((one for one in (language, parent) if one in finding.text.languages), FALLBACK) for finding in findings
    }
    return tuple(sorted(there))
