"""Canonical JSON, in which equal content has equal text: what hashes and signatures are made over.

UTF-8, sorted keys, no spaces. Times and exact numbers stand as their texts. Pure.
"""

from __future__ import annotations

import json

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
"""Made once: a saved grade has seven texts."""


def canonical(value: object) -> str:
    """The text of it. What JSON has no exact form for is refused with `ValueError` or `TypeError`."""
    return _ENCODER.encode(value)
