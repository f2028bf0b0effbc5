"""A label for printers that speak TSPL (TSC and others): its picture, sent with `BITMAP`.

There a dot is printed where its bit is 0. Nothing of the data is in the commands. The gap between labels is left as it
is set in the printer, for only whoever put the roll in knows it.
"""

from __future__ import annotations

import numpy as np

from app.labelling.layout import Layout
from app.labelling.raster import bands, dots_of

_MOST_BYTES = 60_000
"""What one `BITMAP` may bring: less than the memory of small models."""


def tspl(layout: Layout) -> bytes:
    """One label, one copy."""
    width, height = (side / layout.dots_a_mm for side in (layout.width, layout.height))
    parts = [f"SIZE {width:.1f} mm,{height:.1f} mm\r\nDIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n".encode("ascii")]
    for band in bands(dots_of(layout), most_bytes=_MOST_BYTES):
        rows, columns = band.dots.shape
        parts.append(f"BITMAP {band.left},{band.top},{columns // 8},{rows},0,".encode("ascii"))
        parts.append(np.packbits(~band.dots, axis=1).tobytes())
        parts.append(b"\r\n")
    parts.append(b"PRINT 1,1\r\n")
    return b"".join(parts)
