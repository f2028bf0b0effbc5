"""The words of listings are checked whole: what would leave a hole is refused with file and line."""

from pathlib import Path

import pytest

from app.domain.listing_text import Used, Wear
from app.errors import ConfigError
from app.store.listing_words import listing_words_in, load_listing_words
from app.store.yaml_file import read_yaml

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def test_the_shipped_words_are_whole_in_all_languages():
    words = load_listing_words(RESOURCES)
    assert words.channels["temu"].used is Used.NO
    assert words.channels["amazon"].conditions[Wear.GOOD] == "used_good"
    assert (words.channels["amazon"].longest_note, words.channels["ebay"].longest_note) == (2000, 1000)
    for text in (*words.names.values(), *words.dimensions.values(), words.returned, words.found, words.clean):
        assert text.languages == ("de", "en", "es", "zh_CN")


@pytest.mark.parametrize(("old", "new", "says"), [
    ("  like_new: {en", "  like_newish: {en", "like_newish"),
    ("  acceptable: {en: Used", "  good2: {en: Used", "good2"),
    ("  function: {en", "  functions: {en", "functions"),
    ("    longest_title: 80\n", "", "no room"),
    (", acceptable: used_acceptable}", "}", "lacks a condition"),
    ("photos: [front", 'photos: ["front page"', "photos"),
])  # fmt: skip
def test_what_leaves_a_hole_is_refused(tmp_path, old, new, says):
    text = (RESOURCES / "policies" / "listing_text.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "listing_text.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        listing_words_in(read_yaml(file))
    assert says in str(refused.value)
    assert refused.value.line
