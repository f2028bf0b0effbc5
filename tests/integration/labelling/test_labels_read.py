"""The proof of labels, itself put to the proof: what is wrong on a label is seen, and what is right passes."""

import io
import shutil

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from tests import labels_drawn
from tests.labels_drawn import NotALabelError, ZplEngine, dots_of, draw_pdf, draw_tspl
from tests.labels_read import faults, read, unlike

WIDTH, HEIGHT = 456, 256  # 57 × 32 mm at 203 dpi
CODE = ("Code128", b"X001ABC2D3")
MATRIX = ("DataMatrix", b"LPN000000007-1")
QR = ("QRCode", b"https://example.com/c/7")
EAN = ("EAN-13", b"4006381333931")
FNSKU = b"^FO60,20^BY2,3,10^BCN,70,N,N,N,N^FD>:X001ABC2D3^FS"
DATA_MATRIX = b"^FO30,120^BY3,2,10^BXN,4,200,,,,_^FDLPN000000007-1^FS"
SQUARES = b"^FO150,120^BY3,2,10^BQN,2,3^FDQA,https://example.com/c/7^FS"
RETAIL = b"^FO270,140^BY2,3,10^BEN,70,N,N^FD400638133393^FS"


@pytest.fixture(scope="module")
def engine():
    with ZplEngine() as engine:
        yield engine


