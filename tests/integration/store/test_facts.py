"""A unit's way through the records, on both databases: each fact leaves its rows, receipts and audit entry, or nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from app.domain.bench.facts import (
    Answered,
    AnswerWithdrawn,
    CertificateDue,
    Destroyed,
    InspectionWithdrawn,
    LabelPrinted,
    LabelVerified,
    LabelVoided,
    LineCounted,
    Moved,
    Offered,
    ParcelClosed,
    ParcelOpened,
    ParcelReopened,
    PhotoKept,
    PhotoWithdrawn,
    Reviewed,
    SerialRead,
    SignedIn,
    UnitOpened,
    UnitParked,
    UnitReopened,
    UnitResumed,
    UnitWithdrawn,
    Weighed,
    WorkClosed,
    WorkOpened,
)
from app.domain.bench.found import UnitState
from app.domain.bench.state import ParkedDraft, Unit
from app.domain.grading import Grade
from app.domain.returns import ParcelKind
from app.domain.stock import Account, Move
from app.store import models
from app.store.engine import Conflict
from app.store.mapping import new_key

from .conftest import (
    INSPECTOR,
    NOW,
    PRODUCT,
    RULES,
    TEA,
    announce,
    finish,
    graded,
    open_parcel,
    open_unit,
    photo,
    write,
)


def balances(store) -> dict[str, int]:
    with store.reading() as connection:
        rows = connection.execute(select(models.Balance.account, models.Balance.quantity)).all()
        summed = select(models.Ledger.account, func.sum(models.Ledger.quantity)).group_by(models.Ledger.account)
        assert {a: q for a, q in connection.execute(summed).all() if q} == {a: q for a, q in rows if q}
    return {account: quantity for account, quantity in rows if quantity}


def kinds(receipts) -> list[str]:
    return [receipt.kind for receipt in receipts]


def of_unit(store, lpn="R-000001"):
    with store.unit_of_work() as work:
        return work.records.unit(lpn)


def last_entry(store) -> dict:
    with store.reading() as connection:
        payload = connection.execute(select(models.Audit.payload).order_by(models.Audit.seq.desc()).limit(1)).scalar()
    return json.loads(payload)


def test_an_a_unit_goes_from_its_parcel_to_the_shop(store):
    parcel = open_parcel(store)
    assert kinds(open_unit(store, parcel)) == ["unit", "line", "ledger", "ledger"]
    assert balances(store) == {"outside": -3, "expected": 2, "pending": 1}
    write(store, Answered("R-000001", 1, "sealed", ("sealed",), "", None))
    write(store, PhotoKept("R-000001", parcel.parcel_id, 1, "front", photo()))
    receipts = write(store, *finish())
    assert kinds(receipts) == ["grade", "route", "outbox", "label", "ledger", "ledger"]
    assert receipts[3].more["code"] == "R-000001-1K"
    assert balances(store) == {"outside": -3, "expected": 2, "sellable_a": 1}
    unit = of_unit(store)
    assert (unit.state, unit.account, unit.grade) == (UnitState.FINISHED, Account.SELLABLE_A, Grade.A)
    assert (unit.newest_code, unit.prints, unit.offered, unit.product) == ("R-000001-1K", 1, True, PRODUCT)
    assert [answer.question for answer in unit.answers] == ["sealed"]
    with store.reading() as connection:
        row = connection.execute(select(models.Outbox)).one()
    assert (row.id, row.op, row.quantity, row.state, row.channel) == (receipts[2].id, "add", 1, "pending", "shop")


def test_the_entry_of_a_grade_carries_answers_ledger_and_label(store):
    open_unit(store, open_parcel(store))
    write(store, Answered("R-000001", 1, "sealed", ("sealed",), "dusty", None))
    receipts = write(store, *finish())
    entry = last_entry(store)
    facts = {(fact["kind"], fact["id"]): fact for fact in entry["facts"]}
    assert {(receipt.kind, receipt.id) for receipt in receipts} <= set(facts)
    grade = facts["grade", receipts[0].id]
    assert grade["grade"] == "A"
    assert [(one["question"], one["note"], one["operator"]) for one in grade["answers"]] == [
        ("sealed", "dusty", INSPECTOR.user_id)
    ]
    assert entry["subject"] == "R-000001"


def test_answers_and_weights_have_no_entry_of_their_own(store):
    open_unit(store, open_parcel(store))
    with store.reading() as connection:
        before = connection.execute(select(func.count()).select_from(models.Audit)).scalar()
    write(store, Answered("R-000001", 1, "sealed", ("opened",), "", None), Weighed("R-000001", 480))
    write(store, AnswerWithdrawn("R-000001", 1, "sealed"))
    write(store, Answered("R-000001", 1, "sealed", ("sealed",), "", None))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(models.Audit)).scalar() == before
        assert connection.execute(select(models.Answer.withdrawn).order_by(models.Answer.id)).scalars().all() == [
            True,
            False,
        ]
    assert of_unit(store).answers[0].choices == ("sealed",)
    assert of_unit(store).grams == 480


def test_what_is_not_committed_leaves_nothing(store):
    open_unit(store, open_parcel(store))
    with store.unit_of_work() as work:
        work.records.write(finish(), at=NOW, operator=INSPECTOR)
    assert of_unit(store).state is UnitState.OPEN
    assert balances(store) == {"outside": -3, "expected": 2, "pending": 1}
    with store.reading() as connection:
        for table in (models.Inspection, models.Disposition, models.Outbox, models.Label, models.Allocation):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_a_round_is_graded_once(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    with pytest.raises(Conflict):
        write(store, graded())
    assert balances(store) == {"outside": -3, "expected": 2, "sellable_a": 1}


def test_no_account_goes_below_nothing(store):
    with pytest.raises(Conflict, match="TEA-1"):
        write(store, Moved(Move(TEA, Account.SELLABLE_A, Account.SOLD, 1, "sold")))
    with pytest.raises(Conflict):
        write(store, Moved(Move(TEA, Account.EXPECTED, Account.MISSING, 4, "missing")))
    assert balances(store) == {"outside": -3, "expected": 3}


def test_an_override_takes_the_quantity_back_where_it_was_added(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    receipts = write(
        store,
        Reviewed("R-000001", "override", Grade.A, Grade.B, "scratch"),
        graded(grade=Grade.B, cause="review"),
        Offered("R-000001", TEA, Grade.A, "take"),
        Offered("R-000001", TEA, Grade.B, "add"),
        Moved(Move(TEA, Account.SELLABLE_A, Account.SELLABLE_B, 1, "review", "R-000001")),
    )
    assert kinds(receipts) == ["review", "grade", "route", "outbox", "ledger", "ledger"]  # grade B is sold nowhere
    with store.reading() as connection:
        rows = connection.execute(select(models.Outbox.op, models.Outbox.grade).order_by(models.Outbox.id)).all()
        revisions = select(models.Inspection.revision, models.Inspection.grade).order_by(models.Inspection.revision)
        assert connection.execute(revisions).all() == [(1, "A"), (2, "B")]
    assert rows == [("add", "A"), ("take", "A")]
    assert balances(store) == {"outside": -3, "expected": 2, "sellable_b": 1}


def test_a_unit_is_offered_once_at_a_time(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    with pytest.raises(Conflict):
        write(store, Offered("R-000001", TEA, Grade.A, "add"))


def test_only_the_newest_label_counts(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    write(
        store,
        LabelVoided("R-000001", "R-000001-1K", "smudged"),
        LabelPrinted("R-000001", "unit", "R-000001-28", 2, (), "R-000001-1K", "smudged"),
    )
    assert of_unit(store).newest_code == "R-000001-28"
    assert kinds(write(store, LabelVerified("R-000001", "R-000001-28"))) == ["label"]
    write(store, LabelVoided("R-000001", "R-000001-28", "torn"))
    unit = of_unit(store)
    assert (unit.newest_code, unit.prints, unit.codes) == ("", 2, ("R-000001",))


def test_a_label_code_is_never_given_twice(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    with pytest.raises(Conflict):
        write(store, LabelPrinted("R-000001", "unit", "R-000001-1K", 2, ()))


def test_a_parked_unit_is_taken_up_by_one_bench(store):
    parcel = open_parcel(store)
    open_unit(store, parcel)
    draft = ParkedDraft(parcel, Unit("R-000001", PRODUCT, parcel.parcel_id, parcel.lines[0].line_id, RULES))
    tag = LabelPrinted("R-000001", "park", "R-000001", 1, ("parked",))
    write(store, UnitParked("R-000001", draft), tag)
    with store.unit_of_work() as work:
        assert work.records.draft("R-000001") == draft
        assert work.records.unit("R-000001").state is UnitState.PARKED
        assert work.records.unit("R-000001").newest_code == ""
    write(store, UnitResumed("R-000001"))
    with pytest.raises(Conflict, match="another bench"):
        write(store, UnitResumed("R-000001"))
    write(store, UnitParked("R-000001", draft), replace(tag, sequence=2))
    assert of_unit(store).prints == 2


def test_what_is_undone_stays_on_record(store):
    parcel = open_parcel(store)
    open_unit(store, parcel)
    write(store, PhotoKept("R-000001", "", 1, "front", photo()))
    assert write(store, PhotoWithdrawn("R-000001", 1, "front"))[0].more["state"] == "withdrawn"
    write(store, SerialRead("R-000001", "SN-1"))
    line = parcel.lines[0].line_id
    write(
        store,
        UnitWithdrawn("R-000001"),
        LineCounted(line, received=-1),
        Moved(Move(TEA, Account.PENDING, Account.EXPECTED, 1, "withdrawn", "R-000001")),
    )
    assert balances(store) == {"outside": -3, "expected": 3}
    with store.unit_of_work() as work:
        assert work.records.parcel(parcel.parcel_id) == parcel
        assert work.records.unit_by_serial("ACME", "SN-1") == ""
        assert work.records.next_number("lpn") == 2
    with store.reading() as connection:
        assert connection.execute(select(models.Photo.withdrawn)).scalars().all() == [True]


def test_a_second_inspection_is_a_round_of_its_own(store):
    open_unit(store, open_parcel(store))
    write(store, graded(grade=Grade.C), WorkOpened("R-000001", "refurbish"))
    assert of_unit(store).work == "refurbish"
    write(store, WorkClosed("R-000001", "refurbish", "cleaned", photo("b")))
    assert (of_unit(store).work, of_unit(store).state) == ("", UnitState.AWAITS_INSPECTION)
    write(store, UnitReopened("R-000001", 2, Account.WORK, RULES))
    write(store, InspectionWithdrawn("R-000001", 2))
    write(store, UnitReopened("R-000001", 2, Account.WORK, RULES))
    write(store, Answered("R-000001", 2, "sealed", ("opened",), "", None))
    write(store, graded(round=2))
    assert (of_unit(store).round, of_unit(store).grade) == (2, Grade.A)
    with pytest.raises(Conflict):
        write(store, WorkClosed("R-000001", "refurbish", "again"))


def test_a_destroyed_unit_has_one_numbered_certificate(store):
    open_unit(store, open_parcel(store))
    facts = (
        Destroyed("R-000001", photo("d"), "R-000001", INSPECTOR.user_id),
        CertificateDue("R-000001", "destruction"),
        Moved(Move(TEA, Account.PENDING, Account.SCRAPPED, 1, "destroyed", "R-000001")),
    )
    receipts = write(store, *facts)
    assert ("certificate", "DES-000001") in [(receipt.kind, receipt.id) for receipt in receipts]
    with pytest.raises(Conflict):
        write(store, CertificateDue("R-000001", "destruction"))
    assert write(store, CertificateDue("R-000001", "donation"))[0].id == "DON-000001"
    with store.reading() as connection:
        assert connection.execute(select(models.Certificate.number).order_by(models.Certificate.number)).scalars().all() == [
            "DES-000001",
            "DON-000001",
        ]  # fmt: skip


def test_a_parcel_without_a_code_uses_up_its_number_and_owes_a_photo(store):
    key = new_key()
    with store.unit_of_work() as work:
        assert work.records.next_number("parcel") == 1
    write(store, ParcelOpened(key, "P-000001", "P-000001", ParcelKind.NO_CODE, "brown box"))
    with store.unit_of_work() as work:
        assert work.records.next_number("parcel") == 2
        assert work.records.parcel(key).owes_photo
    write(store, PhotoKept("", key, 0, "parcel", photo()))
    with store.unit_of_work() as work:
        assert not work.records.parcel_by_code(["P-000001"]).owes_photo


def test_an_unexpected_piece_is_booked_from_outside(store):
    key = new_key()
    write(store, ParcelOpened(key, "1Z9", "1Z9", ParcelKind.UNEXPECTED))
    write(
        store,
        UnitOpened("R-000001", PRODUCT, key, "", ("no_code",), RULES),
        Moved(Move(TEA, Account.OUTSIDE, Account.EXPECTED, 1, "unexpected", "R-000001")),
        Moved(Move(TEA, Account.EXPECTED, Account.PENDING, 1, "received", "R-000001")),
    )
    assert balances(store) == {"outside": -4, "expected": 3, "pending": 1}
    assert of_unit(store).account is Account.PENDING
    assert of_unit(store).line_id == ""
    with store.unit_of_work() as work:
        assert work.records.parcel(key).units == 1


def test_a_line_never_counts_more_than_was_announced(store):
    parcel = open_parcel(store)
    line = parcel.lines[0].line_id
    write(store, LineCounted(line, received=2, missing=1, reason="box was open"))
    with pytest.raises(Conflict):
        write(store, LineCounted(line, wrong=1))
    with pytest.raises(Conflict):
        write(store, LineCounted(line, missing=-2))
    with pytest.raises(Conflict):
        write(store, LineCounted(new_key(), received=1))


def test_a_closed_parcel_is_finished_until_more_comes(store):
    parcel = open_parcel(store)
    write(store, ParcelClosed(parcel.parcel_id, "short"))
    with store.unit_of_work() as work:
        assert work.records.parcel_by_code(["1Z1"]).finished
    write(store, ParcelReopened(parcel.parcel_id, "late_piece"))
    with store.unit_of_work() as work:
        again = work.records.parcel_by_code(["1Z1"])
        assert (again.finished, again.reopened, again.parcel_id) == (False, True, parcel.parcel_id)


def test_an_order_announced_after_its_parcel_was_opened_joins_it(store):
    parcel = open_parcel(store)
    with store.unit_of_work() as work:
        announce(work.connection, "222-2", "1Z1")
        work.commit()
    with store.unit_of_work() as work:
        joined = work.records.parcel(parcel.parcel_id)
    assert [order.number for order in joined.orders] == ["111-1", "222-2"]


@pytest.mark.parametrize("table", ["ledger", "audit", "photos"])
def test_the_database_refuses_to_alter_what_only_grows(store, table):
    open_unit(store, open_parcel(store))
    write(store, PhotoKept("R-000001", "", 1, "front", photo()), SignedIn(INSPECTOR.user_id))
    change = {"ledger": "SET quantity = 9", "audit": "SET payload = '{}'", "photos": "SET sha256 = 'x'"}[table]
    for statement in ("UPDATE " + table + " " + change, "DELETE FROM " + table):
        with pytest.raises(Conflict, match="only grows"), store.engine.begin() as connection:
            connection.execute(text(statement))
