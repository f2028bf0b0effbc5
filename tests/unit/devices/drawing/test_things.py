"""Which drawing stands for a product, and that every drawing can be drawn."""

import pytest

from app.devices.drawing import things
from app.devices.drawing.things import BOX, Thing, drawn, part_of, thing_of


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Running shoe red 42", "running shoes", "shoe"),
        ("Hiking boot brown 44", "boots", "boot"),
        ("Wireless earbuds Pro", "headphones", "earbuds"),
        ("Noise-cancelling headphones", "headphones", "headphones"),
        ("Head lamp", "electronics", "head lamp"),
        ("LED desk lamp", "lamp", "desk lamp"),
        ("Aurora", "手机", "phone"),
        ("Creator starter kit", "electronics", "creator kit"),
        ("Potpourri", "hard goods", BOX),
    ],
)
def test_the_title_says_more_than_the_category(title, category, kind):
    assert thing_of(title, category).kind == kind


def test_what_nothing_stands_for_is_a_box_with_its_name():
    assert thing_of("A very long name of some article", "whatever") == Thing(BOX, "card", "A very long name o")


def test_a_measure_in_the_title_stands_on_the_thing():
    assert thing_of("Power bank 10 000 mAh blue", "power bank", "blue").words == "10 000 mAh"
    assert thing_of("Power bank", "power bank").words == ""


@pytest.mark.parametrize(("name", "kind"), [("USB cable", "cable"), ("spare laces", "laces"), ("care card", "leaflet")])
def test_parts_have_drawings_too(name, kind):
    assert part_of(name).kind == kind


@pytest.mark.parametrize("kind", sorted({*things._DRAWN, *things._GROUPS}))
def test_every_drawing_covers_a_good_part_of_its_square_and_stays_within(kind):
    pixels = drawn(Thing(kind, "red", "10:24"), 120)
    covered = pixels[..., 3] > 128
    assert 0.03 < covered.mean() < 0.95
    assert not covered[0].any()
    assert not covered[-1].any()


def test_every_kind_that_a_name_may_mean_has_its_drawing():
    known = {*things._DRAWN, *things._GROUPS}
    assert {kind for kind, _ in (*things._KINDS, *things._PART_KINDS)} <= known
    assert set(things._WORDED) <= known


def test_the_colour_is_the_things_own_and_drawing_it_again_is_the_same():
    red, blue = drawn(Thing("shoe", "red"), 200), drawn(Thing("shoe", "blue"), 200)
    assert (red != blue).any()
    drawn.cache_clear()
    assert (drawn(Thing("shoe", "red"), 200) == red).all()
    assert not red.flags.writeable
