"""The certificates of a unit: saved where it was chosen, whole or not at all."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.access import Operator, Role
from app.domain.print_jobs import JobState, PrintJob
from app.errors import UserError
from app.ui.unit.certificate_buttons import CertificateButtons
from tests.room import read_at_once

INES = Operator("user-1", "IN-01", "Ines", Role.INSPECTOR)
PDF = b"%PDF-1.7 a certificate"


class Parts:
    """A station whose lane answers at once."""

    def __init__(self):
        self.shown, self.printed, self.job = [], [], JobState.SENT
        self.station = SimpleNamespace(certificates=self, print_label=self.print)

    def print(self, *asked):
        self.printed.append(asked)
        if self.job is None:
            raise UserError("No printer takes it.", "Put larger labels in.", "no_printer")
        return PrintJob("1", asked[0], "R-000003-2S", asked[1], asked[1], "", "labels", {}, self.job)

    def show(self, number):
        self.shown.append(number)
        if number == "DES-000009":
            raise UserError("There is no certificate DES-000009.", "See them all.", "unknown_certificate")
        return SimpleNamespace(document=PDF)

    read = staticmethod(read_at_once)


@pytest.fixture
def buttons(dressed, qtbot):
    made = CertificateButtons(cast("Any", Parts()))
    qtbot.addWidget(made)
    made.show_numbers(("DES-000001", "DES-000002", "DES-000003", "DES-000009"))
    made.show()
    return made


def test_the_newest_are_offered_and_saved_where_it_was_chosen(buttons, tmp_path):
    assert buttons.numbers == ("DES-000002", "DES-000003", "DES-000009")
    assert buttons.open_button.isHidden()
    buttons._buttons[1].click()
    dialog = buttons.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("certificate-DES-000003.pdf")
    dialog.fileSelected.emit(str(tmp_path / "proof.pdf"))
    dialog.reject()
    assert (tmp_path / "proof.pdf").read_bytes() == PDF
    assert buttons.notice.state == "ok"
    assert not buttons.open_button.isHidden()


def test_what_cannot_be_written_or_shown_is_said_and_leaves_nothing(buttons, tmp_path):
    buttons.save("DES-000002", tmp_path / "no" / "proof.pdf")
    assert buttons.notice.state == "bad"
    assert "cannot be written" in buttons.notice.words[0]
    buttons.save("DES-000009", tmp_path / "proof.pdf")
    assert "no certificate" in buttons.notice.words[0]
    assert list(tmp_path.iterdir()) == []
    assert buttons.open_button.isHidden()


def test_another_unit_has_its_own(buttons, tmp_path):
    buttons.save("DES-000002", tmp_path / "proof.pdf")
    buttons.show_numbers(("DON-000001",))
    assert buttons.notice.isHidden()
    assert buttons.open_button.isHidden()
    assert [not one.isHidden() for one in buttons._buttons] == [True, False, False]


@pytest.mark.parametrize(
    ("kind", "label"), [("recycling", "handover"), ("donation", "handover"), ("destruction", "scrap")]
)
def test_the_label_of_what_is_certified_goes_out_with_the_goods(buttons, kind, label):
    buttons.offer_label("R-000003", kind, INES)
    assert buttons.label_button.isVisible()
    buttons.label_button.click()
    assert buttons._parts.printed == [("R-000003", label, "", INES)]
    assert buttons.notice.state == "ok"
    assert "labels" in buttons.notice.words[0]
    buttons.offer_label("R-000004", kind, INES)
    assert buttons.notice.isHidden(), "what was said was about another unit"


@pytest.mark.parametrize(
    ("job", "state"), [(JobState.CONFIRMED, "ok"), (JobState.UNKNOWN, "warn"), (JobState.FAILED, "bad"), (None, "bad")]
)
def test_what_became_of_that_label_is_said(buttons, job, state):
    buttons._parts.job = job
    buttons.offer_label("R-000003", "recycling", INES)
    buttons.label_button.click()
    assert buttons.notice.state == state
    assert buttons.notice.words[0]
    assert buttons.label_button.isEnabled()


@pytest.mark.parametrize(("kind", "by"), [("", True), ("recycling", False)])
def test_without_a_certificate_that_counts_or_a_person_there_is_no_label(buttons, kind, by):
    buttons.offer_label("R-000003", kind, INES if by else None)
    assert buttons.label_button.isHidden()


def test_while_one_is_on_its_way_no_second_is_asked_for(buttons, monkeypatch):
    waiting = []
    monkeypatch.setattr(buttons._parts, "read", lambda *calls: waiting.append(calls))
    buttons.offer_label("R-000003", "recycling", INES)
    buttons.label_button.click()
    assert not buttons.label_button.isEnabled()
    _job, _done, failed = waiting[0]
    failed(UserError("The records are locked.", "Try again."))
    assert buttons.label_button.isEnabled()
