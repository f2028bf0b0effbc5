"""Codes are read from the newest frame only, and told when they were seen often enough."""

import threading
from queue import Queue

import pytest

from app.background.code_lane import GAP_S, MIDDLE, CodeLane, is_within
from app.domain.symbols import Code, Symbology
from app.ports import Frame

WAIT_S = 10
CODE = Code(Symbology.CODE_128, "1Z999AA10123456784", ((0, 0), (1, 0), (1, 1), (0, 1)))


def frame(at: float) -> Frame:
    return Frame(b"\0" * 3, 1, 1, 3, at)


class FakeReader:
    """Reads the same code in every frame, and may be held."""

    def __init__(self):
        self.read = []
        self.began = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.fails = False

    def read_frame(self, frame):
        self.read.append(frame.captured_at)
        self.began.set()
        self.go_on.wait(WAIT_S)
        if self.fails:
            raise ValueError("a strange frame")
        return (CODE,)

    def read_still(self, frame):
        return self.read_frame(frame)


@pytest.fixture
def reader():
    return FakeReader()


@pytest.fixture
def told():
    return Queue()


@pytest.fixture
def lane(reader, told):
    made = CodeLane(lambda: reader, told.put)
    yield made
    reader.go_on.set()
    made.close()


def test_a_code_is_told_once_it_was_seen_often_enough(lane, reader, told):
    for at in (10.0, 11.0, 12.0):
        reader.began.clear()
        lane.offer(frame(at))
        assert reader.began.wait(WAIT_S)
    assert told.get(timeout=WAIT_S) == CODE
    lane.close()
    assert told.empty()


def test_of_frames_that_wait_only_the_newest_is_read(lane, reader):
    reader.go_on.clear()
    lane.offer(frame(10.0))
    assert reader.began.wait(WAIT_S)
    for at in range(11, 60):
        lane.offer(frame(float(at)))
    reader.began.clear()
    reader.go_on.set()
    assert reader.began.wait(WAIT_S)
    lane.close()
    assert reader.read == [10.0, 59.0]


def test_not_every_frame_of_a_fast_camera_is_read(lane, reader):
    for at in (10.0, 10.0 + GAP_S / 3, 10.0 + GAP_S / 2):
        lane.offer(frame(at))
    lane.close()
    assert len(reader.read) <= 1


def test_nothing_is_read_while_it_rests(lane, reader):
    lane.resting = True
    lane.offer(frame(10.0))
    lane.close()
    assert reader.read == []


@pytest.mark.expects_warning
def test_a_frame_that_cannot_be_read_ends_nothing(lane, reader, told):
    reader.fails = True
    lane.offer(frame(10.0))
    assert reader.began.wait(WAIT_S)
    reader.began.clear()
    lane.offer(frame(11.0))
    assert reader.began.wait(WAIT_S)
    reader.fails = False
    for at in (12.0, 13.0):
        reader.began.clear()
        lane.offer(frame(at))
        assert reader.began.wait(WAIT_S)
    assert told.get(timeout=WAIT_S) == CODE


@pytest.mark.parametrize(
    ("left", "top", "counts"), [(40, 45, True), (0, 45, False), (90, 45, False), (40, 0, False), (40, 90, False)]
)
def test_only_what_stands_within_the_frame_counts(left, top, counts):
    corners = ((left, top), (left + 10, top), (left + 10, top + 10), (left, top + 10))
    code = Code(Symbology.CODE_128, "1Z999AA10123456784", corners)
    assert is_within(code, Frame(b"", 100, 100, 300, 0.0), MIDDLE) is counts
    assert is_within(code, Frame(b"", 100, 100, 300, 0.0), (1.0, 1.0))


def test_a_label_that_lies_at_the_edge_is_never_told(lane, reader, told):
    lane.within = (0.0, 0.0)  # the only code has its middle beside that of the picture
    for at in (1.0, 2.0, 3.0):
        reader.began.clear()
        lane.offer(Frame(b"\0" * 300, 10, 10, 30, at))
        assert reader.began.wait(WAIT_S)
    lane.close()
    assert told.empty()


def test_while_it_is_watched_a_code_that_fits_is_noted_and_not_told(lane, reader, told):
    lane.resting, lane.watched = True, True
    lane.look_out(lambda text: text == CODE.text)
    lane.offer(frame(1.0))
    lane.close()
    assert lane.fitting_at == 1.0
    assert told.empty()
    lane.look_out(lambda _: False)
    assert lane.fitting_at is None


def test_a_station_whose_camera_scans_no_codes_is_told_none(reader, told):
    made = CodeLane(lambda: reader, told.put, scans=False)
    made.offer(frame(1.0))
    made.close()
    assert reader.read == []
