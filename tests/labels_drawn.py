"""What a printer would put on the paper, drawn from the bytes it is sent by those who know nothing of our layout.

ZPL is drawn by an engine of its own (tests/zpl, in one Node process for many labels), TSPL by the few commands that we
allow ourselves, PDF by pdfium. Each gives dots: a two-dimensional array, true where the paper is black. Whatever is not
one whole label in pure black and white raises `NotALabelError`.
"""

import base64
import io
import json
import re
import select
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import pypdfium2
from PIL import Image

ZPL_ENGINE = Path(__file__).resolve().parent / "zpl"
SET_UP = "resources/setup/prepare.sh test"
PATIENCE_S = 60.0  # for one label; far more than the slowest machine needs
SPARE = 160  # dots drawn beyond the media, to see what would be cut off
PT_AN_INCH = 72
MM_AN_INCH = 25.4
FINER = 4  # a PDF is drawn this much finer than the printer's dots, and the middle of each is looked at

Dots = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

# What may stand in our ZPL; an engine silently passes over what it does not know, a printer obeys it.
ZPL_ONCE = {"XA", "XZ", "PW", "LL"}
ZPL_SETTINGS = {"CI", "LH", "LT", "LS", "PO", "PM", "LR", "MU", "MM", "PQ", "BY"}
ZPL_FIELDS = {"FO", "FS", "FD", "FH", "FX", "GB", "GF", "BC", "BE", "B8", "BU", "BQ", "BX"}
ZPL_MAY = ZPL_ONCE | ZPL_SETTINGS | ZPL_FIELDS
TSPL_LINE = re.compile(
    rb"(?:SIZE (?P<w>[\d.]+) mm, ?(?P<h>[\d.]+) mm|GAP [\d.]+ mm, ?[\d.]+ mm|DIRECTION [01](?:,[01])?|REFERENCE 0, ?0|"
    rb"OFFSET 0(?: mm)?|SHIFT 0|DENSITY \d+|SPEED [\d.]+|SET [A-Z]+ [A-Z0-9]+|CODEPAGE [A-Z0-9-]+|(?P<clear>CLS)|"
    rb"BAR (?P<bar>\d+, ?\d+, ?\d+, ?\d+)|(?P<print>PRINT 1(?:, ?1)?))\r?\n"
)
TSPL_BITMAP = re.compile(rb"BITMAP (\d+), ?(\d+), ?(\d+), ?(\d+), ?([01]),")


class NotALabelError(AssertionError):
    """The bytes are not exactly one label in black and white; the words say what they are instead."""


def dots_of(picture: Image.Image) -> Dots:
    """The dots of a picture that holds black and white only."""
    grey = np.asarray(picture.convert("L"))
    if between := np.unique(grey[(grey != 0) & (grey != 255)]).tolist():
        raise NotALabelError(f"greys {between[:8]} between black and white")
    return grey == 0


def dots_of_png(png: bytes) -> Dots:
    return dots_of(Image.open(io.BytesIO(png)))


