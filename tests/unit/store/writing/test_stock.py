"""The shops hear of a unit once, and of its going where it was added, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.domain.bench.facts import Moved, Offered, Reviewed
from app.domain.grading import Grade
from app.domain.stock import Account, Move
from app.errors import Conflict
from app.store import models
from tests.records import TEA, balances, finish, graded, kinds, open_parcel, open_unit, write


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