def label(*fields: bytes, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    return b"^XA^CI28^PW%d^LL%d^LH0,0" % (width, height) + b"".join(fields) + b"^PQ1^XZ"


def seen(engine: ZplEngine, *fields: bytes, expected=(CODE,)) -> str:
    return "; ".join(faults(engine.draw(label(*fields), WIDTH, HEIGHT), expected))


def test_a_label_that_is_right_has_no_faults(engine):
    assert seen(engine, FNSKU, DATA_MATRIX, SQUARES, expected=(CODE, MATRIX, QR)) == ""
    assert seen(engine, b"^FO60,20^BY2,3,10^BEN,70,N,N^FD400638133393^FS", expected=[EAN]) == ""


@pytest.mark.parametrize("turn", ["N", "R", "I", "B"])
def test_a_label_that_is_right_has_no_faults_whichever_way_its_symbols_stand(engine, turn):
    fields = [
        field.replace(b"BCN,70", b"BC%s,70" % turn.encode()).replace(b"BXN", b"BX%s" % turn.encode())
        for field in (b"^FO20,20^BY2,3,10^BCN,70,N,N,N,N^FD>:7-1^FS", b"^FO300,60^BXN,4,200,,,,_^FDLPN000000007-1^FS")
    ]
    dots = engine.draw(label(*fields), WIDTH, HEIGHT)
    assert faults(dots, [("Code128", b"7-1"), MATRIX]) == []


def test_another_value_is_seen(engine):
    assert "not read" in seen(engine, FNSKU.replace(b"2D3", b"2D4"))
    assert "read unasked" in seen(engine, FNSKU.replace(b"2D3", b"2D4"))
    assert "not read" in seen(engine, b"^FO60,20^A0N,30,30^FDX001ABC2D3^FS".replace(b"^A0N,30,30", b""))


def test_a_symbol_nobody_asked_for_and_one_that_stands_twice_are_seen(engine):
    assert "read unasked" in seen(engine, FNSKU, DATA_MATRIX)
    assert "read unasked" in seen(engine, DATA_MATRIX, DATA_MATRIX.replace(b"30,", b"230,"), expected=[MATRIX])
    assert "not one block" in seen(engine, FNSKU, FNSKU.replace(b"60,20", b"60,120"))


@pytest.mark.parametrize("x", [2, 8, 19])
def test_a_quiet_zone_that_hangs_over_the_edge_is_seen(engine, x):
    assert "quiet zone" in seen(engine, FNSKU.replace(b"60,20", b"%d,20" % x))


@pytest.mark.parametrize("rule", [b"^FO44,10^GB2,90,2^FS", b"^FO352,10^GB2,90,2^FS", b"^FO350,30^GB6,60,6^FS"])
def test_a_quiet_zone_with_something_in_it_is_seen(engine, rule):
    said = seen(engine, FNSKU, rule)
    assert "quiet zone" in said or "not read" in said


@pytest.mark.parametrize(
    ("field", "expected", "rule"),
    [
        (DATA_MATRIX, MATRIX, b"^FO28,110^GB2,90,2^FS"),
        (DATA_MATRIX, MATRIX, b"^FO30,185^GB60,2,2^FS"),
        (SQUARES, QR, b"^FO150,120^GB80,4,4^FS"),
        (SQUARES, QR, b"^FO142,120^GB2,80,2^FS"),
    ],
)
def test_a_square_symbol_with_something_beside_it_is_seen(engine, field, expected, rule):
    assert seen(engine, field, rule, expected=[expected]) != ""


def test_a_blot_that_the_decoder_would_forgive_is_seen(engine):
    assert "not all black or all white" in seen(engine, SQUARES, b"^FO175,160^GB2,2,2^FS", expected=[QR])
    assert "whole" in seen(engine, FNSKU, b"^FO200,50^GB150,10,10^FS")


def test_a_second_label_is_seen(engine):
    with pytest.raises(NotALabelError, match="not exactly once"):
        engine.draw(label(FNSKU) + b"^XA^XZ", WIDTH, HEIGHT)
    with pytest.raises(NotALabelError, match="not exactly once"):
        engine.draw(label(FNSKU, b"^XZ^XA"), WIDTH, HEIGHT)
    with pytest.raises(NotALabelError, match="2 labels"):
        engine.draw_as_is(label(FNSKU) * 2, WIDTH, HEIGHT)
    with pytest.raises(NotALabelError, match="copy"):
        engine.draw(label(FNSKU).replace(b"^PQ1", b"^PQ2"), WIDTH, HEIGHT)


@pytest.mark.parametrize("command", [b"~HS", b"~JR", b"^JUF", b"^DFR:A.ZPL", b"^xfR:A.ZPL", b"^SN1,1,Y", b"~", b"^~"])
def test_a_command_that_no_label_has_is_seen(engine, command):
    with pytest.raises(NotALabelError, match="no label of ours"):
        engine.draw(label(FNSKU, command + b"^FS"), WIDTH, HEIGHT)


def test_bytes_beside_the_format_are_seen(engine):
    for zpl in (b"~HS" + label(FNSKU), label(FNSKU) + b"~HS", label(FNSKU)[:-3], b""):
        with pytest.raises(NotALabelError, match=r"before \^XA"):
            engine.draw(zpl, WIDTH, HEIGHT)


def test_a_code_that_is_cut_at_the_edge_is_seen(engine):
    with pytest.raises(NotALabelError, match="over the edge"):
        engine.draw(label(FNSKU.replace(b"60,20", b"200,20")), WIDTH, HEIGHT)
    with pytest.raises(NotALabelError, match="over the edge"):
        engine.draw(label(FNSKU.replace(b"60,20", b"60,240")), WIDTH, HEIGHT)
    assert "edge" in seen(engine, FNSKU, b"^FO0,100^GB20,20,2^FS")


def test_a_label_of_another_size_than_the_media_is_seen(engine):
    dots = engine.draw_as_is(label(FNSKU, width=WIDTH - 100), WIDTH, HEIGHT)
    assert faults(dots, [CODE]) == []  # it would pass where it is drawn alone …
    with pytest.raises(NotALabelError, match="wider media"):  # … but a printer does not print it there
        engine.draw(label(FNSKU, width=WIDTH - 100), WIDTH, HEIGHT)


def test_what_the_engine_refuses_is_no_label(engine):
    with pytest.raises(NotALabelError, match="refuses"):
        engine.draw_as_is(b"^XA^FO40", WIDTH, HEIGHT)
    assert seen(engine, FNSKU) == ""  # and the next one is drawn all the same


def test_a_grey_dot_is_seen():
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    dots_of(picture)
    picture.putpixel((7, 7), 128)
    with pytest.raises(NotALabelError, match="greys"):
        dots_of(picture)


def test_bars_that_are_no_whole_dots_are_seen(engine):
    wide = 2.5
    drawn = zxingcpp.create_barcode("X001ABC2D3", zxingcpp.BarcodeFormat.Code128).to_image(
        scale=4, add_quiet_zones=False
    )
    scaled = Image.fromarray(np.asarray(drawn)).resize((round(drawn.shape[1] / 4 * wide), 80), Image.Resampling.NEAREST)
    picture = Image.new("L", (600, 256), 255)
    picture.paste(scaled, (60, 40))
    said = "; ".join(faults(dots_of(picture), [CODE]))
    assert "not read" not in said  # the decoder forgives it
    assert "whole width" in said


def test_a_preview_that_is_mirrored_or_off_by_a_dot_is_seen(engine):
    drawn = engine.draw(label(FNSKU, DATA_MATRIX), WIDTH, HEIGHT)
    assert unlike(drawn, drawn.copy()) == []
    assert "not as printed" in unlike(drawn, drawn[:, ::-1])[0]
    one_off = drawn.copy()
    one_off[200, 300] ^= True
    assert unlike(drawn, one_off) == ["1 dots of the preview are not as printed, from 300,200 to 300,200"]
    assert "has" in unlike(drawn, drawn[:-1])[0]


@pytest.mark.parametrize("command", [b"^PMY", b"^POI", b"^LRY"])
def test_a_label_that_asks_to_be_mirrored_turned_or_reversed_is_seen(engine, command):
    with pytest.raises(NotALabelError, match="mirrored, turned or reversed"):
        engine.draw(label(FNSKU, command), WIDTH, HEIGHT)


def test_bars_too_low_for_a_hand_are_seen(engine):
    assert "high" in seen(engine, FNSKU.replace(b"BCN,70", b"BCN,20"))


def test_a_blank_and_a_black_label_are_seen():
    blank = np.zeros((HEIGHT, WIDTH), bool)
    assert "the label is blank" in faults(blank, [])
    assert "more of the label is black than white" in faults(~blank, [])


# --- TSPL and PDF ----------------------------------------------------------------------------------------------------


def tspl(dots: np.ndarray, *, head: bytes = b"CLS\r\n", foot: bytes = b"PRINT 1,1\r\n", x: int = 0) -> bytes:
    wide = np.pad(dots, ((0, 0), (0, -dots.shape[1] % 8)))
    size = b"SIZE 57 mm,32 mm\r\nGAP 2 mm,0 mm\r\n"
    bitmap = b"BITMAP %d,0,%d,%d,0," % (x, wide.shape[1] // 8, wide.shape[0])
    return size + head + bitmap + np.packbits(~wide, axis=1).tobytes() + b"\r\n" + foot


@pytest.fixture
def drawn(engine):
    return engine.draw(label(FNSKU, DATA_MATRIX), WIDTH, HEIGHT)


def test_tspl_is_read_back_dot_for_dot(drawn):
    assert np.array_equal(draw_tspl(tspl(drawn), WIDTH, HEIGHT), drawn)


@pytest.mark.parametrize(
    "how",
    [
        {"head": b""},
        {"foot": b""},
        {"foot": b"PRINT 1,2\r\n"},
        {"foot": b"PRINT 1,1\r\nPRINT 1,1\r\n"},
        {"head": b'CLS\r\nTEXT 0,0,"1",0,1,1,"A"\r\n'},
        {"head": b"CLS\r\nSELFTEST\r\n"},
        {"x": 200},
    ],
)
def test_tspl_that_is_not_one_whole_label_is_seen(drawn, how):
    with pytest.raises(NotALabelError):
        draw_tspl(tspl(drawn, **how), WIDTH, HEIGHT)


def test_tspl_cut_off_or_with_black_and_white_exchanged_is_seen(drawn):
    with pytest.raises(NotALabelError):
        draw_tspl(tspl(drawn)[:-400], WIDTH, HEIGHT)
    assert faults(draw_tspl(tspl(~drawn), WIDTH, HEIGHT), [CODE, MATRIX]) != []


def pdf(dots: np.ndarray, dpi: float = 203.2, pages: int = 1) -> bytes:
    picture, file = Image.fromarray(np.where(dots, np.uint8(0), np.uint8(255))), io.BytesIO()
    picture.save(file, "PDF", resolution=dpi, save_all=True, append_images=[picture] * (pages - 1), quality=100)
    return file.getvalue()


def test_a_pdf_is_read_back_dot_for_dot(drawn):
    assert np.array_equal(draw_pdf(pdf(drawn), 57, 32, 203.2, WIDTH, HEIGHT), drawn)


def test_a_pdf_of_another_size_or_of_two_pages_is_seen(drawn):
    with pytest.raises(NotALabelError, match="page of"):
        draw_pdf(pdf(drawn, dpi=200), 57, 32, 203.2, WIDTH, HEIGHT)
    with pytest.raises(NotALabelError, match="2 pages"):
        draw_pdf(pdf(drawn, pages=2), 57, 32, 203.2, WIDTH, HEIGHT)


def test_symbols_are_found_with_their_bytes(drawn):
    assert {one.symbol for one in read(drawn)} == {CODE, MATRIX}


# --- A machine that is not set up -------------------------------------------------------------------------------------


def test_without_node_the_words_say_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with ZplEngine() as engine, pytest.raises(RuntimeError, match=r"Run: resources/setup/prepare\.sh test"):
        engine.draw(label(FNSKU), WIDTH, HEIGHT)


def test_without_the_renderer_the_words_say_what_to_run(monkeypatch, tmp_path, capfd):
    shutil.copy(labels_drawn.ZPL_ENGINE / "render.mjs", tmp_path)
    monkeypatch.setattr(labels_drawn, "ZPL_ENGINE", tmp_path)
    with ZplEngine() as engine, pytest.raises(RuntimeError, match=r"Run: resources/setup/prepare\.sh test"):
        engine.draw(label(FNSKU), WIDTH, HEIGHT)
    assert "zpl-renderer-js" in capfd.readouterr().err


def test_an_engine_that_dies_is_told_and_started_anew(engine):
    engine.draw(label(FNSKU), WIDTH, HEIGHT)
    engine._process.kill()
    with pytest.raises((RuntimeError, OSError)):
        engine.draw(label(FNSKU), WIDTH, HEIGHT)
    assert seen(engine, FNSKU) == ""
