"""Accept to the printer's first byte: from the key at the grade until a printer on TCP hears the label's job begin.

The printer answers at once, so what is measured is the house: the grade's transaction, the lane, the job's claim, the
connection. The label was drawn ahead, as it is while a person reads the proposal.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from queue import SimpleQueue

from app.background.print_lanes import PrintLanes, look_up
from app.devices.tcp_printer import TcpPrinter
from app.services.inspecting import Request
from tests.benchmarks.history import STATION, announce, build
from tests.benchmarks.measuring import Figure, Options, Result, Stopwatch
from tests.benchmarks.workbench import Reply, open_workbench
from tests.fake_printer import FakePrinter

NAME = "printing"
LIMIT_MS = 250.0
WARM, UNITS, WAIT_S = 3, 1_000, 20
WHAT = "accept → the printer's first byte"


class _Listening(FakePrinter):
    """Notes when a connection's first byte came, and which thread's clock that was: all of them read the same."""

    def __post_init__(self) -> None:
        self.first: SimpleQueue[float] = SimpleQueue()
        super().__post_init__()

    def noticed(self) -> None:
        self.first.put(time.perf_counter())


def measure(options: Options) -> Result:
    """Whole parcels; each accept waits for its label to be counted before the next act."""
    watch, lanes, printer = Stopwatch(), PrintLanes(), _Listening()
    with tempfile.TemporaryDirectory(dir=options.place) as folder:
        database = Path(folder, "house.db")
        build(database, UNITS)
        device = TcpPrinter("labels", printer.address, "zpl", look_up)
        bench = open_workbench(Path(folder), database, STATION, printer=device, lanes=lanes)
        for number, parcel in enumerate(announce(database, options.times(60, 8) + WARM)):

            def act(name: str, request: Request, *, counts: bool = number >= WARM) -> Reply:
                lanes.settle(WAIT_S)
                begun = time.perf_counter()
                reply = bench.perform(request)
                if name == "accept":
                    came = printer.first.get(timeout=WAIT_S) - begun
                    if counts:
                        watch.add(WHAT, came)
                return reply

            bench.inspect(parcel, act)
        lanes.settle(WAIT_S)
        lanes.close()
        bench.close()
        printer.close()
    size = sum(map(len, printer.labels)) / max(len(printer.labels), 1)
    notes = (
        f"{len(printer.labels)} labels came out, {size:,.0f} bytes each; threads left: {threading.active_count()}",
    )
    figures = (Figure(f"{WHAT}, p95", watch.of(WHAT).quantile(0.95), LIMIT_MS, "ms"),)
    return Result(NAME, watch.series(), figures, notes)
