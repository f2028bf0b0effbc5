"""Keeps photos as fast as it can and says which are acknowledged: the program that the crash tests kill.

python keeper.py PROFILE SEED
"""

import errno
import io
import random
import sys
from pathlib import Path

from PIL import Image

from app.errors import DiskFull
from app.store.disk import DiskEvidence


def main(profile: Path, seed: int) -> None:
    evidence = DiskEvidence(profile / "evidence", profile / "spool")
    chance = random.Random(seed)
    while True:
        out = io.BytesIO()
        side = chance.choice((32, 200, 600))
        Image.frombytes("L", (side, side), chance.randbytes(side * side)).save(out, "PNG")
        source = profile / "source.png"
        try:
            source.write_bytes(out.getvalue())
            said = evidence.keep(source).sha256
        except DiskFull:
            said = "full"
        except OSError as error:  # before the store: what was to be kept lies on the same disk
            if error.errno != errno.ENOSPC:
                raise
            said = "full"
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
