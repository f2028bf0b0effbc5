"""A label in dots: whole modules, their quiet zones, everything on the label; what does not go is refused by name."""

import numpy as np
import pytest

from app.domain.symbols import Symbology
from app.errors import UsageError
from app.labelling.layout import Style, dots_a_mm, holds, lay_out
from app.labelling.raster import dots_of
from app.labelling.template import Box, Field, Frame, Logo, Sign, Symbol, Template, Text, Wording

FIELDS = (
    Field("code", "code", True, 60, "R-1"),
    Field("title", "text", False, 90, "Shoe"),
    Field("grade", "text", False, 1, "A"),
    Field("at", "date", False, 40, ""),
)


def page(*elements, dpi=203, size=(57, 32), style=None, **values):
    width, height = size
    template = Template("probe", "probe", width, height, FIELDS, elements)
    every = {"code": "X001ABC2D3", "title": "", "grade": "", "at": "", **values}
    return lay_out(template, every, dpi, style or Style())


def bars(place, smallest=0.25, largest=0.5, symbology=Symbology.CODE_128, align="center"):
    return Symbol(place, "code", (symbology,), smallest, largest, align)


@pytest.mark.parametrize(("dpi", "size"), [(203, (456, 256)), (300, (672, 377))])
def test_a_label_is_as_many_dots_as_go_onto_it(dpi, size):
    layout = page(dpi=dpi)
    assert (layout.width, layout.height) == size


def test_other_resolutions_are_refused():
    with pytest.raises(UsageError, match="203 or 300"):
        dots_a_mm(600)


@pytest.mark.parametrize(("dpi", "module"), [(203, 2), (300, 3)])
def test_an_fnsku_has_bars_of_a_quarter_millimetre_on_51_mm(dpi, module):
    (symbol,) = page(bars(Box(0, 1, 51, 8)), size=(51, 25), dpi=dpi).symbols
    assert symbol.module == module
    assert symbol.width == 145 * module
    assert symbol.left >= 10 * module
    assert symbol.left + symbol.width + 10 * module <= int(51 * dots_a_mm(dpi))


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("symbology", [Symbology.CODE_128, Symbology.DATA_MATRIX, Symbology.QR_CODE])
def test_the_quiet_zone_lies_within_the_place(align, symbology):
    place = Box(4, 2, 50, 14)
    layout = page(bars(place, symbology=symbology, align=align))
    (symbol,) = layout.symbols
    dots = dots_of(layout)
    left, right = 4 * 8, 54 * 8
    assert left <= symbol.left - symbol.quiet
    assert symbol.left + symbol.width + symbol.quiet <= right
    within = dots[symbol.top : symbol.top + symbol.height, symbol.left : symbol.left + symbol.width]
    assert dots.sum() == within.sum()


def test_a_code_that_would_need_thinner_bars_is_refused():
    with pytest.raises(UsageError) as raised:
        page(bars(Box(0, 1, 57, 8)), code="A" * 30)
    assert "field code" in raised.value.message
    assert "Code128" in raised.value.message


def test_what_symbols_can_hold_is_known_without_drawing():
    template = Template("probe", "probe", 57, 32, FIELDS, (bars(Box(0, 1, 57, 8)),))
    assert holds(template, {"code": "X001ABC2D3", "title": "é"})
    assert holds(template, {})
    assert not holds(template, {"code": "A" * 30})
    assert not holds(template, {"code": "é"})


def test_an_empty_field_has_no_symbol():
    assert page(bars(Box(0, 1, 57, 8)), code="").symbols == ()


def test_a_text_stands_within_its_place():
    place = Box(10, 10, 30, 8)
    dots = dots_of(page(Text(place, Wording.of("{title}"), 4, 2), title="Wide Äpfel gjy"))
    assert dots.any()
    dots[80:144, 80:320] = False
    assert not dots.any()


def test_white_on_black_fills_its_place():
    dots = dots_of(page(Text(Box(10, 10, 30, 8), Wording.of("{title}"), 4, 2, filled=True), title="X"))
    assert dots[80, 80:320].all()
    assert 0.5 < dots[80:144, 80:320].mean() < 1


@pytest.mark.parametrize(("value", "said"), [("x" * 90, "too long"), ("a \ue000", "U+E000")])
def test_a_text_that_cannot_be_drawn_is_refused_by_its_field(value, said):
    with pytest.raises(UsageError) as raised:
        page(Text(Box(1, 1, 30, 6), Wording.of("SKU {title}"), 4, 2, lines=2), title=value)
    assert "field title" in raised.value.message
    assert said in raised.value.message


def test_fixed_letters_that_do_not_fit_are_named():
    with pytest.raises(UsageError, match="Return number"):
        page(Text(Box(1, 1, 5, 3), Wording.of("Return number"), 4, 3))


def test_times_are_drawn_as_they_are_read():
    written = page(Text(Box(1, 1, 55, 6), Wording.of("{at}"), 4, 2), at="2026-11-21T14:05:59Z")
    plain = page(Text(Box(1, 1, 55, 6), Wording.of("2026-11-21 14:05 UTC"), 4, 2))
    assert np.array_equal(dots_of(written), dots_of(plain))


def test_what_depends_on_a_field_stands_only_with_it():
    elements = Frame(Box(1, 1, 9, 9), when="title"), Text(Box(20, 1, 9, 5), Wording.of("SKU"), 3, 2, when="title")
    assert page(*elements).ink == ()
    assert len(page(*elements, title="x").ink) == 2


def test_signs_are_drawn_and_a_wrong_grade_is_refused():
    assert len(page(Sign(Box(1, 1, 9, 9), "hazard"), Sign(Box(20, 1, 9, 9), "grade", "grade"), grade="B").ink) == 2
    assert page(Sign(Box(20, 1, 9, 9), "grade", "grade")).ink == ()
    with pytest.raises(UsageError, match="field grade"):
        page(Sign(Box(20, 1, 9, 9), "grade", "grade"), grade="X")


def test_a_logo_keeps_its_shape_in_its_place():
    logo = np.ones((10, 40), bool)
    dots = dots_of(page(Logo(Box(10, 10, 20, 10)), style=Style(logo=logo)))
    rows, columns = np.flatnonzero(dots.any(1)), np.flatnonzero(dots.any(0))
    assert (columns[0], columns[-1]) == (80, 239)
    assert len(rows) == 40
    assert page(Logo(Box(10, 10, 20, 10))).ink == ()
