"""What an identity tells of its code."""

from datetime import date

import pytest

from app.domain.identifiers.kinds import Identity, Kind


def message(*ais: tuple[str, str]) -> Identity:
    return Identity("text", Kind.GS1, "text", ais=ais)


def test_the_first_value_of_an_identifier_counts() -> None:
    assert message(("21", "A"), ("21", "B"), ("10", "LOT")).serial == "A"
    assert message(("10", "LOT")).lot == "LOT"
    assert message().ai("21") is None


def test_a_serial_number_is_its_own_serial() -> None:
    assert Identity("490154203237518", Kind.SERIAL, "490154203237518").serial == "490154203237518"


@pytest.mark.parametrize(
    ("digits", "today", "expected"),
    [
        ("270531", date(2026, 11, 22), date(2027, 5, 31)),
        ("240200", date(2026, 11, 22), date(2024, 2, 29)),
        ("760101", date(2026, 11, 22), date(2076, 1, 1)),
        ("770101", date(2026, 11, 22), date(1977, 1, 1)),
        ("010101", date(2099, 12, 31), date(2101, 1, 1)),
        ("490101", date(2099, 12, 31), date(2149, 1, 1)),
        ("500101", date(2099, 12, 31), date(2050, 1, 1)),
        ("000000", date(2026, 11, 22), None),
        ("261301", date(2026, 11, 22), None),
        ("260230", date(2026, 11, 22), None),
    ],
)
def test_the_century_of_an_expiry_date_follows_from_the_day_it_is_read(
    digits: str, today: date, expected: date | None
) -> None:
    assert message(("17", digits)).expires(today) == expected


def test_without_an_expiry_nothing_expires() -> None:
    assert message(("10", "LOT")).expires(date(2026, 11, 22)) is None


def test_only_what_applies_is_described() -> None:
    assert Identity("x", Kind.UNKNOWN, "x").described() == {"kind": "unknown"}
    tracked = Identity("1Z", Kind.TRACKING, "1Z", carrier="ups", checked=True)
    assert tracked.described() == {"kind": "tracking", "carrier": "ups", "checked": True}
    read = Identity("t", Kind.GS1, "t", ais=(("01", "1"), ("21", "A"), ("21", "B")), gtin="1")
    assert read.described() == {"kind": "gs1", "gtin": "1", "ais": {"01": "1", "21": "A"}}
