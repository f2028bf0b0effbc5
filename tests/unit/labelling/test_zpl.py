"""ZPL: the printer's bytes are the picture, and nothing but commands of ours is in them."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.labelling.raster import Band, dots_of
from app.labelling.zpl import packed, zpl

FIELD = re.compile(r"\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),([0-9A-Za-z,:]*)\^FS")


def unpacked(data, across):
    """By the manual, read independently of how it is written."""
    rows: list[str] = []
    row, count = "", 0
    for letter in data:
        if "G" <= letter <= "Y":
            count += ord(letter) - ord("F")
        elif "g" <= letter <= "z":
            count += 20 * (ord(letter) - ord("f"))
        elif letter == ",":
            row = row.ljust(2 * across, "0")
        elif letter == ":":
            row = rows[-1]
        else:
            row, count = row + letter * (count or 1), 0
        if len(row) == 2 * across:
            rows.append(row)
            row = ""
    assert not row
    return np.unpackbits(np.array([list(bytes.fromhex(each)) for each in rows], np.uint8), axis=1).astype(bool)


@given(arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 9).map(lambda n: 8 * n)), elements=st.booleans()))
def test_packed_rows_are_the_rows(dots):
    assert np.array_equal(unpacked(packed(Band(0, 0, dots)), dots.shape[1] // 8), dots)


@pytest.mark.parametrize("length", [1, 2, 19, 20, 21, 39, 400, 419, 420, 421, 900])
def test_long_runs_are_counted_right(length):
    dots = np.zeros((3, 8000), bool)
    dots[1, : 4 * length] = True
    dots[1, -1] = True
    assert np.array_equal(unpacked(packed(Band(0, 0, dots)), 1000), dots)


@pytest.mark.parametrize("name", ["unit", "scrap"])
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_printed_dots_are_those_of_the_layout(library, name, dpi):
    layout = library.layout(name, library.example(name), dpi=dpi)
    text = zpl(layout).decode("ascii")
    again = np.zeros((layout.height, layout.width + 8), bool)
    for left, top, total, size, across, data in FIELD.findall(text):
        assert total == size
        assert int(size) <= 99_999
        dots = unpacked(data, int(across))
        assert dots.size // 8 == int(size)
        again[int(top) : int(top) + dots.shape[0], int(left) : int(left) + dots.shape[1]] |= dots
    assert np.array_equal(again[:, : layout.width], dots_of(layout))


def test_it_is_one_label_of_this_size_and_only_known_commands(library):
    data = {**library.example("unit"), "title": "^XZ^XA~HS^FD\\&", "code": "^XZ~JA"}
    text = library.render("unit", data, driver="zpl", dpi=203).decode("ascii")
    assert text.startswith("^XA\n^PW456^LL256")
    assert text.endswith("^PQ1,0,1,Y\n^XZ\n")
    commands = re.findall(r"[\^~](..)", text)
    assert set(commands) <= {"XA", "PW", "LL", "LH", "LS", "LT", "PO", "PM", "LR", "FO", "GF", "FS", "PQ", "XZ"}
    assert commands.count("XA") == commands.count("XZ") == 1
