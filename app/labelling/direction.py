"""In which order the pieces of a line are drawn: Hebrew and Arabic from right to left, numbers and Latin in them not.

The Unicode bidirectional algorithm (UAX #9) for a line without explicit embeddings, overrides and isolates, which
labels refuse: rules P2–P3, W1, W2, W4–W7, N0–N2, I1–I2 and L2. Pure; any thread.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

Item = TypeVar("Item")
_STRONG_RIGHT = frozenset({"R", "AL"})
_OPENING, _CLOSING = "([{«（［【「『《", ")]}»）］】」』》"
_BRACKETS = dict(zip(_OPENING, _CLOSING, strict=True))
_RIGHT = frozenset({"R", "AL", "EN", "AN"})  # as neutrals see their neighbours (N1)


def runs_right_to_left(text: str) -> bool:
    """Whether a line begins at the right (P2, P3): its first letter decides."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L" or kind in _STRONG_RIGHT:
            return kind != "L"
    return False


def levels(text: str, *, right_to_left: bool) -> list[int]:
    """The level of each character: even ones run to the right, odd ones to the left."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    base = int(right_to_left)
    if not right_to_left and not any(kind in _RIGHT and kind != "EN" for kind in kinds):
        return [0] * len(text)
    start = "R" if right_to_left else "L"
    _resolve_weak(kinds, start)
    _resolve_brackets(text, kinds, start)
    _resolve_neutral(kinds, start)
    return [_level(kind, base) for kind in kinds]


def in_order_of_sight(items: Sequence[tuple[int, Item]]) -> list[tuple[int, Item]]:
    """Pieces with their levels, from left to right (L2)."""
    ordered = list(items)
    for level in range(max((each for each, _ in ordered), default=0), 0, -1):
        turned: list[tuple[int, Item]] = []
        for high, group in groupby(ordered, key=lambda each: each[0] >= level):
            pieces = list(group)
            turned += reversed(pieces) if high else pieces
        ordered = turned
    return ordered


def _resolve_weak(kinds: list[str], start: str) -> None:
    before, strong = start, start
    for place, kind in enumerate(kinds):
        now = before if kind == "NSM" else kind  # W1
        if now in {"L", "R", "AL"}:
            strong = now
        elif now == "EN" and strong == "AL":  # W2
            now = "AN"
        kinds[place] = before = now
    for place in range(1, len(kinds) - 1):  # W4
        left, here, right = kinds[place - 1 : place + 2]
        if left == right and ((here == "ES" and left == "EN") or (here == "CS" and left in {"EN", "AN"})):
            kinds[place] = left
    _join_marks_of_numbers(kinds)
    strong = start
    for place, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[place] = "L"
        elif kind in {"ES", "ET", "CS"}:  # W6
            kinds[place] = "ON"


def _join_marks_of_numbers(kinds: list[str]) -> None:
    """W5: a currency or percent sign beside a number goes with it."""
    for order in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        for place in order:
            neighbour = kinds[place - 1] if order.step > 0 else kinds[place + 1]
            if kinds[place] == "ET" and neighbour == "EN":
                kinds[place] = "EN"


def _resolve_brackets(text: str, kinds: list[str], start: str) -> None:
    """N0: both brackets of a pair go the same way, so that they stand on either side of what they hold."""
    for opening, closing in _pairs(text, kinds):
        within = {_side(kind) for kind in kinds[opening + 1 : closing] if kind == "L" or kind in _RIGHT}
        if not within:
            continue
        before = next((_side(kind) for kind in reversed(kinds[:opening]) if kind == "L" or kind in _RIGHT), start)
        # What is within decides where it goes with the line, or with what stands before; else the line does.
        kinds[opening] = kinds[closing] = before if start not in within and before != start else start


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """The places of brackets that belong together, by the first of each."""
    found: list[tuple[int, int]] = []
    open_ones: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if kinds[place] != "ON":
            continue
        if character in _BRACKETS:
            open_ones.append((_BRACKETS[character], place))
            continue
        for depth in range(len(open_ones) - 1, -1, -1):
            if open_ones[depth][0] == character:
                found.append((open_ones[depth][1], place))
                del open_ones[depth:]
                break
    return sorted(found)


def _resolve_neutral(kinds: list[str], start: str) -> None:
    place = 0
    while place < len(kinds):
        if kinds[place] == "L" or kinds[place] in _RIGHT:
            place += 1
            continue
        end = place
        while end < len(kinds) and kinds[end] != "L" and kinds[end] not in _RIGHT:
            end += 1
        left = _side(kinds[place - 1]) if place else start
        right = _side(kinds[end]) if end < len(kinds) else start
        kinds[place:end] = [left if left == right else start] * (end - place)
        place = end


def _side(kind: str) -> str:
    return "R" if kind in _RIGHT else "L"


def _level(kind: str, base: int) -> int:
    if kind in _STRONG_RIGHT:
        return 1
    if kind in {"EN", "AN"}:
        return 2
    return 2 * base
