"""What holds within a template."""

import pytest

from app.domain.symbols import Symbology
from app.labelling.template import Box, Field, Frame, Symbol, Template, Text, Wording

CODE = Field("code", "code", True, 20, "R-1")
BARS = Symbol(Box(10, 10, 30, 10), "code", (Symbology.CODE_128,), 0.25, 0.5)
PLACE = Box(1, 1, 20, 5)


def text(written="{code}", place=PLACE):
    return Text(place, Wording.of(written), 3, 2)


def faults(*elements, fields=(CODE,), words=None):
    template = Template("probe", "probe", 50, 30, fields, elements)
    return [(where, what) for where, what in template.faults(words or {})]


def test_a_sound_template_has_no_faults():
    assert faults(text(), BARS, Frame(Box(8, 8, 34, 14), thick=1)) == []


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (text("{title}"), "no field title"),
        (text("{say:parked}"), "no words parked"),
        (text(place=Box(45, 1, 6, 5)), "edge"),
        (text(place=Box(15, 5, 20, 6)), "covers a barcode"),
        (Frame(Box(8, 8, 34, 14)), "covers a barcode"),  # filled
        (Frame(Box(9.5, 9.5, 31, 11), thick=1), "covers a barcode"),  # its stroke would stand in the quiet zone
        (Frame(Box(1, 1, 3, 3), when="mark"), "no field mark"),
    ],
)
def test_what_does_not_hold_is_said_of_its_element(element, said):
    assert [(where, said in what) for where, what in faults(BARS, element)] == [(1, True)]


def test_a_computed_field_is_made_of_fields_that_are_given():
    first = Field("both", "code", False, 20, "", made_of=("code", "nothing"))
    second = Field("more", "code", False, 20, "", made_of=("both",))
    assert [where for where, _ in faults(fields=(CODE, first, second))] == ["both", "more"]


def test_words_that_every_template_knows_count():
    assert faults(text("{say:parked}"), words={"parked": {"en": "Parked"}}) == []


def test_places_that_only_touch_do_not_meet():
    assert not Box(0, 0, 0.1 + 0.2, 5).meets(Box(0.3, 0, 5, 5))
    assert Box(0, 0, 10, 10).holds(Box(0, 0, 10, 10))
    assert Box(2, 2, 10, 10).inset(1) == Box(3, 3, 8, 8)


def test_the_example_leaves_out_what_is_computed():
    made = Field("both", "code", False, 20, "x", made_of=("code",))
    assert Template("probe", "probe", 50, 30, (CODE, made), ()).example() == {"code": "R-1"}
