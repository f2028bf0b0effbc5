"""Times as the marketplaces write them: ISO 8601, day and month in either order, names of months, seconds since 1970.

Which of two numbers is the day shows in the file: a number above 12 is one. Where no cell of the file tells, a date
that could be read both ways is refused, for a guess would be wrong for half the year. Pure.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.saying import say
from app.services.importing.cells import Moment, Unfit, time

DAY_FIRST, MONTH_FIRST = "day first", "month first"
_CLOCK = r"(?:[ T,]+(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|PST|PDT|MST|MDT|CST|CDT|EST|EDT|[+-]\d{2}:?\d{2}))?"
_PAIR = re.compile(rf"(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2(?P<year>\d{{4}}){_CLOCK}{_ZONE}")
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<a>\d{{1,2}})\2(?P<b>\d{{1,2}}){_CLOCK}{_ZONE}")
_NAMED = re.compile(rf"(?P<day>\d{{1,2}})[- ](?P<month>[A-Za-z]{{3,9}})\.?[-, ]+(?P<year>\d{{4}}){_CLOCK}{_ZONE}")
_NAME_FIRST = re.compile(rf"(?P<month>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_CLOCK}{_ZONE}")
_SECONDS = re.compile(r"1\d{9}")
_MILLISECONDS = re.compile(r"1\d{12}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HOURS: Mapping[str, int] = {
    "Z": 0, "UTC": 0, "GMT": 0, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4,
}  # fmt: skip
_TWELVE = 12


@dataclass(slots=True)
class Evidence:
    """What the dates of one file say of their order."""

    day_first: bool = False
    month_first: bool = False

    def see(self, cell: str) -> None:
        """A cell of a column of times."""
        if (found := _PAIR.fullmatch(cell.strip())) is not None:
            self.day_first |= int(found["a"]) > _TWELVE
            self.month_first |= int(found["b"]) > _TWELVE

    @property
    def order(self) -> str:
        """Empty where the file says nothing, or both."""
        if self.day_first == self.month_first:
            return ""
        return DAY_FIRST if self.day_first else MONTH_FIRST


def reader(order: str) -> Callable[[str], datetime]:
    """A reader of cells for a file whose dates are in this order; empty where nothing tells."""

    def read(cell: str) -> datetime:
        return written_time(cell, order)

    return read


def written_time(cell: str, order: str = "") -> datetime:
    """A time in UTC; without a zone it is UTC, a date alone is its first moment. Raises `Unfit`."""
    if isinstance(cell, Moment):
        return time(str(cell))
    try:
        return _read(str(cell), order)
    except (ValueError, OverflowError):
        raise Unfit(say("no date that is known here; write it as in 2026-11-21 or 2026-11-21T14:30:00Z")) from None


def _read(cell: str, order: str) -> datetime:
    if _SECONDS.fullmatch(cell):
        return datetime.fromtimestamp(int(cell), UTC)
    if _MILLISECONDS.fullmatch(cell):
        return datetime.fromtimestamp(int(cell) // 1000, UTC)
    if (found := _PAIR.fullmatch(cell)) is not None:
        day, month = _day_and_month(int(found["a"]), int(found["b"]), order)
        return _moment(found, month, day)
    with suppress(Unfit):
        return time(cell)  # ISO 8601, exactly as it stands
    if (found := _YEAR_FIRST.fullmatch(cell)) is not None:
        return _moment(found, int(found["a"]), int(found["b"]))
    if (found := _NAMED.fullmatch(cell) or _NAME_FIRST.fullmatch(cell)) is not None:
        return _moment(found, _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    raise ValueError(cell)


def _day_and_month(first: int, second: int, order: str) -> tuple[int, int]:
    if first > _TWELVE or (order == DAY_FIRST and second <= _TWELVE) or first == second:
        return first, second
    if second > _TWELVE or order == MONTH_FIRST:
        return second, first
    raise Unfit(say("day or month may come first, and no date of the file tells; write it as in 2026-11-21"))


def _moment(found: re.Match[str], month: int, day: int) -> datetime:
    hour, minute, second = 0, 0, 0
    if found["clock"]:
        parts = found["clock"].split(":")
        hour, minute, second = int(parts[0]), int(parts[1]), int(float(parts[2])) if parts[2:] else 0
    if found["half"]:
        if not 1 <= hour <= _TWELVE:
            raise ValueError(found["clock"])
        hour = hour % _TWELVE + (_TWELVE if found["half"] in "pP" else 0)
    local = datetime(int(found["year"]), month, day, hour, minute, second, tzinfo=_zone(found["zone"] or "Z"))
    return local.astimezone(UTC)


def _zone(name: str) -> timezone:
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    minutes = int(name[1:3]) * 60 + int(name[-2:])
    return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
