"""The program: `python -m app`, also installed as `regrade`. Hands the commands the factory of stations."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the result is the exit code."""
    from app.bootstrap import Stations
    from app.cli.main import run

    return run(sys.argv[1:] if arguments is None else arguments, Stations())


if __name__ == "__main__":
    sys.exit(main())
