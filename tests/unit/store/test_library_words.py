"""Owns the proof that every shipped word is there in three languages and fits its place on the screen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.domain.checklist import Checklist
from app.domain.disposition import Route
from app.domain.subject import Subject
from tests import made_once

RESOURCES = Path(__file__).parents[3] / "resources"
LIBRARY = made_once.library(RESOURCES)
FILES = sorted([*RESOURCES.glob("checklists/*.yaml"), *RESOURCES.glob("policies/*.yaml")])
OF_LIST = {checklist.id: checklist for checklist in LIBRARY.checklists}
LANGUAGES = ("en", "zh_CN", "es")
WORDY = re.compile(r"\bzh_CN:")
FILLED_IN = re.compile(r"\{\w+\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
SPANISH_LETTERS = re.compile(r"[¿¡áéíóúñü]")
# Where a text stands → how many letters fit there, by language: a question on two lines of 560 pixels, a choice on a
# card, a hint under either, a shot on its small picture.
ROOM = {
    "question": {"en": 60, "zh_CN": 34, "es": 66},
    "choice": {"en": 48, "zh_CN": 22, "es": 52},
    "hint": {"en": 90, "zh_CN": 46, "es": 92},
    "shot": {"en": 26, "zh_CN": 10, "es": 26},
    "finding": {"en": 60, "zh_CN": 26, "es": 60},
}
# More than five choices lie in two columns: less wide, and all of them to be seen at once. Those of which several may
# hold have a box to tick beside them; more than six of these fit only where each has its two lines.
MANY, SEVERAL = 5, 6
IN_TWO_COLUMNS = {"text": {"en": 24, "zh_CN": 11, "es": 26}, "hint": {"en": 32, "zh_CN": 14, "es": 32}}
BESIDE_A_BOX = {"text": {"en": 17, "zh_CN": 8, "es": 17}, "hint": {"en": 22, "zh_CN": 12, "es": 22}}
Words = dict[str, str]
WORDED = [file for file in FILES if WORDY.search(file.read_text(encoding="utf-8"))]
every_file = pytest.mark.parametrize("file", WORDED, ids=lambda file: file.stem)
every_checklist = pytest.mark.parametrize("checklist", LIBRARY.checklists, ids=lambda checklist: checklist.id)


def texts(data: Any, place: str = "") -> Iterator[tuple[str, Words]]:
    """Every text of a file with its place."""
    if isinstance(data, dict):
        if "en" in data:
            yield place, data
        else:
            for key, value in data.items():
                yield from texts(value, f"{place}/{data.get('id', '')}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from texts(value, place)


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def placed(data: Any) -> Iterator[tuple[str, str, Words]]:
    """Every text of a checklist with the kind of place it stands in."""
    shots = [shot for shot in data["shots"].values() if "use" not in shot]
    questions = [question for question in data["questions"] if "use" not in question]
    for shot in shots:
        yield "shot", "shots", shot["text"]
        yield "hint", "shots", shot["hint"]
    for question in questions:
        for worded in (question, question.get("for_sealed", question)):
            yield "question", question["id"], worded["text"]
            yield "hint", question["id"], worded["hint"]
        for choice in question["choices"]:
            yield "choice", question["id"], choice["text"]
            if "hint" in choice:
                yield "hint", question["id"], choice["hint"]
            if "finding" in choice:
                yield "finding", question["id"], choice["finding"]["text"]


@every_file
def test_every_text_is_there_in_three_languages(file):
    found = list(texts(read(file)))
    assert found
    for place, words in found:
        assert set(words) - {"de"} == set(LANGUAGES), (place, words)  # documents and listings speak German, too
        assert all(text == text.strip() and "  " not in text for text in words.values()), (place, words)


@every_file
def test_each_language_is_what_it_says(file):
    """No English left standing in the Chinese or the Spanish; names of things (IMEI, Wi-Fi) may be the same."""
    for place, words in texts(read(file)):
        if not re.search(r"[^\W_]", FILLED_IN.sub("", words["en"])):
            continue  # marks between what is filled in
        assert HAN.search(words["zh_CN"]), (place, words)
        assert not HAN.search(words["en"] + words["es"]), (place, words)
        assert not SPANISH_LETTERS.search(words["en"]), (place, words)
        assert words["es"] != words["en"] or len(words["en"].split()) == 1, (place, words)
        asks = [words["en"].endswith("?"), words["zh_CN"].endswith("？"), words["es"].endswith("?")]
        assert len(set(asks)) == 1, (place, words)
        assert words["es"].count("¿") == words["es"].count("?"), (place, words)


@every_file
def test_chinese_has_its_own_marks(file):
    """Full-width commas, colons and question marks between Chinese characters."""
    for place, words in texts(read(file)):
        assert not re.search(r"[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]", words["zh_CN"]), (place, words)
        assert not re.search(r"[，。：；？！、]", words["en"] + words["es"]), (place, words)


@every_file
def test_what_is_filled_in_stands_in_each_language(file):
    for place, words in texts(read(file)):
        names = [sorted(re.findall(r"\{\w+\}", words[language])) for language in LANGUAGES]
        assert names[0] == names[1] == names[2], (place, words)


@every_checklist
def test_every_text_fits_its_place(checklist):
    for kind, question, words in placed(read(RESOURCES / "checklists" / f"{checklist.id}.yaml")):
        for language, room in ROOM[kind].items():
            assert len(words[language]) <= room, (question, kind, language, len(words[language]), words[language])


@every_checklist
def test_many_choices_are_short_enough_to_lie_in_two_columns(checklist: Checklist):
    for question in checklist.questions:
        tight = question.multiple and len(question.choices) > SEVERAL
        rooms = BESIDE_A_BOX if tight else IN_TWO_COLUMNS
        for choice in question.choices if len(question.choices) > MANY else ():
            for place, words in (("text", choice.text), ("hint", choice.hint)):
                for language, room in rooms[place].items() if words is not None else ():
                    assert words is not None
                    said = words.of_language(language)
                    assert len(said) <= room, (question.id, place, language, len(said), said)


@every_checklist
def test_choices_fit_on_the_keys_one_to_nine(checklist: Checklist):
    for question in checklist.questions:
        assert 2 <= len(question.choices) <= 9, question.id


@every_checklist
def test_every_question_and_shot_says_how(checklist: Checklist):
    for question in checklist.questions:
        assert question.hint is not None, question.id
        assert question.for_sealed is None or question.for_sealed.hint is not None, question.id
    for shot in checklist.shots:
        assert shot.hint is not None, shot.id


@every_checklist
def test_an_inspector_reads_what_a_stop_leads_to(checklist: Checklist):
    for question in checklist.questions:
        for choice in question.choices:
            assert choice.hint is not None or not choice.stop, (question.id, choice.id)


@pytest.mark.parametrize("name", ["phones_electronics", "battery_powered", "small_appliances"])
def test_what_burns_or_is_electronic_waste_is_never_crushed(name):
    destroy = next(rule for rule in LIBRARY.routes.routes if rule.route is Route.DESTROY)
    for category in OF_LIST[name].categories:
        assert Subject(category).is_any_of(destroy.closed_goods), category


@pytest.mark.parametrize("name", ["apparel", "shoes"])
def test_the_ban_on_destroying_clothes_and_shoes_knows_each_of_their_names(name):
    ban = LIBRARY.routes.bans[0]
    for category in OF_LIST[name].categories:
        assert Subject(category).is_any_of(ban.goods), category


def test_no_other_goods_fall_under_the_ban_by_a_chance_word():
    ban = LIBRARY.routes.bans[0]
    for name in ("phones_electronics", "battery_powered", "cosmetics_sealed", "kits", "hard_goods"):
        assert [one for one in OF_LIST[name].categories if Subject(one).is_any_of(ban.goods)] == []


def test_goods_are_asked_for_in_three_languages():
    for checklist in LIBRARY.checklists[:-1]:
        names = checklist.categories
        assert any(HAN.search(name) for name in names), checklist.id
        assert sum(name.isascii() for name in names) >= 10, checklist.id
        assert any(SPANISH_LETTERS.search(name) or name in {"juego", "conjunto"} for name in names), checklist.id


def test_whatever_stands_on_a_certificate_is_said_in_german_too():
    """What was found and why a grade came about is printed in the reader's language, and a site may be in Germany."""
    findings = [choice.finding for one in LIBRARY.checklists for each in one.questions for choice in each.choices]
    flags = [flag.finding for one in LIBRARY.checklists for flag in one.flags]
    grading = LIBRARY.grading
    rules = [*(rule.text for rule in grading.rules), grading.clean.text, grading.stopped.text]
    cases = [case for ban in LIBRARY.routes.bans for case in ban.derogations]
    found = [one.text for one in (*filter(None, findings), *flags)]
    said = [*found, *rules, *(case.text for case in cases)]
    assert [str(text) for text in said if "de" not in text.languages] == []
    assert all(("{findings}" in str(text)) == ("{findings}" in text.of_language("de")) for text in said)
