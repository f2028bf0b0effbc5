"""The shipped labels, and eyes to read them with."""

import io
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from app.labelling.library import LabelLibrary

SHIPPED = Path(__file__).resolve().parents[3] / "labels"
NAMES = {
    zxingcpp.BarcodeFormat.Code128: "Code128",
    zxingcpp.BarcodeFormat.DataMatrix: "DataMatrix",
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
}


@pytest.fixture
def library(tmp_path):
    return LabelLibrary(SHIPPED, tmp_path / "own")


@pytest.fixture
def read():
    """The barcodes in dots (black is True) or in a PNG: (symbology, text)."""

    def read(picture):
        if isinstance(picture, bytes):
            picture = np.asarray(Image.open(io.BytesIO(picture)).convert("L")) < 128
        grey = np.where(picture, np.uint8(0), np.uint8(255))
        found = zxingcpp.read_barcodes(np.ascontiguousarray(grey), text_mode=zxingcpp.TextMode.Plain)
        return sorted((NAMES.get(each.format, "EAN/UPC"), each.bytes.decode()) for each in found)

    return read
