"""`python -m resources.packaging`: builds, writes the licences, tries what was built. Exit code 1 where it fails."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from resources.packaging.building import BINARIES, build, size_of
from resources.packaging.contents import ROOT, CannotBuild
from resources.packaging.licences import write_licences
from resources.packaging.smoke import Failed, Smoke, settle

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code; why something failed is said on standard error."""
    asked = _parser().parse_args(arguments)
    into, work = asked.into.absolute(), asked.work.absolute()
    try:
        begun = time.perf_counter()
        if not asked.built:
            build(into, work)
        folder = into / "regrade"
        named = write_licences(folder / "licenses", work / BINARIES)
        took = time.perf_counter() - begun
        _say(f"built {folder}: {size_of(folder) / 2**20:.0f} MiB in {took:.0f} s, {named} works with their licences")
        with tempfile.TemporaryDirectory(prefix="regrade-") as place:
            built = settle(folder, Path(place))
            _say("tried elsewhere, " + (_FENCED if built.fence.way else _OPEN))
            Smoke(built).run(_say)
    except (CannotBuild, Failed) as error:
        print(f"make package: {error}", file=sys.stderr)  # noqa: T201 - words to a person
        return FAILED
    _say("the built program works")
    return 0


_FENCED = "without the checkout, its Python, the fonts of this machine and the network"
_OPEN = "with an empty home; this machine makes no fence, so its network and its files were within reach"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m resources.packaging", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="where the folder `regrade` is left")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="what PyInstaller keeps for the next time")
    parser.add_argument("--built", action="store_true", help="take what is there already, and only try it")
    return parser


def _say(words: str) -> None:
    print(f"make package: {words}", flush=True)  # noqa: T201 - words to a person


if __name__ == "__main__":
    sys.exit(main())
