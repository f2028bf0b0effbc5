"""A6: the new label says what the unit is now, and its own code tells it from its neighbour of the same SKU."""

import io

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from app.bootstrap import Stations

SHOE = {
    "lpn": "R-000312", "title": "Running shoe, red, EU 42", "sku": "SHOE-RED-42", "client": "ACME Outdoor",
    "shop_code": "X001ABC2D3", "condition": "open_box",
}  # fmt: skip


def codes(picture: bytes) -> set[str]:
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    return {each.text for each in zxingcpp.read_barcodes(grey)}


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("stock", ["57x32", "51x25"])
def test_demand_a6_neighbours_of_one_sku_differ_in_their_own_code(tmp_path, stock, dpi):
    labels = Stations().labels(tmp_path)
    template = labels.choose("sku", stock)
    assert template is not None
    one, other = (
        codes(labels.render(template.name, {**SHOE, "code": code}, driver="png", dpi=dpi))
        for code in ("R-000312-1H", "R-000313-1H")
    )
    assert one & other == {"X001ABC2D3"}
    assert one ^ other == {"R-000312-1H", "R-000313-1H"}
