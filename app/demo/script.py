"""The demo's script: lines of the operator script, and a few words that spare it what only the day itself knows.

A line is an action of the contract. Beside it may stand

    title      a new chapter begins: a parcel, a shift change
    called     the unit then on the bench is called so from now on
    looks      the thing before the camera looks so (`swollen`, `broken mug`)
    refused    the bench is expected to refuse this, with that code

`inspect` answers whatever is asked and takes every photo that is owed, up to the grade: by `wants` where it names the
question, else by the choice that stands first; `finish` also accepts, prints, and scans the label back. So the script
survives a checklist that asks one question more.

A text that begins with `$` stands for what the day knows: `$PIN` (of the badge in that line), `$LABEL` (the code to
scan back), `$LAST` (the unit last labelled), `$UNIT:name` and `$TAG:name` (its newest print).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.identifiers import parse_label_code
from app.errors import UsageError

OWN: Final = ("title", "called", "looks", "refused", "wants", "notes")
INSPECT, FINISH = "inspect", "finish"

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script, with what stands beside its action."""

    number: int
    action: Mapping[str, Any]
    title: str = ""
    called: str = ""
    looks: str = ""
    refused: str = ""
    wants: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def lines_of(script: Iterable[bytes]) -> tuple[Line, ...]:
    """The lines of a script. Raises `UsageError` for one that is none."""
    return tuple(_line(number, text) for number, text in enumerate(script, 1) if text.strip())


def _line(number: int, text: bytes) -> Line:
    try:
        content = dict(json.loads(text))
    except (ValueError, TypeError) as error:
        raise UsageError(f"Line {number} of the demo's script is no JSON object.", "Mend the script.") from error
    beside = {name: content.pop(name) for name in OWN if name in content}
    return Line(number, content, **beside)


@dataclass(slots=True)
class Memory:
    """What the day knows, learned from the bench's answers."""

    pins: Mapping[str, str]
    label: str = ""
    last: str = ""
    units: dict[str, str] = field(default_factory=dict)
    prints: dict[str, str] = field(default_factory=dict)

    def learn(self, line: Line, answer: Answer) -> None:
        """Codes to scan back, the newest print of each unit, and what the line calls its unit."""
        self.label = answer["expects"].get("code", self.label)
        for fact in answer["facts"]:
            named = parse_label_code(fact["code"]) if fact.get("code") else None
            if named is not None:
                self.last = named[0]
                self.prints[named[0]] = fact["code"]
        if line.called and answer["unit"]:
            self.units[line.called] = answer["unit"]

    def filled(self, action: Mapping[str, Any]) -> dict[str, Any]:
        """The action with every `$` word said out."""
        return {key: self._said(value, action) for key, value in action.items()}

    def _said(self, value: Any, action: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever a line may hold
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        word, _, name = value[1:].partition(":")
        match word:
            case "PIN":
                return self.pins[action.get("badge") or action["witness_badge"]]
            case "LABEL":
                return self.label
            case "LAST":
                return self.last
            case "UNIT":
                return self.units[name]
            case "TAG":
                return self.prints[self.units[name]]
        raise UsageError(f"The demo's script knows no {value!r}.", "Mend the script.")


def next_act(line: Line, answer: Answer, memory: Memory) -> dict[str, Any] | None:
    """What an `inspect` or `finish` does next; None where it is done."""
    expects = answer["expects"]
    if "answer" in expects:
        return _answered(line, expects["answer"])
    if "photo" in expects and answer["step"] == "photos":
        return {"do": "photo", "shot": expects["photo"]["shots"][0]}
    if line.action["do"] == INSPECT:
        return None
    if "accept" in expects:
        return {"do": "accept"}
    if "label" in expects.get("scan", ()):
        return {"do": "scan", "code": memory.filled({"code": "$LABEL"})["code"]}
    return None


def _answered(line: Line, asked: Mapping[str, Any]) -> dict[str, Any]:
    question, choices = asked["question"], asked["choices"]
    wanted = line.wants.get(question, [] if asked.get("multiple") else choices[0])
    known = [one for one in ([wanted] if isinstance(wanted, str) else wanted) if one in choices]
    given: Any = known if asked.get("multiple") else (known or choices)[0]
    note = line.notes.get(question)
    return {"do": "answer", "question": question, "choice": given, **({"note": note} if note else {})}
