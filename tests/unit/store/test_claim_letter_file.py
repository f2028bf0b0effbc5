"""The words of the letters are whole, or refused."""

import shutil

import pytest

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


def test_a_name_that_is_missing_is_refused_with_its_file(tmp_path):
    shutil.copytree(shipped("resources") / "claims", tmp_path / "claims")
    file = tmp_path / "claims" / "letter" / "words.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  fnsku:", "  fnskew:"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"words\.yaml"):
        load_letter(tmp_path)
