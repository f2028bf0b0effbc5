"""The room that these pages are shown in, and the page of a graded unit."""

import pytest

from app.ui.unit.view import UnitPage
from tests.room import graded, room  # noqa: F401 - fixtures


@pytest.fixture
def page(qtbot, graded, room):  # noqa: F811 - the fixtures above
    """The page of R-000001, read."""
    made = UnitPage(room.parts)
    room.sign_in(qtbot)
    room.show(qtbot, made)
    made.scanned("R-000001")
    qtbot.waitUntil(lambda: made.shown is not None)
    return made
