"""Catalogues are read as they lie, say what the program says, and lose no value on the way."""

import string

import pytest

from app.ui.words.catalogue import LANGUAGES, catalogue, known, path_of
from tests import catalogues

WHOLE = False
"""Whether every string must be translated by now; until the last screen stands they come faster than their words."""


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
    assert set(catalogues.LANGUAGES) == LANGUAGES.keys() - {"en"}


def test_plurals_follow_each_language():
    assert catalogue("en").ngettext("one", "many", 1) == "one"
    assert catalogue("es").ngettext("one", "many", 2) == "many"


@pytest.mark.skipif(not WHOLE, reason="The window's strings are still being written; WHOLE is set when they stand.")
@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_everything_that_is_said_is_translated(language):
    words = catalogues.catalogue(language)
    missing = [str(message) for message in catalogues.found() if not catalogues.is_said(words, message)]
    assert sorted(missing) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_translation_loses_or_invents_a_value(language):
    wrong = [
        message.id
        for message in catalogues.catalogue(language)
        for english, words in catalogues.pairs(message)
        if words and _places(words) != _places(english)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_no_translation_is_guessed(language):
    assert [message.id for message in catalogues.catalogue(language) if message.id and message.fuzzy] == []


def test_what_is_said_can_be_found():
    hidden = [f"{path.name} {fault}" for path, source in catalogues.program() for fault in catalogues.unmarked(source)]
    assert hidden == []


def _places(words):
    return sorted({name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(words) if name is not None})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('_("Back")', {"Back"}),
        ('tongue._("Where it recovers most")', {"Where it recovers most"}),
        ('self.title.say("R-000312")', set()),
        ('say("No unit {lpn}.", lpn="x y.")', {"No unit {lpn}."}),
        ('counted("{n} photo", "{n} photos", 2)', {("{n} photo", "{n} photos")}),
        ('raise Refused("no_unit", "No unit is open.", "Scan a parcel.")', {"No unit is open.", "Scan a parcel."}),
        ('raise ValueError("A text needs its English wording.")', set()),
        ('log.info("No loudspeaker is connected.")', set()),
        ('"""Words of a module."""', set()),
        ('Texts.of({"en": "No rule grades this."})', set()),
        ('f"{x} is no sentence."', set()),
    ],
)
def test_what_counts_as_said(source, said):
    assert set(catalogues.said_in(source, in_window=False)) == said


def test_in_the_window_only_what_is_marked_counts():
    assert set(catalogues.said_in('QLabel("A sentence of its own.")', in_window=True)) == set()


@pytest.mark.parametrize("source", ['_(f"{n} photos")', '_("a" + "b")'])
def test_what_nobody_could_find_is_named(source):
    assert list(catalogues.unmarked(source))
