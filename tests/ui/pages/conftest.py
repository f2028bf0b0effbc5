"""The station's window with its real pages over a house of its own, in which two units are graded."""

import pytest

from app.domain.bench import actions as do
from app.ui.application import PAGES
from app.ui.theme import look
from app.ui.window import StationWindow
from app.ui.words import language
from tests.lane import WITNESS_PIN, House
from tests.room import graded, room  # noqa: F401 - fixtures


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path).prepare()
    yield made
    made.store.close()


@pytest.fixture
def dressed(qapp):
    look.dress(qapp, "light")
    yield qapp
    language.speak("en")
    look.dress(qapp, "light")


@pytest.fixture
def window(qtbot, graded, room):  # noqa: F811
    made = StationWindow(room.parts, PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)  # keys reach the window that is in front
    room.desk.act(do.SignIn("MO-01"), pin=WITNESS_PIN)
    qtbot.waitUntil(lambda: made.front is made.page("bench"))
    yield made
    made.close()
