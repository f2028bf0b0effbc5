"""PNG: a pixel a dot, black and white."""

import io

import numpy as np
import pytest
from PIL import Image

from app.labelling.png import png
from app.labelling.raster import dots_of


@pytest.mark.parametrize(("dpi", "noted"), [(203, 203.2), (300, 299.7)])
def test_a_pixel_is_a_dot(library, dpi, noted):
    layout = library.layout("unit", library.example("unit"), dpi=dpi)
    picture = Image.open(io.BytesIO(png(layout)))
    assert picture.mode == "1"
    assert np.array_equal(~np.asarray(picture), dots_of(layout))
    assert picture.info["dpi"] == pytest.approx((noted, noted), abs=0.05)
