"""The reader on photographs of real codes, half of a larger set: how many it reads, and that it invents nothing.

Truth stands in the set's own list. It is compared leniently where it allows more than one form: UPC-A and EAN-13 with a
leading 0 are one number, UPC-E may stand expanded, and Codabar is listed with its start and stop characters.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.devices.pictures import PictureCodes
from app.domain.identifiers import gtin14
from app.domain.symbols import Code, Symbology

PHOTOGRAPHS = Path(__file__).resolve().parents[4] / "shared" / "data" / "barcodes"
ARTICLES = {Symbology.UPC_A, Symbology.UPC_E, Symbology.EAN_13, Symbology.EAN_8}
LEAST_READ, MOST_WRONG = 0.90, 3


@pytest.fixture(scope="module")
def read():
    """Each row of the list with the codes that were read."""
    if not PHOTOGRAPHS.exists():
        pytest.skip("The photographs (shared/data/barcodes) are not beside the checkout.")
    with (PHOTOGRAPHS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reader = PictureCodes()
    return [(row, reader.symbols(PHOTOGRAPHS / row["file"])) for row in rows]


def test_as_many_are_read_as_by_any_known_reader(read):
    asked = [(row, codes) for row, codes in read if row["symbology"] != "NONE"]
    missed = [row["file"] for row, codes in asked if not any(_is_right(row, code) for code in codes)]
    assert 1 - len(missed) / len(asked) >= LEAST_READ, missed


def test_next_to_nothing_is_read_that_is_not_there(read):
    wrong = {row["file"] for row, codes in read for code in codes if not _is_right(row, code)}
    assert len(wrong) <= MOST_WRONG, wrong


def test_pictures_without_a_code_show_none(read):
    assert [row["file"] for row, codes in read if row["symbology"] == "NONE" and codes] == []


def _is_right(row: Mapping[str, str], code: Code) -> bool:
    if code.symbology in ARTICLES and row["symbology"] != "NONE":
        number = gtin14(code.text, upc_e=code.symbology is Symbology.UPC_E)
        return number in {gtin14(row["expected_text"], upc_e=upc_e) for upc_e in (True, False)} - {None}
    return code.text in _texts(row)


def _texts(row: Mapping[str, str]) -> set[str]:
    text = row["expected_text"]
    return {text, text[1:-1]} if row["symbology"] == "CODABAR" else {text}
