"""Hours, medians and shares of what people inspected."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.inspector_reporting import (
    INSPECTORS,
    Inspected,
    Named,
    Photographed,
    hours,
    inspector_rows,
    percentile,
)
from tests.graded_units import on

PEOPLE = {"a": Named("11", "Ann"), "b": Named("12", "Bea"), "z": Named("13", "Ann")}


def seen(number, at, operator="a", took=60, **more):
    began = None if took is None else at - timedelta(seconds=took)
    return replace(Inspected(f"R-{number}", "P", operator, "one", at, "A", began), **more)


def rows(*inspected, photos=None):
    return list(inspector_rows(inspected, photos or {}, PEOPLE))


def test_a_row_has_the_columns_of_its_report_and_names_stand_in_their_order():
    found = rows(seen(1, on(3), "b"), seen(2, on(3), "z"), seen(3, on(3)), seen(4, on(3), "gone"))
    assert [(row["name"], row["badge"]) for row in found] == [("", ""), ("Ann", "11"), ("Ann", "13"), ("Bea", "12")]
    assert all(set(row) == set(INSPECTORS) for row in found)


def test_pauses_are_no_hours_and_two_benches_are_two():
    acts = [on(3, 9), on(3, 9, 10), on(3, 9, 40), on(3, 10, 10, 1)]
    assert hours([acts]) == pytest.approx(40 / 60), "half an hour counts, a second more does not"
    assert hours([acts[:2], [on(3, 9, 5)]]) == pytest.approx(10 / 60)
    assert hours([]) == 0


def test_a_unit_that_two_benches_saw_is_one_and_a_clock_that_went_back_times_nothing():
    (row,) = rows(seen(1, on(3, 9)), seen(1, on(4, 9), station="two", took=None), seen(2, on(3, 9), took=-5))
    assert (row["units"], row["inspections"], row["timed"], row["median_s"]) == (2, 3, 1, 60)
    assert row["hours"] == Decimal("0.02")


def test_nothing_is_a_share_of_nothing():
    (row,) = rows(photos={"a": Photographed(3, 1, 0)})
    assert (row["photos"], row["retaken"], row["overruled_share"], row["agreed_share"]) == (3, 1, None, None)
    assert (row["units"], row["median_s"], row["p95_s"]) == (0, None, None)


def test_shares_are_of_inspections_and_of_second_looks():
    told = (
        seen(1, on(3, 9), said=frozenset({"override", "approve"}), second="B"),
        seen(2, on(3, 10), said=frozenset({"send_back"}), second="A"),
        seen(3, on(3, 11), regraded=True, held=True),
    )
    (row,) = rows(*told)
    assert (row["reviewed"], row["overruled"], row["sent_back"], row["overruled_share"]) == (2, 1, 1, Decimal("0.3333"))
    assert (row["second_inspected"], row["agreed"], row["agreed_share"]) == (2, 1, Decimal("0.5000"))
    assert (row["regraded"], row["held"], row["grades"]) == (1, 1, {"A": 3})


def test_the_95th_of_a_hundred():
    assert percentile(range(1, 101), 95) == 95
    assert percentile(range(1, 21), 95) == 19
    assert percentile([7.0], 95) == 7


@given(st.lists(st.floats(0, 1e6), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values_that_enough_do_not_exceed(values, of_100):
    found = percentile(values, of_100)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= of_100 * len(values)
    assert sum(value < found for value in values) * 100 < of_100 * len(values)
