"""What a command has at hand is there only within the program."""

from types import SimpleNamespace

import pytest

from app.cli.output import Output
from app.cli.session import Options, Session, session


class FakeStations:
    def open(self, *asked):
        return asked


def test_the_station_is_asked_for_with_the_options():
    made = Session(Options(database="u", log_level="debug"), Output(as_json=True), FakeStations())
    assert session(SimpleNamespace(obj=made)) is made
    assert made.station() == (None, "u", "debug")


def test_outside_the_program_there_is_none():
    with pytest.raises(TypeError):
        session(SimpleNamespace(obj=None))
