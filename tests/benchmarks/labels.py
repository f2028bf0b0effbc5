"""A label drawn, its bytes beside those of its bare picture, and the templates read beside bare YAML."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from app.labelling.library import LabelLibrary
from app.labelling.template_file import read_template, read_words
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, take_turns

NAME = "labels"
SHIPPED = Path(__file__).resolve().parents[2] / "labels"
MOST_BYTES, MOST_LOAD = 4.0, 4.0


def measure(options: Options) -> Result:
    """Each label with a title and a code of its own, as at the bench."""
    library, watch = LabelLibrary(SHIPPED), Stopwatch("ms")
    numbers = itertools.count(1000)
    sides = [
        _drawing(library, watch, numbers, name, dpi, driver)
        for name, dpi, driver in (("unit", 203, "zpl"), ("unit", 300, "zpl"), ("unit", 203, "png"), ("sku", 203, "zpl"))
    ]
    take_turns(options.times(60, 5), [*sides, lambda: _load(watch)])
    bytes_of = {name: _bytes(library, name) for name in ("unit", "sku", "sku-51x25", "park", "quarantine", "scrap")}
    worst = max(zpl / png for zpl, png in bytes_of.values())
    load = watch.of("all templates read").median / watch.of("their bare YAML").median
    figures = (
        Figure("bytes of a label's ZPL / of its bare PNG", worst, MOST_BYTES),
        Figure("templates read / their bare YAML", load, MOST_LOAD),
    )
    notes = tuple(f"{name}: {zpl} bytes of ZPL, {png} of PNG at 203 dpi" for name, (zpl, png) in bytes_of.items())
    return Result(NAME, watch.series(), figures, notes)


def _drawing(
    library: LabelLibrary, watch: Stopwatch, numbers: Iterator[int], name: str, dpi: int, driver: str
) -> Callable[[], None]:
    data = library.example(name)

    def draw() -> None:
        number = next(numbers)
        fresh = {**data, "title": f"Running shoe, red, no. {number}", "code": f"R-{number:06d}-1H"}
        with watch.timed(f"{name} as {driver} at {dpi} dpi"):
            library.render(name, fresh, driver=driver, dpi=dpi)

    return draw


def _load(watch: Stopwatch) -> None:
    with watch.timed("all templates read"):
        words = read_words(SHIPPED / "words.yml")
        for path in SHIPPED.glob("*.yaml"):
            read_template(path, words)
    with watch.timed("their bare YAML"):
        for path in (*SHIPPED.glob("*.yaml"), SHIPPED / "words.yml"):
            yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe one


def _bytes(library: LabelLibrary, name: str) -> tuple[int, int]:
    data = library.example(name)
    zpl, png = (len(library.render(name, data, driver=driver, dpi=203)) for driver in ("zpl", "png"))
    return zpl, png
