"""Which reads are dismissed."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.symbols import Code


def believed(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple({c.text: c for c in codes if c.text}.values())
