"""Each engine gives texts, places in the picture, and what settles a GS1 message."""

import builtins

import cv2
import numpy as np
import pytest
import zxingcpp

from app.devices.reading import engines, views
from app.domain.identifiers import Kind, identify
from tests import drawn


@pytest.fixture
def fresh_zbar():
    engines._zbar.cache_clear()
    yield
    engines._zbar.cache_clear()


def test_the_quick_way_reads_level_bars_and_squares_at_any_angle():
    view = views.of_grey(drawn.symbol("Code128", "ABC-123"))
    assert [code.text for code in engines.zxing_fast(view)] == ["ABC-123"]
    square = drawn.on_bench(drawn.symbol("DataMatrix", "RG0000001-1", 4), turned=40, size=(640, 480))
    assert [code.text for code in engines.zxing_fast(views.of_grey(square))] == ["RG0000001-1"]
    turned = views.of_grey(np.ascontiguousarray(np.rot90(view.grey)))
    assert engines.zxing_fast(turned) == ()
    assert [code.text for code in engines.zxing_full(turned)] == ["ABC-123"]


def test_bars_alone_are_read_in_parts():
    assert engines.zxing_bars(views.of_grey(drawn.symbol("QRCode", "ABC"))) == ()
    light_on_dark = views.of_grey(255 - drawn.symbol("EAN13", "4006381333931"))
    assert engines.zxing_bars(light_on_dark) == ()
    assert [code.text for code in engines.zxing_bars(light_on_dark.negative())] == ["4006381333931"]


def test_the_place_is_given_in_pixels_of_the_picture():
    code = drawn.symbol("DataMatrix", "ABC", 6)
    bench = np.full((400, 600), 255, np.uint8)
    bench[100 : 100 + code.shape[0], 200 : 200 + code.shape[1]] = code
    (plain,) = engines.zxing_full(views.of_grey(bench))
    (larger,) = engines.zxing_full(views.of_grey(bench).resized(2))
    assert np.abs(np.subtract(plain.corners, larger.corners)).max() <= 3
    xs, ys = zip(*plain.corners, strict=True)
    assert 200 < min(xs) < max(xs) < 200 + code.shape[1]
    assert 100 < min(ys) < max(ys) < 100 + code.shape[0]


def test_a_gs1_message_is_known_by_its_mark():
    symbol = zxingcpp.create_barcode("(01)09501101530003(10)AB-1(21)S1", zxingcpp.BarcodeFormat.Code128, gs1=True)
    pixels = np.pad(np.asarray(symbol.to_image(scale=3)), 40, constant_values=255)
    (code,) = engines.zxing_full(views.of_grey(pixels))
    assert code.text == "010950110153000310AB-1\x1d21S1"
    assert identify(code.text, code.aim).kind is Kind.GS1


def test_zbar_reads_articles_and_code_128():
    pytest.importorskip("pyzbar.pyzbar", reason="libzbar is not on this machine.", exc_type=ImportError)
    for name, text in (("EAN13", "4006381333931"), ("Code128", "ABC-123"), ("UPCA", "036000291452")):
        (code,) = engines.zbar(views.of_grey(drawn.symbol(name, text)))
        assert code.text == text
    assert engines.zbar(views.of_grey(drawn.symbol("ITF", "00012345600012"))) == ()


def test_without_its_library_zbar_is_not_asked(monkeypatch, fresh_zbar):
    real = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.startswith("pyzbar"):
            raise ImportError("Unable to find zbar shared library")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert engines.zbar(views.of_grey(drawn.symbol("EAN13", "4006381333931"))) == ()


def test_a_strip_of_one_row_is_no_fault():
    row = cv2.resize(drawn.symbol("Code128", "ABC"), None, fx=1, fy=0.01)[:1]
    for engine in (engines.zxing_fast, engines.zxing_full, engines.zxing_bars, engines.zbar):
        assert isinstance(engine(views.of_grey(np.ascontiguousarray(row))), tuple)
