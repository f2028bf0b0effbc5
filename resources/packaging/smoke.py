"""Whether the built program works where nothing else is: one parcel at its bench, and its window.

The folder is copied elsewhere and run behind a fence: no checkout, no Python, no fonts of the machine, no network, an
empty home. What lies before the camera is drawn here and handed over as files, as an operator script does.
"""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import cv2

from app.demo.catalogue import IMPORTS, draw_references, read_catalogue
from app.demo.looking import Table
from app.demo.playing import Played, Player
from app.demo.script import Answer, Line, Memory, lines_of
from app.devices.drawing.sights import EMPTY, Sight, parcel, picture
from app.store.engine import open_engine
from app.store.migrations import REVISIONS, run_steps
from resources.packaging import wanted
from resources.packaging.contents import ROOT, font_folders
from resources.packaging.fence import Fence, fence, lent_by_the_machine

DEMO: Final = ROOT / "resources/demo"
BADGE, PIN = "LN-07", "482915"
WITNESS, WITNESS_PIN = "MO-01", "915046"
DESTROYED: Final = b"GFUS01027183645091"
"""The parcel of the demo's script whose unit is destroyed."""
TRACKING: Final = "1Z999AA10123456784"
PARCEL_LINES: Final = 4
"""The first lines of the demo's script: the sign-in, and one parcel up to its label scanned back."""
WINDOW_LINES: Final = 7
"""The same and a second parcel, played by hand in the window."""
ENOUGH_S: Final = 300
HEARD_S: Final = 20
"""Within which a window that is told to close has closed, on a busy machine too."""
WINDOW_UP: Final = "The camera is open"
"""What the log says when the window's loop turns, for then the first picture has come."""
TEMPLATE: Final = "unit"
LABEL_WORDS: Final = ("Rain jacket", "红色跑鞋", "מעיל גשם", "معطف مطر")
NO_MEDIA: Final = "No QtMultimedia backends"
NO_ZBAR: Final = "zbar is not on this machine"
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen"}


class Failed(Exception):
    """What the built program did that it should not, in words."""


