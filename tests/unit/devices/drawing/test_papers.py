"""Labels and stickers: their codes are read back as they were written."""

import numpy as np
import pytest
import zxingcpp

from app.devices.drawing.papers import article_sticker, carrier_label, unit_label


def read(paper) -> list[tuple[str, str]]:
    found = zxingcpp.read_barcodes(np.ascontiguousarray(paper[..., :3]), text_mode=zxingcpp.TextMode.Plain)
    return [(one.text, str(one.format)) for one in found]


@pytest.mark.parametrize(
    "tracking", ["1Z999AA10123456784", "9400111899042065123452", "TBA619632698000", "GFUS01027183645091", "P-000001"]
)
def test_a_carriers_label(tracking):
    assert read(carrier_label(tracking, "ups")) == [(tracking, "Code 128")]


@pytest.mark.parametrize(
    ("code", "symbology"),
    [
        ("4006381333931", "EAN-13"),
        ("0712345678904", "EAN-13"),
        ("96385074", "EAN-8"),
        ("X001NOVA77", "Code 128"),
        ("SHOE-RED-42", "Code 128"),
    ],
)
def test_an_articles_sticker(code, symbology):
    assert read(article_sticker(code)) == [(code, symbology)]


def test_a_upc_is_drawn_as_one():
    sticker = np.ascontiguousarray(article_sticker("712345678904")[..., :3])
    (found,) = zxingcpp.read_barcodes(sticker, formats=zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.UPCA,)))
    assert found.text.removeprefix("0") == "712345678904"


def test_a_units_label():
    assert read(unit_label("R-000010-1X", ("Heated mug", "S · destroy", "Nova Digital"))) == [
        ("R-000010-1X", "Data Matrix")
    ]


def test_papers_are_shared_and_not_written_to():
    assert carrier_label("TBA619632698000", "amazon") is carrier_label("TBA619632698000", "amazon")
    assert not unit_label("R-000010-1X").flags.writeable
