"""The program: `python -m app`, also installed as `regrade`. Hands the commands the factory of stations."""

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the result is the exit code."""
    gc.disable()  # what is loaded stays; looking through it again and again takes a tenth of the start
    try:
        from app.bootstrap import Stations
        from app.cli.main import run

        return run(sys.argv[1:] if arguments is None else arguments, Stations())
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
