"""Every section is drawn in every language and theme; what is saved is in the file, what is refused changes nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import config
from app.ui.scanner.burst import Manner
from app.ui.scanner.wedge import Wedge
from app.ui.settings.page import SECTIONS
from app.ui.sounds import Sounds
from app.ui.theme import look
from app.ui.words import LANGUAGES, language
from tests.unit.ui.settings.conftest import sign_in, touch


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_is_drawn_in_every_language_and_theme(qtbot, page, name):
    touch(page, f"settings_open_{name}")
    titles = set()
    for code in LANGUAGES:
        language.speak(code)
        page.retranslate()
        titles.add(page._title.text())
        for theme in ("light", "dark"):
            look.choose(theme)
            assert not page.grab().isNull()
    assert titles
    assert all(titles)


def test_sections_are_reached_by_keys_alone(qtbot, page):
    entry = page._entries["station"]
    entry.setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget() or entry, Qt.Key.Key_Down)
    assert page._open is page.section("scanner") or page._entries["scanner"].hasFocus()


def test_escape_leads_from_a_section_back_to_the_list(qtbot, page):
    touch(page, "settings_open_scanner")
    field = page.sections["scanner"]._gap
    field.take_keys()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.focusWidget().objectName() == "settings_open_scanner"


def test_escape_on_the_list_leads_to_the_bench_and_its_key_is_drawn_where_it_does(qtbot, page):
    asked: list[str] = []
    page.page_asked.connect(asked.append)
    touch(page, "settings_open_scanner")
    page._entries["scanner"].setFocus()
    assert (page.leave.words, page.leave.key) == ("Back to the bench", "Esc")
    page.sections["scanner"]._gap.take_keys()
    assert page.leave.key == ""
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert asked == []
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert asked == ["bench"]
    page.leave.click()
    assert asked == ["bench"] * 2


def test_what_takes_effect_at_once(qtbot, page, station):
    wedge = Wedge(parent=page)
    sounds = Sounds(page)
    page.came_to_front()
    page.section("station").changed.emit({("window", "theme"): "dark", ("window", "volume"): 30})
    qtbot.waitUntil(lambda: look.choice == "dark")
    assert sounds.volume == 0.3
    page.section("scanner").changed.emit({("scanner", "prefix"): "STX"})
    qtbot.waitUntil(lambda: wedge._listening.manner == Manner(prefix="STX"))
    page.section("station").changed.emit({("window", "text_size"): 130})
    qtbot.waitUntil(lambda: page.settings.window.text_size == 130)
    assert page._restart.isHidden()
    assert config.load(station.profile.config) == page.settings


def test_what_waits_for_the_next_start_says_so(qtbot, page, station):
    page.section("station").changed.emit({("station", "site"): "DE"})
    qtbot.waitUntil(lambda: not page._restart.isHidden())
    assert "started again" in page._restart.words[0]
    assert config.load(station.profile.config).station.site == "DE"


def test_what_is_refused_is_said_and_shown_as_it_was(qtbot, page, station):
    section = page.section("station")
    section._site.field.setText("nowhere")
    section._site.saved.emit("nowhere")
    qtbot.waitUntil(lambda: page.notice.state == "bad" and not page.notice.isHidden())
    assert "a site is a country" in page.notice.words[0]
    assert section._site.field.text() == "US-NJ"
    assert not station.profile.config.exists()


def test_an_inspector_is_refused_and_sees_what_counts(qtbot, page, parts, station):
    sign_in(qtbot, parts, "BK-3")
    section = page.section("camera")
    page.open("camera")
    section._source.saved.emit("file:/home/somebody/fine-pictures")
    qtbot.waitUntil(lambda: page.notice.state == "bad" and not page.notice.isHidden())
    assert section._source.field.text() == "virtual"
    assert not station.profile.config.exists()


def test_a_scan_goes_to_the_open_section(qtbot, page):
    wedge = Wedge(parent=page)
    page.came_to_front()
    page.open("scanner")
    wedge._settle(wedge._listening.pause() if wedge._listening.waiting else _scan())
    page.scanned("R-000312")
    assert page.section("scanner")._shown.words == "R-000312"
    assert not page.wants_codes
    page.open("camera")
    assert page.wants_codes


def _scan():
    from app.ui.scanner.burst import Heard  # noqa: PLC0415

    return Heard(code="R-000312", ended="Enter")
