"""The short code of a checkpoint: how far an audit chain had come, on paper, out of the reach of whoever alters disks.

`1234-9F3A-77B1-0C2E` says that entry 1234 had a hash that begins with these twelve digits. Whoever has such a paper can
ask `regrade audit verify --code` whether the chain still holds that entry. Twelve hexadecimal digits are 48 bits:
nobody finds another history that fits a given paper by a few tries at the bench. Pure.
"""

from __future__ import annotations

import re

SHOWN = 12
_CODE = re.compile(r"([0-9]{1,12})-([0-9A-F]{4})-([0-9A-F]{4})-([0-9A-F]{4})")


def checkpoint_code(seq: int, digest: str) -> str:
    """The code of entry `seq`, whose SHA-256 is `digest` in hex."""
    shown = digest[:SHOWN].upper()
    return f"{seq}-{shown[:4]}-{shown[4:8]}-{shown[8:]}"


def parse_checkpoint_code(text: str) -> tuple[int, str] | None:
    """Number of the entry and the beginning of its hash in lower case, or None for what is no such code."""
    found = _CODE.fullmatch(text.strip().upper())
    return None if found is None else (int(found[1]), (found[2] + found[3] + found[4]).lower())
