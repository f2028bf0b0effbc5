"""The day in the real window: what comes of it is what comes of the same day by script, and every step is filmed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app import logs
from app.bootstrap import Stations
from app.demo import play_demo
from app.demo.catalogue import demo_folder
from app.demo.filming import SHEET

SHOE, UPS, MUG, GOFO = "4006381333931", "1Z999AA10123456784", "4006381333962", "GFUS01027183645091"
LINES: tuple[dict[str, Any], ...] = (
    {"do": "sign_in", "badge": "LN-07", "pin": "$PIN", "title": "The day begins"},
    {"do": "scan", "code": UPS, "title": "A shoe"},
    {"do": "scan", "code": SHOE, "called": "shoe"},
    {"do": "answer", "question": "sealed", "choice": "opened", "note": "鞋盒打开过"},
    {"do": "back"},
    {"do": "answer", "question": "sealed", "choice": "opened"},
    {"do": "park"},
    {"do": "scan", "code": "$TAG:shoe"},
    {"do": "sign_in", "badge": "ZW-12", "pin": "$PIN", "title": "Another person, in Chinese"},
    {"do": "inspect", "wants": {"parts_complete": "missing", "signs_of_use": "worn"}},
    {"do": "accept"},
    {"do": "reprint", "reason": "jam"},
    {"do": "scan", "code": "R-000001", "refused": "wrong_label"},
    {"do": "scan", "code": "$LABEL"},
    {"do": "scan", "code": GOFO, "title": "A mug in pieces"},
    {"do": "scan", "code": MUG, "looks": "broken mug"},
    {"do": "inspect", "wants": {"sealed": "opened", "damage": "beyond_repair"}},
    {"do": "accept"},
    {"do": "scan", "code": "$LABEL"},
    {
        "do": "destroy",
        "unit": "$LAST",
        "witness_badge": "MO-01",
        "witness_pin": "$PIN",
        "details": {"seal": "S-1", "weight_g": "371"},
    },
    {"do": "close_work", "unit": "$UNIT:shoe", "kind": "repair", "refused": "unknown_work"},
    {"do": "sign_out"},
)
OWN = re.compile(r"R-\d{6}-\w+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.+Z]+")
"""What each day has of its own: codes of prints, keys, hashes, times."""


@pytest.fixture
def resources(tmp_path) -> Path:
    """The shipped catalogue, and a day of a few lines."""
    folder = tmp_path / "resources"
    folder.mkdir()
    for name in ("products", "returns", "listings", "instructions"):
        (folder / f"{name}.csv").write_bytes((demo_folder() / f"{name}.csv").read_bytes())
    script = "\n".join(json.dumps(line) for line in LINES)
    (folder / "shift.jsonl").write_text(script, encoding="utf-8")
    return folder


def answers(out: Path) -> list[dict[str, Any]]:
    """What the bench said, step by step, without what a day has of its own."""
    told = OWN.sub("…", (out / "answers.jsonl").read_text(encoding="utf-8"))
    return [json.loads(line) for line in told.splitlines()]


def test_the_window_comes_to_what_the_script_comes_to(resources, tmp_path, dressed):
    told: Any = play_demo(Stations().open, resources, tmp_path / "window")
    play_demo(Stations().open, resources, tmp_path / "script", in_window=False)
    logs.shut_down()
    window, script = answers(tmp_path / "window"), answers(tmp_path / "script")
    assert window == script
    assert told["audit"] == "in order"
    pictures = {file.name for file in (tmp_path / "window").glob("[0-9]*.png")}
    assert {name[:3] for name in pictures if name != SHEET} == {f"{answer['seq']:03d}" for answer in window}
    assert told["pictures"] == len(pictures)
    assert any(name.endswith("-witness.png") for name in pictures)
    (lacks,) = (fact["not_recorded"] for answer in window for fact in answer["facts"] if fact["kind"] == "certificate")
    assert not {"seal", "weight_g"} & set(lacks)
    assert any(name.endswith("-pin.png") for name in pictures)
