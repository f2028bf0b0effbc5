"""What is filled is painted in the next turn; what nobody sees is held up by nothing."""

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.kit import NextTurn


class Room(QWidget):
    """Counts its paints."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def paintEvent(self, event):  # noqa: N802 (Qt's own name)
        del event
        self.paints += 1


@pytest.fixture
def room(qtbot):
    made = Room()
    qtbot.addWidget(made)
    made.resize(200, 100)
    made.show()
    qtbot.waitUntil(lambda: made.paints > 0)
    return made


def test_what_is_seen_is_painted_in_the_next_turn(qtbot, room):
    turn, before = NextTurn(room), room.paints
    turn.paint()
    turn.paint()
    room.repaint()
    assert room.paints == before
    qtbot.waitUntil(lambda: room.paints > before)
    assert room.updatesEnabled()


def test_what_nobody_sees_is_not_held_up(room):
    room.hide()
    NextTurn(room).paint()
    assert room.updatesEnabled()


def test_one_that_is_hidden_meanwhile_is_painted_when_it_is_seen_again(qtbot, room):
    turn = NextTurn(room)
    turn.paint()
    room.hide()
    before = room.paints
    room.show()
    qtbot.waitUntil(lambda: room.paints > before)
