"""The canvas: what is filled is covered, what is laid over keeps what is beneath where it does not cover."""

import numpy as np
import pytest

from app.devices.drawing.canvas import Canvas, Layer, Shade, lay_over, text_mask
from app.devices.drawing.colours import Colour

RED = Colour(255, 0, 0)


def test_a_filled_outline_covers_its_inside_only():
    canvas = Canvas(100)
    canvas.draw(Layer("R 200 200 400 400 0", shade=Shade.FLAT), RED)
    assert canvas.pixels[40, 40].tolist() == [0, 0, 255, 255]
    assert canvas.pixels[10, 10].tolist() == [0, 0, 0, 0]


def test_both_sides_of_the_middle():
    canvas = Canvas(100)
    canvas.draw(Layer("R 100 400 100 200 0", both=True), RED)
    assert canvas.pixels[50, 15, 3] == canvas.pixels[50, 85, 3] == 255
    assert canvas.pixels[50, 50, 3] == 0


@pytest.mark.parametrize("shade", list(Shade))
def test_every_light_leaves_a_mark_within_the_outline(shade):
    canvas = Canvas(120)
    canvas.draw(Layer("E 500 500 300 300", shade=shade), Colour(90, 120, 60))
    assert canvas.pixels[60, 60, 3] > 200
    assert canvas.pixels[2, 2, 3] == 0


def test_light_from_above_and_a_thing_that_is_round():
    canvas = Canvas(200)
    canvas.draw(Layer("R 0 0 1000 1000 0", shade=Shade.DOWN), Colour(120, 120, 120))
    assert canvas.pixels[5, 100, 0] > canvas.pixels[195, 100, 0]
    canvas.draw(Layer("R 0 0 1000 1000 0", shade=Shade.ROUND), Colour(120, 120, 120))
    assert canvas.pixels[100, 72, 0] > canvas.pixels[100, 5, 0]


def test_half_covered_lets_half_through():
    canvas = Canvas(50)
    canvas.draw(Layer("R 0 0 1000 1000 0", shade=Shade.FLAT), Colour(0, 0, 0))
    canvas.draw(Layer("R 0 0 1000 1000 0", shade=Shade.FLAT, cover=0.5), Colour(200, 200, 200))
    assert canvas.pixels[25, 25, 3] == 255
    assert 98 <= canvas.pixels[25, 25, 0] <= 102


def test_what_lies_outside_is_left_out():
    canvas = Canvas(50)
    canvas.draw(Layer("R 2000 2000 100 100 0"), RED)
    canvas.write("far away", (5000, 5000), 50, RED)
    assert not canvas.pixels.any()


def test_words_stand_about_their_place():
    canvas = Canvas(400)
    canvas.write("SHOE", (500, 500), 120, RED)
    rows, columns = np.nonzero(canvas.pixels[..., 3])
    assert abs(rows.mean() - 200) < 10
    assert abs(columns.mean() - 200) < 10
    assert text_mask("SHOE", 40).max() > 200


def test_another_canvas_is_laid_at_its_place_and_turned():
    bar, canvas = Canvas(100), Canvas(100)
    bar.draw(Layer("R 100 450 800 100 0", shade=Shade.FLAT), RED)
    canvas.lay(bar.pixels, (500, 500), 0.5, 90)
    assert canvas.pixels[35, 50, 3] == 255
    assert canvas.pixels[50, 35, 3] == 0


def test_over_a_ground_without_cover():
    ground = np.full((4, 4, 3), 100, np.uint8)
    thing = np.zeros((4, 4, 4), np.uint8)
    thing[1, 1] = (0, 0, 255, 255)
    lay_over(ground, thing)
    assert ground[1, 1].tolist() == [0, 0, 255]
    assert ground[0, 0].tolist() == [100, 100, 100]
