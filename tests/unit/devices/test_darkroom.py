"""Previews, measures and photos of frames."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.devices.darkroom import TILES, OpenCvDarkroom, _variances
from app.devices.frames import frame_of, pixels_of
from app.domain.auto_capture import MOVED_FROM, SCENE, changed
from app.domain.picture_quality import FILLED_FROM, SHARP_FROM, STAYS_SHARP, Fault, fault_of
from tests.camera_server import blurred, scene

ROOM = OpenCvDarkroom()


@pytest.mark.parametrize(
    ("view", "size"),
    [((320, 180), (320, 180)), ((320, 320), (320, 180)), ((9000, 9000), (1280, 720)), ((1, 1), (1, 1))],
)
def test_a_preview_fits_into_its_view_and_is_never_larger_than_the_frame(view, size):
    preview = ROOM.preview(frame_of(scene(1280, 720), 3.0), *view)
    assert (preview.width, preview.height, preview.captured_at) == (*size, 3.0)


@pytest.mark.parametrize("view", [(404, 244), (960, 540), (300, 700), (1900, 1000)])
def test_a_preview_by_halves_looks_like_the_average_of_the_whole(view):
    frame = frame_of(scene(1920, 1080))
    preview = ROOM.preview(frame, *view)
    whole = Image.fromarray(pixels_of(frame)).resize((preview.width, preview.height), Image.Resampling.BOX)
    assert np.abs(pixels_of(preview).astype(int) - np.asarray(whole)).mean() < 4


def test_a_photo_keeps_its_colours_and_tells_nothing_else():
    colours = np.zeros((64, 96, 3), np.uint8)
    colours[:, :32], colours[:, 32:64], colours[:, 64:] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    photo = ROOM.photo(frame_of(colours))
    with Image.open(BytesIO(photo)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (96, 64))
        assert not seen.getexif()
        pixels = np.asarray(seen.convert("RGB"))
    for place, colour in ((16, (0, 0, 255)), (48, (0, 255, 0)), (80, (255, 0, 0))):
        assert np.abs(pixels[32, place].astype(int) - colour).max() < 8


def test_the_same_thing_has_much_the_same_measures_on_every_camera():
    small, large = (ROOM.measure(frame_of(scene(w, h))) for w, h in ((960, 540), (1920, 1080)))
    assert abs(small.light - large.light) < 3
    assert 0.4 < small.sharpness / large.sharpness < 2.5


def test_blur_lowers_sharpness_and_an_empty_mat_around_does_not():
    thing = scene(640, 480)
    alone = np.full((1080, 1920, 3), 75, np.uint8)
    alone[300:780, 640:1280] = thing
    assert ROOM.measure(frame_of(blurred(thing))).sharpness < 30
    assert ROOM.measure(frame_of(alone)).sharpness > 500


def test_light_and_what_is_clipped():
    half = np.zeros((480, 640, 3), np.uint8)
    half[240:] = 255
    measured = ROOM.measure(frame_of(half))
    assert measured.light == pytest.approx(127.5, abs=1)
    assert measured.clipped == pytest.approx(0.5, abs=0.01)


def test_a_frame_of_a_few_pixels_can_be_measured():
    assert ROOM.measure(frame_of(np.zeros((2, 2, 3), np.uint8))).light == 0
    assert not pixels_of(ROOM.preview(frame_of(np.zeros((2, 2, 3), np.uint8)), 1, 1)).any()


def test_how_much_of_a_picture_is_filled_says_the_same_of_a_blurred_one():
    mat = np.full((480, 640, 3), 75, np.uint8)
    alone = mat.copy()
    alone[120:360, 160:480] = scene(320, 240)
    assert ROOM.measure(frame_of(mat)).filled == 0
    sharp, soft = (ROOM.measure(frame_of(pixels)).filled for pixels in (alone, blurred(alone)))
    assert soft > FILLED_FROM
    assert FILLED_FROM < sharp < 0.6


def test_soft_colours_in_focus_are_not_blurred():
    soft = np.full((480, 640, 3), 120, np.uint8)
    for left in range(200, 440, 20):
        soft[160:320, left : left + 10] = 137
    seen, out_of_focus = ROOM.measure(frame_of(soft)), ROOM.measure(frame_of(blurred(soft)))
    assert seen.sharpness < SHARP_FROM * STAYS_SHARP
    assert fault_of(seen) is None
    assert fault_of(out_of_focus) in {Fault.BLURRED, Fault.EMPTY}


def test_a_scene_is_a_few_cells_of_grey_in_which_noise_is_gone():
    pixels = scene(1280, 720)
    noise = np.random.default_rng(7).normal(0, 8, pixels.shape)
    noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    clean, dirty = (ROOM.scene(frame_of(each)) for each in (pixels, noisy))
    assert len(clean) == SCENE[0] * SCENE[1]
    assert changed(clean, dirty) == 0
    assert changed(clean, ROOM.scene(frame_of(np.ascontiguousarray(np.roll(pixels, 90, axis=1))))) > MOVED_FROM


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.sampled_from(["noise", "plain"]),
    st.integers(0, 2**32 - 1),
)
def test_each_tiles_variance_is_that_of_its_levels(shape, kind, seed):
    chance = np.random.default_rng(seed)
    levels = chance.integers(0, 256, shape, np.uint8) if kind == "noise" else np.full(shape, seed % 256, np.uint8)
    tiles = [
        tile for row in np.array_split(levels, TILES[0]) for tile in np.array_split(row, TILES[1], axis=1) if tile.size
    ]
    assert _variances(levels) == pytest.approx([float(tile.var()) for tile in tiles], abs=1e-6)
