"""Codes in a camera's frames: the processor time that one 1080p frame costs, with a label in it and without.

Time of the thread, not of the wall: what else the machine does is no part of it. With every frame that shows nothing
go the slow looks, on each fifth, in the same proportion as at the bench.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial

from app.devices.reading import Cascade
from app.ports import Frame
from tests import drawn
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch, take_turns, without_collecting

NAME = "codes"
SIZE = (1920, 1080)
LABEL, EMPTY = "with a label", "without a label"
TEXT = "1Z999AA10123456784"
LIMITS_MS = {LABEL: 30.0, EMPTY: 20.0}
DIFFERENT = 5
WARM = 2


def measure(options: Options) -> Result:
    """Frames of both kinds in turns, each kind by a reader of its own; and how many of the labels were read."""
    watch = Stopwatch()
    labels = [_frame(turned) for turned in (0.0, 4.0, 12.0, 35.0, 90.0)]
    frames: Mapping[str, list[Frame]] = {LABEL: labels, EMPTY: [_frame(None, seed) for seed in range(DIFFERENT)]}
    readers = {kind: Cascade() for kind in frames}
    read: dict[str, int] = {}

    def one(kind: str, into: Stopwatch, number: int) -> None:
        begun = time.thread_time()
        codes = readers[kind].read_frame(frames[kind][number % DIFFERENT])
        into.add(kind, time.thread_time() - begun)
        read[kind] += bool(codes)

    rounds = options.times(100, 10)
    with without_collecting():
        for times, into in ((WARM, Stopwatch()), (rounds, watch)):
            read = dict.fromkeys(frames, 0)
            for number in range(times):
                take_turns(1, [partial(one, kind, into, number) for kind in frames])
    figures = [Figure(f"a frame {kind}, half of them", watch.of(kind).median, LIMITS_MS[kind], "ms") for kind in frames]
    notes = [f"frames {kind} that gave a code: {read[kind]} of {rounds}" for kind in frames]
    return Result(NAME, watch.series(), tuple(figures), tuple(notes))


def _frame(turned: float | None, seed: int = 1) -> Frame:
    code = None if turned is None else drawn.symbol("Code128", TEXT, 2)
    return drawn.frame(drawn.on_bench(code, size=SIZE, turned=turned or 0.0, seed=seed), at=0.0)
