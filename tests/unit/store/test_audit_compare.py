"""Facts and rows are compared both ways, and each difference is named."""

from datetime import timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from app.store import audit_compare
from app.store import models as m
from app.store.audit import digest_of, exact, instant
from app.store.audit_compare import Comparison, Envelope, said_digest, told_items
from app.store.audit_newest import Newest
from app.store.engine import open_engine
from app.store.migrations import bring_up
from tests.integration.evidence.day import START

AROUND = Envelope(instant(START), "01890000-0000-7000-8000-000000000001", "s1")
ENTRY = {"client": "ACME", "sku": "SKU-1", "unit": None, "account": "expected", "quantity": 3, "reason": "announced"}


def key(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012d}"


@pytest.fixture
def connection(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'regrade.db'}")
    bring_up(engine)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def problems(connection, told: list[Any]) -> list[str]:
    with Newest() as newest:
        comparison = Comparison(newest)
        comparison.tell(told, AROUND)
        return list(comparison.problems(connection, lambda: iter([(told, AROUND)])))


def keep(connection, *numbers: int, **changes: Any) -> None:
    rows = [{"id": key(number), **ENTRY, "at": START, "station": "s1", **changes} for number in numbers]
    connection.execute(insert(m.Ledger), rows)


def told(*numbers: int, **changes: Any) -> list[Any]:
    return [{"kind": "ledger", "id": key(number), **ENTRY, **changes} for number in numbers]


def test_what_is_told_and_kept_is_no_problem(connection):
    keep(connection, 1, 2, 3)
    assert problems(connection, told(3, 1, 2)) == []


def test_each_difference_is_named(connection):
    keep(connection, 1, 2)
    keep(connection, 4, quantity=4)
    assert problems(connection, told(2, 3, 4)) == [
        f"Ledger entry {key(1)} is in the records, but the audit chain tells nothing of it.",
        f"Ledger entry {key(3)} is told in the audit chain, but missing in the records.",
        f"Ledger entry {key(4)}: its quantity is 4 in the records, but 3 in the audit chain.",
    ]


def test_a_fact_told_twice_is_found(connection):
    keep(connection, 1)
    assert problems(connection, told(1, 1)) == [
        f"Ledger entry {key(1)} stands 1 times in the records and 2 times in the audit chain."
    ]


def test_who_told_it_when_and_where_counts(connection):
    keep(connection, 1, station="s2")
    assert problems(connection, told(1)) == [
        f"Ledger entry {key(1)}: its station is 's2' in the records, but 's1' in the audit chain."
    ]


def test_of_very_many_differences_some_are_named(connection, monkeypatch):
    monkeypatch.setattr(audit_compare, "BUCKETS_NAMED", 4)
    found = problems(connection, told(*range(200)))
    assert 4 <= len(found) <= 40
    assert found[-1] == "Ledger entry: there are more that differ from the audit chain than are named here."


def test_facts_of_other_kinds_are_passed_over():
    assert list(told_items([{"kind": "weather", "id": "x"}, {}], AROUND)) == []


def test_what_counts_is_added_up_in_any_order(connection):
    keep_line(connection, quantity=3, received=1)
    counted = [{"kind": "line", "id": key(9), "received": more, "missing": 0, "wrong": 0} for more in (1, -1, 1)]
    announced = [{"kind": "announced_line", "id": key(9), "announced": more} for more in (5, -2)]
    assert problems(connection, [*counted, *announced]) == []
    assert problems(connection, [*counted[:2], *announced]) == [
        f"Announced line {key(9)}: its received is 1 in the records, but 0 in the audit chain."
    ]


def test_what_comes_to_nothing_needs_no_row(connection):
    laid_down = {"kind": "park", "id": "R-000001", "draft_sha256": "a" * 64, "state": "parked"}
    assert problems(connection, [laid_down, laid_down | {"state": "resumed"}]) == []
    assert problems(connection, [laid_down]) == [
        "Draft R-000001 is told in the audit chain, but missing in the records."
    ]


