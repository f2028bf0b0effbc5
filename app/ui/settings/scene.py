"""What is said of settings, codes, people and rules. No widgets, no I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.domain.access import MAY_MANAGE_PEOPLE, Operator
from app.domain.checklist import Checklist, Choice, Dimension, Question
from app.domain.disposition import Ban, RoutePolicy
from app.domain.grading import GradingRules
from app.domain.identifiers import Kind, identify
from app.domain.review import HoldPolicy
from app.domain.rulebook import Rulebook
from app.ui.scanner.burst import Heard
from app.ui.scanner.strokes import Sort, Stroke, gap_ms
from app.ui.words import _, language, words_of

Changes = Mapping[tuple[str | int, ...], object]

MOST_GOODS = 10
"""A checklist knows its goods by many names in many languages; a reader needs a few."""

AT_ONCE: frozenset[tuple[str | int, ...]] = frozenset(
    {
        ("window", "theme"),
        ("window", "text_size"),
        ("window", "volume"),
        ("scanner", "prefix"),
        ("scanner", "suffix"),
        ("scanner", "gap_ms"),
        ("scanner", "gs_substitute"),
        ("camera", "auto"),
        ("camera", "overlay"),
        ("camera", "pedal"),
        ("camera", "inbox"),
    }
)
"""What takes effect while the program runs; everything else is read when it starts."""


def needs_restart(changes: Changes) -> bool:
    """Whether these changes wait for the next start."""
    return bool(changes.keys() - AT_ONCE)


def may_manage(operator: Operator | None) -> bool:
    """Whether this person may change people, and what the law of a site hangs on."""
    return operator is not None and operator.role in MAY_MANAGE_PEOPLE


# --- Codes and keys ---------------------------------------------------------------------------------------------------


def kind_words(kind: Kind) -> str:
    """What a code is."""
    return {
        Kind.GTIN: _("Article number"),
        Kind.TRACKING: _("Tracking number of a parcel"),
        Kind.LPN: _("Unit label"),
        Kind.FNSKU: _("Amazon label"),
        Kind.GS1: _("GS1 code"),
        Kind.SERIAL: _("Serial number"),
        Kind.COMMAND: _("Command of the printed sheet"),
        Kind.BADGE: _("Badge"),
        Kind.UNKNOWN: _("No kind that is known by itself"),
    }[kind]


def what_it_is(code: str) -> str:
    """The kind of a code, with its carrier where it has one."""
    found = identify(code)
    words = kind_words(found.kind)
    return f"{words} · {found.carrier.upper()}" if found.carrier else words


def keys_of(strokes: Iterable[Stroke]) -> str:
    """The keys as they came, each that shows nothing by its name."""
    return " ".join(_key(stroke) for stroke in strokes)


def _key(stroke: Stroke) -> str:
    if stroke.sort is Sort.MODIFIER:
        return "⇧"
    if stroke.sort is Sort.ALT_DIGIT:
        return f"Alt+{stroke.text}"
    if stroke.sort is Sort.TAB:
        return "Tab"
    named = {" ": "␣", "\x1d": "GS", "\x1e": "RS", "\x04": "EOT", "\x02": "STX", "\x03": "ETX"}
    return named.get(stroke.text, stroke.text)


def pace_of(heard: Heard) -> str:
    """How quickly the keys of a scan came, and what ended it."""
    ended = _("ended by a pause") if heard.ended == "pause" else _("ended by {key}", key=heard.ended)
    strokes = heard.strokes
    if len(strokes) < 2:
        return ended
    longest = max(gap_ms(before, after) for before, after in pairwise(strokes))
    return _("{count} keys, at most {gap} ms apart, {ended}", count=len(strokes), gap=round(longest), ended=ended)


def check_words(name: str) -> str:
    """What the doctor looked at; a device or a channel with its own name keeps it."""
    known = {
        "profile": _("Profile"),
        "configuration": _("Settings"),
        "disk": _("Disk"),
        "keys": _("Keys"),
        "database": _("Records"),
        "clock": _("Clock"),
        "printer": _("Printer"),
        "camera": _("Camera"),
        "scale": _("Scale"),
        "channel": _("Channel"),
        "rules": _("Rules"),
    }
    kind, _space, own = name.partition(" ")
    return f"{known[kind]} {own}".strip() if kind in known else name


# --- Rules, to be read ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a rule as it is read: `kind` is caption, name, body, or choice."""

    kind: str
    words: str
    hint: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One checklist or policy as it is read."""

    key: str
    title: str
    version: int
    lines: tuple[Line, ...]


def readings(rules: Rulebook) -> tuple[Reading, ...]:
    """Everything that counts for a new inspection, in the language spoken now."""
    newest = {checklist.id: checklist for checklist in rules.checklists}
    return (
        *(_checklist(checklist) for checklist in newest.values()),
        _grading(rules.gradings[-1]),
        _routes(rules.route_policies[-1]),
        _holds(rules.hold_policies[-1]),
    )


def side_words(side: Dimension) -> str:
    """The four sides of goods."""
    return {
        Dimension.PACKAGING: _("Packaging"),
        Dimension.APPEARANCE: _("Appearance"),
        Dimension.FUNCTION: _("Function"),
        Dimension.ACCESSORIES: _("Parts"),
    }[side]


def _checklist(checklist: Checklist) -> Reading:
    lines: list[Line] = []
    if checklist.categories:
        lines.append(Line("body", _("For: {goods}", goods=_goods(checklist.categories))))
    for question in checklist.questions:
        lines += _question(question)
    shots = [words_of(shot.text) for shot in checklist.shots]
    if shots:
        lines += [Line("caption", _("Photos that can be asked for")), *(Line("choice", words) for words in shots)]
    return Reading(f"checklist-{checklist.id}", words_of(checklist.title), checklist.version, tuple(lines))


def _goods(names: tuple[str, ...]) -> str:
    """A few of the names, in the script of whoever reads."""
    chinese = language.code.startswith("zh")
    fitting = [name for name in names if any("\u4e00" <= sign <= "\u9fff" for sign in name) is chinese] or list(names)
    return ", ".join(fitting[:MOST_GOODS]) + ("…" if len(fitting) > MOST_GOODS else "")


def _question(question: Question) -> list[Line]:
    hint = words_of(question.hint) if question.hint is not None else ""
    return [
        Line("caption", side_words(question.dimension)),
        Line("name", words_of(question.text), hint),
        *(_choice(choice) for choice in question.choices),
    ]


def _choice(choice: Choice) -> Line:
    hints = [words_of(choice.hint)] if choice.hint is not None else []
    if choice.finding is not None:
        hints.append(_("Noted: {finding}", finding=words_of(choice.finding.text)))
    if choice.stop:
        hints.append(_("Ends the checklist"))
    return Line("choice", words_of(choice.text), " · ".join(hints))


def _grading(grading: GradingRules) -> Reading:
    lines = [Line("choice", words_of(grading.clean.text), grade="A")]
    lines += [
        Line("choice", words_of(rule.text.filled(findings="…")), grade=rule.grade.value) for rule in grading.rules
    ]
    lines.append(Line("choice", words_of(grading.stopped.text), grade="S"))
    return Reading("grading", _("How grades come about"), grading.version, tuple(lines))


def _routes(policy: RoutePolicy) -> Reading:
    lines = [Line("choice", words_of(rule.text)) for rule in policy.routes]
    if policy.bans:
        lines += [Line("caption", _("What the law rules out"))]
        lines += [Line("choice", words_of(ban.text), _law_hint(ban)) for ban in policy.bans]
    return Reading("routes", _("Where goods can go"), policy.version, tuple(lines))


def _law_hint(ban: Ban) -> str:
    """Where a law holds, and whether anybody has compared it with its source."""
    checked = _("checked {day}", day=ban.checked) if ban.checked else _("not checked against the law")
    return f"{', '.join(ban.sites)} · {checked}"


def _holds(policy: HoldPolicy) -> Reading:
    lines = tuple(Line("choice", words_of(rule.text.filled(findings="…"))) for rule in policy.rules)
    nothing = (Line("body", _("Nothing waits for a second person.")),)
    return Reading("holds", _("What waits for a second person"), policy.version, lines or nothing)
