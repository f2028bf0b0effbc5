"""The demo's catalogue: forty articles of two clients and what is announced of them, with pictures drawn by program.

Reads `resources/demo/*.csv`; the pictures that `products.csv` names are drawn beside a copy of it when it is imported.
Any thread.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2

from app.devices.drawing.sights import reference
from app.devices.drawing.things import Thing, part_of, thing_of
from app.domain.identifiers import gtin14
from app.paths import shipped
from app.services.importing import kind_named
from app.services.station import Station

IMPORTS: Final = ("products", "returns", "listings", "instructions")
REFERENCE_SIZE: Final = (1200, 800)
_QUALITY: Final = (cv2.IMWRITE_JPEG_QUALITY, 90)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the catalogue, as far as a picture of it needs to know."""

    sku: str
    title: str
    category: str
    colour: str = ""
    code: str = ""
    parts: tuple[str, ...] = ()
    photo: str = ""

    @property
    def thing(self) -> Thing:
        """How it looks."""
        return thing_of(self.title, self.category, self.colour)

    @property
    def beside(self) -> tuple[Thing, ...]:
        """How what belongs to it looks."""
        return tuple(part_of(name) for name in self.parts)


UNKNOWN: Final = Article("", "something", "")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The articles by every code that names one. Where two clients share a code, the first is meant."""

    articles: tuple[Article, ...]
    by_code: Mapping[str, Article]

    def of(self, code: str) -> Article | None:
        """The article of a code, however it is written."""
        return self.by_code.get(gtin14(code) or code)


def demo_folder() -> Path:
    """Where the demo's data lie."""
    return shipped("resources", "demo")


def read_catalogue(resources: Path) -> Catalogue:
    """The articles of `products.csv`."""
    articles: list[Article] = []
    by_code: dict[str, Article] = {}
    with (resources / "products.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            article = _article(row)
            articles.append(article)
            for code in (*_listed(row, "barcodes"), article.sku):
                by_code.setdefault(gtin14(code) or code, article)
    return Catalogue(tuple(articles), by_code)


def load_catalogue(station: Station, resources: Path | None = None) -> Mapping[str, int]:
    """Import the demo's data with reference pictures; how many records of each kind came in.

    Takes some seconds: call it in a lane. Doing it again changes nothing.
    """
    resources = resources or demo_folder()
    came: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in IMPORTS:
            file = Path(shutil.copy(resources / f"{kind}.csv", folder))
            if kind == "products":
                draw_references(read_catalogue(resources), file.parent)
            came[kind] = station.take_in(kind_named(kind), file).inserted
    return came


def draw_references(catalogue: Catalogue, folder: Path) -> None:
    """The pictures that the catalogue names, each drawn once however many articles look the same."""
    drawn: dict[Thing, bytes] = {}
    for article in catalogue.articles:
        if not article.photo:
            continue
        if article.thing not in drawn:
            _, encoded = cv2.imencode(".jpg", reference(article.thing, *REFERENCE_SIZE), _QUALITY)
            drawn[article.thing] = encoded.tobytes()
        file = folder / article.photo
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(drawn[article.thing])


def _article(row: Mapping[str, str]) -> Article:
    codes = _listed(row, "barcodes")
    return Article(
        row["sku"],
        row["title"],
        row.get("category") or "",
        row.get("colour") or "",
        codes[0] if codes else row["sku"],
        _listed(row, "accessories"),
        row.get("photo") or "",
    )


def _listed(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, (row.get(column) or "").split(";")) if part)
