"""Where bars stand in a picture, at whatever angle, and the part cut out, turned upright and enlarged.

OpenCV finds stripes by their even gradients. It is asked only where they are: what it reads in them is wrong too often.
An instance keeps its detector; one thread at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from app.devices.reading.views import View

MOST = 8
LARGER, LONGEST_PX = 3.0, 1600
_QUIET, _ABOVE = 0.12, 0.1


class Locator:
    """Finds bars."""

    def __init__(self) -> None:
        self._detector = cv2.barcode.BarcodeDetector()

    def bars(self, view: View) -> Iterator[View]:
        """The parts of a view where bars stand, the largest first, their long side level."""
        found, places = self._detector.detectMulti(view.grey)
        if not found or places is None:
            return
        quads = sorted(np.asarray(places, np.float32).reshape(-1, 4, 2), key=cv2.contourArea, reverse=True)
        for quad in quads[:MOST]:
            yield _cut(view, quad)


def _cut(view: View, quad: np.ndarray) -> View:
    (x, y), (width, height), angle = cv2.minAreaRect(quad)
    if width < height:
        width, height, angle = height, width, angle + 90
    width, height = width * (1 + 2 * _QUIET) + 8, height * (1 + 2 * _ABOVE)
    times = min(LARGER, max(1.0, LONGEST_PX / width))
    size = (max(8, round(width * times)), max(8, round(height * times)))
    turn = cv2.getRotationMatrix2D((x, y), angle, times)
    turn[:, 2] += np.array([size[0] / 2 - x, size[1] / 2 - y])
    part = cv2.warpAffine(view.grey, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = cv2.invertAffineTransform(turn)
    return View(np.asarray(part, np.uint8), view.back @ np.vstack((back, (0, 0, 1))))
