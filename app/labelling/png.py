"""A label as a picture: black and white, a pixel a dot, with its resolution noted. Pure; any thread."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from app.labelling.layout import Layout
from app.labelling.raster import dots_of


def png(layout: Layout) -> bytes:
    """The picture of the label."""
    paper = np.where(dots_of(layout), np.uint8(0), np.uint8(255))
    dpi = layout.dots_a_mm * 25.4
    into = io.BytesIO()
    # 255 and 0 alone: no dithering has anything to do.
    Image.fromarray(paper).convert("1").save(into, "PNG", optimize=True, dpi=(dpi, dpi))
    return into.getvalue()
