"""The lane: made ready, then durable, then printed, then answered; whatever fails leaves the bench as it was."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.domain.bench import actions as do
from app.domain.bench.facts import PhotoKept
from app.domain.print_jobs import Delivery, JobState
from app.errors import DatabaseLocked, DiskFull
from app.services.inspecting import Request
from app.services.safekeeping import Room, RoomState
from app.store import models
from app.store.records import SqlRecords
from app.store.unit_of_work import SqlStore
from tests.lane import (
    BROKEN,
    PIN,
    SEALED,
    SHOE,
    STATION,
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


class FailingStore:
    """The house's records, failing where a test says: at `begin` or at `commit`."""

    def __init__(self, house: House) -> None:
        self.store = house.store
        self.at = ""

    def unit_of_work(self):
        if self.at == "begin":
            raise DatabaseLocked("The database is locked.")
        work = self.store.unit_of_work()
        if self.at == "commit":
            work.commit = self._full  # type: ignore[method-assign]
        return work

    def looking(self):
        if self.at == "begin":
            raise DatabaseLocked("The database is locked.")
        return self.store.looking()

    def _full(self) -> None:
        raise DiskFull("The disk is full.")


def to_destroy(house: House, lane) -> str:
    """A unit whose route is `destroy`, its label verified; the label's code."""
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    return str(code)


# --- The order: durable, printed, answered ---------------------------------------------------------------------------


def test_a_label_is_printed_only_when_its_facts_are_durable(house):
    class Looking:
        seen = 0

        def send(self, sheet, seconds):
            with house.store.reading() as connection:
                self.seen += connection.scalar(
                    select(func.count()).select_from(models.Label).where(models.Label.code == sheet.job.code)
                )
            return Delivery(JobState.SENT)

    printer = Looking()
    lane = house.signed_in(printing=house.printing(open_printer=lambda _: printer))
    to_grade(house, lane)
    assert printer.seen == 0
    took(lane, do="accept")
    assert printer.seen == 1


@pytest.mark.expects_warning
@pytest.mark.parametrize("fault", [Delivery(JobState.FAILED, "A label is stuck."), RuntimeError("a fault of ours")])
def test_a_printer_that_fails_leaves_the_facts_and_says_so(house, fault):
    house.printer.fault = fault
    printing = house.printing()
    lane = house.signed_in(printing=printing)
    to_grade(house, lane)
    answer = took(lane, do="accept")
    (label,) = house.rows(models.Label)
    assert answer["expects"]["code"] == label["code"]
    assert {"grade", "label", "ledger"} <= {fact["kind"] for fact in answer["facts"]}
    (warning,) = printing.news()
    assert warning["code"] == "label_not_printed"
    assert label["code"] in warning["message"]
    house.printer.fault = None
    again = took(lane, do="reprint", reason="it never came out")
    assert [code for _, code in house.printer.printed] == [again["expects"]["code"]]
    assert printing.news() == []


@pytest.mark.expects_warning
def test_the_code_of_a_label_that_never_came_out_does_not_verify(house):
    house.printer.fault = Delivery(JobState.FAILED, "No paper.")
    lane = house.signed_in()
    to_grade(house, lane)
    never = took(lane, do="accept")["expects"]["code"]
    told = act(lane, do="scan", code=never)
    assert told["error"]["code"] == "label_not_printed"
    assert (told["step"], told["expects"]) == ("label", {"accept": "label"})  # whoever follows it gets on
    assert house.rows(models.Label)[0]["state"] == "printed"
    again = took(lane, do="accept")["expects"]["code"]  # out of paper still
    assert refused(lane, do="scan", code=again)["code"] == "label_not_printed"
    house.printer.fault = None
    came = took(lane, do="accept")
    assert (came["step"], [code for _, code in house.printer.printed]) == ("verify_label", [came["expects"]["code"]])
    assert refused(lane, do="scan", code=never)["code"] == "wrong_label"
    assert "mark" not in house.rows(models.Label)[-1]["fields"]  # the first that there is, no reprint
    took(lane, do="scan", code=came["expects"]["code"])
    assert house.rows(models.Label)[-1]["state"] == "verified"


@pytest.mark.expects_warning
def test_a_label_that_may_have_come_out_is_believed_when_it_is_scanned(house):
    house.printer.fault = Delivery(JobState.UNKNOWN, "Nobody knows.")
    lane = house.signed_in()
    to_grade(house, lane)
    took(lane, do="scan", code=took(lane, do="accept")["expects"]["code"])


