"""A form asks for what its act needs, and lets go of a PIN as soon as it is handed over."""

import pytest

from app.ui.unit.acts import Form
from app.ui.unit.panel import Panel

WITNESSED = Form("destroy", "Destroy", "Before a witness", "Do it", witness=True, file=True, must_file=True)
WORDED = Form("send_back", "Send back", "", "Do it", "Why", must=True, reasons=("Blurred", "Wrong"))


@pytest.fixture
def panel(qtbot, dressed):
    made = Panel()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def test_a_witness_is_asked_for_badge_pin_and_picture(qtbot, panel):
    panel.show_form(WITNESSED)
    assert not panel.words.isVisible()
    panel.badge.setText("17")
    panel.pin.setText("493817")
    assert not panel.do.isEnabled()
    panel._on_file_chosen("proof.jpg")
    assert panel.file.words == "proof.jpg"
    with qtbot.waitSignal(panel.entered) as told:
        panel.do.click()
    form, entered = told.args
    assert (form, entered.badge, entered.pin, entered.file.name) == (WITNESSED, "17", "493817", "proof.jpg")
    assert panel.pin.text() == ""
    assert not panel.do.isEnabled()


def test_a_usual_reason_fills_the_field_and_enter_does_it(qtbot, panel):
    panel.show_form(WORDED)
    panel.focus()
    panel._reasons_layout.itemAt(1).widget().click()
    assert panel.words.text() == "Wrong"
    with qtbot.waitSignal(panel.entered):
        panel.words.returnPressed.emit()


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
