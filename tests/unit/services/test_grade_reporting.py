"""How verdicts are counted, and what stands below the table of a sheet."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from app.domain.stock import Article
from app.services.grade_reporting import GRADES, PER, Said, Verdict, grade_rows, with_total
from tests.graded_units import on

TEA = Article("ACME", "TEA")
UP = Said("override", "B", "A")


def verdict(number=1, grade="A", article=TEA, **more):
    return replace(Verdict(f"R-{number:06d}", article, "Tea pot", "kitchen", "hard_goods", grade, on(3)), **more)


@pytest.mark.parametrize("per", PER)
def test_a_row_has_the_columns_of_its_report(per):
    (row,) = grade_rows([verdict(), verdict(2, "S")], per)
    assert set(row) == set(GRADES[per])
    assert (row["units"], row["a"], row["s"], row["a_share"]) == (2, 1, 1, Decimal("0.5000"))
    (row, total) = with_total(iter([row]))
    assert total == {**row, **dict.fromkeys(PER[per], ""), "day" if per == "day" else "client": "total"}


def test_rows_are_parted_by_what_is_asked_and_stand_in_its_order():
    verdicts = [
        verdict(1, article=Article("NOVA", "TEA")),
        verdict(2, "B", category="garden"),
        verdict(3, "C", checklist="apparel"),
        verdict(4, "C", article=Article("ACME", "POT"), title="Pot"),
    ]
    keys = [(row["client"], row["category"], row["checklist"]) for row in grade_rows(verdicts, "category")]
    assert keys == [
        ("ACME", "garden", "hard_goods"),
        ("ACME", "kitchen", "apparel"),
        ("ACME", "kitchen", "hard_goods"),
        ("NOVA", "kitchen", "hard_goods"),
    ]
    assert [(row["client"], row["units"]) for row in grade_rows(verdicts, "client")] == [("ACME", 3), ("NOVA", 1)]
    assert next((row["sku"], row["title"]) for row in grade_rows(verdicts, "sku")) == ("POT", "Pot")


def test_the_day_is_that_of_utc():
    evening = datetime(2026, 11, 3, 22, tzinfo=timezone(timedelta(hours=-8)))
    assert [row["day"] for row in grade_rows([verdict(at=evening)], "day")] == ["2026-11-04"]


def test_a_unit_is_overruled_once_and_each_word_says_from_what_to_what():
    down = Said("override", "A", "B")
    (row,) = grade_rows([verdict(said=(down, UP)), verdict(2, said=(down, Said("approve", "B", "B")))], "client")
    assert (row["overruled"], row["approved"], row["sent_back"]) == (2, 1, 0)
    assert row["overrulings"] == {"A>B": 2, "B>A": 1}


def test_the_sum_of_a_sheet_has_shares_of_all():
    units = [verdict(1), verdict(2, "B", article=Article("NOVA", "X"), said=(UP,)), verdict(3, article=TEA)]
    total = list(with_total(grade_rows(units, "category")))[-1]
    assert (total["client"], total["category"], total["units"]) == ("total", "", 3)
    assert (total["a_share"], total["b_share"]) == (Decimal("0.6666"), Decimal("0.3333")), "only all is all"
    assert total["overrulings"] == {"B>A": 1}
    assert list(with_total(iter([]))) == []
