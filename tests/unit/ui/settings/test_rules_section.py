"""Checklists and policies can be looked up by whoever works here."""

import pytest

from app.ui.settings.scene import Line, Reading
from app.ui.theme import look
from app.ui.words import language


@pytest.fixture
def section(page):
    page.open("rules")
    return page.section("rules")


def words(section):
    return section._page.toPlainText().splitlines()


def test_each_is_read_by_touch(qtbot, page, section):
    assert len(section._entries) >= 5
    for key in ("grading", "routes", "holds"):
        section._entries[key].click()
        assert words(section)[0] == section._readings[key].title
        assert len(words(section)) > 1
    section._entries["checklist-safe_default"].click()
    assert len(words(section)) > 20
    before = section._page.toHtml()
    look.choose("dark")
    assert section._page.toHtml() != before


def test_what_stands_in_a_checklist_is_no_markup(section):
    section._readings["routes"] = Reading("routes", "<b>Title</b>", 1, (Line("choice", "<img src=x>", "<i>"),))
    section.read("routes")
    assert "<img src=x>" in section._page.toPlainText()
    assert "<b>Title</b>" in section._page.toPlainText()


def test_the_one_that_is_read_stays_in_another_language(page, section):
    section._entries["routes"].click()
    english = words(section)
    language.speak("zh_CN")
    page.retranslate()
    assert section._chosen == "routes"
    assert words(section) != english


def test_before_the_first_act_at_the_bench_nothing_is_loaded(section):
    section.parts.desk.standing = None
    section.retranslate()
    assert section._empty.isVisible()
    assert section._page.isHidden()
