"""Frames made into the pictures of a film."""

import numpy as np

from app.devices.film_press import BEST, LEAST, FilmPress
from app.devices.frames import decoded, frame_of


def noise(width: int, height: int):
    return frame_of(np.random.default_rng(7).integers(0, 255, (height, width, 3), dtype=np.uint8))


def test_a_large_frame_is_made_smaller_a_small_one_is_left() -> None:
    jpeg, width, height = FilmPress(10**6).picture(noise(1920, 1080))
    assert (width, height) == (1280, 720)
    pixels = decoded(jpeg)
    assert pixels is not None
    assert pixels.shape == (720, 1280, 3)
    assert FilmPress(10**6).picture(noise(640, 480))[1:] == (640, 480)


def test_pictures_over_their_budget_make_the_next_ones_smaller_down_to_a_limit() -> None:
    press = FilmPress(1000)
    sizes = [len(press.picture(noise(320, 240))[0]) for _ in range(12)]
    assert sizes[0] > sizes[3] > sizes[6]
    assert sizes[-1] == sizes[-2]
    assert press._quality == LEAST


def test_where_there_is_room_again_they_become_better() -> None:
    press = FilmPress(1000)
    press.picture(noise(320, 240))
    flat = frame_of(np.zeros((16, 16, 3), np.uint8))
    for _ in range(BEST - LEAST):
        press.picture(flat)
    assert press._quality == BEST
