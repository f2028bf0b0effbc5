"""The words of the letters are whole, or refused."""

import shutil

import pytest

from app.domain.access import LANGUAGES
from app.domain.claim_texts import KNOWN_TEXTS
from app.errors import ConfigError
from app.paths import shipped
from app.store.claim_letter_file import load_letter
from tests import made_once


def test_every_text_that_desks_ask_for_has_a_name():
    words = load_letter(shipped("resources"))
    desks = made_once.library(shipped("resources")).desks
    wanted = {text for desk in desks for case in desk.cases for text in case.texts}
    assert wanted <= words.texts.keys() == KNOWN_TEXTS


OF_THE_PROGRAM = {"parcel", "item", "destruction", "destruction:start", "destruction:end"} | {
    "film:unboxing",
    "film:destruction",
}


def test_every_photo_that_a_letter_may_show_has_words_in_all_its_languages():
    library = made_once.library(shipped("resources"))
    words = load_letter(shipped("resources"))
    of_desks = {shot.id for desk in library.desks for shot in desk.shots}
    asked = {shot.id for checklist in library.checklists for shot in checklist.shots}
    assert (asked | OF_THE_PROGRAM) - of_desks <= words.shots.keys()
    for texts in (*words.shots.values(), *words.texts.values(), words.seller, words.items):
        assert {language for language, _ in texts.entries} == set(LANGUAGES)


def test_a_name_that_is_missing_is_refused_with_its_file(tmp_path):
    shutil.copytree(shipped("resources") / "claims", tmp_path / "claims")
    file = tmp_path / "claims" / "letter" / "words.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  fnsku:", "  fnskew:"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"words\.yaml"):
        load_letter(tmp_path)
