"""Whatever is done to a view, it knows its way back; a frame's stride is followed."""

import numpy as np

from app.devices.reading import views
from app.ports import Frame

SQUARE = [(10, 20), (30, 20), (30, 40), (10, 40)]


def ramp(width=64, height=48):
    return np.tile(np.arange(width, dtype=np.uint8) * 3, (height, 1))


def test_a_larger_view_knows_the_way_back():
    view = views.of_grey(ramp()).resized(2).resized(1.5)
    assert view.grey.shape == (144, 192)
    assert view.times == 3
    assert view.corners([(3 * x, 3 * y) for x, y in SQUARE]) == tuple(SQUARE)


def test_keen_and_even_leave_the_places_and_the_original_alone():
    view = views.of_grey(ramp())
    for changed in (view.keen(2.0), view.even(), view.even().keen(1.2)):
        assert changed.corners(SQUARE) == tuple(SQUARE)
        assert not np.array_equal(changed.grey, view.grey)
    assert np.array_equal(view.grey, ramp())


def test_bands_are_without_grain_and_stand_where_they_were():
    grain = np.random.default_rng(1).normal(0, 20, (200, 64))
    view = views.of_grey(np.clip(ramp(64, 200) / 2 + 60 + grain, 0, 255).astype(np.uint8))
    for band in view.averaged():
        assert np.abs(band.grey[0].astype(float) - (ramp()[0] / 2 + 60)).mean() < 3
        rows = len(band.grey)
        (_, top), _, (_, bottom), _ = band.corners([(0, 0), (1, 0), (1, rows), (0, rows)])
        assert 0 <= top < bottom <= 200
        assert 60 <= bottom - top <= 100


def test_a_frame_is_read_by_its_stride():
    rows = np.zeros((4, 20), np.uint8)  # 5 pixels a row, and 5 bytes more
    rows[:, :15] = 200
    rows[2, 3:6] = 10
    view = views.of_frame(Frame(rows.tobytes(), 5, 4, 20, 0.0))
    assert view.grey.shape == (4, 5)
    assert view.grey[2].tolist() == [200, 10, 200, 200, 200]
    assert np.array_equal(views.of_frame(Frame(memoryview(rows.tobytes()), 5, 4, 20, 0.0)).grey, view.grey)
