"""Which reports there are, over which days, and how a value stands in a cell."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.errors import UsageError
from app.services.reporting import COLUMNS, Period, cell, period, report
from app.services.syncing.in_step import Agreement, ShopStanding
from tests.certificates import certificate


class Reads:
    def shop_standings(self, since, until=None):
        return (ShopStanding("shop"),)

    def agreement(self):
        return Agreement({})

    def message_page(self, asked):
        raise AssertionError(asked)

    def returned(self, period):
        yield {"returned": period}

    def reasons(self, period):
        yield {"reasons": period}

    def discarded(self, period):
        assert period == Period()
        yield certificate()


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_report_has_its_columns_and_its_rows(kind):
    columns, rows = report(Reads(), kind, Period())
    assert ("channel" if kind == "sync" else "client") in columns
    assert len(list(rows)) == 1


def test_other_reports_are_refused_with_words():
    with pytest.raises(UsageError, match="no report") as caught:
        report(Reads(), "nothing", Period())
    assert caught.value.exit_code == 2
    assert all(kind in caught.value.hint for kind in ("returns", "grades", "ageing"))


def test_days_are_whole():
    days = period("2026-11-01", "2026-11-01")
    assert (days.since, days.until) == (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert period("", "") == Period()
    assert period("2026-11-01T10:00:00+01:00", "").since == datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "days", [("yesterday", ""), ("", "2026-13-01"), ("2026-11-02", "2026-11-01"), ("0000-00-00", "")]
)
def test_what_are_no_days_is_wrong_usage(days):
    with pytest.raises(UsageError):
        period(*days)


def test_numbers_stay_numbers_and_texts_are_no_formulas():
    assert cell(-3) == -3
    assert cell(Decimal("-2.50")) == Decimal("-2.50")
    assert (cell(None), cell(True), cell("=1"), cell("-x")) == ("", "yes", "'=1", "'-x")
    assert cell({"A": 1, "B": 2}) == "A:1;B:2"
    assert cell({"=A": 1}) == "'=A:1"
    assert cell(datetime(2026, 11, 1, tzinfo=UTC)) == "2026-11-01T00:00:00+00:00"
