"""Importing: a file of 100 k announced lines taken in whole, judged, booked and durable."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from app.cli.importing import rows_kept_from_collector
from app.devices.clock import SystemClock
from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, import_file
from app.store.imports import SqlImports
from app.store.unit_of_work import open_store
from tests.benchmarks.history import ARTICLES, STATION, build
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch

NAME = "importing"
LIMIT_S = 10.0
ROWS = 100_000


def measure(options: Options) -> Result:
    """Once: it is long enough to be steady."""
    rows = options.times(ROWS, 5_000)
    watch = Stopwatch("s")
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        database, table = Path(folder, "house.db"), Path(folder, "returns.csv")
        build(database, 20)
        write(table, rows)
        store = open_store(f"sqlite:///{database}", STATION)
        imports = SqlImports(store.engine, STATION.id, SystemClock(), None)
        for name in ("new", "again, nothing changed"):
            with watch.timed(f"{rows:,} lines of returns, {name}"), rows_kept_from_collector():
                imported = import_file(imports, DelimitedTables(), KINDS["returns"], table)
            if imported.rejected or imported.rows != rows:
                message = f"All {rows} lines should have come in, not {imported}."
                raise RuntimeError(message)
        store.close()
    series = watch.series()
    return Result(NAME, series, tuple(Figure(one.name, one.median, LIMIT_S, "s") for one in series))


def write(path: Path, rows: int) -> None:
    """Orders of one line each; the articles of the smallest history."""
    articles = min(ARTICLES, 20)
    header = ("client", "platform", "order_id", "rma", "tracking", "sku", "quantity", "reason_code", "reason_text",
              "customer_note", "requested_at")  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(rows):
            article = number % articles
            writer.writerow(
                (f"Client {article % 20:02d}", "shopify", f"O-{number}", f"RMA-{number}", f"1Z999AA1{number:010d}",
                 f"SKU-{article:05d}", 1, "changed_mind", "Changed my mind", "Never opened", "2026-11-16T09:12:00Z")
            )  # fmt: skip
