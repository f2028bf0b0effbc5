"""TSPL: the bitmaps, read back out of the bytes, are the label."""

import re

import numpy as np
import pytest

from app.labelling.raster import dots_of
from app.labelling.tspl import tspl


@pytest.mark.parametrize(("name", "dpi"), [("unit", 203), ("sku-51x25", 300), ("scrap", 300)])
def test_the_printed_dots_are_those_of_the_layout(library, name, dpi, read):
    layout = library.layout(name, library.example(name), dpi=dpi)
    content = tspl(layout)
    again = np.zeros((layout.height, layout.width + 8), bool)
    at = content.index(b"CLS\r\n") + 5
    while found := re.compile(rb"BITMAP (\d+),(\d+),(\d+),(\d+),0,").match(content, at):
        left, top, across, rows = map(int, found.groups())
        bits = np.frombuffer(content, np.uint8, across * rows, found.end()).reshape(rows, across)
        again[top : top + rows, left : left + 8 * across] |= np.unpackbits(~bits, axis=1).astype(bool)
        at = found.end() + across * rows
        assert content[at : at + 2] == b"\r\n"
        at += 2
    assert content[at:] == b"PRINT 1,1\r\n"
    assert np.array_equal(again[:, : layout.width], dots_of(layout))
    assert len(read(again)) == len(layout.symbols)


def test_the_size_is_said_in_millimetres(library):
    content = tspl(library.layout("unit", library.example("unit"), dpi=203))
    assert content.startswith(b"SIZE 57.0 mm,32.0 mm\r\n")
