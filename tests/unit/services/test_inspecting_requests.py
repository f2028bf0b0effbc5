"""Request ids: the same again is answered as before and does nothing; secrets are nowhere in what is remembered."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import logs
from app.cli.script import request_of
from app.services.inspecting import Request
from app.store import models
from app.store.records import SqlRecords
from app.store.unit_of_work import SqlStore
from tests.lane import (
    BROKEN,
    PIN,
    SHOE,
    UPS,
    UPS_2,
    WITNESS_PIN,
    WRONG_PIN,
    House,
    act,
    refused,
    to_grade,
    to_photos,
    took,
)


def test_the_same_request_again_is_answered_as_before_and_does_nothing(house):
    lane = house.signed_in()
    first = took(lane, do="scan", code=UPS, id="s-1")
    took(lane, do="scan", code=SHOE, id="s-2")
    before = house.everything()
    assert act(lane, do="scan", code=UPS, id="s-1") == first
    assert house.everything() == before


def test_a_photo_is_looked_for_and_rehearsed_in_one_look_and_only_its_act_takes_the_turn_to_write(house, monkeypatch):
    """Then it is judged, rehearsed with what was seen, kept, and written: two looks, for which nobody waits."""
    lane = house.signed_in()
    shot = to_photos(lane)["expects"]["photo"]["shots"][0]
    begun: list[str] = []

    def count(kind: str) -> None:
        opened: Callable[[SqlStore], Any] = getattr(SqlStore, kind)

        def counted(store: SqlStore) -> Any:
            begun.append(kind)
            return opened(store)

        monkeypatch.setattr(SqlStore, kind, counted)

    count("looking")
    count("unit_of_work")
    file = house.shot(shot)
    first = took(lane, do="photo", shot=shot, file=file, id="p-1")
    assert begun == ["looking", "looking", "unit_of_work"]
    assert took(lane, do="photo", shot=shot, file=file, id="p-1") == first
    assert begun[3:] == ["looking"]


def test_also_to_another_process(house):
    lane = house.signed_in()
    to_grade(house, lane)
    first = took(lane, do="accept", id="a-1")
    before = house.everything()
    assert act(house.lane(), do="accept", id="a-1") == first
    assert house.everything() == before
    assert len(house.printer.printed) == 1


@pytest.mark.parametrize(
    "action",
    [
        {"do": "scan", "code": "NO-SUCH-CODE"},
        {"do": "scan", "code": ""},
        {"do": "photo", "shot": "front", "file": "missing.jpg"},
        {"do": "frobnicate"},
        {"do": "accept", "colour": "red"},
        {"do": "weigh", "grams": "heavy"},
    ],
    ids=str,
)
def test_a_refusal_is_remembered_too(house, action):
    lane = house.signed_in()
    first = act(lane, **action, id="r-1")
    assert not first["ok"]
    took(lane, do="scan", code=UPS)
    assert act(lane, **action, id="r-1") == first
    assert act(house.lane(), **action, id="r-1") == first
    assert refused(lane, do="scan", code=SHOE, id="r-1")["code"] == "id_reused"
    assert house.rows(models.Unit) == []


def test_a_pin_that_was_refused_stays_refused_under_its_id(house):
    lane = house.lane()
    first = act(lane, do="sign_in", badge="LN-07", pin=WRONG_PIN, id="p-1")
    assert first["error"]["code"] == "wrong_badge_or_pin"
    (failures,) = [user["failures"] for user in house.rows(models.User) if user["badge"] == "LN-07"]
    for pin in (WRONG_PIN, PIN, ""):
        assert act(lane, do="sign_in", badge="LN-07", pin=pin, id="p-1") == first
        assert act(house.lane(), do="sign_in", badge="LN-07", pin=pin, id="p-1") == first
    assert [user["failures"] for user in house.rows(models.User) if user["badge"] == "LN-07"] == [failures]
    assert lane.standing()["step"] == "signed_out"
    took(lane, do="sign_in", badge="LN-07", pin=PIN, id="p-2")


@pytest.mark.parametrize("pin", [PIN, WRONG_PIN, ""])
def test_a_sign_in_sent_again_signs_nobody_in_and_counts_no_failure(house, pin):
    first = took(house.lane(), do="sign_in", badge="LN-07", pin=PIN, id="p-1")
    before = house.everything()
    other = house.lane()
    assert act(other, do="sign_in", badge="LN-07", pin=pin, id="p-1") == first
    assert other.standing()["step"] == "signed_out"
    assert house.everything() == before


@pytest.mark.parametrize(
    "other",
    [
        {"do": "scan", "code": UPS_2},
        {"do": "state"},
        {"do": "sign_in", "badge": "LN-07", "pin": PIN},
        {"do": "photo", "shot": "front", "file": "missing.jpg"},
        {"do": "frobnicate"},
    ],
    ids=lambda action: action["do"],
)
def test_the_same_id_with_other_content_is_refused_and_the_first_answer_stays(house, other):
    lane = house.signed_in()
    first = took(lane, do="scan", code=UPS, id="s-1")
    before = house.everything()
    assert refused(lane, **other, id="s-1")["code"] == "id_reused"
    assert house.everything() == before
    assert act(lane, do="scan", code=UPS, id="s-1") == first


def test_a_photo_sent_again_is_not_kept_again(house):
    lane = house.signed_in()
    to_photos(lane)
    file = house.shot()
    first = took(lane, do="photo", shot="front", file=file, id="f-1")
    kept = house.kept_photos()
    Path(file).write_bytes(Path(house.shot("another")).read_bytes())
    assert act(lane, do="photo", shot="front", file=file, id="f-1") == first
    Path(file).unlink()
    assert act(lane, do="photo", shot="front", file=file, id="f-1") == first
    assert house.kept_photos() == kept


def test_without_an_id_the_same_again_is_another_action(house):
    lane = house.signed_in()
    to_photos(lane)
    took(lane, do="photo", shot="front", file=house.shot())
    assert house.rows(models.Request) == []
    assert took(lane, do="back")["step"] == "photos"
    assert took(lane, do="back")["step"] == "checklist"


def test_the_bench_is_locked_before_the_answers_are_looked_through(house, monkeypatch):
    """Else two processes with one request would both find nothing, and the second would act or fail."""
    order = []
    for name in ("bench", "remembered"):
        true = getattr(SqlRecords, name)

        def noting(self, *given, _true=true, _name=name):
            order.append(_name)
            return _true(self, *given)

        monkeypatch.setattr(SqlRecords, name, noting)
    lane = house.signed_in()
    for code in (UPS, "NO-SUCH-CODE"):
        order.clear()
        act(lane, do="scan", code=code, id=f"s-{code}")
        assert order[:2] == ["bench", "remembered"]
        assert order[-1] == "remembered"


def test_no_pin_is_anywhere_in_the_profile_or_the_log(house, capsys):
    logs.set_up(house.folder / "logs", 0)
    try:
        lane = house.lane()
        act(lane, do="sign_in", badge="LN-07", pin=WRONG_PIN, id="p-1")
        act(lane, do="sign_in", badge="LN-07", pin=int(PIN), id="p-2")
        act(lane, do="scan", code="x", pin=PIN, id="p-3")
        took(lane, do="sign_in", badge="LN-07", pin=PIN, id="p-4")
        answer = destroyed(house, lane)
    finally:
        logs.shut_down()
    assert answer["ok"]
    out = capsys.readouterr()
    house.close()  # the write-ahead log goes into the database
    files = [path for path in house.folder.rglob("*") if path.is_file()]
    assert any(path.name == "regrade.db" for path in files)
    for secret in (PIN, WITNESS_PIN, WRONG_PIN):
        assert [path.name for path in files if secret.encode() in path.read_bytes()] == []
        assert secret not in out.out + out.err


def destroyed(house: House, lane):
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    took(lane, do="accept")
    code = house.printer.printed[-1][1]
    took(lane, do="scan", code=code)
    order = {"do": "destroy", "unit": "R-000001", "file": house.shot("proof", code), "witness_badge": "MO-01"}
    assert not act(lane, **order, witness_pin=WRONG_PIN, id="d-1")["ok"]
    return act(lane, **order, witness_pin=WITNESS_PIN, id="d-2")


def test_a_request_shows_no_pin():
    request = request_of(json.dumps({"do": "sign_in", "badge": "LN-07", "pin": PIN}).encode())
    assert isinstance(request, Request)
    assert request.pin == PIN
    assert PIN not in repr(request)
    assert PIN not in repr(request.action)
