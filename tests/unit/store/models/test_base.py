"""Times, money and JSON are kept exactly, on both databases, or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from app.store.engine import open_engine
from app.store.models.base import Exact, Json, UtcTime, canonical

SHELF = Table(
    "shelf", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcTime), Column("price", Exact),
    Column("notes", Json),
)  # fmt: skip


@pytest.fixture
def connection(database_url):
    engine = open_engine(database_url)
    with engine.begin() as connection:
        SHELF.create(connection)
        yield connection
    engine.dispose()


def test_what_is_kept_comes_back_exactly(connection):
    in_china = datetime(2026, 3, 1, 0, 30, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    price = Decimal("12345678901234567890.10")
    connection.execute(insert(SHELF), {"at": in_china, "price": price, "notes": {"b": [1], "a": "尺"}})
    row = connection.execute(select(SHELF)).one()
    assert (row.at, row.at.tzinfo, row.price, row.notes) == (in_china, UTC, price, {"a": "尺", "b": [1]})


def test_nothing_known_stays_nothing(connection):
    connection.execute(insert(SHELF), {"id": 1})
    assert connection.execute(select(SHELF.c.at, SHELF.c.price, SHELF.c.notes)).one() == (None, None, None)


@pytest.mark.parametrize(
    "wrong", [{"at": datetime(2026, 3, 1, 0, 30)}, {"price": 1.5}, {"price": Decimal("NaN")}, {"price": Decimal("inf")}]  # noqa: DTZ001
)  # fmt: skip
def test_what_cannot_be_kept_exactly_is_refused(connection, wrong):
    with pytest.raises(StatementError, match=r"cannot be kept|finite Decimal"):
        connection.execute(insert(SHELF), wrong)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2, max_size=9))
def test_times_sort_as_their_text_on_sqlite(times):
    def kept(time: datetime) -> str:
        return str(UtcTime().process_bind_param(time, sqlite.dialect()))

    texts = [kept(time) for time in times]
    assert sorted(texts) == [kept(time) for time in sorted(times)]
    assert [UtcTime().process_result_value(text, sqlite.dialect()) for text in texts] == times


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_money_keeps_every_digit(amount):
    text = Exact().process_bind_param(amount, sqlite.dialect())
    assert Exact().process_result_value(text, sqlite.dialect()) == amount
    assert Exact().process_bind_param(amount, postgresql.dialect()) is amount


def test_equal_content_has_equal_text():
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'
