"""Bad input as a user meets it at the command line: clear words, the right exit code, nothing lost or half-written."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.__main__ import main
from tests.day import announce_catalogue, written
from tests.e2e.floor import SHIRT, ups
from tests.e2e.program import ROOT, Direct, Ended, Program, people, sign_in, station, take_in
from tests.follower import Follower
from tests.pictures import bomb, picture

TRACKING = ups(1)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return stocked(tmp_path)


def stocked(folder: Path) -> Path:
    """A profile with one announced shirt, which keeps no reserve but the last room for what is open."""
    (folder / "bench").mkdir()
    (folder / "bench" / "config.toml").write_text("[evidence]\nreserve_mb = 0\n")
    rows = [
        {"client": "ALFA", "platform": "other", "order_id": "1", "tracking": TRACKING, "sku": "SHIRT-M", "quantity": 1}
    ]
    with station(folder / "bench") as opened:
        people(opened, ["INS-1"])
        take_in(opened, {**announce_catalogue([SHIRT], folder), "returns": written(folder / "returns.csv", rows)})
    return folder / "bench"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `regrade …` in this process."""

    def call(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


def told(ended: Ended, code: int, *words: str) -> None:
    """It ended with this code, and says on standard error what happened, in words that a person can use."""
    assert ended.code == code, ended
    assert "Traceback" not in ended.err, ended.err
    assert "fault of the program" not in ended.err, ended.err
    for word in words:
        assert word in ended.err, f"{word!r} is not in: {ended.err}"


# --- Scripts --------------------------------------------------------------------------------------------------------

BROKEN = (
    b"{",
    b"[]",
    b'"scan"',
    b"null",
    b"\xff\xfe\x00",
    b'{"do": "scan", "code": "\\u0000"}',
    b'{"do": "scan"}',
    b'{"do": "scan", "code": 7}',
    b'{"do": "dance"}',
    b'{"do": ["scan"]}',
    b'{"do": "weigh", "grams": 1e999}',
    b'{"do": "weigh", "grams": NaN}',
    b'{"do": "weigh", "grams": -1}',
    b'{"do": "accept", "id": {}}',
    b'{"do": "close_parcel", "missing": [{"sku": "X", "quantity": 0}]}',
    b'{"do": "scan", "code": "' + b"x" * 2_000_000 + b'"}',
    b"[" * 100_000,
    b'{"do": "scan", "code": "NOT-A-CODE"}',
)


def test_broken_lines_are_answered_and_the_script_goes_on(profile: Path) -> None:
    with station(profile) as opened:
        bench = Direct(opened)
        bench.do(sign_in())
        bench.do({"do": "scan", "code": TRACKING})
        before = bench.do({"do": "state"})
        for line in BROKEN:
            answer = bench.line(line)
            assert not answer["ok"], line[:60]
            assert answer["error"]["message"], line[:60]
            assert answer["error"]["hint"], line[:60]
            assert bench.do({"do": "state"}) == before, line[:60]


def test_a_script_with_a_refused_line_ends_with_1(profile: Path, tmp_path: Path, run: Any) -> None:
    script = tmp_path / "script.jsonl"
    script.write_bytes(b'{"do": "state"}\nnonsense\n\n{"do": "state"}\n')
    ended = run("play", script, "--profile", profile)
    assert ended.code == 1
    assert [row["ok"] for row in ended.rows] == [True, False, True]
    script.write_text('{"do": "state"}\n')
    assert run("play", script, "--profile", profile).code == 0


def test_a_script_that_is_not_there(profile: Path, run: Any) -> None:
    told(run("play", profile / "no-such-script.jsonl", "--profile", profile), 2, "no-such-script.jsonl")


# --- Pictures -------------------------------------------------------------------------------------------------------


def _truncated(folder: Path) -> Path:
    whole = picture(folder, "whole").read_bytes()
    (folder / "truncated.jpg").write_bytes(whole[: len(whole) // 2])
    return folder / "truncated.jpg"


def _text(folder: Path) -> Path:
    (folder / "text.jpg").write_text("This is no picture.")
    return folder / "text.jpg"


def _nothing(folder: Path) -> Path:
    (folder / "nothing.jpg").write_bytes(b"")
    return folder / "nothing.jpg"


def _too_big(folder: Path) -> Path:
    whole = picture(folder, "big").read_bytes()
    (folder / "big.jpg").write_bytes(whole + b"\0" * (26 * 1024 * 1024))
    return folder / "big.jpg"


def _animation(folder: Path) -> Path:
    Image.new("RGB", (64, 64)).save(folder / "moving.gif")
    return folder / "moving.gif"


def _folder(folder: Path) -> Path:
    (folder / "folder.jpg").mkdir()
    return folder / "folder.jpg"


def _missing(folder: Path) -> Path:
    return folder / "missing.jpg"


def _bomb(folder: Path) -> Path:
    return bomb(folder / "bomb.png")


BAD_PICTURES = (_truncated, _text, _nothing, _too_big, _animation, _folder, _missing, _bomb)


def test_unreadable_pictures_are_refused_and_leave_nothing(profile: Path, tmp_path: Path) -> None:
    with station(profile) as opened:
        bench = Direct(opened)
        last = _to_photo(bench)
        for make in BAD_PICTURES:
            answer = bench.do({"do": "photo", "shot": "front", "file": str(make(tmp_path)), "id": make.__name__})
            assert not answer["ok"], make.__name__
            assert answer["error"]["message"], make.__name__
            assert answer["error"]["hint"], make.__name__
            assert answer["expects"] == last["expects"], make.__name__
        assert _files(profile) == []
        assert bench.do({"do": "photo", "shot": "front", "file": str(picture(tmp_path, "good"))})["ok"]
        assert len(_files(profile)) == 1
        assert opened.verify_audit().ok


def _to_photo(bench: Direct) -> dict[str, Any]:
    """A sealed shirt up to its photo."""
    follower = Follower({SHIRT.sku: SHIRT.barcode}, Path)
    bench.do(sign_in())
    last = bench.do({"do": "scan", "code": TRACKING})
    while "photo" not in last["expects"]:
        last = bench.do(follower.next_action(last) or {})
        assert last["ok"], last
    return last


def _files(profile: Path) -> list[Path]:
    return [file for room in ("evidence", "spool/tmp") for file in (profile / room).rglob("*") if file.is_file()]


# --- The environment ------------------------------------------------------------------------------------------------


HOLD = """
import sys
from app.store.engine import sqlite_library
held = sqlite_library().connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def held(database: Path) -> Iterator[None]:
    """Another process is in the middle of a write, and stays there."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, database], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            holder.stdin.close()
            holder.wait(30)


@pytest.mark.expects_warning
def test_a_locked_database_is_told_and_the_act_may_come_again(profile: Path) -> None:
    with station(profile) as opened:
        bench = Direct(opened)
        bench.do(sign_in())
        before = bench.do({"do": "scan", "code": TRACKING})
        with held(profile / "regrade.db"):
            begun = time.monotonic()
            refused = bench.do({"do": "scan", "code": SHIRT.barcode, "id": "scan-1"})
            took = time.monotonic() - begun
        assert not refused["ok"]
        assert (refused["step"], refused["expects"]) == (before["step"], before["expects"]), refused
        assert took < 8, f"{took:.1f} s: the database was waited for twice"
        assert refused["error"]["hint"], refused
        assert "lock" in (refused["error"]["message"] + refused["error"]["code"]).lower(), refused
        again = bench.do({"do": "scan", "code": SHIRT.barcode, "id": "scan-1"})
        assert again["ok"], again
        assert again["step"] == "checklist"
        assert opened.verify_audit().ok


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk on which there is room for new parcels, and little more; where root may make one."""
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("Only root can mount a small disk to fill it.")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip(f"No small disk can be mounted here: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=False)


@pytest.mark.expects_warning
def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        profile = stocked(disk)
        shot = picture(tmp_path, "front")
        with station(profile) as opened:
            bench = Direct(opened)
            before = _to_photo(bench)
            filler = _fill(disk)
            refused = bench.do({"do": "photo", "shot": "front", "file": str(shot), "id": "photo-1"})
            assert not refused["ok"], refused
            assert "disk" in refused["error"]["message"].lower(), refused
            assert refused["error"]["hint"], refused
            filler.unlink()
            assert bench.do({"do": "state"})["expects"] == before["expects"]
            assert bench.do({"do": "photo", "shot": "front", "file": str(shot), "id": "photo-1"})["ok"]
            assert bench.do({"do": "accept"})["ok"]
            assert opened.verify_audit().ok
            assert len(_files(profile)) == 1


@pytest.mark.expects_warning
def test_records_that_do_not_fit_on_the_disk_are_not_acknowledged(tmp_path: Path) -> None:
    """Every act is tried on a full disk first: what is taken is there later, what is refused says why."""
    with small_disk(tmp_path / "disk") as disk:
        profile = stocked(disk)
        follower = Follower({SHIRT.sku: SHIRT.barcode}, lambda shot: picture(tmp_path, shot))
        refused = []
        with station(profile) as opened:
            bench = Direct(opened)
            bench.do(sign_in())
            action: dict[str, Any] | None = {"do": "scan", "code": TRACKING}
            while action is not None:
                filler = _fill(disk)
                answer = bench.do(action)
                filler.unlink()
                if not answer["ok"]:
                    refused.append(answer["error"])
                    answer = bench.do(action)
                    assert answer["ok"], (action, answer["error"])
                action = follower.next_action(answer)
        assert refused, "the disk was never full"
        assert {error["code"] for error in refused} == {"disk_low", "disk_full"}, "no parcel is begun, nothing is lost"
        with station(profile) as opened:
            (row,) = opened.reads.stock("SHIRT-M")
            assert row["sellable_a"] == 1
            assert len(list(opened.reads.outbox())) == 1
            assert opened.verify_audit().ok


def _fill(disk: Path) -> Path:
    """Takes every byte that is left."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    return filler


def test_a_database_server_that_is_away(tmp_path: Path, run: Any) -> None:
    nowhere = "postgresql+psycopg://regrade:secret-word@127.0.0.1:9/regrade"
    ended = run("stock", "--profile", tmp_path / "bench", "--database", nowhere)
    told(ended, 3)
    assert len(ended.err.strip()) > 40
    assert "secret-word" not in ended.err


def test_a_profile_that_cannot_be_written(run: Any) -> None:
    told(run("stock", "--profile", "/proc/regrade"), 3, "/proc")


# --- Configuration, rules, imports ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[station]\nnmae = 'x'\n", "2"),
        ("[station]\nname = 'x'\nsite = 'Mars'\n", "3"),
        ("[station\n", "1"),
        ("[[channel]]\nname = 'c'\nkind = 'etsy'\n", "3"),
    ],
)
def test_a_wrong_configuration_names_its_line(tmp_path: Path, run: Any, text: str, line: str) -> None:
    profile = tmp_path / "bench"
    profile.mkdir()
    (profile / "config.toml").write_text(text)
    told(run("stock", "--profile", profile), 2, line)
    assert not (profile / "regrade.db").exists()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: apparel", "id: [apparel", "apparel.yaml"),
        ("choices:", "chioces:", "choices"),
        ("stop: true", "stop: perhaps", "stop"),
    ],
)
def test_a_broken_checklist_names_its_file(tmp_path: Path, profile: Path, old: str, new: str, words: str) -> None:
    half_written = shutil.ignore_patterns("*.pyc.*")  # what is compiled comes along, and serves
    for folder in ("app", "resources"):
        shutil.copytree(ROOT / folder, tmp_path / "copy" / folder, ignore=half_written)
    checklist = tmp_path / "copy" / "resources" / "checklists" / "apparel.yaml"
    checklist.write_text(checklist.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "app", "play", "--profile", profile],
        input=b'{"do": "state"}\n',
        capture_output=True,
        cwd=tmp_path / "copy",
        timeout=60,
        check=False,
    )
    ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
    told(ended, 2, "apparel.yaml", words)
    assert ended.out == ""


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("returns", b"client,platform,sku\nALFA,other,SHIRT-M\n", "order_id"),
        ("returns", b"client,platform,order_id,sku,sku\nALFA,other,1,SHIRT-M,MUG\n", "sku"),
        ("products", b"client,order_id\nALFA,1\n", "sku"),
        ("returns", b'client,platform,order_id,sku\nALFA,other,1,"SHIRT-M\n', "quot"),
        ("returns", b"\x00\x01\x02\x03binary", ""),
        ("returns", b"\xff\xd8\xff\xe0\x00\x10JFIF", ""),
        ("returns", b"", ""),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(
    profile: Path, tmp_path: Path, run: Any, kind: str, content: bytes, words: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    before = run("stock", "--json", "--profile", profile).out
    told(run("import", kind, file, "--json", "--profile", profile), 1, words)
    assert run("stock", "--json", "--profile", profile).out == before


def test_wrong_rows_are_listed_and_the_rest_comes_in(profile: Path, tmp_path: Path, run: Any) -> None:
    file = tmp_path / "returns.csv"
    file.write_text(
        "client,platform,order_id,tracking,sku,quantity\n"
        "ALFA,other,2,,SHIRT-M,1\n"
        "ALFA,other,3,1.2E+15,SHIRT-M,1\n"
        "ALFA,other,4,,NO-SUCH-SKU,1\n"
        "ALFA,other,5,,SHIRT-M,0\n"
        "ALFA,nowhere,6,,SHIRT-M,1\n"
        "ALFA,other,7\n"
    )
    ended = run("import", "returns", file, "--json", "--profile", profile)
    assert ended.code == 1
    (done,) = ended.rows
    assert (done["rows"], done["inserted"]) == (6, 1)
    assert [one["row"] for one in done["rejected"]] == [2, 3, 4, 5, 6]
    assert all(one["reason"] for one in done["rejected"])
    again = run("import", "returns", file, "--json", "--profile", profile)
    assert json.loads(again.out)["unchanged"] == 1


def test_a_verb_or_option_that_is_none(run: Any, tmp_path: Path) -> None:
    told(run("regarde"), 2)
    told(run("stock", "--nonsense"), 2)
    told(run("unit", "R-999999", "--profile", tmp_path / "bench"), 1, "R-999999")


def test_a_closed_pipe_ends_the_program_quietly(profile: Path) -> None:
    program = Program(profile)
    program.start()
    assert program.do({"do": "state"})["ok"]
    assert program.running.stdout is not None
    program.running.stdout.close()
    program.send({"do": "state"})
    program.send({"do": "state"})
    assert program.running.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        program.running.stdin.close()
    program.running.wait(30)
    assert "Traceback" not in program.stderr()
