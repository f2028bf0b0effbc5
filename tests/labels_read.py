"""What a scanner reads off a label's dots, and whether they are fit for a real one.

`faults` says in words everything that is wrong; an empty list is a label that is right. It measures the symbols dot by
dot instead of trusting that the decoder, which forgives a lot, could read them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp

from tests.labels_drawn import Dots

EDGE = 1  # dots along the edge of the media that stay white
WHITE_AROUND = 24  # dots put around the label for the decoder, as paper and backing are
LEAST_HEIGHT = 32  # dots; a lower bar code is missed by a hand that is not steady (4 mm at 203 dpi)
BOX_OFF_BY = 4  # dots by which the decoder's corners may miss

# Light on both sides, in modules: left (or all round), right. GS1 General Specifications; ISO/IEC 15417, 16022, 18004.
QUIET_LINEAR = {"Code128": (10, 10), "EAN-13": (11, 7), "EAN-8": (7, 7), "UPC-A": (9, 9)}
QUIET_MATRIX = {"QRCode": 4, "DataMatrix": 1}

Symbol = tuple[str, bytes]  # the symbology, as `regrade decode` names it, and what stands in it


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol that was read: where it is, in dots (left, top, right, bottom; the last two excluded), upright as is."""

    symbol: Symbol
    box: tuple[int, int, int, int]
    turned: int


def read(dots: Dots) -> list[Found]:
    """Every symbol of any symbology and direction."""
    grey = np.pad(np.where(dots, np.uint8(0), np.uint8(255)), WHITE_AROUND, constant_values=255)
    found = []
    for barcode in zxingcpp.read_barcodes(grey, try_invert=False):
        corners = barcode.position
        points = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
        xs, ys = [p.x - WHITE_AROUND for p in points], [p.y - WHITE_AROUND for p in points]
        box = (min(xs), min(ys), max(xs) + 1, max(ys) + 1)
        found.append(
            Found(retail((str(barcode.format).replace(" ", ""), barcode.bytes)), box, barcode.orientation % 360)
        )
    return found


def retail(symbol: Symbol) -> Symbol:
    """The decoder tells a UPC-A as the EAN-13 that it also is: both are told as UPC-A."""
    name, text = symbol
    return ("UPC-A", text[1:]) if name == "EAN-13" and text[:1] == b"0" else symbol


def faults(dots: Dots, expected: Iterable[Symbol]) -> list[str]:
    """What is wrong with this label, on which exactly these symbols should stand, once each."""
    found = read(dots)
    return [*_edge(dots), *_contents(found, [retail(symbol) for symbol in expected]), *_measures(dots, found)]


def unlike(drawn: Dots, preview: Dots) -> list[str]:
    """How the preview differs from what is printed; they agree to the dot, or the preview is no preview.

    This is also what sees a mirrored picture: decoders read bars and squares from behind as well.
    """
    if drawn.shape != preview.shape:
        return [f"the preview has {preview.shape} dots, the label {drawn.shape}"]
    rows, columns = np.nonzero(drawn != preview)
    if not len(rows):
        return []
    where = f"{columns.min()},{rows.min()} to {columns.max()},{rows.max()}"
    return [f"{len(rows)} dots of the preview are not as printed, from {where}"]


def _edge(dots: Dots) -> Iterator[str]:
    inside = dots.copy()
    inside[EDGE:-EDGE, EDGE:-EDGE] = False
    if inside.any():
        yield "something touches the edge of the label"
    if not dots.any():
        yield "the label is blank"
    elif dots.mean() > 0.5:
        yield "more of the label is black than white"


def _contents(found: list[Found], expected: list[Symbol]) -> Iterator[str]:
    there, wanted = Counter(one.symbol for one in found), Counter(expected)
    for symbol, times in (wanted - there).items():
        yield f"not read: {symbol} ({times} of {wanted[symbol]})"
    for symbol, times in (there - wanted).items():
        yield f"read unasked: {symbol} ({times} too many)"


def _measures(dots: Dots, found: list[Found]) -> Iterator[str]:
    for one in found:
        name, text = one.symbol
        turns, askew = divmod(one.turned + 45, 90)
        if abs(askew - 45) > 3:
            yield f"{name} {text!r}: stands askew, at {one.turned}°"
        elif name in QUIET_MATRIX | QUIET_LINEAR:
            measure = _matrix if name in QUIET_MATRIX else _linear
            upright, box = _upright(dots, one.box, turns % 4)
            yield from (f"{name} {text!r}: {words}" for words in measure(upright, box, name))
        else:
            yield f"{name} {text!r}: a symbology that no label of ours has"


def _upright(dots: Dots, box: tuple[int, int, int, int], turns: int) -> tuple[Dots, tuple[int, int, int, int]]:
    """The label turned so that the symbol's bars stand, and where the symbol is then."""
    for _ in range(turns):  # each a quarter against the clock, as the decoder counts with it
        left, top, right, bottom = box
        box = (top, dots.shape[1] - right, bottom, dots.shape[1] - left)
        dots = np.rot90(dots)
    return dots, box


