"""What was discarded adds up, and what nobody knows is said."""

from decimal import Decimal

from app.services.disclosure import COLUMNS, NOT_RECORDED, disclosed, with_totals
from tests.certificates import certificate


def test_pieces_and_weight_are_added_up_by_year_goods_treatment_and_reason():
    some = [
        certificate(),
        certificate(content={"weight_g": "160", "weight_source": "catalogue"}),
        certificate(content={"weight_g": ""}),
        certificate(details={"treatment": "disposal", "reason": "Counterfeit", "derogation": "espr_2c"}),
        certificate("donation"),
        certificate("recycling", content={"category": "shoes"}, details={"weight_g": "2000"}),
    ]
    rows = list(disclosed(some))
    assert all(set(row) == set(COLUMNS) for row in rows)
    found = {(row["outcome"], row["category"], row["treatment"], row["derogation"]): row for row in rows}
    first = found["destruction", "power tool", NOT_RECORDED, ""]
    assert (first["pieces"], first["weight_kg"], first["weighed"], first["without_weight"]) == (
        3,
        Decimal("2.000"),
        1,
        1,
    )
    assert found["destruction", "power tool", "disposal", "espr_2c"]["reason"] == "Counterfeit"
    assert found["donation", "power tool", "reuse", ""]["year"] == 2026
    assert found["recycling", "shoes", "recycling", ""]["weight_kg"] == Decimal(2)


def test_sums_stand_below_by_outcome_and_treatment():
    some = [
        certificate(details={"treatment": "disposal"}),
        certificate(content={"category": "shoes", "weight_g": ""}, details={"treatment": "recovery"}),
        certificate("donation"),
    ]
    *rows, disposal, recovery, destroyed, reuse, given = with_totals(disclosed(some))
    assert len(rows) == 3
    assert [one["client"] for one in (disposal, recovery, destroyed, reuse, given)] == ["total"] * 5
    assert [(one["outcome"], one["treatment"]) for one in (disposal, recovery, destroyed)] == [
        ("destruction", "disposal"),
        ("destruction", "recovery"),
        ("destruction", "all"),
    ]
    assert (destroyed["pieces"], destroyed["weight_kg"], destroyed["without_weight"]) == (2, Decimal("1.840"), 1)
    assert (given["outcome"], given["pieces"]) == ("donation", 1)


def test_a_correction_in_the_next_year_discloses_nothing_in_it():
    (row,) = disclosed([certificate(replaces="DES-000122", done_at="2025-12-30T16:05:00+00:00")])
    assert row["year"] == 2025


def test_nothing_discarded_is_no_row():
    assert list(disclosed([])) == []
