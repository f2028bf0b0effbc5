"""Catalogues are read as they lie."""

import pytest

from app.ui.words.catalogue import LANGUAGES, catalogue, known, path_of


@pytest.mark.parametrize("language", ["zh_CN", "es"])
def test_a_catalogue_is_read_as_it_lies(language):
    assert path_of(language).is_file()
    assert catalogue(language).gettext("just now") != "just now"
    assert catalogue(language) is catalogue(language)


def test_a_language_that_is_not_whole_is_english():
    assert known("de") == "en"
    assert catalogue("de").gettext("just now") == "just now"


def test_three_languages_each_by_its_own_name():
    assert LANGUAGES == {"en": "English", "zh_CN": "中文", "es": "Español"}


def test_plurals_follow_each_language():
    assert catalogue("en").ngettext("one", "many", 1) == "one"
    assert catalogue("es").ngettext("one", "many", 2) == "many"
