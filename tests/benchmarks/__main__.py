"""`python -m tests.benchmarks [NAME…] [--quick]`: measures, prints a table, writes out/bench.json.

What is measured needs a quiet machine; the load is noted. A number that does not hold is said, and with `--strict` it
makes the exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.store.engine import sqlite_library
from tests.benchmarks import (
    codes,
    grade,
    hostile,
    importing,
    labels,
    latency,
    photo,
    preview,
    printing,
    pure,
    reads,
    starting,
    syncing,
    window_gallery,
    window_held,
    window_keys,
    window_memory,
    window_pages,
    window_up,
)
from tests.benchmarks.measuring import Options, Result

WINDOW = (window_up, window_keys, window_pages, window_held, window_gallery, window_memory)
BENCHMARKS: dict[str, Callable[[Options], Result]] = {
    module.NAME: module.measure
    for module in (
        pure,
        grade,
        printing,
        photo,
        hostile,
        preview,
        codes,
        latency,
        reads,
        importing,
        starting,
        labels,
        syncing,
        *WINDOW,
    )
}
WIDTH = 52


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; everything, where nothing is named."""
    asked = _parser().parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    asked.cache.mkdir(parents=True, exist_ok=True)
    options = Options(asked.cache, asked.quick, asked.rounds)
    results = []
    for name in asked.names or BENCHMARKS:
        result = BENCHMARKS[name](options)
        print(table(result), flush=True)
        results.append(result)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(_report(results, options), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\nWritten to {asked.out}")
    broken = [figure for result in results for figure in result.figures if not figure.holds]
    return 1 if broken and asked.strict else 0


def table(result: Result) -> str:
    """The result in lines of text."""
    lines = [f"\n{result.name:<{WIDTH}} {'p50':>10} {'p95':>10} {'p99':>10}      n"]
    for one in result.series:
        quantiles = " ".join(f"{one.quantile(share):>10.3f}" for share in (0.5, 0.95, 0.99))
        lines.append(f"  {one.name:<{WIDTH - 2}} {quantiles} {one.unit} {len(one.values):>5}")
    for figure in result.figures:
        verdict = "holds" if figure.holds else "DOES NOT HOLD"
        measured = f"{figure.value:.2f} {figure.unit}"
        lines.append(f"  → {figure.what:<{WIDTH - 4}} {measured:>10} of at most {figure.limit:g}: {verdict}")
    return "\n".join((*lines, *(f"  · {note}" for note in result.notes)))


def _report(results: Sequence[Result], options: Options) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "sqlite": sqlite_library().sqlite_version,
        "cores": os.cpu_count(),
        "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "quick": options.quick,
        "results": [result.plain() for result in results],
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(BENCHMARKS)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and 100 k units instead of 1 M")
    parser.add_argument("--strict", action="store_true", help="exit code 1 where a number does not hold")
    parser.add_argument("--rounds", type=int, help="this many rounds of everything")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where the built databases are kept (a real disk)")
    parser.add_argument("--out", type=Path, default=Path("out", "bench.json"))
    return parser


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home, "regrade-bench")


if __name__ == "__main__":
    sys.exit(main())
