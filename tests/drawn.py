"""Symbols as a camera over the bench would see them: drawn, turned, blurred, dimmed, and with its grain.

`module_px` is what one narrow bar takes in the picture. The same seed gives the same grain and the same stripes.
"""

import cv2
import numpy as np
import numpy.typing as npt
import zxingcpp

from app.devices.frames import frame_of
from app.ports import Frame

Grey = npt.NDArray[np.uint8]
_DRAWN_PX = 8  # a module as it is drawn, before it is made as small as asked


def symbol(name: str, text: str, module_px: float = 4.0) -> Grey:
    """A symbol with its quiet zone, `name` as zxing-cpp calls its format."""
    drawn = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name)).to_image(scale=_DRAWN_PX)
    pixels = np.pad(np.asarray(drawn), 10 * _DRAWN_PX, constant_values=255)
    share = module_px / _DRAWN_PX
    return np.asarray(cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def on_bench(
    code: Grey | None,
    *,
    size: tuple[int, int] = (1920, 1080),
    turned: float = 0.0,
    blur_px: float = 0.0,
    light: float = 1.0,
    grain: float = 3.0,
    seed: int = 1,
) -> Grey:
    """The bench mat with its lines, a carton with stripes on it, and the symbol in the middle."""
    chance = np.random.default_rng(seed)
    width, height = size
    bench = np.full((height, width), 70, np.uint8)
    bench[::80], bench[:, ::80] = 95, 95
    for _ in range(6):
        left, top = int(chance.integers(0, width)), int(chance.integers(0, height))
        for line in range(0, 60, int(chance.integers(4, 12))):
            cv2.line(bench, (left + line, top), (left + line + 12, top + 80), int(chance.integers(0, 255)), 2)
    if code is not None:
        _lay(bench, code, turned)
    seen = cv2.GaussianBlur(bench, (0, 0), blur_px) if blur_px else bench
    return np.asarray(np.clip(seen * light + chance.normal(0, grain, seen.shape), 0, 255), np.uint8)


def _lay(bench: Grey, code: Grey, turned: float) -> None:
    height, width = bench.shape
    turn = cv2.getRotationMatrix2D((code.shape[1] / 2, code.shape[0] / 2), turned, 1)
    turn[:, 2] += (width / 2 - code.shape[1] / 2, height / 2 - code.shape[0] / 2)
    laid = cv2.warpAffine(code, turn, (width, height), flags=cv2.INTER_AREA, borderValue=0)
    where = cv2.warpAffine(np.full_like(code, 255), turn, (width, height), borderValue=0)
    np.copyto(bench, laid.astype(np.uint8), where=where > 127)


def frame(grey: Grey, at: float | None = None) -> Frame:
    """A picture of light and dark as a camera hands it over."""
    return frame_of(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), at)
