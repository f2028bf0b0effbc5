"""Every kind is there, chosen by touch or key, and said with what it is for."""

import pytest

from app.services.importing import KINDS
from app.ui.imports.kinds import KindList
from app.ui.theme import Touch


@pytest.fixture
def kinds(qtbot, dressed):
    made = KindList()
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    return made


def test_every_kind_can_be_chosen(qtbot, kinds):
    assert list(kinds.entries) == list(KINDS)
    with qtbot.waitSignal(kinds.chosen) as told:
        kinds.choose("sales")
    assert told.args == ["sales"]
    assert [kind for kind, entry in kinds.entries.items() if entry.isChecked()] == ["sales"]
    kinds.entries["returns"].click()
    assert not kinds.entries["sales"].isChecked()


def test_a_finger_meets_it_and_a_reader_says_it(kinds):
    entry = kinds.entries["products"]
    assert entry.height() >= Touch.LEAST
    assert entry.accessibleName().startswith("Articles")
    entry.setDown(True)
    assert not entry.grab().isNull()
