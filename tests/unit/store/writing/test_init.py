"""Facts become rows, receipts and one audit entry, or nothing at all, on both databases."""

from __future__ import annotations

from sqlalchemy import func, select

from app.domain.bench.facts import Answered, AnswerWithdrawn, PhotoKept, Weighed
from app.domain.bench.found import UnitState
from app.domain.grading import Grade
from app.domain.stock import Account
from app.store import models
from tests.records import (
    INSPECTOR,
    NOW,
    PRODUCT,
    balances,
    finish,
    kinds,
    of_unit,
    open_parcel,
    open_unit,
    photo,
    write,
)


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


def test_what_is_not_committed_leaves_nothing(store):
    open_unit(store, open_parcel(store))
    with store.unit_of_work() as work:
        work.records.write(finish(), at=NOW, operator=INSPECTOR)
    assert of_unit(store).state is UnitState.OPEN
    assert balances(store) == {"outside": -3, "expected": 2, "pending": 1}
    with store.reading() as connection:
        for table in (models.Inspection, models.Disposition, models.Outbox, models.Label, models.Allocation):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


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
