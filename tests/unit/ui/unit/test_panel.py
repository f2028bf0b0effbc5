"""A form asks for what its act needs, and lets go of a PIN as soon as it is handed over."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.ui.unit.acts import Form
from app.ui.unit.panel import Panel
from app.ui.unit.proof import Proof

WITNESSED = Form("destroy", "Destroy", "Before a witness", "Do it", witness=True, proof=True)
WORDED = Form("send_back", "Send back", "", "Do it", "Why", must=True, reasons=("Blurred", "Wrong"))


@pytest.fixture
def panel(qtbot, room):
    made = Panel(Proof(room.parts))
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def test_a_witness_is_asked_for_badge_and_pin_and_only_then_the_proof_is_taken(qtbot, panel):
    panel.show_form(WITNESSED)
    assert not panel.words.isVisible()
    assert not panel.proof.isVisible()
    panel.badge.setText("17")
    assert not panel.do.isEnabled()
    panel.pin.setText("493817")
    with qtbot.waitSignal(panel.entered) as told:
        panel.do.click()
    form, entered = told.args
    assert (form, entered.badge, entered.pin, entered.file) == (WITNESSED, "17", "493817", None)
    assert panel.pin.text() == ""
    assert not panel.do.isEnabled()
    panel.ask_proof(entered)
    assert panel.title.text() == "Destroy it now, then take the proof"
    assert not panel.badge.isVisible()
    with qtbot.waitSignal(panel.entered) as told:
        panel.proof._on_file_chosen("proof.jpg")
    assert (told.args[1].pin, told.args[1].file.name) == ("493817", "proof.jpg")
    assert not panel.proof.take.isEnabled(), "one proof at a time"


def test_a_usual_reason_fills_the_field_and_enter_does_it(qtbot, panel):
    panel.show_form(WORDED)
    panel.focus()
    panel._reasons_layout.itemAt(1).widget().click()
    assert panel.words.text() == "Wrong"
    with qtbot.waitSignal(panel.entered):
        panel.words.returnPressed.emit()


def test_where_a_grade_is_asked_the_keys_begin_there(qtbot, panel):
    panel.show_form(replace(WORDED, grades=("B", "C")))
    panel.focus()
    qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Space)
    assert panel.grades.key == "B"


def test_enter_does_nothing_while_something_is_missing(qtbot, panel):
    panel.show_form(WORDED)
    with qtbot.assertNotEmitted(panel.entered):
        panel.words.returnPressed.emit()


def test_a_refusal_is_said_and_what_was_typed_stays(panel):
    panel.show_form(WORDED)
    panel.words.setText("blurred")
    panel.refuse("No.", "Ask somebody.")
    assert panel.notice.words == ("No.", "Ask somebody.")
    panel.show_form(WORDED)  # in another language
    assert panel.words.text() == "blurred"
    panel.show_form(WITNESSED)
    assert panel.words.text() == ""
    assert not panel.notice.isVisible()


def test_a_scanned_badge_is_the_witness(panel):
    assert not panel.take_scan("RGB:17")
    panel.show_form(WITNESSED)
    assert panel.take_scan("RGB:17")
    assert panel.badge.text() == "17"


def test_closing_forgets(qtbot, panel):
    panel.show_form(WITNESSED)
    panel.pin.setText("493817")
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()
    assert (panel.pin.text(), panel.form) == ("", None)
