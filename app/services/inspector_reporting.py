"""The report `inspectors`: what each person inspected in a period, how long it took, and what others said of it.

Counted are the inspections that a person finished in the period; what reviews and second inspections said of them
counts whenever it was said. Only another person's word counts. Hours are no attendance: they are what the record shows,
the time between one scan or grade of a person and the next at the same bench, where no longer pause lies between. The
rows stand in the order of names, whatever they say. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final, Protocol

from app.services.grade_reporting import OVERRULED, SENT_BACK
from app.services.looking import Record
from app.services.reporting import Period
from app.services.syncing.in_step import share

PAUSE: Final = timedelta(minutes=30)
"""What takes longer between two acts on record is none of the hours."""
INSPECTORS = (
    "badge", "name", "parcels", "units", "inspections", "hours", "timed", "median_s", "p95_s", "grades", "regraded",
    "held", "reviewed", "overruled", "overruled_share", "sent_back", "second_inspected", "agreed", "agreed_share",
    "photos", "retaken", "below_gate",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection that somebody finished.

    Attributes:
        operator: key of that person, empty where none is on record
        began: the scan of the unit; None where the record does not say how long the inspection took: it was parked
            meanwhile, or is not the unit's first
        regraded: another grade was given than proposed
        held: it had to wait for its review
        said: what other people's reviews decided about it
        second: the grade that another person gave at the next inspection, with no work done on the unit between;
            empty where there is none

    """

    lpn: str
    parcel: str
    operator: str
    station: str
    at: datetime
    grade: str
    began: datetime | None = None
    regraded: bool = False
    held: bool = False
    said: frozenset[str] = frozenset()
    second: str = ""


@dataclass(frozen=True, slots=True)
class Photographed:
    """How many photos somebody took, how many were taken back, how many kept although the gate found them wanting."""

    photos: int = 0
    retaken: int = 0
    below_gate: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A person as the rows call them."""

    badge: str = ""
    name: str = ""


class InspectorReads(Protocol):
    """Reads what this report is about."""

    def inspected(self, period: Period) -> Iterator[Inspected]:
        """Every inspection that was finished then. Streams."""

    def photographed(self, period: Period) -> Mapping[str, Photographed]:
        """The photos of these inspections, by who took them."""

    def called(self) -> Mapping[str, Named]:
        """Everybody on record, by key."""


@dataclass(slots=True)
class _Sum:
    parcels: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    took: list[float] = field(default_factory=list)
    acts: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    grades: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def count(self, one: Inspected) -> None:
        self.parcels.add(one.parcel)
        self.units.add(one.lpn)
        self.grades[one.grade] += 1
        self.acts[one.station].append(one.at)
        if one.began is not None and one.began <= one.at:  # else a clock was set back between
            self.acts[one.station].append(one.began)
            self.took.append((one.at - one.began).total_seconds())
        self.counts.update(
            inspections=1, regraded=one.regraded, held=one.held, reviewed=bool(one.said),
            overruled=OVERRULED in one.said, sent_back=SENT_BACK in one.said, second_inspected=bool(one.second),
            agreed=one.second == one.grade,
        )  # fmt: skip

    def told(self, photos: Photographed) -> Record:
        counts = self.counts
        return {
            "parcels": len(self.parcels),
            "units": len(self.units),
            "inspections": counts["inspections"],
            "hours": _rounded(hours(self.acts.values()), 2),
            "timed": len(self.took),
            "median_s": _rounded(median(self.took), 1) if self.took else None,
            "p95_s": _rounded(percentile(self.took, 95), 1) if self.took else None,
            "grades": dict(sorted(self.grades.items())),
            **{name: counts[name] for name in INSPECTORS if name in _COUNTED},
            "overruled_share": share(counts["overruled"], counts["inspections"]),
            "agreed_share": share(counts["agreed"], counts["second_inspected"]),
            "photos": photos.photos,
            "retaken": photos.retaken,
            "below_gate": photos.below_gate,
        }


_COUNTED = frozenset({"regraded", "held", "reviewed", "overruled", "sent_back", "second_inspected", "agreed"})


def inspector_rows(
    inspected: Iterable[Inspected], photos: Mapping[str, Photographed], people: Mapping[str, Named]
) -> Iterator[Record]:
    """A row for each person who inspected or took photos. Memory grows with what was inspected in the period."""
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    for one in inspected:
        sums[one.operator].count(one)
    everybody = sums.keys() | photos.keys()  # whoever took photos of what others finished has a row, too
    called = {operator: people.get(operator, Named()) for operator in everybody}
    for operator in sorted(everybody, key=lambda key: (called[key].name, called[key].badge, key)):
        named = called[operator]
        told = sums[operator].told(photos.get(operator, Photographed()))
        yield {"badge": named.badge, "name": named.name, **told}


def hours(benches: Iterable[Iterable[datetime]]) -> float:
    """Between the acts at each bench, pauses left out."""
    found = timedelta()
    for acts in benches:
        found += sum((gap for a, b in pairwise(sorted(acts)) if (gap := b - a) <= PAUSE), timedelta())
    return found / timedelta(hours=1)


def percentile(values: Iterable[float], of_100: int) -> float:
    """The least of the values that so many of 100 do not exceed; of none there is none (`IndexError`)."""
    ranked = sorted(values)
    return ranked[max(ceil(len(ranked) * of_100 / 100) - 1, 0)]


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(str(round(value, places)))
