"""The words of certificates: four languages, always; the country decides where nobody says."""

import pytest

from app.documents.wording import FILE, LANGUAGES, read_wordings
from app.errors import ConfigError
from app.paths import shipped
from app.services.certifying import WIPED
from tests.world import shipped_rules

SHIPPED = read_wordings(shipped("labels"))


@pytest.mark.parametrize(
    ("language", "site", "spoken"),
    [
        ("", "DE-HH", "de"),
        ("", "CN", "zh_CN"),
        ("", "MX", "es"),
        ("", "US-NJ", "en"),
        ("es", "DE", "es"),
        ("xx", "DE", "de"),
    ],
)
def test_the_language_goes_by_the_client_else_by_the_country(language, site, spoken):
    assert SHIPPED.of(language, site).language == spoken


def test_values_are_put_in_as_they_are():
    words = SHIPPED.of("en", "US")
    assert words("replaced_by", number="{number}") == "Replaced by {number}."
    assert words.named("other_thing") == "other thing"
    with pytest.raises(KeyError):
        words("no such word")


def test_paper_goes_by_the_country():
    assert (SHIPPED.paper("", "US-NJ"), SHIPPED.paper("", "DE"), SHIPPED.paper("A4", "US")) == ("Letter", "A4", "A4")


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language):
    english, other = SHIPPED.of("en", "").words, SHIPPED.of(language, "").words
    for key, text in english.items():
        for name in ("{page}", "{pages}", "{grade}", "{at}", "{reason}", "{number}", "{place}"):
            assert (name in text) == (name in other[key]), key


def test_a_word_that_lacks_a_language_is_refused(tmp_path):
    (tmp_path / FILE).write_text("languages: {}\nletter: []\nwords: {void: {en: VOID}}\n")
    with pytest.raises(ConfigError):
        read_wordings(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_checklists_say_of_a_devices_data_has_words(language):
    """A certificate says it: an id in English among German words is no answer."""
    words = SHIPPED.of(language, "")
    asked = [one for checklist in shipped_rules().checklists for one in checklist.questions if one.id == WIPED]
    answers = {choice.id for question in asked for choice in question.choices}
    assert {"wiped", "not_wiped", "cannot_tell", "card_inside"} <= answers
    assert answers <= words.words.keys()
