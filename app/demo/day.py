"""`regrade demo`: a whole shift over a fresh profile, and what came of it left in a folder.

The PINs are chosen at random for this one profile and shown nowhere but in what `play_demo` returns.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, Final

from app.cli.output import to_json
from app.demo.catalogue import load_catalogue, read_catalogue
from app.demo.looking import Table
from app.demo.playing import Played, Player
from app.demo.script import Line, Memory, lines_of
from app.demo.script_hands import ScriptHands
from app.domain.access import Role, pin_fault
from app.errors import UsageError
from app.services.packing import PackAsked
from app.services.station import Station

PEOPLE: Final = (
    ("LN-07", "Li Na", Role.INSPECTOR, "en"),
    ("ZW-12", "张伟", Role.INSPECTOR, "zh_CN"),
    ("JC-15", "Javier Cruz", Role.INSPECTOR, "es"),
    ("MO-01", "Maria Ortiz", Role.SUPERVISOR, "en"),
)
SHOWN: Final = ("lpn", "sku", "grade", "route", "account", "net", "currency")

SETTLE_S: Final = 30.0
"""The virtual printer is given this long for what is still under way."""

OpenStation = Callable[[Path], AbstractContextManager[Station]]


def play_demo(open_station: OpenStation, resources: Path, out: Path, *, in_window: bool = True) -> Mapping[str, object]:
    """Play the shift in a fresh profile under `out`, and say what came of it.

    In the window it is played by hand, and a picture of every step is left; else by script, without Qt.
    """
    profile = fresh_profile(out)
    settings = resources / "station.toml"
    set_for_trying(profile, settings.read_text(encoding="utf-8") if settings.is_file() else "")
    pins = {badge: pin_by_chance() for badge, *_ in PEOPLE}
    with open_station(profile) as station:
        add_people(station, pins)
        load_catalogue(station, resources)
        table, memory = Table(read_catalogue(resources)), Memory(pins)
        lines = lines_of((resources / "shift.jsonl").read_bytes().splitlines())
        play = _played_in_window if in_window else _played_by_script
        steps = play(station, table, memory, lines, out)
        return leave(station, out, steps, pins)


def add_people(station: Station, pins: Mapping[str, str]) -> None:
    """Everybody of the demo's shift."""
    for badge, name, role, language in PEOPLE:
        station.add_user(badge, name, role, pins[badge], language=language)


def pin_by_chance() -> str:
    """A PIN that may be taken."""
    while pin_fault(pin := f"{secrets.randbelow(10**6):06d}"):
        pass
    return pin


def fresh_profile(out: Path) -> Path:
    """A folder that is not there yet, under `out`, which is made."""
    profile = out / "profile"
    if profile.exists():
        number = next(n for n in range(2, 10_000) if not (out / f"profile-{n}").exists())
        profile = out / f"profile-{number}"
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {out} cannot be made: {error.strerror}.", "Name another one.") from error
    return profile


def set_for_trying(profile: Path, more: str = "") -> None:
    """What a profile to try the program with is set to, and `more` in TOML, where it is not set up yet: it must leave
    nothing behind elsewhere, so its key lies in the profile and not in the keyring of whoever tries."""
    try:
        profile.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError), (profile / "config.toml").open("x", encoding="utf-8") as file:
            file.write(f'[audit]\nkey = "file"\n{more}')
    except OSError as error:
        raise UsageError(f"The folder {profile} cannot be made: {error.strerror}.", "Name another one.") from error


def _played_by_script(station: Station, table: Table, memory: Memory, lines: Iterable[Line], out: Path) -> list[Played]:
    steps: list[Played] = []
    (out / "photos").mkdir(exist_ok=True)

    def told(step: Played) -> None:
        station.settle(SETTLE_S)  # a hand waits for the label before it goes on
        steps.append(step)

    Player(ScriptHands(station.bench, out / "photos"), table, memory, told).play(lines)
    return steps


def _played_in_window(station: Station, table: Table, memory: Memory, lines: Iterable[Line], out: Path) -> list[Played]:
    from app.demo.showing import play_in_window

    return play_in_window(station, table, memory, lines, out)


def leave(station: Station, out: Path, steps: list[Played], pins: Mapping[str, str]) -> Mapping[str, object]:
    """Leave what came of the day as one object a line, for whoever wants to look closer; and say it in short."""
    answers: list[dict[str, Any]] = [{**step.answer, "seq": step.seq} for step in steps]
    told = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    (out / "answers.jsonl").write_text(told, encoding="utf-8")
    lpns = dict.fromkeys(fact["id"] for answer in answers for fact in answer["facts"] if fact["kind"] == "unit")
    units = [found for lpn in lpns if (found := station.reads.unit(lpn)) is not None]
    _write(out / "units.jsonl", units)
    _write(out / "stock.jsonl", station.reads.stock())
    _write(out / "outbox.jsonl", station.reads.outbox())
    station.settle(SETTLE_S)
    labels = station.profile.spool / "printer" / "labels.jsonl"
    (out / "labels.jsonl").write_bytes(labels.read_bytes() if labels.exists() else b"")
    for label in sorted((*labels.parent.glob("*.zpl"), *labels.parent.glob("*.png"))):
        shutil.copyfile(label, out / f"label-{label.name}")
    certificates = leave_certificates(station, out)
    pack = leave_pack(station, out, units)
    checked = station.verify_audit()
    return {
        "actions": len(answers),
        "units": [{name: unit[name] for name in SHOWN} for unit in units],
        "audit": "in order" if checked.ok else "; ".join(checked.problems[:3]),
        "left in": str(out),
        "certificates": certificates,
        "evidence pack": pack,
        "pictures": len(list(out.glob("[0-9]*.png"))),
        "profile": str(station.profile.root),
        "people": {name: f"badge {badge}, PIN {pins[badge]}" for badge, name, *_ in PEOPLE},
    }


def leave_certificates(station: Station, out: Path) -> list[str]:
    """Every certificate of the day as the paper that goes to the file."""
    left = []
    for row in station.reads.certificates():
        file = out / f"certificate-{row['number']}.pdf"
        file.write_bytes(station.certificates.show(str(row["number"])).document)
        left.append(str(file))
    return left


def leave_pack(station: Station, out: Path, units: Iterable[Mapping[str, Any]]) -> str:
    """The evidence of one unit, as somebody outside would get it: of one with a certificate where there is one."""
    graded = [unit for unit in units if unit["grade"]]
    chosen = next((unit for unit in graded if unit["certificates"]), graded[0] if graded else None)
    if chosen is None:
        return "none: no unit was graded"
    packed = station.packing.pack(PackAsked((chosen["lpn"],)), out / f"evidence-{chosen['lpn']}.zip")
    return str(packed.file)


def _write(file: Path, rows: Iterable[Mapping[str, object]]) -> None:
    file.write_text("".join(to_json(row) + "\n" for row in rows), encoding="utf-8")
