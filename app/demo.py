"""The demo: a shift of an inspector and a supervisor, played over a fresh profile through the same bench as a real one.

Reads `resources/demo/` (catalogue, announcements, `shift.jsonl`), draws its pictures with the virtual camera and leaves
in its folder what came out: every answer, the labels, the units, the stock. The PINs are chosen at random for this one
profile and shown nowhere but in what `play_demo` returns.

In the script a word that begins with `$` stands for what only the day itself knows: `$PIN`, `$WITNESS_PIN`, `$LABEL`
(the code to scan back), `$TAG:LPN` (the newest print of a unit), `$LAST` (the unit last labelled), `$PHOTO`, `$PROOF`
(a picture with that unit's label in frame).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from app.cli.output import to_json
from app.cli.play import play
from app.devices.virtual_camera import picture
from app.domain.access import Role, pin_fault
from app.domain.identifiers import parse_label_code
from app.errors import UsageError
from app.services.importing import kind_named
from app.services.station import Station

PEOPLE = {"PIN": ("LN-07", "Li Na", Role.INSPECTOR), "WITNESS_PIN": ("MO-01", "Maria Ortiz", Role.SUPERVISOR)}
IMPORTS = ("products", "returns", "listings", "instructions")

SHOWN = ("lpn", "sku", "grade", "route", "account", "net", "currency")

OpenStation = Callable[[Path], AbstractContextManager[Station]]


def play_demo(open_station: OpenStation, resources: Path, out: Path) -> Mapping[str, object]:
    """Play the shift in a fresh profile under `out`, and say what came of it."""
    profile = _fresh(out)
    pins = {name: _pin_by_chance() for name in PEOPLE}
    with open_station(profile) as station:
        for name, (badge, person, role) in PEOPLE.items():
            station.add_user(badge, person, role, pins[name])
        for kind in IMPORTS:
            station.take_in(kind_named(kind), resources / f"{kind}.csv")
        day = _Day(station, out, pins)
        answers = list(day.answers((resources / "shift.jsonl").read_bytes().splitlines()))
        told = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers)
        (out / "answers.jsonl").write_text(told, encoding="utf-8")
        return _summary(station, out, answers, pins)


def _pin_by_chance() -> str:
    while pin_fault(pin := f"{secrets.randbelow(10**6):06d}"):
        pass
    return pin


def _fresh(out: Path) -> Path:
    profile = out / "profile"
    if profile.exists():
        number = next(n for n in range(2, 10_000) if not (out / f"profile-{n}").exists())
        profile = out / f"profile-{number}"
    try:
        (out / "photos").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {out} cannot be made: {error.strerror}.", "Name another one.") from error
    return profile


@dataclass(slots=True)
class _Day:
    """The script's words as the day goes on."""

    station: Station
    out: Path
    pins: Mapping[str, str]
    label: str = ""
    last: str = ""
    title: str = ""
    shots: int = 0
    prints: dict[str, str] = field(default_factory=dict)

    def answers(self, lines: list[bytes]) -> Iterator[dict[str, Any]]:
        """The bench's answers, one by one; the demo must run without a refusal."""
        for seq, line in enumerate(lines, start=1):
            action = {key: self._filled(value, line) for key, value in json.loads(line).items()}
            written = StringIO()
            play(self.station.bench, [json.dumps(action).encode()], written)
            answer: dict[str, Any] = {**json.loads(written.getvalue()), "seq": seq}
            if not answer["ok"]:
                raise UsageError(f"The demo's line {seq} was refused: {answer['error']['message']}", "Mend the script.")
            self._learn(answer)
            yield answer

    def _learn(self, answer: Mapping[str, Any]) -> None:
        self.label = answer["expects"].get("code", self.label)
        for fact in answer["facts"]:
            named = parse_label_code(fact["code"]) if fact.get("code") else None
            if named is not None:
                self.last = named[0]
                self.prints[named[0]] = fact["code"]

    def _filled(self, value: object, line: bytes) -> object:
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        name, _, unit = value[1:].partition(":")
        if name in self.pins:
            return self.pins[name]
        if name in {"PHOTO", "PROOF"}:
            return str(self._picture(json.loads(line).get("shot", "destruction"), proof=name == "PROOF"))
        return {"LABEL": self.label, "LAST": self.last, "TAG": self.prints.get(unit, "")}[name]

    def _picture(self, shot: str, *, proof: bool) -> Path:
        self.shots += 1
        file = self.out / "photos" / f"{self.shots:03d}-{shot.replace(':', '-')}.jpg"
        code = self.prints[self.last] if proof else ""
        file.write_bytes(picture(f"{self.shots:03d} {shot}", code))
        return file


def _leave(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """One object a line, for whoever wants to look closer."""
    file.write_text("".join(to_json(row) + "\n" for row in rows), encoding="utf-8")


def _summary(
    station: Station, out: Path, answers: list[dict[str, Any]], pins: Mapping[str, str]
) -> Mapping[str, object]:
    lpns = dict.fromkeys(fact["id"] for answer in answers for fact in answer["facts"] if fact["kind"] == "unit")
    units = [found for lpn in lpns if (found := station.reads.unit(lpn)) is not None]
    checked = station.verify_audit()
    _leave(out / "units.jsonl", units)
    _leave(out / "stock.jsonl", station.reads.stock())
    _leave(out / "outbox.jsonl", station.reads.outbox())
    labels = station.profile.spool / "printer" / "labels.jsonl"
    (out / "labels.jsonl").write_bytes(labels.read_bytes() if labels.exists() else b"")
    people = {PEOPLE[name][1]: f"badge {PEOPLE[name][0]}, PIN {pin}" for name, pin in pins.items()}
    return {
        "actions": len(answers),
        "units": [{name: unit[name] for name in SHOWN} for unit in units],
        "audit": "in order" if checked.ok else "; ".join(checked.problems[:3]),
        "left in": str(out),
        "profile": str(station.profile.root),
        "people": people,
    }
