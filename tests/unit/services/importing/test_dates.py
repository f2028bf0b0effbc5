"""Times as the marketplaces write them; what could be read both ways is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.importing.cells import Moment, Unfit
from app.services.importing.dates import DAY_FIRST, MONTH_FIRST, Evidence, reader, written_time


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-10T08:12:33+00:00",
        "2026-11-10T10:12:33+02:00",
        "2026-11-10 08:12:33",
        "2026/11/10 08:12:33 UTC",
        "2026-11-10 00:12:33 PST",
        "10-Nov-2026 08:12:33",
        "10 November 2026 08:12:33 GMT",
        "Nov 10, 2026 8:12:33 AM",
        "1794298353",
        "1794298353123",
        Moment("2026-11-10T08:12:33"),
    ],
)
def test_each_form_is_the_same_moment(cell):
    assert written_time(cell) == datetime(2026, 11, 10, 8, 12, 33, tzinfo=UTC)


def test_a_date_alone_is_its_first_moment():
    for cell in ("2026-11-10", "10-Nov-2026", "11/30/2026"):
        assert written_time(cell).hour == 0


def test_noon_and_midnight():
    assert written_time("Nov 10, 2026 12:00 AM").hour == 0
    assert written_time("Nov 10, 2026 12:00 PM").hour == 12


@pytest.mark.parametrize("cell", ["03-04-2026", "03/04/2026 10:00", "12.11.2026"])
def test_what_could_be_read_both_ways_is_refused_unless_the_file_tells(cell):
    with pytest.raises(Unfit, match="day or month"):
        written_time(cell)
    assert {reader(order)(cell).month for order in (DAY_FIRST, MONTH_FIRST)} == {int(cell[:2]), int(cell[3:5])}


@pytest.mark.parametrize(
    "cell",
    ["31-02-2026", "2026-13-01", "13/13/2026", "yesterday", "25:00", "Nov 10, 2026 13:00 PM", "10-Foo-2026", "0"],
)
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(Unfit):
        written_time(cell)


def test_a_file_that_says_both_says_nothing():
    evidence = Evidence()
    assert evidence.order == ""
    evidence.see("25-12-2026")
    assert evidence.order == DAY_FIRST
    evidence.see("12-25-2026")
    assert evidence.order == ""


@given(
    st.lists(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1)), min_size=1),
    st.booleans(),
)
def test_dates_are_read_as_they_were_meant_or_refused(days, day_first):
    written = [day.strftime("%d-%m-%Y" if day_first else "%m-%d-%Y") for day in days]
    evidence = Evidence()
    for cell in written:
        evidence.see(cell)
    for day, cell in zip(days, written, strict=True):
        try:
            read = written_time(cell, evidence.order)
        except Unfit:
            assert not evidence.order
            assert day.day <= 12
        else:
            assert read == datetime(day.year, day.month, day.day, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-720, 840))  # noqa: DTZ001
def test_iso_8601_comes_back(moment, minutes):
    at = moment.replace(tzinfo=UTC)
    sign = "-" if minutes < 0 else "+"
    zone = f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    local = (moment + timedelta(minutes=minutes)).isoformat()
    if at.year > 1990:
        assert written_time(local + zone) == at


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_refused(text):
    try:
        read = written_time(text)
    except Unfit:
        return
    assert read.tzinfo is UTC
