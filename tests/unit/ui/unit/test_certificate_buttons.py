"""The certificates of a unit: saved where it was chosen, whole or not at all."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.ui.unit.certificate_buttons import CertificateButtons
from tests.room import read_at_once

PDF = b"%PDF-1.7 a certificate"


class Parts:
    """A station whose lane answers at once."""

    def __init__(self):
        self.shown = []
        self.station = SimpleNamespace(certificates=self)

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
