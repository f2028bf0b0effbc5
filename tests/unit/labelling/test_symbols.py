"""Symbols: each holds exactly its text, or there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.symbols import Symbology
from app.labelling.symbols import Modules, encode
from tests.unit.labelling.conftest import NAMES

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)
SHOP = (Symbology.EAN_13, Symbology.UPC_A, Symbology.EAN_8, Symbology.CODE_128)


def drawn(symbologies, text) -> Modules:
    modules = encode(symbologies, text)
    assert modules is not None
    return modules


def dots(modules):
    rows = np.array(modules.rows, bool)
    rows = np.repeat(rows, 40, 0) if modules.linear else np.pad(rows, ((modules.quiet_y,) * 2, (0, 0)))
    rows = np.pad(rows, ((8, 8) if modules.linear else (0, 0), (modules.quiet_x,) * 2))
    return np.repeat(np.repeat(rows, 3, 0), 3, 1)


@pytest.mark.parametrize("symbology", [Symbology.DATA_MATRIX, Symbology.QR_CODE, Symbology.CODE_128])
def test_a_text_is_read_as_it_is(read, symbology):
    @settings(max_examples=25, deadline=None)
    @given(PRINTABLE)
    def holds(text):
        assert read(dots(drawn([symbology], text))) == [(symbology.value, text)]

    holds()
    assert symbology.value in NAMES.values()


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("4006381333931", Symbology.EAN_13),
        ("036000291452", Symbology.UPC_A),
        ("96385074", Symbology.EAN_8),
        ("4006381333932", Symbology.CODE_128),  # its check digit is wrong: it is no article number
        ("0036000291452", Symbology.CODE_128),  # as EAN-13 it would be read as a UPC-A, without its 0
        ("X001ABC2D3", Symbology.CODE_128),
    ],
)
def test_an_article_number_gets_its_own_symbol(text, symbology):
    assert drawn(SHOP, text).symbology is symbology


@pytest.mark.parametrize("text", ["4006381333931", "96385074"])
def test_an_article_number_is_read_as_it_is(read, text):
    assert read(dots(drawn(SHOP, text))) == [("EAN/UPC", text)]


@pytest.mark.parametrize("symbologies", [[Symbology.EAN_13], [Symbology.UPC_A, Symbology.EAN_8], [Symbology.CODE_128]])
@pytest.mark.parametrize("text", ["", "Größe", "二维码"])
def test_what_it_cannot_hold_is_none(symbologies, text):
    assert encode(symbologies, text) is None


def test_a_text_too_long_for_any_matrix_is_none():
    assert encode([Symbology.DATA_MATRIX], "x" * 4000) is None


def test_a_data_matrix_is_square():
    modules = drawn([Symbology.DATA_MATRIX], "TEST-LABEL")
    assert modules.columns == modules.lines


def test_the_quiet_zone_of_linear_symbols_is_ten_modules_at_least():
    for text in ("4006381333931", "X001ABC2D3"):
        modules = drawn(SHOP, text)
        assert modules.linear
        assert modules.quiet_x >= 10
