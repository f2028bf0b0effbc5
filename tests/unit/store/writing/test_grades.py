"""A grade is saved once a round, with all it rests on, on both databases."""

from __future__ import annotations

import pytest

from app.domain.bench.facts import Answered, InspectionWithdrawn, UnitReopened, WorkClosed, WorkOpened
from app.domain.bench.found import UnitState
from app.domain.grading import Grade
from app.domain.stock import Account
from app.errors import Conflict
from tests.records import (
    INSPECTOR,
    RULES,
    balances,
    finish,
    graded,
    last_entry,
    of_unit,
    open_parcel,
    open_unit,
    photo,
    write,
)


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


def test_a_round_is_graded_once(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    with pytest.raises(Conflict):
        write(store, graded())
    assert balances(store) == {"outside": -3, "expected": 2, "sellable_a": 1}


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
