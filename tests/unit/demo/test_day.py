"""The demo: the shipped shift plays through and leaves what came of it; a PIN of it is in no file."""

import csv
import json
import zipfile
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import logs
from app.bootstrap import Stations
from app.config import load
from app.demo import day
from app.demo import play_demo as played_demo
from app.documents.pack_check import check_pack, public_key
from app.errors import UsageError
from app.paths import shipped
from app.store.keys import trusted_pems
from tests.lane import PRODUCTS, RETURNS, SHOE, UPS

SHIFT = (
    {"do": "sign_in", "badge": "LN-07", "pin": "$PIN"},
    {"do": "scan", "code": UPS},
    {"do": "scan", "code": SHOE, "called": "shoe"},
    {"do": "inspect", "wants": {"sealed": "sealed"}},
    {"do": "accept"},
    {"do": "reprint", "reason": "torn"},
    {"do": "scan", "code": "$LABEL"},
    {"do": "scan", "code": "$LAST"},
    {"do": "scan", "code": "$TAG:shoe"},
    {"do": "sign_in", "badge": "MO-01", "pin": "$PIN"},
)


@pytest.fixture(autouse=True)
def _quiet_log():
    yield
    logs.shut_down()


@pytest.fixture
def short_day(tmp_path):
    """Resources of a demo of a few lines, or of others."""

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


play_demo = partial(played_demo, in_window=False)


def pins_in(people) -> list[str]:
    return [words.rpartition(" ")[2] for words in people.values()]


def lines_in(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def kinds_in(answers) -> list[str]:
    return [fact["kind"] for answer in answers for fact in answer["facts"]]


def test_the_shipped_shift_is_a_mixed_day_of_thirty_parcels(played):
    profile, told = played
    answers = lines_in(profile.parent / "answers.jsonl")
    script = lines_in(shipped("resources", "demo") / "shift.jsonl")
    assert told["audit"] == "in order"
    assert told["actions"] == len(answers)
    assert [answer["seq"] for answer in answers] == list(range(1, len(answers) + 1))
    parcels = {answer["parcel"]["tracking"] for answer in answers if answer["parcel"]}
    assert len(parcels) >= 30
    done = {line["do"] for line in script}
    assert {"park", "close_parcel", "danger", "no_code", "reprint", "void_label", "back", "review", "destroy"} <= done
    assert {"regrade", "route", "close_work", "sign_in", "sign_out"} <= done
    assert len({line["badge"] for line in script if line["do"] == "sign_in"}) == 4


def test_after_the_shipped_shift_every_line_that_came_has_ended(played):
    profile, _ = played
    answers = lines_in(profile.parent / "answers.jsonl")
    assert {fact.get("route") for answer in answers for fact in answer["facts"]} >= {"restock", "open_box", "destroy"}
    assert {"restock", "quarantine"} <= {fact.get("route") for answer in answers for fact in answer["facts"]}
    assert kinds_in(answers).count("certificate") == 1
    refused = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert refused == [
        line["refused"] for line in lines_in(shipped("resources", "demo") / "shift.jsonl") if "refused" in line
    ]
    opened = {answer["parcel"]["tracking"] for answer in answers if answer["parcel"]}
    with (shipped("resources", "demo") / "returns.csv").open(encoding="utf-8", newline="") as file:
        still = sum(int(row["quantity"]) for row in csv.DictReader(file) if row["tracking"] not in opened)
    assert sum(line["expected"] for line in lines_in(profile.parent / "stock.jsonl")) == still


def test_every_wish_of_the_shipped_shift_was_asked_for(played):
    """A checklist that no longer asks what the script answers makes another day of it: mend the script then."""
    profile, _ = played
    asked: dict[str, set[str]] = {}
    for answer in lines_in(profile.parent / "answers.jsonl"):
        question = answer["expects"].get("answer")
        if question:
            asked.setdefault(question["question"], set()).update(question["choices"])
    for line in lines_in(shipped("resources", "demo") / "shift.jsonl"):
        for question, wanted in line.get("wants", {}).items():
            assert ({wanted} if isinstance(wanted, str) else set(wanted)) <= asked[question], line
        assert set(line.get("notes", {})) <= set(asked), line


def test_a_short_day_leaves_answers_photos_and_its_profile(short_day, tmp_path):
    out = tmp_path / "out"
    told: Any = play_demo(Stations().open, short_day(*SHIFT), out)
    answers, units = lines_in(out / "answers.jsonl"), lines_in(out / "units.jsonl")
    (unit,) = told["units"]
    shown = {"lpn": "R-000001", "sku": "SHOE-RED-42", "grade": "A", "route": "restock", "account": "sellable_a"}
    assert shown.items() <= unit.items()
    assert (str(unit["net"]), unit["currency"]) == (units[0]["net"], units[0]["currency"])
    codes = [answer["expects"]["code"] for answer in answers if "code" in answer["expects"]]
    assert [label["code"] for label in lines_in(out / "labels.jsonl")] == list(dict.fromkeys(codes))
    assert len(set(codes)) == 2
    assert "sellable_a" in (out / "stock.jsonl").read_text(encoding="utf-8")
    assert [path.name for path in (out / "photos").iterdir()] == ["001-front.jpg"]
    assert [answer["unit"] for answer in answers[-3:-1]] == ["R-000001", "R-000001"]
    assert (out / "profile" / "regrade.db").exists()


def test_the_pins_are_chosen_by_chance_and_sound(short_day, tmp_path):
    told = [play_demo(Stations().open, short_day(*SHIFT[:1]), tmp_path / "out") for _ in range(2)]
    pins = [pin for one in told for pin in pins_in(one["people"])]
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)
    assert len(set(pins)) > 1


