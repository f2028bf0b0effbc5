"""Texts are what the symbols hold, whatever the engines make of them."""

import pytest

from app.devices.reading import engines, views
from app.devices.reading.symbologies import ZBAR, ZXING, as_upc
from app.domain.symbols import Symbology
from tests import drawn


@pytest.mark.parametrize(
    ("name", "written", "symbology", "text"),
    [
        ("UPCA", "036000291452", Symbology.UPC_A, "036000291452"),
        ("EAN13", "0036000291452", Symbology.UPC_A, "036000291452"),
        ("EAN13", "4006381333931", Symbology.EAN_13, "4006381333931"),
        ("UPCE", "01234565", Symbology.UPC_E, "01234565"),
        ("EAN8", "96385074", Symbology.EAN_8, "96385074"),
        ("Code128", "1Z999AA10123456784", Symbology.CODE_128, "1Z999AA10123456784"),
        ("Code39", "ABC-12", Symbology.CODE_39, "ABC-12"),
        ("Code93", "ABC-12", Symbology.CODE_93, "ABC-12"),
        ("ITF", "00012345600012", Symbology.ITF, "00012345600012"),
        ("Codabar", "A31117-13B", Symbology.CODABAR, "31117-13"),
        ("QRCode", "Größe 退货", Symbology.QR_CODE, "Größe 退货"),
        ("DataMatrix", "LPN RG1", Symbology.DATA_MATRIX, "LPN RG1"),
        ("PDF417", "M1SHIPMENT", Symbology.PDF_417, "M1SHIPMENT"),
        ("Aztec", "ABC", Symbology.AZTEC, "ABC"),
    ],
)
def test_a_text_is_what_the_symbol_holds(name, written, symbology, text):
    (code,) = engines.zxing_full(views.of_grey(drawn.symbol(name, written)))
    assert (code.symbology, code.text) == (symbology, text)


def test_an_article_of_thirteen_digits_that_begins_with_0_is_a_upc():
    assert as_upc(Symbology.EAN_13, "0036000291452") == (Symbology.UPC_A, "036000291452")
    assert as_upc(Symbology.EAN_13, "4006381333931") == (Symbology.EAN_13, "4006381333931")
    assert as_upc(Symbology.CODE_128, "0036000291452") == (Symbology.CODE_128, "0036000291452")


def test_every_symbology_of_the_contract_is_read():
    assert set(ZXING.values()) == set(Symbology)
    assert set(ZBAR.values()) < set(Symbology)
