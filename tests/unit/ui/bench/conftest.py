"""What the scenes of the bench screen are played on: a small house in memory."""

import pytest

from tests.bench_screen import Screen
from tests.world import ANN, World


@pytest.fixture
def screen(qapp):
    """A bench where Ann is signed in, with these orders announced."""

    def open_screen(*orders, operator=ANN, scale=False):
        return Screen(World(*orders, scale=scale).sign_in(operator))

    return open_screen
