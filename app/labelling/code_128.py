"""Code 128: the shortest sequence of code words for a text, and the bars that they are drawn as.

Holds all of ASCII (U+0000 to U+007F). The code sets are chosen by dynamic programming over the text, so that no other
choice gives fewer words: a label of 51 mm has exactly the room for what it has to hold. Pure; any thread.

Source: ISO/IEC 15417 (table of characters, start A 103, start B 104, start C 105, check modulo 103).
"""

from __future__ import annotations

_WIDTHS = (  # of bar and space in turn, six digits a word
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
_STOP = "2331112"
_START = {"A": 103, "B": 104, "C": 105}
_TO = {"A": 101, "B": 100, "C": 99}
_SHIFT = 98


def code_words(text: str) -> tuple[int, ...]:
    """Start, data and check word; the fewest possible. Raises `ValueError` for an empty text or one beyond ASCII."""
    if not text or not text.isascii():
        raise ValueError("Code 128 holds ASCII only, and not nothing")
    # best[i][set]: the shortest words for text[:i] that end in this code set.
    best: list[dict[str, tuple[int, ...]]] = [{} for _ in range(len(text) + 1)]
    best[0] = {name: (start,) for name, start in _START.items()}
    for at in range(len(text)):
        for name, words in _with_latches(best[at], first=at == 0).items():
            for taken, more in _steps(name, text, at):
                ways = best[at + taken]
                found = words + more
                if name not in ways or len(found) < len(ways[name]):
                    ways[name] = found
    words = min(best[-1].values(), key=len)
    check = (words[0] + sum(place * word for place, word in enumerate(words[1:], 1))) % 103
    return (*words, check)


def bars(text: str) -> tuple[bool, ...]:
    """The symbol in modules, black is True; without its quiet zone. Raises `ValueError` as `code_words` does."""
    widths = "".join(_WIDTHS[6 * word : 6 * word + 6] for word in code_words(text)) + _STOP
    return tuple(place % 2 == 0 for place, width in enumerate(widths) for _ in range(int(width)))


def _with_latches(ways: dict[str, tuple[int, ...]], *, first: bool) -> dict[str, tuple[int, ...]]:
    """The ways that there are, and those that change the code set here; never right after the start."""
    if first:
        return ways
    all_ways = dict(ways)
    for name, words in ways.items():
        for other, latch in _TO.items():
            found = (*words, latch)
            if other != name and (other not in all_ways or len(found) < len(all_ways[other])):
                all_ways[other] = found
    return all_ways


def _steps(name: str, text: str, at: int) -> list[tuple[int, tuple[int, ...]]]:
    """What can come next in this code set: how many characters, and their words."""
    pair = text[at : at + 2]
    if name == "C":
        return [(2, (int(pair),))] if len(pair) == 2 and pair.isdigit() else []
    value, other = _value(name, text[at]), _value("B" if name == "A" else "A", text[at])
    if value is not None:
        return [(1, (value,))]
    return [] if other is None else [(1, (_SHIFT, other))]


def _value(name: str, character: str) -> int | None:
    code = ord(character)
    if name == "A":
        return code - 32 if 32 <= code < 96 else code + 64 if code < 32 else None
    return code - 32 if code >= 32 else None
