"""A layout as dots, and the pieces that a printer is sent."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.labelling.layout import Ink, Layout
from app.labelling.raster import bands, dots_of

PAGES = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=80), elements=st.booleans())


@given(PAGES, st.integers(10, 300), st.integers(0, 40))
def test_the_bands_are_the_page(page, most_bytes, gap):
    again = np.zeros((page.shape[0], page.shape[1] + 8), bool)
    for band in bands(page, most_bytes=most_bytes, gap=gap):
        rows, columns = band.dots.shape
        assert columns % 8 == 0
        assert band.left % 8 == 0
        assert rows * columns // 8 <= most_bytes
        again[band.top : band.top + rows, band.left : band.left + columns] |= band.dots
    assert np.array_equal(again[:, : page.shape[1]], page)
    assert not again[:, page.shape[1] :].any()


def test_white_paper_needs_nothing():
    assert list(bands(np.zeros((50, 50), bool), most_bytes=1000)) == []


def test_ink_lies_where_it_was_put_and_nothing_beyond_the_edge():
    layout = Layout("x", 20, 10, 8.0, (Ink(15, 6, np.ones((8, 8), bool)),), ())
    dots = dots_of(layout)
    assert dots.shape == (10, 20)
    assert dots[6:, 15:].all()
    assert dots.sum() == 20
