"""What an id is called, and what a wording says."""

from app.labelling.template import Wording
from app.labelling.words import spoken, word

WORDS = {"open_box": {"en": "Open box", "es": "Caja abierta"}, "bin": {"en": "Bin", "zh_CN": "库位"}}


def test_an_id_is_said_in_the_language_else_in_english_else_as_it_is():
    assert word(WORDS, "open_box", "es") == "Caja abierta"
    assert word(WORDS, "open_box", "de") == "Open box"
    assert word(WORDS, "held_for_review", "es") == "held for review"


def test_a_wording_holds_fields_words_for_ids_and_fixed_words():
    wording = Wording.of("{say:bin}: {name} ({word:work})")
    assert spoken(wording, {"name": "B-04", "work": "open_box"}, WORDS, "es") == "Bin: B-04 (Caja abierta)"
    assert wording.fields == ("name", "work")
    assert wording.said == ("bin",)


def test_where_all_fields_are_empty_nothing_is_said():
    assert spoken(Wording.of("{weight_g} g"), {"weight_g": ""}, WORDS, "en") == ""
    assert spoken(Wording.of("SKU"), {}, WORDS, "en") == "SKU"


def test_braces_in_a_value_are_no_places():
    assert spoken(Wording.of("{title}"), {"title": "{say:bin} {sku}", "sku": "X"}, WORDS, "en") == "{say:bin} {sku}"
