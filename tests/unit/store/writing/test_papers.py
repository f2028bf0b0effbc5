"""Labels, certificates, work and drafts: each counts once, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.bench.facts import (
    CertificateDue,
    Destroyed,
    LabelPrinted,
    LabelVerified,
    LabelVoided,
    Moved,
    UnitParked,
    UnitResumed,
    WorkCancelled,
    WorkClosed,
    WorkOpened,
)
from app.domain.bench.found import UnitState
from app.domain.bench.state import ParkedDraft, Unit
from app.domain.stock import Account, Move
from app.errors import Conflict
from app.store import models
from tests.records import (
    INSPECTOR,
    PRODUCT,
    RULES,
    TEA,
    finish,
    kinds,
    last_entry,
    of_unit,
    open_parcel,
    open_unit,
    photo,
    write,
)


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
    tag = LabelPrinted("R-000001", "park", "R-000001", 1, (("by", "Li Na"),))
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
        numbers = select(models.Certificate.number).order_by(models.Certificate.number)
        assert connection.execute(numbers).scalars().all() == ["DES-000001", "DON-000001"]


@pytest.mark.parametrize("cancelled", [True, False])
def test_work_that_ended_is_told_as_it_is_kept(store, cancelled):
    open_unit(store, open_parcel(store))
    write(store, *finish(), WorkOpened("R-000001", "donate"))
    ended = WorkCancelled("R-000001", "donate", "override") if cancelled else WorkClosed("R-000001", "donate", "note 7")
    write(store, ended)
    told = next(fact for fact in last_entry(store)["facts"] if fact["kind"] == "work")
    with store.reading() as connection:
        of = (models.WorkOrder.outcome, models.WorkOrder.proof, models.WorkOrder.photo)
        row = connection.execute(select(*of)).one()
    assert tuple(row) == (told["state"], told["proof"], told["photo"])
    assert told["state"] == ("cancelled" if cancelled else "closed")
