"""The form of the first person: nothing is sent before all of it is there, and the PIN never shows."""

import pytest

from app.domain.access import Role
from app.ui.signin.first_person import FirstPerson, FirstPersonView

PIN = "493817"


@pytest.fixture
def view(qtbot, dressed):
    made = FirstPersonView(may_load_demo=True)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_sent_when_it_is_whole(qtbot, view):
    given: list[FirstPerson] = []
    view.person_given.connect(given.append)
    view._start.click()
    view.new_pin.pin_chosen.emit(PIN)
    assert view.name.hasFocus()
    view.name.setText(" Li Na ")
    view.badge.setText("LN-07")
    view._demo.setChecked(True)
    view._start.click()
    assert given == [FirstPerson("Li Na", "LN-07", Role.SUPERVISOR, PIN, demo=True)]
    assert PIN not in repr(given)


def test_a_pin_that_is_begun_anew_counts_no_more(view):
    view.name.setText("Li Na")
    view.badge.setText("LN-07")
    view.new_pin.pin_chosen.emit(PIN)
    assert view._start.isEnabled()
    view.new_pin.pin_undone.emit()
    assert not view._start.isEnabled()


def test_while_it_waits_nothing_can_be_changed(view):
    view.wait(waits=True)
    assert not view.name.isEnabled()
    assert view.notice.isVisible()
    view.refuse("This badge cannot be taken.", "Take another.")
    assert view.name.isEnabled()
    assert view.notice.words == ("This badge cannot be taken.", "Take another.")


def test_without_a_demo_none_is_offered(qtbot, dressed):
    made = FirstPersonView(may_load_demo=False)
    qtbot.addWidget(made)
    assert made._demo.isHidden()
