"""How one cell is read, and what no cell may hold."""

import ast
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import label_code
from app.saying import Said
from app.services.importing import cells
from app.services.importing.cells import Unfit

APP = Path(cells.__file__).parents[2]


def test_every_reason_why_a_row_is_refused_can_be_said_in_another_language():
    found = []
    for path in (*APP.glob("services/importing/*.py"), *APP.glob("store/*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {"Unfit", "cells.Unfit", "Turned"}:
                found += [f"{path.name}:{call.lineno}"]
                assert not isinstance(call.args[-1], ast.Constant | ast.JoinedStr), f"{path.name}:{call.lineno}"
    assert len(found) > 30


def test_a_reason_knows_its_values_and_the_remedy_in_it():
    with pytest.raises(Unfit) as caught:
        cells.tracking("9.86579E+11")
    reason = caught.value.reason
    assert isinstance(reason, Said)
    assert reason.template == "the tracking number stands in scientific notation. {remedy}"
    assert isinstance(reason.values["remedy"], Said)


@pytest.mark.parametrize("cell", ["1", "007", "1000000"])
def test_quantities_are_whole_numbers(cell):
    assert cells.pieces(cell) == int(cell)


@pytest.mark.parametrize("cell", ["0", "-1", "+1", "1.0", "1e3", "1,000", "1000001", "٣", "²", "9" * 500, "one"])
def test_other_quantities_are_refused(cell):
    with pytest.raises(Unfit, match="whole number from 1"):
        cells.pieces(cell)


@pytest.mark.parametrize("cell", ["9.86579E+11", "9,4E21", "1E15", "1e+15", "-9.1E3"])
def test_a_tracking_number_in_scientific_notation_is_refused_with_advice(cell):
    with pytest.raises(Unfit, match=r"scientific notation.*as text"):
        cells.tracking(cell)


@pytest.mark.parametrize("cell", ["986578788855.0", "1234,00"])
def test_a_tracking_number_with_decimals_is_refused_with_advice(cell):
    with pytest.raises(Unfit, match=r"decimals.*as text"):
        cells.tracking(cell)


@pytest.mark.parametrize("cell", ["1Z5R89390357567127", "986578788855", "12E3456", "R.12", "LP00123456789CN"])
def test_real_tracking_numbers_pass(cell):
    assert cells.tracking(cell) == cell


OURS = [
    "R-000001",
    "r-000312",
    label_code("R-000312", 7),
    "P-000001",
    "RG:ACCEPT",
    "rg:no_code:item",
    "RGB:4711",
    "Ｒ-000001",
]
LIKE_OURS = ["R-1", "R000312", "RMA-000312", "P-12", "PO-211", "RG-ACCEPT", "R-0000312", "RGB", "P-1000000x"]


@pytest.mark.parametrize("read", [cells.code, cells.tracking, cells.foreign, lambda cell: cells.codes(f"1;{cell}")])
@pytest.mark.parametrize("cell", OURS)
def test_the_codes_that_we_print_ourselves_are_not_taken_from_outside(read, cell):
    with pytest.raises(Unfit, match="the bench's own codes"):
        read(cell)


@pytest.mark.parametrize("cell", LIKE_OURS)
def test_what_only_looks_a_little_like_ours_is_taken(cell):
    assert cells.code(cell) == cells.tracking(cell) == cells.foreign(cell) == cell


def test_spoiled_codes_are_refused_and_model_numbers_are_not():
    assert cells.code("1E5") == "1E5"
    assert cells.codes("4006381333931; 012345678905;;4006381333931") == ("4006381333931", "012345678905")
    with pytest.raises(Unfit, match="scientific"):
        cells.codes("4.00638E+12;012345678905")


@pytest.mark.parametrize("cell", ["a\tb", "a\u200bb", "a\u202eb", "a\nb", "x" * 129])
def test_names_hold_nothing_hidden_and_are_short(cell):
    with pytest.raises(Unfit):
        cells.name(cell)


def test_names_may_be_chinese():
    assert cells.name("蓝色 XL") == "蓝色 XL"


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T14:30:00Z", datetime(2026, 11, 21, 14, 30, tzinfo=UTC)),
        ("2026-11-21T14:30:00-05:00", datetime(2026, 11, 21, 19, 30, tzinfo=UTC)),
        ("2026-11-21 14:30", datetime(2026, 11, 21, 14, 30, tzinfo=UTC)),
    ],
)
def test_times_are_utc_and_a_date_alone_is_a_time(cell, time):
    assert cells.time(cell) == time


@pytest.mark.parametrize("cell", ["21/11/2026", "yesterday", "2026-13-01", "45982", "0001-01-01T00:00:00+14:00"])
def test_other_times_are_refused(cell):
    with pytest.raises(Unfit, match="ISO 8601"):
        cells.time(cell)


@pytest.mark.parametrize(("cell", "value"), [("YES", True), ("true", True), ("1", True), ("No", False), ("0", False)])
def test_yes_and_no(cell, value):
    assert cells.yes_or_no(cell) is value


@pytest.mark.parametrize("cell", ["maybe", "2", "y e s"])
def test_neither_yes_nor_no(cell):
    with pytest.raises(Unfit):
        cells.yes_or_no(cell)


def test_money_is_exact():
    assert cells.amount("12.50") == Decimal("12.50")
    for cell in ("$12", "12,50", "-1", "1e3", "NaN", "1" * 13):
        with pytest.raises(Unfit):
            cells.amount(cell)


def test_currency_and_weight():
    assert cells.currency("usd") == "USD"
    assert cells.grams("350.5") == 351
    for cell in ("US", "€€€", "US1"):
        with pytest.raises(Unfit):
            cells.currency(cell)
    for cell in ("1 kg", "-3", "99999999"):
        with pytest.raises(Unfit):
            cells.grams(cell)


def test_kits():
    assert cells.components("A:1; B:2;") == {"A": 1, "B": 2}
    for cell in ("A", ":1", "A:0", "A:1;A:2"):
        with pytest.raises(Unfit):
            cells.components(cell)


def test_what_no_cell_may_hold():
    assert cells.checked("  x\u00a0") == "x"
    assert cells.checked("x" * 65536)
    with pytest.raises(Unfit, match="64 KiB"):
        cells.checked("é" * 32769)
    with pytest.raises(Unfit, match="NUL"):
        cells.checked("a\0b")
    assert cells.checked("跑鞋 😀") == "跑鞋 😀"
    with pytest.raises(Unfit, match=r"U\+D800"):  # as JSON can hold it
        cells.checked("a\ud800b")


READERS = [
    getattr(cells, reader)
    for reader in ("name", "code", "tracking", "pieces", "yes_or_no", "time", "amount", "currency", "grams", "codes",
                   "components")
]  # fmt: skip


@given(st.sampled_from(READERS), st.text(min_size=1, max_size=40))
def test_any_text_is_read_or_refused_with_words(reader, text):
    reason = "read"
    try:
        reader(text)
    except Unfit as unfit:
        reason = unfit.reason
    assert reason