class ZplEngine:
    """An independent renderer, one process for as many labels as are asked; used in one thread, as a context."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def draw(self, zpl: bytes, width: int, height: int, *, twice: bool = True) -> Dots:
        """The label on its true media, this many dots wide and high; what hangs over the edge is a fault.

        That is seen on wider media. `twice` draws it on the true media as well and compares, which takes as long again.

        Raises:
            NotALabelError: it is not one whole label, or holds a command that no label of ours has

        """
        only_known_commands(zpl)
        wider = re.sub(rb"\^PW\d+", b"^PW%d" % (width + SPARE), zpl, count=1)
        wider = re.sub(rb"\^LL\d+", b"^LL%d" % (height + SPARE), wider, count=1)
        beyond = self.draw_as_is(wider, width + SPARE, height + SPARE)
        if beyond[height:].any() or beyond[:, width:].any():
            raise NotALabelError("something hangs over the edge of the label")
        label = beyond[:height, :width]
        if twice and not np.array_equal(self.draw_as_is(zpl, width, height), label):
            raise NotALabelError("the label looks otherwise on wider media")
        return label

    def draw_as_is(self, zpl: bytes, width: int, height: int) -> Dots:
        """Whatever the engine makes of it, as long as it is one label."""
        answer = self._ask({"zpl": zpl.decode(), "width": width, "height": height})
        if "error" in answer:
            raise NotALabelError(f"the engine refuses it: {answer['error']}")
        pictures = [Image.open(io.BytesIO(base64.b64decode(png))) for png in answer["labels"]]
        if len(pictures) != 1:
            raise NotALabelError(f"{len(pictures)} labels instead of one")
        if pictures[0].size != (width, height):
            raise NotALabelError(f"drawn on {pictures[0].size} dots instead of {width, height}")
        return dots_of(pictures[0])

    def _ask(self, question: dict[str, object]) -> dict[str, Any]:
        process = self._process or self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            return self._answer(process)
        except (OSError, RuntimeError):
            self._stop()  # the next question finds a new one
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                ["node", "render.mjs"], cwd=ZPL_ENGINE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except FileNotFoundError:
            raise RuntimeError(f"Node is missing, which draws the labels independently. Run: {SET_UP}") from None
        self._process = process
        try:
            self._answer(process)
        except RuntimeError:
            self._stop()
            raise RuntimeError(f"The independent renderer of labels does not start. Run: {SET_UP}") from None
        return process

    def _answer(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        assert process.stdout is not None
        # Each question has one answer, so nothing is ever left in the pipe's buffer when this waits.
        if not select.select([process.stdout], [], [], PATIENCE_S)[0]:
            raise RuntimeError(f"The independent renderer gave no answer within {PATIENCE_S:.0f} s.")
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("The independent renderer ended without an answer.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _stop(self) -> None:
        if self._process:
            process, self._process = self._process, None
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(OSError):  # it may be gone, with a question still in the pipe
                process.stdin.close()
            try:
                process.wait(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def only_known_commands(zpl: bytes) -> None:
    """One format, made of nothing but commands that a label of ours has."""
    if zpl[:3] != b"^XA" or zpl.rstrip(b"\r\n")[-3:] != b"^XZ":
        raise NotALabelError("there is something before ^XA or after ^XZ")
    found = [m.group().decode("latin-1").upper() for m in re.finditer(rb"(?<=\^)..|~..?", zpl, re.DOTALL)]
    if strange := sorted(set(found) - ZPL_MAY):
        raise NotALabelError(f"commands that no label of ours has: {strange}")
    if often := sorted(name for name in ZPL_ONCE if found.count(name) != 1):
        raise NotALabelError(f"not exactly once: {often}")
    if any(copies != b"1" for copies in re.findall(rb"\^PQ(\d*)", zpl)):
        raise NotALabelError("more than one copy is asked for")
    if turned := re.findall(rb"\^P[MO][^N]|\^LR[^N]", zpl):
        raise NotALabelError(f"mirrored, turned or reversed: {turned}")


def draw_tspl(tspl: bytes, width: int, height: int) -> Dots:
    """The label that these commands put on the paper; a 0 in a bitmap is a black dot."""
    dots = np.zeros((height, width), bool)
    at, done, printed, cleared = 0, "", False, False
    while at < len(tspl):
        if printed:
            raise NotALabelError(f"something after PRINT: {tspl[at : at + 40]!r}")
        if bitmap := TSPL_BITMAP.match(tspl, at):
            at = _put_bitmap(dots, tspl, bitmap)
            done = "BITMAP"
        elif line := TSPL_LINE.match(tspl, at):
            at, done = line.end(), line.group().decode()
            if line["w"] and (float(line["w"]) > width or float(line["h"]) > height):
                raise NotALabelError(f"a size in other units: {done!r}")
            if line["bar"]:
                x, y, w, h = map(int, line["bar"].split(b","))
                _put(dots, np.ones((h, w), bool), x, y)
            cleared = cleared or bool(line["clear"])
            printed = bool(line["print"])
        else:
            raise NotALabelError(f"not a command of ours, after {done!r}: {tspl[at : at + 40]!r}")
    if not (printed and cleared):
        raise NotALabelError("CLS or PRINT is missing")
    return dots


def _put_bitmap(dots: Dots, tspl: bytes, bitmap: re.Match[bytes]) -> int:
    x, y, row, rows = (int(number) for number in bitmap.groups()[:4])
    end = bitmap.end() + row * rows
    if not re.match(rb"\r?\n", tspl[end : end + 2]):
        raise NotALabelError("a bitmap is not as long as it says")
    bits = np.unpackbits(np.frombuffer(tspl[bitmap.end() : end], np.uint8).reshape(rows, row), axis=1)
    _put(dots, bits == 0, x, y)
    return end + tspl[end : end + 2].index(b"\n") + 1


def _put(dots: Dots, black: Dots, x: int, y: int) -> None:
    height, width = dots.shape
    if black[max(height - y, 0) :].any() or black[:, max(width - x, 0) :].any():
        raise NotALabelError("something hangs over the edge of the label")
    part = black[: height - y, : width - x]
    dots[y : y + part.shape[0], x : x + part.shape[1]] |= part


def draw_pdf(pdf: bytes, width_mm: float, height_mm: float, dpi: float, width: int, height: int) -> Dots:
    """The only page, as this printer's dots would show it."""
    with pypdfium2.PdfDocument(pdf) as document:
        if len(document) != 1:
            raise NotALabelError(f"{len(document)} pages instead of one")
        page = document[0]
        size_mm = [side / PT_AN_INCH * MM_AN_INCH for side in page.get_size()]
        if max(abs(size_mm[0] - width_mm), abs(size_mm[1] - height_mm)) > MM_AN_INCH / dpi:
            raise NotALabelError(f"a page of {size_mm} mm")
        picture = page.render(scale=dpi * FINER / PT_AN_INCH, grayscale=True).to_pil().convert("L")
        page.close()
    fine = np.full((height * FINER, width * FINER), 255, np.uint8)
    drawn = np.asarray(picture)[: height * FINER, : width * FINER]
    fine[: drawn.shape[0], : drawn.shape[1]] = drawn
    middles = fine[FINER // 2 :: FINER, FINER // 2 :: FINER]
    if np.logical_and(middles > 32, middles < 224).any():
        raise NotALabelError("dots that are neither black nor white")
    return middles < 128
