"""A house for a test: stations on the same records, their people and catalogue, parcels announced as needed."""

import contextlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.station import Station
from tests.day import announce_catalogue, written
from tests.e2e.books import Article, Books, Line, accounts_of
from tests.e2e.floor import CATALOGUE, Floor, Person
from tests.e2e.program import Direct, people, sign_in, station, take_in
from tests.e2e.scene import Scene

CONFIG = '[station]\nname = "{name}"\n'
SCALE = '\n[scale]\ntransport = "virtual"\n'


@dataclass
class House:
    """What is open of it."""

    folder: Path
    stations: list[Station]
    floor: Floor

    @property
    def first(self) -> Station:
        return self.stations[0]

    def person(self, bench: int = 0) -> Person:
        return self.floor.person(bench)

    def parcel(self, *goods: tuple[Article, int], bench: int = 0, serial: str = "") -> Scene:
        """A parcel with these goods, announced now, with the serial number that was sold where it is known."""
        tracking = self.floor.tracking()
        lines = [Line(f"{tracking}-{number}", *one, serial) for number, one in enumerate(goods)]
        rows = [
            {
                "client": line.article.client,
                "platform": "tiktok_shop",
                "order_id": line.order,
                "tracking": tracking,
                "sku": line.article.sku,
                "quantity": line.quantity,
                "serial": line.serial,
            }
            for line in lines
        ]
        take_in(self.first, {"returns": written(self.folder / f"returns-{self.floor.number()}.csv", rows)})
        self.floor.books.lines += lines
        return Scene(self.floor, self.person(bench), tracking, lines)

    def unit(self, lpn: str) -> Mapping[str, Any]:
        """Everything known of a unit."""
        found = self.first.reads.unit(lpn)
        assert found is not None, lpn
        return found

    def stock(self, article: Article) -> dict[str, int]:
        """The accounts of a SKU, zeros left out."""
        rows = [row for row in self.first.reads.stock(article.sku) if row["client"] == article.client]
        return dict(accounts_of(dict(rows[0]))) if rows else {}

    def sellable(self, article: Article) -> int:
        stock = self.stock(article)
        return stock.get("sellable_a", 0) + stock.get("sellable_b", 0)

    def messages(self, lpn: str) -> list[tuple[str, str]]:
        """Channel and operation of what the shops are told of a unit."""
        return [(row["channel"], row["op"]) for row in self.first.reads.outbox() if row["unit"] == lpn]


@contextlib.contextmanager
def house(
    folder: Path, database: str | None = None, *, benches: int = 1, scale: bool = False, more: str = ""
) -> Iterator[House]:
    """Stations in profiles of their own, pictures in one folder of the floor; `more` is set in all of them."""
    with contextlib.ExitStack() as stack:
        stations = []
        for number in range(benches):
            profile = folder / f"bench-{number}"
            profile.mkdir()
            (profile / "config.toml").write_text(CONFIG.format(name=f"bench-{number:02d}") + SCALE * scale + more)
            if number:
                (profile / "evidence").symlink_to(folder / "bench-0" / "evidence")
            stations.append(stack.enter_context(station(profile, database)))
        people(stations[0])
        take_in(stations[0], announce_catalogue(CATALOGUE, folder))
        lanes = [Direct(one) for one in stations]
        opened = House(folder, stations, Floor(Books(), random.Random(), folder / "photos", lanes.__getitem__))
        for number in range(benches):
            opened.person(number).act(**sign_in())
        yield opened
