"""`python -m tests.ui.tour OUT [LOOK …]`: the window at every stop of the tour, as pictures, and what does not fit."""

from __future__ import annotations

import argparse
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


def parser() -> argparse.ArgumentParser:
    """What may be asked for; anything else is refused before a folder is made."""
    made = argparse.ArgumentParser(
        prog="python -m tests.ui.tour",
        description="Takes a picture of the window at every stop of the tour; OUT/faults.txt says what does not fit.",
        epilog=f"Looks: {', '.join(map(str, EVERY))}. Exit code 1 where something does not fit.",
    )
    made.add_argument("out", metavar="OUT", type=Path, help="the folder for the pictures; made if need be")
    made.add_argument("looks", metavar="LOOK", type=_look, nargs="*", help="as in 1366-light-en; none means all")
    return made


def _look(name: str) -> Look:
    found = next((one for one in EVERY if str(one) == name), None)
    if found is None:
        raise argparse.ArgumentTypeError(f"there is no look “{name}”; there are {', '.join(map(str, EVERY))}")
    return found


if __name__ == "__main__":
    given = parser().parse_args()
    sys.exit(main(given.out, tuple(given.looks) or EVERY))