def _snug(dots: Dots, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The box moved, by a few dots at most, to where the black really ends."""
    left, top, right, bottom = (max(side, 0) for side in box)
    across = np.asarray(dots[top + BOX_OFF_BY : bottom - BOX_OFF_BY].any(axis=0))
    down = np.asarray(dots[:, left + BOX_OFF_BY : right - BOX_OFF_BY].any(axis=1))
    return (
        _outwards(across, left, -1),
        _outwards(down, top, -1),
        _outwards(across, right - 1, 1) + 1,
        _outwards(down, bottom - 1, 1) + 1,
    )


def _outwards(black: np.ndarray, side: int, step: int) -> int:
    """The last black line on the way out; every line of these symbols has some black."""
    at = side - step * BOX_OFF_BY
    while 0 <= at + step < len(black) and black[at + step] and at != side + step * BOX_OFF_BY:
        at += step
    return at


def _linear(dots: Dots, box: tuple[int, int, int, int], name: str) -> Iterator[str]:
    middle = (box[1] + box[3]) // 2
    left, right = _ends(dots[middle], box)
    bars = dots[middle, left:right]
    if not bars.any():  # the decoder takes two of the same, one above the other, for one
        yield "is not one block of bars"
        return
    edges = np.flatnonzero(np.diff(bars.astype(int))) + 1
    runs = np.diff(np.r_[0, edges, len(bars)])
    module = int(runs.min())
    if (runs % module).any() or (runs > 4 * module).any():
        yield f"bars of {sorted(set(runs.tolist()))} dots are not 1 to 4 times one whole width"
    if module < 2:
        yield "bars of a single dot"
    top, bottom = middle, middle
    before, after = (modules * module for modules in QUIET_LINEAR[name])
    rows = np.pad(dots, ((0, 0), (before, after)))[:, left : right + before + after]
    pattern = np.r_[np.zeros(before, bool), bars, np.zeros(after, bool)]
    same = (rows == pattern).all(axis=1)
    if not same[middle]:
        yield f"no quiet zone of {before} and {after} dots"
    while top > 0 and same[top - 1]:
        top -= 1
    while bottom < len(same) - 1 and same[bottom + 1]:
        bottom += 1
    if bottom - top + 1 < LEAST_HEIGHT:
        yield f"only {bottom - top + 1} dots high where bars and quiet zones are whole"
    if left < before or dots.shape[1] - right < after:
        yield "the quiet zone hangs over the edge of the label"


def _ends(row: np.ndarray, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """The first and the last black dot of the bars; the decoder's corners may miss by a few dots."""
    left, right = max(box[0], 0), min(box[2], len(row))
    while left < right and not row[left]:
        left += 1
    while left > 0 and row[left - 1]:
        left -= 1
    while right > left and not row[right - 1]:
        right -= 1
    while right < len(row) and row[right]:
        right += 1
    return left, right


def _matrix(dots: Dots, box: tuple[int, int, int, int], name: str) -> Iterator[str]:
    left, top, right, bottom = _snug(dots, box)
    symbol = dots[top:bottom, left:right]
    module = _module(symbol, name)
    if module < 2:
        yield "modules of a single dot"
    if not module or symbol.shape[0] % module or symbol.shape[1] % module:
        yield f"{symbol.shape[1]} × {symbol.shape[0]} dots are not whole modules of {module}"
        return
    cells = symbol.reshape(symbol.shape[0] // module, module, symbol.shape[1] // module, module)
    if (cells.any(axis=(1, 3)) != cells.all(axis=(1, 3))).any():
        yield f"modules that are not all black or all white, of {module} dots"
    sizes = {"QRCode": range(21, 178, 4), "DataMatrix": range(8, 145, 2)}[name]
    if any(side // module not in sizes for side in symbol.shape):
        yield f"{symbol.shape[1] // module} × {symbol.shape[0] // module} modules are no size of it"
    quiet = QUIET_MATRIX[name] * module
    if left < quiet or top < quiet or dots.shape[1] - right < quiet or dots.shape[0] - bottom < quiet:
        yield "the quiet zone hangs over the edge of the label"
    around = dots[max(top - quiet, 0) : bottom + quiet, max(left - quiet, 0) : right + quiet]
    if around.sum() != symbol.sum():
        yield f"no quiet zone of {quiet} dots"


def _module(symbol: Dots, name: str) -> int:
    """The width of one module, in dots, by what stands at the upper left corner; 0 where nothing fitting does."""
    if not symbol.size:
        return 0
    changes = np.flatnonzero(np.diff(symbol[0].astype(int)))
    first = int(changes[0]) + 1 if len(changes) else 0
    if name == "QRCode":
        return first // 7 if first % 7 == 0 else 0
    return first