@pytest.mark.expects_warning
def test_a_chains_end_that_cannot_be_noted_spoils_no_answer(house):
    def note(*_):
        raise ValueError("the folder of the checkpoints is gone")

    lane = house.lane(store=SqlStore(house.store.engine, STATION, note))
    took(lane, do="sign_in", badge="LN-07", pin=PIN)
    assert took(lane, do="scan", code=UPS)["step"] == "item"
    assert len(house.rows(models.Parcel)) == 1


def test_what_is_refused_is_not_printed(house):
    lane = house.signed_in()
    to_photos(lane)
    refused(lane, do="accept")
    assert house.printer.printed == []


# --- What fails leaves nothing ----------------------------------------------------------------------------------------


@pytest.mark.expects_warning
@pytest.mark.parametrize(("at", "code"), [("begin", "database_locked"), ("commit", "disk_full")])
def test_where_the_records_fail_nothing_has_happened_and_the_next_action_works(house, at, code):
    store = FailingStore(house)
    lane = house.signed_in(store=store)
    to_grade(house, lane)
    before = house.everything()
    store.at = at
    answer = act(lane, do="accept", id="a-1")
    assert (answer["ok"], answer["error"]["code"]) == (False, code)
    assert answer["facts"] == []
    assert house.printer.printed == []
    store.at = ""
    assert house.everything() == before
    assert took(lane, do="accept", id="a-1")["step"] == "verify_label"


@pytest.mark.expects_warning
@pytest.mark.parametrize(("at", "code"), [("begin", "database_locked"), ("commit", "disk_full")])
def test_a_refusal_that_cannot_be_remembered_is_answered_all_the_same(house, at, code):
    store = FailingStore(house)
    lane = house.signed_in(store=store)
    store.at = at
    assert refused(lane, do="scan", code="", id="a-1")["code"] == code
    store.at = ""
    assert refused(lane, do="scan", code="", id="a-1")["code"] == "empty_code"


@pytest.mark.expects_warning
def test_a_sign_in_that_was_not_committed_signs_nobody_in(house):
    store = FailingStore(house)
    lane = house.lane(store=store)
    store.at = "commit"
    refused(lane, do="sign_in", badge="LN-07", pin=PIN)
    store.at = ""
    assert lane.standing()["step"] == "signed_out"


@pytest.mark.expects_warning
def test_a_photo_whose_row_never_came_is_marked_for_the_sweep(house):
    store = FailingStore(house)
    lane = house.signed_in(store=store)
    to_photos(lane)
    keep = house.evidence.keep

    class ThenFull:
        path = house.evidence.path

        def keep(self, source: Path):
            kept = keep(source)
            store.at = "commit"
            return kept

    broken = house.lane(store=store, evidence=ThenFull())
    took(broken, do="sign_in", badge="LN-07", pin=PIN)
    assert refused(broken, do="photo", shot="front", file=house.shot())["code"] == "disk_full"
    (left,) = house.kept_photos()
    assert [marker.name.split(".")[0] for marker in house.evidence.kept.iterdir()] == [left]
    assert house.rows(models.Photo) == []
    store.at = ""
    assert took(lane, do="photo", shot="front", file=house.shot())["step"] == "grade"


@pytest.mark.expects_warning
def test_a_fault_of_ours_is_answered_and_changes_nothing(house):
    def no_key() -> str:
        raise ZeroDivisionError

    broken = house.signed_in()
    took(broken, do="scan", code=UPS)
    before = house.everything()
    faulty = house.lane(new_key=no_key)
    assert refused(faulty, do="scan", code=UPS_2, id="a-1")["code"] == "program_fault"
    assert house.everything() == before
    assert took(broken, do="scan", code=SHOE)["unit"] == "R-000001"


@pytest.mark.parametrize(
    "action",
    [
        {"do": "scan", "code": ""},
        {"do": "scan", "code": "NO-SUCH-CODE"},
        {"do": "answer", "question": "sealed", "choice": "sealed"},
        {"do": "accept"},
        {"do": "back"},
        {"do": "park"},
        {"do": "resume", "unit": "R-000009"},
        {"do": "sign_in", "badge": "LN-07", "pin": ""},
        {"do": "review", "unit": "R-000001", "decision": "approve"},
    ],
    ids=lambda action: action["do"],
)
def test_a_refusal_changes_nothing(house, action):
    lane = house.signed_in()
    before = house.everything(models.User)  # a wrong PIN is counted
    standing = lane.standing()
    refused(lane, **action)
    assert house.everything(models.User) == before
    assert lane.standing() == standing


