"""What printers answer: read exactly, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.printer_talk import TSPL, ZPL, Trouble, label_count, tspl_trouble, zpl_trouble

FINE = (
    b"\x02\r\n  PRINTER STATUS\r\n ERRORS:         0 00000000 00000000\r\n WARNINGS:       0 00000000 00000000\r\n\x03"
)


def test_a_zebra_that_is_well_complains_of_nothing():
    assert zpl_trouble(FINE) == ()


@pytest.mark.parametrize(
    ("word", "trouble"),
    [
        (b"00000005", (Trouble.MEDIA_OUT, Trouble.HEAD_OPEN)),
        (b"00010000", (Trouble.PAUSED,)),
        (b"00000002", (Trouble.RIBBON_OUT,)),
        (b"00000010", (Trouble.OTHER,)),
    ],
)
def test_each_bit_has_its_name(word, trouble):
    assert zpl_trouble(FINE.replace(b"0 00000000 00000000", b"1 00000000 " + word, 1)) == trouble


@given(st.binary(max_size=200))
def test_garbage_is_no_answer(answer):
    if b"ERRORS:" not in answer:
        assert zpl_trouble(answer) is None
    if b'"' not in answer:
        assert label_count(answer) is None


@given(st.integers(0, 10**12 - 1))
def test_a_count_is_read_whole(count):
    assert label_count(b'"%d"\r\n' % count) == count
    assert label_count(b'"%d' % count) is None
    assert label_count(b'"%d""%d"' % (count, count)) is None
    assert label_count(b'x"%d"' % count) is None


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [(b"\x00", ()), (b"\x20", ()), (b"\x01", (Trouble.HEAD_OPEN,)), (b"\x04", (Trouble.MEDIA_OUT,)), (b"", None),
     (b"\x00\x00", None), (b"\x41", None), (b"\x10", (Trouble.PAUSED,))],
)  # fmt: skip
def test_a_tspl_printer_answers_with_one_byte(answer, trouble):
    assert tspl_trouble(answer) == trouble


def test_a_label_cannot_come_out_before_its_last_command():
    assert ZPL.ends_at(b"~JX^XA^FDx^FS^XZ\n") == len(b"~JX^XA^FDx^FS^XZ")
    assert TSPL.ends_at(b"CLS\r\nPRINT 1,1\r\n") == len(b"CLS\r\nPRINT")
    assert ZPL.ends_at(b"no label") == 0
