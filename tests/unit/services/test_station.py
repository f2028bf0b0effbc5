"""A station's bench is made once, and only when somebody asks for it."""

from dataclasses import fields

from app.services.station import Station


def test_the_bench_is_made_once():
    made = []
    parts = {field.name: None for field in fields(Station)} | {"open_bench": lambda: made.append(1) or object()}
    station = Station(**parts)
    assert made == []
    assert station.bench is station.bench
    assert made == [1]
