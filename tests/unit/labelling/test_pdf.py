"""PDF: a page of the label's size with the layout's dots as rectangles."""

import base64
import re
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.labelling.pdf import pdf, rectangles
from app.labelling.raster import dots_of

NUMBER = rb"(-?[\d.]+) "


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=24), elements=st.booleans()))
def test_the_rectangles_are_the_ink_and_none_lies_on_another(page):
    count = np.zeros(page.shape, int)
    for left, top, width, height in rectangles(page):
        count[top : top + height, left : left + width] += 1
    assert np.array_equal(count, page.astype(int))


def test_a_bar_is_one_rectangle():
    page = np.zeros((40, 20), bool)
    page[:, 3:5] = page[:, 9:10] = True
    assert sorted(rectangles(page)) == [(3, 0, 2, 40), (9, 0, 1, 40)]


@pytest.mark.parametrize(("dpi", "scale"), [(203, 8.0), (300, 11.8)])
def test_the_page_has_the_size_and_the_dots_of_the_label(library, dpi, scale):
    layout = library.layout("sku-51x25", library.example("sku-51x25"), dpi=dpi)
    content = pdf(layout)
    assert content == pdf(layout)
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", content)
    stream = re.search(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    assert box
    assert stream
    width, height = map(float, box.groups())
    assert width == pytest.approx(51 / 25.4 * 72, abs=0.3)
    drawn = zlib.decompress(base64.a85decode(stream[1].strip().removesuffix(b"~>")))
    dot = 72 / 25.4 / scale
    again = np.zeros((layout.height, layout.width), bool)
    for left, below, wide, high in re.findall(NUMBER * 4 + rb"re", drawn):
        x, w, h = (round(float(each) / dot) for each in (left, wide, high))
        y = round((height - float(below)) / dot) - h
        again[y : y + h, x : x + w] = True
    assert np.array_equal(again, dots_of(layout))
