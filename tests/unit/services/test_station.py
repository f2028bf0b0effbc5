"""A station's bench is made once, and only when somebody asks for it."""

from dataclasses import fields
from typing import Any

from app.services.station import Station


def test_the_bench_is_made_once():
    made: list[object] = []

    def open_bench() -> object:
        made.append(object())
        return made[-1]

    parts: dict[str, Any] = {field.name: None for field in fields(Station)}
    station = Station(**parts | {"open_bench": open_bench})
    assert made == []
    assert station.bench is station.bench
    assert len(made) == 1
