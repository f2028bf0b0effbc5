"""Why the buyer sends it back, with the buyer's own words quoted."""

from app.ui.kit import ReasonBox
from app.ui.words import language


def test_the_note_is_quoted_as_it_came(qtbot):
    box = ReasonBox("reason")
    qtbot.addWidget(box)
    box.show_reason("Too small", "<b>Fits like a 41</b> {x}")
    assert box.words == ("Too small", "“<b>Fits like a 41</b> {x}”")
    assert box.state == "warn"


def test_without_a_reason_it_is_not_there(qtbot):
    box = ReasonBox("reason")
    qtbot.addWidget(box)
    language.speak("es")
    box.show_reason("")
    assert not box.isVisible()
