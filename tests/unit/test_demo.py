"""The demo: the shipped shift plays through and leaves what came of it; a PIN of it is in no file."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import logs
from app.bootstrap import Stations
from app.demo import PEOPLE, _Day, play_demo
from app.devices.pictures import PictureCodes
from app.errors import UsageError
from app.paths import shipped
from tests.lane import PRODUCTS, RETURNS, SHOE, UPS

SHIFT = (
    {"do": "sign_in", "badge": "LN-07", "pin": "$PIN"},
    {"do": "scan", "code": UPS},
    {"do": "scan", "code": SHOE},
    {"do": "answer", "question": "sealed", "choice": "sealed"},
    {"do": "answer", "question": "prohibited_goods", "choice": "none"},
    {"do": "photo", "shot": "front", "file": "$PHOTO"},
    {"do": "accept"},
    {"do": "reprint", "reason": "torn"},
    {"do": "scan", "code": "$LABEL"},
    {"do": "scan", "code": "$LAST"},
    {"do": "scan", "code": "$TAG:R-000001"},
    {"do": "sign_in", "badge": "MO-01", "pin": "$WITNESS_PIN"},
)


@pytest.fixture(autouse=True)
def _quiet_log():
    yield
    logs.shut_down()


@pytest.fixture
def short_day(tmp_path):
    """Resources of a demo of twelve lines, or of others."""

    def resources(*lines) -> Path:
        folder = tmp_path / "resources"
        folder.mkdir(exist_ok=True)
        for name, text in (
            ("products.csv", PRODUCTS),
            ("returns.csv", RETURNS),
            ("listings.csv", "client,sku,grade,channel,target\n"),
            ("instructions.csv", "client,sku,category,text\n"),
            ("shift.jsonl", "\n".join(json.dumps(line) for line in lines)),
        ):
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return resources


def pins_in(people) -> list[str]:
    return [words.rpartition(" ")[2] for words in people.values()]


def lines_in(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_shipped_shift_plays_through_and_its_audit_is_in_order(played):
    profile, told = played
    out = profile.parent
    answers = lines_in(out / "answers.jsonl")
    script = (shipped("resources", "demo") / "shift.jsonl").read_text(encoding="utf-8").splitlines()
    assert told["audit"] == "in order"
    assert told["actions"] == len(answers) == len(script)
    assert [answer["seq"] for answer in answers] == list(range(1, len(script) + 1))
    assert all(answer["ok"] for answer in answers)
    assert {"restock", "destroy"} <= {fact.get("route") for answer in answers for fact in answer["facts"]}
    assert any("尺码不合" in str(answer["parcel"]) for answer in answers)
    assert [fact["kind"] for answer in answers for fact in answer["facts"]].count("certificate") == 1


def test_a_short_day_leaves_answers_photos_and_its_profile(short_day, tmp_path):
    out = tmp_path / "out"
    told: Any = play_demo(Stations().open, short_day(*SHIFT), out)
    answers, units = lines_in(out / "answers.jsonl"), lines_in(out / "units.jsonl")
    (unit,) = told["units"]
    shown = {"lpn": "R-000001", "sku": "SHOE-RED-42", "grade": "A", "route": "restock", "account": "sellable_a"}
    assert shown.items() <= unit.items()
    assert (str(unit["net"]), unit["currency"]) == (units[0]["net"], units[0]["currency"])
    assert [label["code"] for label in lines_in(out / "labels.jsonl")] == [
        answers[6]["expects"]["code"],
        answers[7]["expects"]["code"],
    ]
    assert "sellable_a" in (out / "stock.jsonl").read_text(encoding="utf-8")
    assert [path.name for path in (out / "photos").iterdir()] == ["001-front.jpg"]
    assert answers[7]["expects"]["code"] != answers[6]["expects"]["code"]
    assert answers[8]["step"] == "idle"
    assert (answers[9]["unit"], answers[10]["unit"]) == ("R-000001", "R-000001")
    assert (out / "profile" / "regrade.db").exists()


def test_the_pins_are_chosen_by_chance_and_sound(short_day, tmp_path):
    told = [play_demo(Stations().open, short_day(*SHIFT), tmp_path / "out") for _ in range(2)]
    pins = [pin for one in told for pin in pins_in(one["people"])]
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)
    assert len(set(pins)) > 1


def test_a_pin_stands_in_no_file_and_a_weak_one_is_not_taken(short_day, tmp_path, monkeypatch, capsys):
    chance = iter([111111, 482913774, 222222, 605518293])  # longer than real ones: nine digits are in no file by chance
    monkeypatch.setattr("app.demo.secrets", SimpleNamespace(randbelow=lambda _: next(chance)))
    out = tmp_path / "out"
    pins = pins_in(play_demo(Stations().open, short_day(*SHIFT), out)["people"])
    assert pins == ["482913774", "605518293"]
    logs.shut_down()
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {"answers.jsonl", "regrade.db"} <= {path.name for path in files}
    told = capsys.readouterr()
    for pin in pins:
        assert [path.name for path in files if pin.encode() in path.read_bytes()] == []
        assert pin not in told.out + told.err


def test_another_demo_in_the_same_folder_has_a_profile_of_its_own(short_day, tmp_path):
    out = tmp_path / "out"
    profiles = [play_demo(Stations().open, short_day(*SHIFT[:1]), out)["profile"] for _ in range(3)]
    assert profiles == [str(out / name) for name in ("profile", "profile-2", "profile-3")]


def test_a_line_that_is_refused_ends_the_demo_with_its_number(short_day, tmp_path):
    with pytest.raises(UsageError, match="line 2 was refused"):
        play_demo(Stations().open, short_day(SHIFT[0], {"do": "accept"}), tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_wrong_usage(short_day, tmp_path):
    (tmp_path / "file").write_text("in the way")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be made"):
            play_demo(Stations().open, short_day(), out)


def test_a_proof_shows_the_newest_print_of_the_unit_last_labelled(tmp_path):
    (tmp_path / "photos").mkdir()
    pins = dict.fromkeys(PEOPLE, "482913")
    day = _Day(SimpleNamespace(), tmp_path, pins)  # type: ignore[arg-type]
    day._learn({"expects": {"code": "R-000001-1H"}, "facts": [{"kind": "label", "code": "R-000001-1H"}]})
    line = b'{"do": "destroy"}'
    assert day._filled("$LAST", line) == "R-000001"
    assert day._filled("$LABEL", line) == day._filled("$TAG:R-000001", line) == "R-000001-1H"
    assert day._filled("$PIN", line) == "482913"
    assert day._filled("a $PIN", line) == "a $PIN"
    assert PictureCodes().codes(Path(str(day._filled("$PROOF", line)))) == ("R-000001-1H",)
