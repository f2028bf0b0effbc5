"""The reserve is really taken, let go when the rest runs out, and no parcel is begun until there is room again."""

import pytest

from app.services.safekeeping import RoomState
from app.store.reserve import FILE, FLOOR, Reserve

MB = 1 << 20
SIZE = 8 * MB


@pytest.fixture
def disk(monkeypatch):
    """A disk that says what is free on it."""
    usage = type("Usage", (), {"free": 1 << 40})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    return usage


def test_it_is_held_by_a_file_of_its_size_that_takes_real_room(tmp_path, disk):
    reserve = Reserve(tmp_path, SIZE)
    assert reserve.hold()
    assert reserve.hold()
    said = (tmp_path / FILE).stat()
    assert (said.st_size, said.st_blocks * 512 >= SIZE) == (SIZE, True)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert reserve.room().state is RoomState.ENOUGH


@pytest.mark.expects_warning
def test_it_is_let_go_for_what_is_open_and_taken_again_when_there_is_room(tmp_path, disk):
    reserve = Reserve(tmp_path, SIZE)
    reserve.hold()
    disk.free = 40 * MB
    assert reserve.room().state is RoomState.ENOUGH
    disk.free = FLOOR
    assert reserve.room().state is RoomState.ENOUGH if FLOOR + SIZE >= 4 * SIZE else RoomState.LOW
    disk.free = FLOOR - 1
    room = reserve.room()
    assert (room.state, room.free) == (RoomState.SPENT, FLOOR - 1 + SIZE)
    assert not (tmp_path / FILE).exists()
    disk.free = FLOOR - 1 + SIZE
    assert reserve.room().state is RoomState.SPENT
    disk.free = SIZE
    assert not reserve.hold()
    disk.free = 1 << 40
    assert reserve.hold()
    assert reserve.room().state is RoomState.ENOUGH


def test_little_room_is_said_before_it_is_gone(tmp_path, disk):
    reserve = Reserve(tmp_path, 256 * MB)
    disk.free = 900 * MB
    assert reserve.room().state is RoomState.LOW


@pytest.mark.expects_warning
def test_a_disk_that_does_not_answer_begins_nothing(tmp_path):
    assert Reserve(tmp_path / "away", SIZE).room().state is RoomState.SPENT


def test_without_a_reserve_only_the_last_room_counts(tmp_path, disk):
    reserve = Reserve(tmp_path, 0)
    assert not reserve.hold()
    assert reserve.room().state is RoomState.ENOUGH
    disk.free = FLOOR - 1
    assert reserve.room().state is RoomState.SPENT
