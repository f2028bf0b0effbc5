"""A generated day: parcels announced and not, at least a third of them exceptional, another day for each seed.

The day keeps its own books beside the program's (`tests.e2e.books`); `faults` says where the two differ.
"""

import csv
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e import afterwards_scenes, bench_scenes, receiving_scenes
from tests.e2e.books import Article, Books, Line, faults
from tests.e2e.floor import CATALOGUE, Floor
from tests.e2e.program import sign_in
from tests.e2e.scene import KINDS, Kind, Scene
from tests.follower import Bench

SCENES = (receiving_scenes, bench_scenes, afterwards_scenes)
EXCEPTIONAL_SHARE = 0.4
LEAST_EXCEPTIONAL = 0.3


@dataclass
class Planned:
    """A parcel of the day."""

    kind: Kind
    tracking: str
    lines: list[Line]


@dataclass
class Day:
    """The parcels of a day in the order of their coming, and who works it."""

    seed: int
    floor: Floor
    parcels: list[Planned] = field(default_factory=list)

    @property
    def exceptional(self) -> int:
        return sum(parcel.kind.exceptional for parcel in self.parcels)

    def play(self) -> None:
        """Every parcel, by the people of the floor."""
        for number in (0, 1):
            self.floor.person(number).act(**sign_in())
        for place, parcel in enumerate(self.parcels):
            scene = Scene(self.floor, self.floor.person(), parcel.tracking, parcel.lines)
            try:
                parcel.kind.play(scene)
                assert self.floor.person().last["step"] in {"idle", "signed_out"}, self.floor.person().last
            except AssertionError as fault:
                fault.add_note(f"parcel {place} of seed {self.seed}: {parcel.kind.name}, {parcel.tracking}")
                raise

    def every_line_ended(self) -> list[str]:
        """Announced lines of which a piece is neither received nor missing nor wrong, as the bench shows them."""
        told = []
        person = self.floor.person()
        for parcel in self.parcels:
            if not parcel.lines or parcel.kind.name == "reused_tracking":  # that number names the newer parcel now
                continue
            shown = person.scan(parcel.tracking)
            lines = {
                (order["order_id"], line["sku"]): line for order in shown["parcel"]["orders"] for line in order["lines"]
            }
            for line in parcel.lines:
                row = lines[line.order, line.article.sku]
                ended = (row["received"], row["missing"], row["wrong"])
                if ended != (line.received, line.missing, line.wrong) or line.open:
                    told.append(f"{parcel.kind.name} {line}: the bench shows {row}")
            person.act("answer", question=shown["expects"]["answer"]["question"], choice="leave_closed")
        return told

    def faults(self, records: Any) -> list[str]:
        """Everything that the program's account says otherwise than the day's own."""
        return faults(self.floor.books, records)


def plan(seed: int, count: int, folder: Path, bench: Callable[[int], Bench], without: Collection[str] = ()) -> Day:
    """A day of so many parcels, `without` some kinds. Every kind of exception comes before any comes twice."""
    chance = random.Random(seed)
    floor = Floor(Books(), chance, folder, bench)
    day = Day(seed, floor)
    for kind in _kinds(chance, count, without):
        tracking = floor.tracking()
        lines = [
            Line(f"{tracking}-{number}", article, quantity, floor.serial() if article.serial_tracked else "")
            for number, (article, quantity) in enumerate(kind.announce(floor) if kind.announce else [])
        ]
        floor.books.lines += lines
        day.parcels.append(Planned(kind, tracking, lines))
    return day


def _kinds(chance: random.Random, count: int, without: Collection[str] = ()) -> list[Kind]:
    odd = [kind for kind in KINDS.values() if kind.exceptional and kind.name not in without]
    plain = [kind for kind in KINDS.values() if not kind.exceptional]
    exceptions = max(round(count * EXCEPTIONAL_SHARE), 1)
    chosen: list[Kind] = []
    while len(chosen) < exceptions:
        chosen += chance.sample(odd, min(len(odd), exceptions - len(chosen)))
    chosen += chance.choices(plain, k=count - exceptions)
    chance.shuffle(chosen)
    return chosen


def announce(day: Day, folder: Path) -> dict[str, Path]:
    """The client's files of the day: products, returns, listings."""
    returns = [
        {
            "client": line.article.client,
            "platform": "shopify",
            "order_id": line.order,
            "tracking": parcel.tracking,
            "sku": line.article.sku,
            "quantity": line.quantity,
            "reason_text": "尺码不合",
            "serial": line.serial,
        }
        for parcel in day.parcels
        for line in parcel.lines
    ]
    return {**announce_catalogue(CATALOGUE, folder), "returns": written(folder / "returns.csv", returns)}


def announce_catalogue(articles: Sequence[Article], folder: Path) -> dict[str, Path]:
    """The client's files of products, and of where each grade of them is sold."""
    products = [
        {
            "client": one.client,
            "sku": one.sku,
            "title": f"{one.sku} of {one.client}",
            "category": one.category,
            "barcodes": one.barcode,
            "price": one.price,
            "weight_g": one.weight or "",
            "weight_tolerance_g": 10 if one.weight else "",
            "serial_tracked": _yes(one.serial_tracked),
            "data_bearing": _yes(one.data_bearing),
            "battery": _yes(one.battery),
            "hygiene": _yes(one.hygiene),
            "expiry_tracked": _yes(one.expiry_tracked),
            "accessories": one.accessories,
            "components": one.components,
        }
        for one in articles
    ]
    listings = [
        {"client": one.client, "sku": one.sku, "grade": grade, "channel": one.channel(grade), "target": one.sku}
        for one in articles
        for grade in one.listed
    ]
    return {
        "products": written(folder / "products.csv", products),
        "listings": written(folder / "listings.csv", listings),
    }


def _yes(flag: bool) -> str:
    return "yes" if flag else ""


def written(file: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A CSV file of these rows."""
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file
