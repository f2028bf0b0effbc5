"""The newest verdict of each unit within a period, on both databases, with what was reckoned by hand."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.domain.grading import Grade
from app.domain.verdict import Route
from app.services.reporting import Period
from app.store.mapping import new_key
from app.store.queries import SqlReads
from app.store.unit_of_work import open_store
from tests.graded_units import BEA, HELD, LAMP, ODD, TEA, Bench, on
from tests.records import STATION


@pytest.fixture
def bench(database_url):
    store = open_store(database_url, STATION)
    yield Bench(store)
    store.close()


def test_a_unit_counts_once_with_the_newest_verdict_of_the_period(bench):
    one = bench.unit(1, on(3), grade=Grade.A, held=HELD)
    two = bench.unit(2, on(3, 23, 59, 59), grade=Grade.B, proposed=Grade.A)
    bench.unit(3, on(4, 0), grade=Grade.S, product=LAMP)
    bench.overruled(one, on(5), Grade.A, Grade.C)
    bench.reviewed(two, on(6), "send_back", Grade.B)
    bench.graded(two, on(7), Grade.A, who=BEA, round=2)

    (acme, nova) = bench.report("grades")
    assert (acme["client"], acme["category"], acme["checklist"], acme["units"]) == (
        "ACME",
        "kitchen",
        "safe_default",
        2,
    )
    assert (acme["a"], acme["b"], acme["c"], acme["s"]) == (1, 0, 1, 0)
    assert (acme["a_share"], acme["c_share"], acme["s_share"]) == (Decimal("0.5000"), Decimal("0.5000"), 0)
    assert (acme["held"], acme["waiting"], acme["overruled"], acme["sent_back"]) == (1, 0, 1, 1)
    assert (acme["overrulings"], acme["regraded"], acme["approved"]) == ({"A>C": 1}, 1, 0)
    assert (nova["client"], nova["s"], nova["held"]) == ("NOVA", 1, 0)


def test_what_is_said_later_belongs_to_later_and_days_are_those_of_utc(bench):
    one = bench.unit(1, on(3, 23, 59, 59), grade=Grade.A, held=HELD)
    two = bench.unit(2, on(4, 0), grade=Grade.B, proposed=Grade.A)
    bench.overruled(one, on(5), Grade.A, Grade.C)

    (third,) = bench.report("grades", "day", Period(on(3, 0), on(4, 0)))
    assert (third["day"], third["units"], third["a"], third["held"], third["overruled"]) == ("2026-11-03", 1, 1, 1, 0)
    (fourth,) = bench.report("grades", "day", Period(on(4, 0), on(5, 0)))
    assert (fourth["day"], fourth["b"], fourth["regraded"]) == ("2026-11-04", 1, 1)
    assert [row["day"] for row in bench.report("grades", "day")] == ["2026-11-04", "2026-11-05"]
    newark = timezone(timedelta(hours=-5))  # the evening of the third there
    begins = datetime(2026, 11, 3, 19, tzinfo=newark)
    assert [row.lpn for row in SqlReads(bench.store.reading).verdicts(Period(begins, on(5, 0)))] == [two]


def test_a_regrade_of_the_bench_is_counted_in_its_period_whatever_a_review_says(bench):
    one = bench.unit(1, on(3), grade=Grade.B, proposed=Grade.A)
    bench.unit(2, on(3), grade=Grade.A, proposed=Grade.A)
    bench.overruled(one, on(5), Grade.B, Grade.C, proposed=Grade.A)
    told = [bench.report("grades", "client", Period(on(first, 0), on(last, 0))) for first, last in ((3, 6), (4, 6))]
    assert [(row["units"], row["c"], row["regraded"], row["overruled"]) for (row,) in told] == [
        (2, 1, 1, 1),
        (1, 1, 0, 1),
    ]


def test_what_still_waits_for_its_review_is_said(bench):
    bench.unit(1, on(3), held=HELD)
    approved = bench.unit(2, on(3), held=HELD)
    bench.reviewed(approved, on(3, 13), "approve")
    (row,) = bench.report("grades", "client")
    assert (row["units"], row["held"], row["waiting"], row["approved"]) == (2, 2, 1, 1)


def test_recovery_by_route_with_each_currency_apart(bench):
    nets = {Route.DONATE: "-2.20", Route.RESTOCK: "17.00"}
    bench.unit(1, on(3), nets={Route.RESTOCK: "17.00", Route.OPEN_BOX: "12.00"})
    bench.unit(2, on(3), nets={Route.RESTOCK: "16.00"})
    bench.unit(3, on(3), nets=nets)
    bench.unit(4, on(3), product=LAMP, nets={Route.RESTOCK: "40.00"})
    bench.unit(5, on(3), product=ODD, nets={Route.QUARANTINE: "0.00"})
    bench.unit(6, on(30, 23, 59, 59), nets={Route.RESTOCK: "1.00"})
    bench.unit(7, on(30, 23, 59, 59) + timedelta(seconds=1), nets={Route.RESTOCK: "1.00"})

    found = {(row["client"], row["route"], row["currency"]): row for row in bench.report("recovery")}
    assert set(found) == {
        ("ACME", "restock", "USD"),
        ("ACME", "donate", "USD"),
        ("NOVA", "restock", "EUR"),
        ("NOVA", "quarantine", "USD"),
    }
    sold_on = found["ACME", "restock", "USD"]
    assert (sold_on["units"], sold_on["reckoned"], sold_on["costed"]) == (3, 3, 3)
    assert (sold_on["value"], sold_on["expected"], sold_on["cost"]) == (Decimal(60), Decimal(34), Decimal(24))
    assert (sold_on["expected_share"], sold_on["possible"], sold_on["forgone"]) == (Decimal("0.5667"), Decimal(34), 0)
    given = found["ACME", "donate", "USD"]
    assert (given["expected"], given["possible"], given["forgone"]) == (Decimal("-2.2"), Decimal(17), Decimal("19.2"))
    assert given["expected_share"] == Decimal("-0.1100")
    euros = found["NOVA", "restock", "EUR"]
    assert (euros["value"], euros["expected"], euros["costed"], euros["cost"]) == (Decimal(50), Decimal(40), 0, None)
    unknown = found["NOVA", "quarantine", "USD"]
    assert (unknown["units"], unknown["reckoned"], unknown["expected"], unknown["doubts"]) == (1, 0, None, "no_price")


def test_what_was_sold_is_told_beside_what_was_expected(bench):
    restock = {"nets": {Route.RESTOCK: "17.00"}}
    lpns = [bench.unit(number, on(3), **restock) for number in range(1, 9)]
    listing = bench.listing(TEA.article, listing_sku="TEA-OPEN")
    for number, lpn in enumerate(lpns[:6], 1):
        bench.sold(lpn, listing, f"{'#' * (number == 1)}O-{number}", on(10))
    bench.sold(lpns[6], listing, "O-7", on(10), bundle=new_key())
    bench.sold(lpns[7], listing, "O-8", on(10), cancelled_at=on(12))
    bench.filed("TEA", "O-1", on(10), "19.50")
    bench.filed("TEA-OPEN", "O-2", on(9), "15.25")
    bench.filed("TEA", "O-3", on(10), "18.00", "EUR")
    bench.filed("TEA", "O-4", on(10), None)
    bench.filed("TEA", "O-5", on(10), "19.00")
    bench.filed("TEA", "O-5", on(10), "18.00")
    bench.filed("TEA", "O-6", on(10) + timedelta(days=11), "19.00")

    units = {row["unit"]: row for row in bench.report("recovery", "unit")}
    told = [(units[lpn]["order_id"], units[lpn]["sold_for"], units[lpn]["doubts"]) for lpn in lpns]
    assert told == [
        ("#O-1", Decimal("19.50"), ""),
        ("O-2", Decimal("15.25"), ""),
        ("O-3", None, "other_currency"),
        ("O-4", None, "no_sale_price"),
        ("O-5", None, "no_sale_price"),
        ("O-6", None, "no_sale_price"),
        ("O-7", None, "in_bundle"),
        ("", None, ""),
    ]
    (row,) = bench.report("recovery")
    assert (row["units"], row["sold"], row["priced"]) == (8, 7, 2)
    assert (row["sold_for"], row["sold_expected"], row["expected"]) == (Decimal("34.75"), Decimal(34), Decimal(136))
    assert (row["compared"], row["compared_for"]) == (2, Decimal("34.75"))
    assert row["doubts"] == "in_bundle;no_sale_price;other_currency"


def test_a_sale_counts_where_it_stood_at_the_end_of_the_period(bench):
    lpn = bench.unit(1, on(3))
    bench.sold(lpn, bench.listing(TEA.article), "O-1", on(10), cancelled_at=on(12))
    sold = [bench.report("recovery", period=Period(on(1), on(day)))[0]["sold"] for day in (10, 11, 12, 13)]
    assert sold == [0, 1, 1, 0], "the sale and its end belong to the period that they fall in"
    assert bench.report("recovery", period=Period())[0]["sold"] == 0


@pytest.mark.parametrize("kind", ["grades", "recovery", "inspectors"])
def test_a_period_without_an_inspection_has_no_rows(bench, kind):
    bench.unit(1, on(3))
    assert bench.report(kind, period=Period(on(4), on(5))) == []


def test_what_does_not_fit_into_a_slice_is_read_in_several(bench, monkeypatch):
    monkeypatch.setattr("app.store.reports.AT_ONCE", 2)
    lpns = [bench.unit(number, on(3, 9, number), held=HELD) for number in range(1, 6)]
    bench.sold(lpns[-1], bench.listing(TEA.article), "O-1", on(4))
    (row,) = bench.report("grades", "client")
    assert (row["units"], row["held"]) == (5, 5)
    assert [(one["unit"], one["channel"]) for one in bench.report("recovery", "unit")][3:] == [
        (lpns[3], ""),
        (lpns[4], "shop"),
    ]
    assert [one["inspections"] for one in bench.report("inspectors")] == [5]