def test_a_pin_stands_in_no_file_and_a_weak_one_is_not_taken(short_day, tmp_path, monkeypatch, capsys):
    # Longer than real ones: nine digits are in no file by chance.
    chance = iter([111111, 482913774, 222222, 605518293, 719305528, 386204917])
    monkeypatch.setattr(day, "secrets", SimpleNamespace(randbelow=lambda _: next(chance)))
    out = tmp_path / "out"
    pins = pins_in(play_demo(Stations().open, short_day(*SHIFT), out)["people"])
    assert pins == ["482913774", "605518293", "719305528", "386204917"]
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


def test_it_leaves_the_evidence_of_the_unit_with_a_certificate(played):
    profile, told = played
    file = Path(told["evidence pack"])
    (own,) = trusted_pems(profile / "keys")
    checked = check_pack(file, frozenset([public_key(own)]))
    assert checked.problems == ()
    certified = [unit["lpn"] for unit in lines_in(profile.parent / "units.jsonl") if unit["certificates"]]
    assert checked.units == tuple(certified[:1])
    assert list(profile.parent.glob("*.zip")) == [file]


def test_it_leaves_every_certificate_as_a_paper_and_the_pack_holds_that_of_its_unit(played):
    profile, told = played
    papers = {file.stem.removeprefix("certificate-"): file for file in profile.parent.glob("certificate-*.pdf")}
    units = lines_in(profile.parent / "units.jsonl")
    numbers = {row["number"]: unit["lpn"] for unit in units for row in unit["certificates"]}
    assert set(papers) == set(numbers)
    assert sorted(told["certificates"]) == sorted(str(file) for file in papers.values())
    with zipfile.ZipFile(told["evidence pack"]) as pack:
        packed = [pack.read(name) for name in pack.namelist() if name.endswith(".pdf")]
        about = json.loads(pack.read("manifest.json"))["unit"]
    assert packed == [papers[number].read_bytes() for number, lpn in numbers.items() if lpn == about]


def test_a_profile_to_try_with_keeps_its_key_to_itself_and_what_is_set_stays(tmp_path):
    day.set_for_trying(tmp_path / "profile")
    assert load(tmp_path / "profile" / "config.toml").audit.key == "file"
    (tmp_path / "profile" / "config.toml").write_text('[audit]\nkey = "auto"\n')
    day.set_for_trying(tmp_path / "profile")
    assert load(tmp_path / "profile" / "config.toml").audit.key == "auto"
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        day.set_for_trying(tmp_path / "file")
