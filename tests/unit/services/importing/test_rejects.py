"""The file of rejected rows: whole or not there, and safe to open."""

import csv

import pytest

from app.errors import StoreError
from app.services.importing import OUR_REASON, Rejected
from app.services.importing.rejects import rejects_in

WHY = Rejected(3, "quantity", "0", "a quantity is a whole number from 1")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_rows_stand_as_they_were_with_their_reason(tmp_path):
    with rejects_in(tmp_path / "r.csv") as kept:
        kept.add(("sku", "quantity", "note"), ["A1", "0", "=x"], WHY)
        kept.add(("sku", "quantity", "note"), ["A2"], Rejected(4, "", "", "the row has 1 cells"))
    assert rows(tmp_path / "r.csv") == [
        ["sku", "quantity", "note", OUR_REASON],
        ["A1", "0", "'=x", "quantity: a quantity is a whole number from 1"],
        ["A2", "", "", "the row has 1 cells"],
    ]


def test_the_reason_of_last_time_is_replaced(tmp_path):
    with rejects_in(tmp_path / "r.csv") as kept:
        kept.add(("sku", OUR_REASON, "quantity"), ["A1", "old words", "0"], WHY)
    assert rows(tmp_path / "r.csv")[0] == ["sku", "quantity", OUR_REASON]
    assert "old words" not in rows(tmp_path / "r.csv")[1]


def test_an_import_that_fails_leaves_no_file(tmp_path):
    def fails():
        with rejects_in(tmp_path / "r.csv") as kept:
            kept.add(("sku",), [""], WHY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"), rejects_in(tmp_path / "no" / "r.csv"):
        pass
