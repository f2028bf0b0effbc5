"""The station's window with the bench in front, over the demo's catalogue; each test has a profile of its own."""

import shutil

import pytest

from app import logs
from app.bootstrap import Stations
from app.ui.theme import look
from app.ui.words import language
from tests.bench_window import bench_window, prepare


@pytest.fixture(scope="session")
def _catalogue(tmp_path_factory):
    """The demo's people and goods, taken in once."""
    profile = tmp_path_factory.mktemp("catalogue") / "profile"
    with Stations().open(profile) as station:
        prepare(station)
    logs.shut_down()
    return profile


@pytest.fixture
def folder(_catalogue, tmp_path):
    shutil.copytree(_catalogue, tmp_path / "profile")
    yield tmp_path
    logs.shut_down()


@pytest.fixture(autouse=True)
def _as_before(qapp):
    look.dress(qapp, "light")
    yield
    language.speak("en")
    look.dress(qapp, "light")


@pytest.fixture
def hands(folder):
    """A person at the bench, not signed in yet."""
    with bench_window(folder) as opened:
        yield opened
