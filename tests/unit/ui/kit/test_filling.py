"""What is put into a room that is seen is shown with it, at once and not one by one."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.kit.filling import filling


class House(QWidget):
    """With one room."""

    def __init__(self):
        super().__init__()
        self.room = QWidget()
        QVBoxLayout(self).addWidget(self.room)
        QVBoxLayout(self.room)


@pytest.fixture
def house(qtbot):
    made = House()
    qtbot.addWidget(made)
    return made


def test_all_of_it_is_seen_at_the_end_of_the_block(house):
    house.show()
    with filling(house.room):
        assert not house.room.isVisible()
        for _ in range(5):
            house.room.layout().addWidget(QWidget())
    assert house.room.isVisible()
    assert all(house.room.layout().itemAt(place).widget().isVisible() for place in range(5))


@pytest.fixture
def field(qtbot, house) -> QLineEdit:
    """In the room, with the keyboard, as in a window in which somebody types."""
    made = QLineEdit()
    house.room.layout().addWidget(made)
    house.layout().addWidget(QLineEdit())
    with qtbot.waitActive(house):
        house.show()
        house.activateWindow()
    made.setFocus()
    return made


def test_what_had_the_keyboard_in_it_has_it_again(house, field):
    with filling(house.room):
        assert not field.hasFocus()
        house.room.layout().addWidget(QWidget())
    assert field.hasFocus()


def test_what_went_with_the_old_has_no_keyboard_any_more(house, field):
    with filling(house.room):
        field.hide()
        field.deleteLater()
    assert not field.hasFocus()
    assert house.focusWidget() is not None


def test_after_a_fault_it_is_seen_as_well(house):
    house.show()
    with pytest.raises(ValueError, match="torn"), filling(house.room):
        raise ValueError("torn")
    assert house.room.isVisible()


def test_a_hidden_room_stays_hidden(house):
    house.show()
    house.room.hide()
    with filling(house.room):
        house.room.layout().addWidget(QWidget())
    assert not house.room.isVisible()


def test_where_there_is_no_room_the_block_is_just_done():
    done = []
    with filling(None):
        done.append(QApplication.instance() is not None)
    assert done
