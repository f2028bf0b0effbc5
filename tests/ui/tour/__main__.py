"""`python -m tests.ui.tour OUT`: the window at every stop of the tour, as pictures, and what does not fit in them."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.tour.looking import EVERY, Look, looked
from tests.ui.tour.walking import guided, tour


def main(out: Path, looks: tuple[Look, ...] = EVERY) -> int:
    """Take every picture; the exit code says whether something did not fit, `faults.txt` what."""
    out.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    before: dict[Look, str] = {}
    with tempfile.TemporaryDirectory() as folder, guided(Path(folder)) as guide:
        for stop in tour(guide):
            for look, faults in looked(guide, looks, out, stop):
                wrong += [f"{stop} {look}: {fault}" for fault in faults]
                seen = hashlib.sha256((out / f"{look}-{stop}.png").read_bytes()).hexdigest()
                if seen == before.get(look):
                    wrong.append(f"{stop} {look}: looks like the stop before it: the window has not gone on")
                before[look] = seen
    (out / "faults.txt").write_text("".join(f"{one}\n" for one in wrong), encoding="utf-8")
    return min(len(wrong), 1)


if __name__ == "__main__":
    few = [Look.of(name) for name in sys.argv[2:]]
    sys.exit(main(Path(sys.argv[1]), tuple(few) or EVERY))
