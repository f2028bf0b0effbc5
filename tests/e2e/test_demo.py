"""`regrade demo` as a program of its own: the whole day in the window, and the folder that it leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.demo.filming import SHEET
from app.paths import shipped

ENOUGH_S = 900


@pytest.mark.soak
def test_the_whole_shift_plays_in_the_window_without_a_display(tmp_path):
    out = tmp_path / "out"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    environment.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "app", "try", "--out", str(out), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=ENOUGH_S, check=False, cwd=_checkout())
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    answers = [json.loads(line) for line in (out / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert told["audit"] == "in order"
    assert told["actions"] == len(answers) > 400
    pictures = {file.name[:3] for file in out.glob("[0-9]*.png")}
    assert pictures == {f"{number:03d}" for number in range(1, len(answers) + 1)}
    assert (out / SHEET).exists()
    assert [file.read_bytes()[:5] for file in out.glob("certificate-*.pdf")] == [b"%PDF-"]
    (pack,) = out.glob("*.zip")
    key = out / "profile" / "keys" / "station.pub.pem"
    verify = [sys.executable, "-m", "app", "evidence", "verify", str(pack), "--key", str(key)]
    assert subprocess.run(verify, env=environment, timeout=60, check=False, cwd=_checkout()).returncode == 0
    assert b"leaked" not in done.stderr
    pins = [words.rpartition(" ")[2] for words in told["people"].values()]
    assert all(pin.encode() not in done.stderr for pin in pins)


def _checkout() -> Path:
    return shipped("resources").parent