@dataclass(frozen=True, slots=True)
class Built:
    """The built program in a place of its own."""

    program: Path
    place: Path
    fence: Fence

    @property
    def profile(self) -> Path:
        return self.place / "profile"

    def begin(self, *arguments: str | Path, more: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A command that goes on; what it says on standard error is kept in a file."""
        with (self.place / "stderr.txt").open("wb") as said:
            return subprocess.Popen(  # noqa: S603
                self.fence.command([str(self.program), *map(str, arguments)]),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said,
                cwd=self.place, env=self.fence.environment({"REGRADE_PROFILE": str(self.profile), **(more or {})}),
            )  # fmt: skip

    def run(self, *arguments: str | Path, text: str = "", more: Mapping[str, str] | None = None) -> str:
        """A command to its end; what it wrote. Raises `Failed` unless it ended with 0."""
        with self.begin(*arguments, more=more) as process:
            out, _ = process.communicate(text.encode(), timeout=ENOUGH_S)
        if process.returncode != 0:
            command = " ".join(map(str, arguments))
            raise Failed(f"`regrade {command}` ended with {process.returncode}: {out.decode()[-500:]} {self.said()}")
        return out.decode()

    def said(self) -> str:
        """The end of what the newest command said on standard error."""
        return (self.place / "stderr.txt").read_text("utf-8", "replace")[-2000:]


@dataclass(slots=True)
class PipedHands:
    """Implements `app.demo.playing.Hands` over the pipes of `regrade play`."""

    process: subprocess.Popen[bytes]
    photos: Path
    sight: Sight = EMPTY
    taken: int = 0

    def do(self, act: Mapping[str, Any], sight: Sight | None) -> Answer:
        """The act as a line, and the line's answer. Raises `Failed` where the program gives none."""
        self.sight = sight or self.sight
        if act["do"] in {"photo", "destroy"}:
            act = {**act, "file": str(self._photo())}
        if self.process.stdin is None or self.process.stdout is None:
            raise Failed("The program was started without pipes.")
        self.process.stdin.write(json.dumps(act).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise Failed(f"The program ended without an answer to {act['do']}.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _photo(self) -> Path:
        self.taken += 1
        return draw(self.sight, self.photos / f"{self.taken}.jpg")


@dataclass(slots=True)
class Smoke:
    """The steps, and how long each took in seconds."""

    built: Built
    took: dict[str, float] = field(default_factory=dict)

    def run(self, told: Callable[[str], object]) -> None:
        """Every step in turn. Raises `Failed` at the first that fails."""
        steps: tuple[tuple[str, Callable[[Built], str]], ...] = (
            ("says what it can do", says_help),
            ("finds every module and every file that it may ever ask for", finds_everything),
            ("reads a code in a picture", reads_a_code),
            ("adds a person, imports the catalogue", takes_in),
            ("plays a parcel up to its verified label", plays_a_parcel),
            ("destroys a unit: its certificate, its evidence pack", proves_a_destruction),
            ("draws labels and reads them back", draws_labels),
            ("finds its audit chain in order", verifies),
            ("finds its station in order", examines),
            ("brings older records up to date", migrates),
            ("knows how to speak with a server of records", asks_a_server),
            ("opens its window and closes it", opens_its_window),
            ("plays two parcels in its window", plays_in_its_window),
        )
        for name, step in steps:
            begun = time.perf_counter()
            found = step(self.built)
            self.took[name] = time.perf_counter() - begun
            told(f"ok  {name}: {found} ({self.took[name]:.1f} s)")


def settle(folder: Path, place: Path) -> Built:
    """The built folder copied to a place of its own, behind the best fence that this machine makes."""
    shutil.copytree(folder, place / "regrade", symlinks=True)
    home = place / "home"
    home.mkdir()
    (place / "photos").mkdir()
    program = place / "regrade" / ("regrade.exe" if sys.platform == "win32" else "regrade")
    return Built(program, place, fence(home, lent_by_the_machine(ROOT, font_folders({}))))


def draw(sight: Sight, file: Path) -> Path:
    """What a camera over the bench would see, as a file."""
    cv2.imwrite(str(file), picture(sight, 1600, 1200), (cv2.IMWRITE_JPEG_QUALITY, 90))
    return file


def says_help(built: Built) -> str:
    """Every verb is there."""
    verbs = ("play", "import", "user", "decode", "audit", "doctor", "demo")
    told = built.run("--help")
    missing = [verb for verb in verbs if verb not in told]
    if missing:
        raise Failed(f"`regrade --help` does not name {', '.join(missing)}.")
    return f"{len(verbs)} verbs"


def finds_everything(built: Built) -> str:
    """Modules that are imported when they are first wanted, and files that are read then."""
    asked = built.place / "wanted.json"
    asked.write_text(json.dumps({"modules": wanted.modules(), "files": wanted.files()}), encoding="utf-8")
    said = built.run("--help", more={**OFFSCREEN, "REGRADE_LOOK_THROUGH": str(asked)})
    try:
        (told,) = rows(said)
    except ValueError as error:
        raise Failed(f"The program did not look through what it has, but said: {said[:200]}") from error
    if told["failed"]:
        some = "; ".join(f"{name}: {why}" for name, why in sorted(told["failed"].items())[:8])
        raise Failed(f"{len(told['failed'])} did not come along whole: {some}")
    if not told["modules"] or not told["files"]:
        raise Failed("Nothing was looked for: the list of modules and files is empty.")
    return f"{told['modules']} modules and names, {told['files']} files"


def reads_a_code(built: Built) -> str:
    """By both engines: where there is no code, zbar is asked as well."""
    file = draw(parcel(TRACKING, "UPS"), built.place / "photos/parcel.jpg")
    (answer,) = rows(built.run("decode", file))
    texts = [code["text"] for code in answer["codes"]]
    if TRACKING not in texts:
        raise Failed(f"The parcel's code was not read: {answer}")
    built.run("decode", draw(EMPTY, built.place / "photos/empty.jpg"), "--log-level", "info")
    if NO_ZBAR in built.said():
        raise Failed("zbar, the second engine, did not come along.")
    return f"{TRACKING} in {answer['ms']} ms"


def takes_in(built: Built) -> str:
    """A person with a PIN from standard input, and the demo's files with the pictures that they name."""
    person = ("user", "add", "--badge", BADGE, "--name", "Li Na", "--role", "inspector", "--pin-stdin")
    built.run(*person, text=f"{PIN}\n")
    files = built.place / "files"
    shutil.copytree(DEMO, files)
    draw_references(read_catalogue(files), files)
    inserted = 0
    for kind in IMPORTS:
        (done,) = rows(built.run("import", kind, files / f"{kind}.csv", "--json"))
        inserted += done["inserted"]
        if done["rejected"] or not done["inserted"]:
            raise Failed(f"The demo's {kind} did not come in whole: {done['rejected'][:3]}")
    return f"{inserted} records"


def plays_a_parcel(built: Built) -> str:
    """Sign in, scan, answer, photograph, accept, scan the label back."""
    player, steps = _played(built, lines_of((DEMO / "shift.jsonl").read_bytes().splitlines()[:PARCEL_LINES]))
    grades = [fact["grade"] for step in steps for fact in step.answer["facts"] if fact.get("grade")]
    stock = [row for row in rows(built.run("stock", "--json")) if row["sellable_a"]]
    if player.answer["step"] != "idle" or grades[:1] != ["A"] or sum(row["sellable_a"] for row in stock) != 1:
        raise Failed(f"The parcel did not end with one sellable unit: {player.answer['step']}, {grades}, {stock}")
    return f"{player.seq} acts, grade A, 1 sellable"


def _played(built: Built, lines: Iterable[Line]) -> tuple[Player, list[Played]]:
    """The lines by `regrade play`; who played them, and every step."""
    steps: list[Played] = []
    with built.begin("play") as process:
        hands = PipedHands(process, built.place / "photos", taken=len(list((built.place / "photos").iterdir())))
        player = Player(hands, Table(read_catalogue(DEMO)), Memory({BADGE: PIN, WITNESS: WITNESS_PIN}), steps.append)
        player.play(lines)
        process.communicate(timeout=ENOUGH_S)
    if process.returncode != 0:
        raise Failed(f"`regrade play` ended with {process.returncode}: {built.said()}")
    return player, steps


def proves_a_destruction(built: Built) -> str:
    """Before a witness; the certificate as a document, and a pack that is whole until a byte of it is changed."""
    person = ("user", "add", "--badge", WITNESS, "--name", "Maria Ortiz", "--role", "supervisor", "--pin-stdin")
    built.run(*person, text=f"{WITNESS_PIN}\n")
    script = (DEMO / "shift.jsonl").read_bytes().splitlines()
    first = next(number for number, line in enumerate(script) if DESTROYED in line)
    last = next(number for number, line in enumerate(script) if number > first and b'"destroy"' in line)
    _played(built, lines_of([script[0], *script[first : last + 1]]))
    (certificate,) = rows(built.run("certificate", "list", "--json"))
    paper, pack = built.place / "certificate.pdf", built.place / "evidence.zip"
    built.run("certificate", "show", certificate["number"], "-o", paper)
    if not paper.read_bytes().startswith(b"%PDF-"):
        raise Failed(f"The certificate {certificate['number']} is no PDF.")
    (packed,) = rows(built.run("evidence", "pack", certificate["unit"], "-o", pack, "--json"))
    built.run("evidence", "verify", pack)
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 1
    pack.write_bytes(content)
    with built.begin("evidence", "verify", pack) as process:
        process.communicate(timeout=ENOUGH_S)
    if process.returncode != 1:
        raise Failed(f"A pack that was changed is verified with {process.returncode}: {built.said()}")
    return f"{certificate['number']}, a pack of {packed['files']} files"


def draws_labels(built: Built) -> str:
    """The shop label in every form, with words that need every kind of font."""
    (template,) = (row for row in rows(built.run("label", "list", "--json")) if row["name"] == TEMPLATE)
    said = {name: field["example"] for name, field in template["fields"].items() if field["required"]}
    texts = [name for name, field in template["fields"].items() if field["type"] == "text" and name != "code"]
    data = built.place / "label.json"
    drawn = 0
    for words in LABEL_WORDS:
        data.write_text(json.dumps({**said, texts[0]: words}), encoding="utf-8")
        for driver in ("zpl", "tspl", "pdf", "png") if words == LABEL_WORDS[0] else ("pdf", "png"):
            file = built.place / f"label.{driver}"
            built.run("label", "render", TEMPLATE, "--data", data, "--driver", driver, "--dpi", "300", "-o", file)
            drawn += bool(file.stat().st_size)
        (answer,) = rows(built.run("decode", built.place / "label.png"))
        if said["code"] not in [code["text"] for code in answer["codes"]]:
            raise Failed(f"The label's code {said['code']} was not read back: {answer}")
    return f"{drawn} labels, {said['code']} read back"


def verifies(built: Built) -> str:
    (found,) = rows(built.run("audit", "verify", "--json"))
    if not found["ok"] or not found["entries"] or not found["photos"]:
        raise Failed(f"The audit chain is not in order: {found}")
    return f"{found['entries']} entries, {found['photos']} photos"


def examines(built: Built) -> str:
    checks = rows(built.run("doctor", "--json"))
    return f"{len(checks)} checks"


def migrates(built: Built) -> str:
    """Records of the first version of all, made here, are brought up by the steps that ship as files."""
    profile = built.place / "older"
    profile.mkdir()
    engine = open_engine(f"sqlite:///{profile / 'regrade.db'}")
    with engine.begin() as connection:
        run_steps(connection, REVISIONS[0])
    engine.dispose()
    built.run("user", "list", "--profile", profile)
    with sqlite3.connect(profile / "regrade.db") as database:
        (standing,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    if standing != REVISIONS[-1]:
        raise Failed(f"Records of version {REVISIONS[0]} stand at {standing}, not at {REVISIONS[-1]}.")
    return f"from {REVISIONS[0]} to {standing}"


def asks_a_server(built: Built) -> str:
    """There is none, and the doctor says just that: what speaks with PostgreSQL came along."""
    with built.begin("doctor", "--json", "--database", "postgresql://regrade@127.0.0.1:1/regrade") as process:
        out, _ = process.communicate(timeout=ENOUGH_S)
    found = {row["name"]: row for row in rows(out.decode())}
    if process.returncode != 1 or found["database"]["ok"] or "reach" not in found["database"]["found"]:
        raise Failed(f"`regrade doctor` ended with {process.returncode}: {found.get('database')} {built.said()}")
    return "no server is there, and it says so"


def opens_its_window(built: Built) -> str:
    """`regrade` alone, until it is up, then closed as the system closes a program."""
    if sys.platform == "win32":
        return "not tried: a program is closed in another way here"
    begun = time.monotonic()
    with built.begin(more=OFFSCREEN) as process:
        wait_until(lambda: WINDOW_UP in built.said() or process.poll() is not None, "The window did not come up")
        took = time.monotonic() - begun
        # What comes before the window's loop turns is lost; what comes after its end would kill it.
        wait_until(lambda: _told_to_close(process), "The window did not close", pause=0)
    if process.returncode != 0:
        raise Failed(f"The window ended with {process.returncode}: {built.said()}")
    return f"up after {took:.1f} s"


def plays_in_its_window(built: Built) -> str:
    """`regrade demo` over the first parcels of its day, with a picture of every step."""
    script = next(built.program.parent.rglob("demo/shift.jsonl"))
    script.write_bytes(b"".join(script.read_bytes().splitlines(keepends=True)[:WINDOW_LINES]))
    out = built.place / "out"
    (told,) = rows(built.run("demo", "--out", out, "--json", more=OFFSCREEN))
    if told["audit"] != "in order" or [unit["grade"] for unit in told["units"]] != ["A", "B"]:
        raise Failed(f"The demo did not end with an A and a B: {told}")
    if " ERROR " in built.said() or NO_MEDIA in built.said():
        raise Failed(f"The demo's log says that something did not come along: {built.said()}")
    pictures = list(out.glob("[0-9]*.png"))
    if len(pictures) < told["actions"]:
        raise Failed(f"Of {told['actions']} acts there are only {len(pictures)} pictures.")
    return f"{told['actions']} acts, {len(pictures)} pictures"


def rows(text: str) -> list[dict[str, Any]]:
    """The results of a command, one JSON object a line."""
    return [json.loads(line) for line in text.splitlines()]


def wait_until(done: Callable[[], bool], otherwise: str, seconds: float = 60, pause: float = 0.1) -> None:
    """Looks again and again. Raises `Failed` where it does not come."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise Failed(f"{otherwise} within {seconds:.0f} s.")
        time.sleep(pause)


def _told_to_close(process: subprocess.Popen[bytes]) -> bool:
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(HEARD_S)
    return process.poll() is not None
