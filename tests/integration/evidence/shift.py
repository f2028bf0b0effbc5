"""Finishes units as fast as it can and says which are acknowledged: the program whose disk fails.

python -m tests.integration.evidence.shift PROFILE SEED [MUTANT]: `no-sync` never syncs a file, `normal` lets SQLite
acknowledge before its log is synced. Both are faults that the tests of a power cut must find.
"""

import os
import sys
from pathlib import Path

from sqlalchemy import event

from app.errors import StoreError
from tests.integration.evidence.day import Day


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(profile: Path, seed: int, mutant: str = "") -> None:
    if mutant == "no-sync":
        os.fsync = lambda fd: None  # noqa: ARG005 - the name of the real one
    try:
        day = Day(profile, f"sqlite:///{profile / 'regrade.db'}", seed)
    except StoreError as error:
        say(f"refused {error.code}")
        return
    if mutant == "normal":
        day.engine.dispose()
        event.listen(day.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=NORMAL") and None)
    say("open")
    while True:
        try:
            said = day.inspect()
        except StoreError as error:
            said = f"refused {error.code}"
        say(said)
        if said.startswith("refused"):
            sys.stdin.readline()  # whoever watches makes room first
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