def keep_line(connection, **counts: Any) -> None:
    known_by = {"client": "ACME", "platform": "shopify", "number": "1001"}
    connection.execute(insert(m.Client), {"name": "ACME", "created_at": START})
    order = {"id": key(8), **known_by, "number_key": "1001", "announced_at": START}
    connection.execute(insert(m.ReturnOrder), order)
    line = {"id": key(9), "order_id": key(8), **known_by, "sku": "SKU-1", "announced_at": START, **counts}
    connection.execute(insert(m.ReturnLine), line)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_money_is_one_text_on_both_sides(amount):
    assert audit_compare._plain(amount) == exact(Decimal(str(amount)))
    assert exact(Decimal("-0.00")) == exact(Decimal("0.00")) == "0.00"


@pytest.mark.parametrize("text", ["", "{}", "尺码"])
def test_what_is_too_long_is_compared_by_its_digest(text):
    assert audit_compare._of_column("options_sha256", text) == digest_of(text)
    assert audit_compare._of_column("sha256", text) == text


STANDS = {"kind": "parcel_stands", "id": key(5), "state": "open", "outcome": "", "reopened": "", "owes_photo": False,
          "closed_at": None}  # fmt: skip


def keep_parcel(connection, number: int, **changes: Any) -> None:
    row = {"id": key(number), "key": "T1", "tracking": "T1", "kind": "announced", "station": "s1", "opened_at": START}
    connection.execute(insert(m.Parcel), {**row, **changes})


def of_standing(connection, told: list[Any]) -> list[str]:
    return [one for one in problems(connection, told) if one.startswith("The standing of parcel")]


def test_a_row_of_before_it_was_told_is_no_problem_one_that_is_told_must_fit(connection):
    keep_parcel(connection, 5)
    keep_parcel(connection, 6, state="closed")
    assert of_standing(connection, []) == []
    assert of_standing(connection, [STANDS | {"version": 0}]) == []
    (found,) = of_standing(connection, [STANDS | {"version": 0}, STANDS | {"version": 1, "state": "closed"}])
    assert (
        found
        == f"The standing of parcel {key(5)}: its state is 'open' in the records, but 'closed' in the audit chain."
    )
    connection.execute(delete(m.Parcel).where(m.Parcel.id == key(5)))
    (found,) = of_standing(connection, [STANDS | {"version": 0}])
    assert found.endswith("is told in the audit chain, but missing in the records.")


def said_of_line(digest: str, version: int = 1) -> dict[str, Any]:
    return {"kind": "announced_line", "id": key(9), "announced": 0, "version": version, "said_sha256": digest}


def of_said(connection, told: list[Any]) -> list[str]:
    return [one for one in problems(connection, told) if one.startswith("What was announced")]


def test_what_is_said_of_a_line_is_one_digest_and_one_that_is_gone_must_be(connection):
    keep_line(connection, quantity=1, customer_note="尺码不合", notes={})
    columns = {"client": "ACME", "platform": "shopify", "number": "1001", "sku": "SKU-1", "customer_note": "尺码不合"}
    assert of_said(connection, [said_of_line(said_digest(columns))]) == []
    assert of_said(connection, [said_of_line(said_digest(columns | {"sku": "SKU-2"}))]) == [
        f"What was announced of line {key(9)} was changed: it is no longer what the audit chain tells a digest of."
    ]
    (found,) = of_said(connection, [said_of_line(said_digest(columns)), said_of_line("", version=2)])
    assert found.endswith("is in the records, but the audit chain tells nothing of it.")


def test_a_digest_is_the_same_whichever_database_gave_the_values():
    told = {"requested_at": START, "notes": {"b": "2", "a": "1"}, "size": ""}
    kept = {"notes": {"a": "1", "b": "2"}, "requested_at": START.astimezone(timezone(timedelta(hours=8))), "rma": None}
    assert said_digest(told) == said_digest(kept) != said_digest(told | {"size": "42"})
