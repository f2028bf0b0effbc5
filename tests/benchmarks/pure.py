"""What is computed at every action: the state as text and back, a code identified, a proposal ranked."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from app.domain.bench.judging import proposal_of
from app.domain.bench.offers import expects
from app.domain.bench.state import Bench, Product, Shot, Unit
from app.domain.checklist import Answer
from app.domain.evidence import StoredPhoto
from app.domain.identifiers import readings, warm_up
from app.domain.money import Money
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.rulebook import RulesRef
from app.domain.stock import Article
from app.store.mapping import from_text, to_text
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, take_turns
from tests.benchmarks.workbench import OPERATOR, rulebook

NAME = "pure"
LIMIT_US = 300.0
AT_ONCE = 20
CODES = {
    "tracking number": "1Z999AA1{:010d}",
    "article number": "40{:011d}",
    "LPN": "R-{:06d}",
    "label": "R-{:06d}-1H",
    "command": "RG:ACCEPT:{}",
    "serial number": "SN-{:08d}",
}


def measure(options: Options) -> Result:
    """Each a few times in a row, for a clock is too coarse for one."""
    warm_up()
    rules = rulebook()
    bench = _bench(rules.current("hard goods"))
    unit = bench.unit
    if unit is None:
        raise RuntimeError("the bench of the benchmark has no unit")
    text = to_text(bench)
    watch = Stopwatch("µs")
    deeds: dict[str, Callable[[], object]] = {
        "state to text": lambda: to_text(bench),
        "text to state": lambda: from_text(Bench, text),
        "what the bench expects": lambda: expects(bench, rules),
        "proposal with all routes": lambda: proposal_of(unit, rules),
        **{f"identify: {name}": _identify(code) for name, code in CODES.items()},
    }
    take_turns(options.times(200, 20), [_timed(watch, name, deed) for name, deed in deeds.items()])
    figures = tuple(Figure(name, watch.of(name).median, LIMIT_US, "µs") for name in ("state to text", "text to state"))
    return Result(NAME, watch.series(), figures, (f"the state has {len(text)} characters",))


def _identify(code: str) -> Callable[[], object]:
    """Another code each time, for those seen before are remembered."""
    numbers = itertools.count(100_000)
    return lambda: readings(code.format(next(numbers)))


def _timed(watch: Stopwatch, name: str, deed: Callable[[], object]) -> Callable[[], None]:
    def once() -> None:
        begun = time.perf_counter()
        for _ in range(AT_ONCE):
            deed()
        watch.add(name, (time.perf_counter() - begun) / AT_ONCE)

    return once


def _bench(rules: RulesRef) -> Bench:
    """As it stands at the grade of a sealed unit."""
    article = Article("ACME Outdoor", "SHOE-RED-42")
    line = ReturnLine("0190a000000070008000000000000002", article, 1)
    order = ReturnOrder("0190a000000070008000000000000003", article.client, "shopify", "1042", "RMA-1",
                        "changed_mind", "Changed my mind", "", (line,))  # fmt: skip
    parcel = Parcel("0190a000000070008000000000000004", "1Z999AA10123456784", "1Z999AA10123456784",
                    ParcelKind.ANNOUNCED, (order,))  # fmt: skip
    product = Product(article, "Running shoe red 42", "hard goods", ("4006381333931",), Money.of("59.90", "USD"))
    answers = (Answer("sealed", ("sealed",), ""), Answer("prohibited_goods", ("none",), ""))
    shots = (Shot("front", StoredPhoto("ab" * 32, 420_000, 1920, 1080, "jpeg")),)
    unit = Unit("R-000312", product, parcel.parcel_id, line.line_id, rules, answers=answers, shots=shots)
    return Bench(OPERATOR, parcel=parcel, unit=unit)
