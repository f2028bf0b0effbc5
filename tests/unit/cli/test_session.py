"""What a command has at hand is there only within the program."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.cli.output import Output
from app.cli.session import Options, Session, session


class FakeStations:
    def open(self, *asked):
        return asked


def test_the_station_is_asked_for_with_the_options():
    stations: Any = FakeStations()
    made = Session(Options(database="u", log_level="debug"), Output(as_json=True), stations)
    context: Any = SimpleNamespace(obj=made)
    assert session(context) is made
    asked: Any = made.station()
    assert asked == (None, "u", "debug")


def test_outside_the_program_there_is_none():
    context: Any = SimpleNamespace(obj=None)
    with pytest.raises(TypeError):
        session(context)