def test_asking_for_the_state_writes_nothing(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    before = house.everything()
    assert {**took(lane, do="state")} == lane.standing()
    assert house.everything() == before


# --- Evidence ---------------------------------------------------------------------------------------------------------


def test_a_photo_is_durable_under_its_hash_before_its_row(house, monkeypatch):
    there: list[bool] = []
    write = SqlRecords.write

    def looking(self, facts, **more):
        there.extend(house.evidence.path(fact.photo.sha256).exists() for fact in facts if isinstance(fact, PhotoKept))
        return write(self, facts, **more)

    monkeypatch.setattr(SqlRecords, "write", looking)
    lane = house.signed_in()
    to_photos(lane)
    answer = took(lane, do="photo", shot="front", file=house.shot())
    assert there == [True]
    (row,) = house.rows(models.Photo)
    assert answer["facts"] == [{"kind": "photo", "id": row["id"], "sha256": row["sha256"], "shot": "front"}]
    assert house.kept_photos() == {row["sha256"]}


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_photo_that_nobody_wants_leaves_no_file(house, signed_in):
    lane = house.signed_in()
    refused(lane, do="photo", shot="front", file=house.shot())
    to_photos(lane)
    if not signed_in:
        took(lane, do="sign_out")
    refused(lane, do="photo", shot="no shot/at all" if signed_in else "front", file=house.shot())
    assert house.kept_photos() == set()


def test_what_is_no_picture_leaves_no_file(house):
    lane = house.signed_in()
    to_photos(lane)
    file = house.folder / "words.jpg"
    file.write_text("no picture")
    assert refused(lane, do="photo", shot="front", file=str(file))["code"].startswith("picture_")
    assert refused(lane, do="photo", shot="front", file=str(house.folder / "missing.jpg"))["hint"]
    assert house.kept_photos() == set()


def test_a_refused_destruction_leaves_no_file(house):
    lane = house.signed_in()
    code = to_destroy(house, lane)
    before = house.kept_photos()
    witness = {"witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
    proof = house.shot("proof", code)
    for wrong in (
        {"file": house.shot("without its code"), **witness},
        {"file": house.shot("of another", "R-000009-1X"), **witness},
        {"file": proof, "witness_badge": "MO-01", "witness_pin": WRONG_PIN},
        {"file": proof, "witness_badge": "LN-07", "witness_pin": PIN},
        {"file": str(house.folder / "missing.jpg"), **witness},
    ):
        refused(lane, do="destroy", unit="R-000001", **wrong)
    assert house.kept_photos() == before
    assert house.rows(models.Certificate) == []


def test_without_its_proof_a_destruction_is_refused_for_whatever_else_is_wrong_first(house):
    """So a witness is known to be one before anything is destroyed."""
    lane = house.signed_in()
    to_destroy(house, lane)
    before = house.kept_photos()

    def code(badge: str, pin: str, unit: str = "R-000001") -> str:
        error = lane.perform(Request(do.Destroy(unit, badge), pin=pin))["error"]
        return str(error["code"])

    assert code("MO-01", WRONG_PIN) == "wrong_badge_or_pin"
    assert code("LN-07", PIN) == "other_witness"
    assert code("MO-01", WITNESS_PIN, "R-000099") == "unknown_unit"
    assert code("MO-01", WITNESS_PIN) == "proof_needed"
    assert house.kept_photos() == before
    assert house.rows(models.Certificate) == []


def test_a_destruction_keeps_its_proof_and_numbers_its_certificate_once(house):
    lane = house.signed_in()
    code = to_destroy(house, lane)
    before = house.kept_photos()
    order = {"do": "destroy", "unit": "R-000001", "witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
    answer = took(lane, **order, file=house.shot("proof", code))
    (certificate,) = house.rows(models.Certificate)
    assert {"kind": "certificate", "id": certificate["number"]}.items() <= next(
        fact.items() for fact in answer["facts"] if fact["kind"] == "certificate"
    )
    (proof,) = house.kept_photos() - before
    assert proof in {row["sha256"] for row in house.rows(models.Photo)}
    refused(lane, **order, file=house.shot("again", code))
    assert len(house.rows(models.Certificate)) == 1
    assert house.kept_photos() == before | {proof}


def test_the_code_is_read_from_what_was_kept_not_from_the_file_beside_it(house):
    """The file is exchanged between the look at it and the copy: what is kept does not show the code."""
    lane = house.signed_in()
    code = to_destroy(house, lane)
    keep = house.evidence.keep
    other = Path(house.shot("another picture"))

    class Exchanged:
        path = house.evidence.path

        def keep(self, source: Path):
            return keep(other)

    swapped = house.lane(evidence=Exchanged())
    took(swapped, do="sign_in", badge="LN-07", pin=PIN)
    error = refused(
        swapped, do="destroy", unit="R-000001", file=house.shot("proof", code), witness_badge="MO-01",
        witness_pin=WITNESS_PIN,
    )  # fmt: skip
    assert error["message"]
    assert house.rows(models.Certificate) == []


# --- Several processes at one bench -----------------------------------------------------------------------------------


def test_who_is_signed_in_is_each_processs_own_and_the_bench_stands_where_it_stood(house):
    first = house.signed_in()
    took(first, do="scan", code=UPS)
    took(first, do="scan", code=SHOE)
    after_a_crash = house.lane()
    assert after_a_crash.standing()["step"] == "signed_out"
    assert refused(after_a_crash, do="answer", question="sealed", choice="sealed")["code"] == "signed_out"
    answer = took(after_a_crash, do="sign_in", badge="LN-07", pin=PIN)
    assert (answer["step"], answer["unit"]) == ("checklist", "R-000001")
    assert first.standing()["unit"] == "R-000001"


def test_one_acts_and_the_other_sees_it(house):
    one, other = house.signed_in(), house.signed_in()
    took(one, do="scan", code=UPS)
    assert other.standing()["parcel"]["tracking"] == UPS
    took(other, do="scan", code=SHOE)
    answer = took(one, do="answer", question="sealed", choice="sealed")
    assert answer["unit"] == "R-000001"
    assert took(other, do="state")["expects"]["answer"]["question"] != "sealed"
    assert refused(other, do="answer", question="sealed", choice="sealed")
    took(one, do="sign_out")
    assert other.standing()["step"] == "checklist"


def test_each_answer_keeps_its_own_operator(house):
    lane = house.signed_in()
    to_photos(lane, answers=[("sealed", "sealed")])
    answer = took(lane, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    assert (answer["step"], answer["unit"]) == ("checklist", "R-000001")
    took(lane, do="answer", question="prohibited_goods", choice="none")
    who = {row["id"]: row["badge"] for row in house.rows(models.User)}
    given = {row["question"]: who[row["operator"]] for row in house.rows(models.Answer) if not row["settled_by"]}
    assert given == {"sealed": "LN-07", "prohibited_goods": "MO-01"}


def test_a_scale_is_this_stations_not_the_records(house):
    with_scale = house.signed_in(scale=True)
    took(with_scale, do="scan", code=UPS)
    assert took(with_scale, do="scan", code=SHOE)["expects"] == {"weigh": "grams"}
    assert "answer" in house.signed_in().standing()["expects"]
    assert "question" in took(with_scale, do="weigh", grams=412)["expects"]["answer"]


def test_an_action_and_its_log_entry_share_a_transaction(house):
    lane = house.signed_in()
    before = len(house.rows(models.BenchLog))
    took(lane, do="scan", code=UPS)
    refused(lane, do="scan", code="NO-SUCH-CODE")
    log = house.rows(models.BenchLog)
    assert len(log) == before + 1
    assert UPS in log[-1]["action"]


def test_on_a_disk_that_is_nearly_full_no_parcel_is_begun_and_what_is_open_is_ended(house):
    left = [RoomState.ENOUGH]
    lane = house.signed_in(room=lambda: Room(left[0], 0))
    took(lane, do="scan", code=UPS)
    left[0] = RoomState.SPENT
    answer = took(lane, do="scan", code=SHOE)
    for question, choice in SEALED:
        answer = took(lane, do="answer", question=question, choice=choice)
    while shots := answer["expects"].get("photo", {}).get("shots"):
        answer = took(lane, do="photo", shot=shots[0], file=house.shot(shots[0]))
    answer = took(lane, do="accept")
    took(lane, do="scan", code=answer["expects"]["code"])
    assert refused(lane, do="scan", code=UPS_2)["code"] == "disk_low"
    left[0] = RoomState.LOW
    took(lane, do="scan", code=UPS_2)


@pytest.mark.expects_warning
def test_a_sync_that_fails_is_no_green_tick_wherever_it_fails(house, monkeypatch):
    """The file, its folder, their marker: one after the other; then the disk is well, and the same photo is taken."""
    lane = house.signed_in()
    shot = to_photos(lane)["expects"]["photo"]["shots"][0]
    picture, real = house.shot(shot), os.fsync
    answer: dict[str, Any] = {"ok": False}
    number = 0
    for number in range(1, 20):
        left = [number]

        def fail(descriptor, left=left):
            left[0] -= 1
            if left[0] == 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fail)
        answer = act(lane, do="photo", shot=shot, file=picture)
        if left[0] > 0:
            break
        assert answer["error"]["code"] == "disk_failed"
        assert house.rows(models.Photo) == []
    assert answer["ok"]
    assert number > 2
