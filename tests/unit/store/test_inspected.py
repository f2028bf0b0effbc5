"""What each person inspected in a period and what others said of it, on both databases, reckoned by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.domain.bench.facts import UnitPut, WorkClosed, WorkOpened
from app.domain.bench.found import UnitState
from app.domain.grading import Grade
from app.services.reporting import Period
from app.store.unit_of_work import open_store
from tests.graded_units import ANN, BEA, HELD, NOVEMBER, SUE, Bench, on
from tests.records import STATION


@pytest.fixture
def bench(database_url):
    store = open_store(database_url, STATION)
    yield Bench(store)
    store.close()


def told(bench, period=NOVEMBER):
    return {row["name"]: row for row in bench.report("inspectors", period=period)}


def test_parcels_units_and_seconds_of_each_person(bench):
    shared = bench.parcel("T0", on(3, 9))
    bench.unit(1, on(3, 9, 1), took=40, parcel=shared)
    bench.unit(2, on(3, 9, 3), took=60, parcel=shared, grade=Grade.B, proposed=Grade.A)
    bench.unit(3, on(3, 9, 20), took=100, grade=Grade.C, held=HELD)
    bench.unit(4, on(3, 9, 2), took=30, who=BEA)
    bench.unit(5, on(2, 9), took=30, who=SUE)
    rows = told(bench, Period(on(3, 0), on(4, 0)))
    assert list(rows) == ["Ann", "Bea"], "by name; who did nothing in these days is not there"
    ann = rows["Ann"]
    assert (ann["badge"], ann["parcels"], ann["units"], ann["inspections"], ann["timed"]) == ("11", 2, 3, 3, 3)
    assert (ann["median_s"], ann["p95_s"]) == (Decimal("60.0"), Decimal("100.0"))
    assert (ann["grades"], ann["regraded"], ann["held"]) == ({"A": 1, "B": 1, "C": 1}, 1, 1)
    assert ann["hours"] == Decimal("0.33"), "from 9:00:20 to 9:20:00 without a pause"
    assert (rows["Bea"]["median_s"], rows["Bea"]["hours"]) == (Decimal("30.0"), Decimal("0.01"))


def test_only_another_persons_word_counts_and_only_about_the_inspection_before_it(bench):
    overruled, own, approved, back = (bench.unit(number, on(3, 9, number)) for number in range(1, 5))
    bench.overruled(overruled, datetime(2026, 12, 5, tzinfo=UTC), Grade.A, Grade.B)
    bench.overruled(own, on(4), Grade.A, Grade.B, who=ANN)
    bench.reviewed(approved, on(4), "approve")
    bench.reviewed(back, on(4), "send_back")
    bench.graded(back, on(5), Grade.B, who=BEA, round=2)
    bench.overruled(back, on(6), Grade.B, Grade.C, round=2)
    rows = told(bench)
    ann, bea = rows["Ann"], rows["Bea"]
    assert (ann["inspections"], ann["reviewed"], ann["overruled"], ann["sent_back"]) == (4, 3, 1, 1)
    assert ann["overruled_share"] == Decimal("0.2500"), "whenever it was said"
    assert (bea["reviewed"], bea["overruled"], bea["sent_back"], bea["overruled_share"]) == (1, 1, 0, Decimal(1))
    assert "Sue" not in rows, "a review is no inspection"


def test_a_second_look_by_another_person_agrees_or_does_not(bench):
    agrees, differs, own, mended = (bench.unit(number, on(3, 9, number)) for number in range(1, 5))
    bench.act(on(4), BEA, WorkOpened(mended, "refurbish"))
    bench.act(on(4, 13), BEA, WorkClosed(mended, "refurbish", "cleaned"))
    for lpn, grade, who in (
        (agrees, Grade.A, BEA),
        (differs, Grade.B, BEA),
        (own, Grade.A, ANN),
        (mended, Grade.A, BEA),
    ):
        bench.act(on(4, 14), who, UnitPut(lpn, UnitState.AWAITS_INSPECTION))
        bench.graded(lpn, on(5, 9, int(lpn[-1])), grade, who=who, round=2)
    ann = told(bench)["Ann"]
    assert (ann["inspections"], ann["units"]) == (5, 4)
    assert (ann["second_inspected"], ann["agreed"], ann["agreed_share"]) == (2, 1, Decimal("0.5000"))
    bea = told(bench)["Bea"]
    assert (bea["timed"], bea["median_s"], bea["second_inspected"], bea["agreed_share"]) == (0, None, 0, None)


def test_a_parked_unit_is_counted_and_not_timed(bench):
    lpn = bench.unit(1, on(3, 9), took=7200)
    bench.parked(lpn, on(3, 8))
    bench.unit(2, on(3, 10), took=50)
    late = bench.unit(3, on(3, 11), took=70)
    bench.parked(late, on(3, 12))
    ann = told(bench)["Ann"]
    assert (ann["units"], ann["timed"], ann["median_s"], ann["p95_s"]) == (3, 2, Decimal("60.0"), Decimal("70.0"))


def test_photos_are_counted_by_who_took_them(bench):
    lpn = bench.unit(1, on(3, 9))
    bench.photo(lpn, on(3, 8, 59, 10))
    bench.took_back(lpn, on(3, 8, 59, 15))
    bench.photo(lpn, on(3, 8, 59, 20), overrule="it is dark here")
    bench.photo(lpn, on(3, 8, 59, 30), "back", who=BEA)
    rows = told(bench)
    assert [(row["photos"], row["retaken"], row["below_gate"]) for row in rows.values()] == [(2, 1, 1), (1, 0, 0)]
    assert (rows["Bea"]["units"], rows["Bea"]["hours"], rows["Bea"]["overruled_share"]) == (0, 0, None)
