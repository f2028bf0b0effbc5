"""Bars are found at whatever angle, and cut out level."""

import numpy as np
import pytest

from app.devices.reading import engines, locating, views
from app.domain.symbols import Code, Symbology
from tests import drawn

TEXT = "1Z999AA10123456784"


@pytest.mark.parametrize("turned", [0, 7, 25, 45, 70, 90, 135])
def test_bars_are_cut_out_level(turned):
    bench = drawn.on_bench(drawn.symbol("Code128", TEXT, 2), turned=turned)
    parts = list(locating.Locator().bars(views.of_grey(bench)))
    codes = [code for part in parts for code in engines.zxing_bars(part)]
    assert {code.text for code in codes} == {TEXT}
    middle = np.mean(codes[0].corners, axis=0)
    assert np.abs(middle - (960, 540)).max() < 40


def test_where_there_are_none_none_are_found():
    assert list(locating.Locator().bars(views.of_grey(np.full((200, 300), 128, np.uint8)))) == []


@pytest.mark.parametrize("turned", [0, 12, -20])
def test_what_was_read_is_cut_out_again_by_the_edges_of_its_bars(turned):
    bench = drawn.on_bench(drawn.symbol("ITF", "00012345600012", 3), turned=turned, size=(900, 600))
    corners = ((300, 290), (600, 290), (600, 310), (300, 310))
    part = locating.around(views.of_grey(bench), corners)
    assert part is not None
    assert [code.text for code in engines.zxing_bars(part)] == ["00012345600012"]


def test_outside_of_the_picture_there_is_nothing_to_cut():
    off = Code(Symbology.ITF, "1", ((500, 500), (510, 500), (510, 501), (500, 501)))
    assert locating.around(views.of_grey(np.zeros((50, 50), np.uint8)), off.corners) is None


def test_a_small_label_in_a_large_photo_is_found_when_looked_for_closely():
    view = views.of_grey(drawn.on_bench(drawn.symbol("Code128", TEXT, 1.7), turned=20, size=(4000, 3000)))
    assert list(locating.Locator().bars(view)) == []
    (part,) = locating.Locator().bars(view, closely=True)
    assert TEXT in {code.text for code in engines.zxing_bars(part.keen(2.0))}


def test_bars_on_the_seam_of_two_pieces_are_cut_out_once():
    bench = drawn.on_bench(drawn.symbol("Code128", TEXT, 3), size=(3360, 1080))  # a piece begins at 1440
    assert len(list(locating.Locator().bars(views.of_grey(bench), closely=True))) == 1
