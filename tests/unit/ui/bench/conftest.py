"""What the scenes of the bench screen are played on: a small house in memory, and pictures that are there at once."""

import pytest
from PySide6.QtGui import QColor, QImage

from tests.bench_screen import Screen
from tests.room import room  # noqa: F401 - a fixture
from tests.world import ANN, World


@pytest.fixture
def screen(qapp):
    """A bench where Ann is signed in, with these orders announced."""

    def open_screen(*orders, operator=ANN, scale=False):
        return Screen(World(*orders, scale=scale).sign_in(operator))

    return open_screen


class Shelf:
    """Pictures by their name; one that it does not have does not come."""

    def __init__(self):
        self.asked = []
        self.waiting = []
        self.at_once = True

    def fetch(self, name, on_image, owner):
        self.asked.append(name)
        if self.at_once:
            on_image(plain_image())
        else:
            self.waiting.append(on_image)


def plain_image():
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#C9D3DE"))
    return image


@pytest.fixture
def shelf():
    return Shelf()
