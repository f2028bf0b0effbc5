"""A notice stands where it is said, and goes with the next good act."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit import Label, Notice
from app.ui.theme import current
from app.ui.words import _, language


@pytest.fixture
def notice(qtbot):
    made = Notice("refusal")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("state", ["ok", "warn", "bad", "accent", "neutral"])
def test_it_wears_its_state(notice, state):
    notice.say(state, "This is no badge.", "Scan your badge, or type its number.")
    notice.resize(320, 60)
    assert notice.isVisible()
    assert notice.state == state
    assert notice.grab().toImage().pixelColor(160, 2).name().upper() == current().states()[state][1]
    assert notice.accessibleName() == "This is no badge. Scan your badge, or type its number."


def test_it_is_gone_when_cleared(notice):
    notice.say("bad", "No.")
    notice.clear()
    assert not notice.isVisible()
    assert notice.words == ("", "")


def test_a_title_alone_takes_one_line(notice):
    notice.say("ok", "Saved", "4 photos on disk")
    both = notice.sizeHint().height()
    notice.say("ok", "Saved")
    assert notice.sizeHint().height() < both


def test_its_place_can_be_kept_so_that_nothing_jumps(qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    notice = Notice("refusal", keep_place=True)
    notice.say("bad", "No.", "Do this.")
    below = Label("below")
    column.addWidget(notice)
    column.addWidget(below)
    column.addStretch()
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.show()
    before = below.y()
    notice.hide()
    column.activate()
    assert below.y() == before > 0


def test_it_stands_in_the_language_that_is_spoken_and_stays_where_it_was_put(qtbot, dressed, notice):
    hint = _("Scan your badge, or type its number.")
    notice.say("warn", _("This is no badge."), hint)
    english = notice.words
    language.speak("es")
    qtbot.waitUntil(lambda: notice.words != english)
    assert notice.words == (_("This is no badge."), _("Scan your badge, or type its number."))
    assert notice.accessibleName() == " ".join(notice.words)
    notice.hide()
    language.speak("zh_CN")
    qtbot.waitUntil(lambda: notice.words[0] == _("This is no badge."))
    assert not notice.isVisible(), "whoever hid it meant it"
    notice.say("warn", "R-000001", hint)  # kept from a time when another language was spoken
    assert notice.words == ("R-000001", _("Scan your badge, or type its number."))
