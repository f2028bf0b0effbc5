"""What is said follows the language at once."""

import copy

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.texts import Texts
from app.saying import say
from app.ui.words import _, again, language, ngettext, translated, words_of


@pytest.fixture(autouse=True)
def _english_again(dressed):
    return dressed


def test_a_message_is_said_in_the_language_spoken_now():
    assert _("just now") == "just now"
    language.speak("zh_CN")
    assert _("just now") == "刚刚"
    assert _("{time} ago", time="3 分钟") == "3 分钟前"


def test_nothing_is_nothing_in_any_language():
    language.speak("es")
    assert _("") == ""


def test_each_number_has_its_form():
    assert ngettext("{n} photo", "{n} photos", 1) == "1 photo"
    assert ngettext("{n} photo of {all}", "{n} photos of {all}", 2, all=5) == "2 photos of 5"


def test_a_change_is_heard_once(qtbot):
    with qtbot.waitSignal(language.changed) as heard:
        language.speak("es")
    assert heard.args == ["es"]
    with qtbot.assertNotEmitted(language.changed):
        language.speak("es")


def test_a_change_reaches_every_widget(qtbot):
    seen = []

    class Listener(QWidget):
        def changeEvent(self, event):  # noqa: N802 (Qt's own name)
            seen.append(event.type())

    widget = Listener()
    qtbot.addWidget(widget)
    widget.show()
    for code in ("zh_CN", "es", "en"):
        seen.clear()
        language.speak(code)
        qtbot.waitUntil(lambda: QEvent.Type.LanguageChange in seen)


def test_what_was_said_can_be_said_again_in_another_language():
    said = (
        _("{time} ago", time=_("just now")),
        ngettext("{n} picture in it", "{n} pictures in it", 2),
        translated(say("just now")),
    )
    language.speak("zh_CN")
    assert [again(words) for words in said] == [
        "刚刚前",
        ngettext("{n} picture in it", "{n} pictures in it", 2),
        "刚刚",
    ]
    assert again(again(said[2])) == "刚刚"
    language.speak("en")
    assert tuple(map(again, said)) == said
    assert again("R-000001") == "R-000001"
    assert copy.deepcopy(said[2]) == "just now"
    assert type(copy.deepcopy(said[2])) is str


def test_german_is_said_in_english():
    language.speak("es")
    language.speak("de")
    assert (language.code, _("just now")) == ("en", "just now")


def test_what_the_bench_said_is_translated_by_its_template():
    language.speak("zh_CN")
    assert translated(say("{time} ago", time=say("just now"))) == "刚刚前"
    assert translated("just now") == "刚刚"
    assert translated("no catalogue knows this") == "no catalogue knows this"


def test_a_value_that_has_several_wordings_is_said_in_the_right_one():
    language.speak("zh_CN")
    texts = Texts.of({"en": "Sole", "zh_CN": "鞋底"})
    assert translated(say("{time} ago", time=texts)) == "鞋底前"
    assert words_of(texts) == "鞋底"


def test_qts_own_words_follow(qtbot):
    language.speak("zh_CN")
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    qtbot.addWidget(menu)
    assert any("复制" in action.text() for action in menu.actions())
