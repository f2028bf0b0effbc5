"""The disk says nothing while there is room, and what to do when there is none."""

from app.services.safekeeping import Room, RoomState
from app.ui.window.disk import status_of


def test_it_speaks_only_when_it_has_to():
    assert status_of(Room(RoomState.ENOUGH, 1 << 40)) == ("", "neutral")
    assert status_of(Room(RoomState.LOW, 3 << 28)) == ("Disk: 0.8 GiB left", "warn")
    assert status_of(Room(RoomState.SPENT, 0)) == ("Disk full: end what is open", "bad")
