"""The lane that films: it takes what it can, counts what it cannot, ends at its bounds, and keeps nobody waiting."""

import threading
from queue import SimpleQueue
from typing import Any

import pytest

from app.background.film_lane import MOST_WAITING, Ended, FilmLane, Recorded
from app.domain.evidence import StoredPhoto
from app.domain.films import Bounds, FilmOf
from app.errors import DiskFull, Offline
from app.ports import Frame

OF = FilmOf("unboxing", "parcel")
JPEG = b"\xff\xd8" + b"." * 96 + b"\xff\xd9"


class Press:
    def __init__(self):
        self.may = threading.Event()
        self.may.set()
        self.at_work = threading.Event()

    def picture(self, frame):
        self.at_work.set()
        assert self.may.wait(10)
        return JPEG, frame.width, frame.height


class Draft:
    def __init__(self, fault=None):
        self.size, self.parts, self.fault, self.forgotten = 0, [], fault, False

    def append(self, data):
        if self.fault is not None and len(self.parts) == 2:
            raise self.fault
        self.parts.append(data)
        self.size += len(data)

    def finish(self, width, height):
        return StoredPhoto("a" * 64, self.size, width, height, "mkv"), "somewhere"

    def forget(self):
        self.forgotten = True


class Room:
    def __init__(self, bounds=None, fault=None):
        self.press, self.draft = Press(), Draft(fault)
        self.told: SimpleQueue[Any] = SimpleQueue()
        shelf = type("Shelf", (), {"begin": lambda _self, _of: self.draft})()
        self.lane = FilmLane(lambda: self.press, lambda: shelf, bounds or Bounds(fps=10))

    def begin(self):
        return self.lane.begin(OF, self.told.put, self.told.put)

    def frames(self, *at, width=640):
        for one in at:
            self.lane.offer(Frame(b"", width, 480, width * 3, one))


@pytest.fixture
def room():
    made = Room()
    yield made
    made.press.may.set()
    made.lane.close()


def test_frames_become_a_film_with_their_own_times(room):
    assert room.begin()
    room.frames(100.0, 100.1, 100.2)
    room.lane.end()
    done = room.told.get(timeout=10)
    assert isinstance(done, Recorded)
    assert (done.of, done.frames, done.dropped, done.ended) == (OF, 3, 0, Ended.ASKED)
    assert done.seconds == pytest.approx(0.2)
    assert (done.film.width, done.film.height) == (640, 480)
    assert done.film.size == room.draft.size
    assert room.lane.stands is None


def test_no_more_are_taken_than_are_asked_for(room):
    room.begin()
    room.frames(*(100 + number / 30 for number in range(30)))
    room.lane.end()
    assert room.told.get(timeout=10).frames <= 11


def test_what_it_cannot_take_is_dropped_and_counted_and_nobody_waits(room):
    room.begin()
    room.press.may.clear()
    room.frames(100.0)
    assert room.press.at_work.wait(10)
    room.frames(*(101.0 + number for number in range(MOST_WAITING + 5)))  # comes back at once, or this test hangs
    stands = room.lane.stands
    assert stands is not None
    assert stands.dropped == 5
    room.press.may.set()
    room.lane.end()
    done = room.told.get(timeout=10)
    assert (done.frames, done.dropped) == (1 + MOST_WAITING, 5)


def test_one_film_at_a_time(room):
    assert room.begin()
    assert not room.begin()
    room.frames(1.0)
    room.lane.end()
    room.lane.end()
    room.told.get(timeout=10)
    assert room.begin()
    assert room.told.empty()


def test_frames_of_another_camera_are_left_out(room):
    room.begin()
    room.frames(1.0)
    room.frames(2.0, width=320)
    room.frames(3.0)
    room.lane.end()
    assert room.told.get(timeout=10).frames == 2


def test_without_a_picture_nothing_is_kept(room):
    room.begin()
    room.lane.end()
    assert isinstance(room.told.get(timeout=10), Offline)
    assert room.lane.stands is None


def test_it_ends_by_itself_when_it_is_long_enough():
    room = Room(Bounds(fps=10, most_s=1.0))
    room.begin()
    room.frames(1.0, 1.5, 2.0, 2.5)
    done = room.told.get(timeout=10)
    assert (done.frames, done.ended) == (3, Ended.LENGTH)
    room.lane.close()


def test_it_ends_by_itself_when_it_is_large_enough():
    room = Room(Bounds(fps=10, most_bytes=600))
    room.begin()
    room.frames(*(float(number) for number in range(6)))
    done = room.told.get(timeout=10)
    assert done.ended is Ended.SIZE
    assert done.film.size <= 600
    room.lane.close()


def test_a_full_disk_ends_it_and_is_told_once():
    room = Room(fault=DiskFull("full"))
    room.begin()
    room.frames(1.0, 2.0, 3.0, 4.0)
    assert isinstance(room.told.get(timeout=10), DiskFull)
    assert room.lane.stands is None
    room.lane.end()
    room.lane.close()
    assert room.told.empty()
