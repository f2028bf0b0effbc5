"""The short code of a checkpoint: how far an audit chain had come, on paper, out of the reach of whoever alters disks.

`1234-9f3a-77b1-0c2e-44d0` says that entry 1234 had a hash that begins with these sixteen digits. Whoever has such a
paper can ask `regrade audit verify --code` whether the chain still holds that entry. Sixteen digits are 64 bits: nobody
finds another history that fits a given paper by trying. Pure.
"""

from __future__ import annotations

import re

SHOWN = 16
_CODE = re.compile(r"([0-9]{1,12})((?:-[0-9a-f]{4}){4})")


def checkpoint_code(seq: int, digest: str) -> str:
    """The code of entry `seq`, whose SHA-256 is `digest` in hex."""
    return "-".join([str(seq), *(digest[place : place + 4] for place in range(0, SHOWN, 4))])


def parse_checkpoint_code(text: str) -> tuple[int, str] | None:
    """Number of the entry and the beginning of its hash, or None for what is no such code."""
    found = _CODE.fullmatch(text.strip().lower())
    return None if found is None else (int(found[1]), found[2].replace("-", ""))
