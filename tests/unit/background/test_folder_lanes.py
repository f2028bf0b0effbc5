"""A folder that hangs holds up itself alone, and whoever asked hears of it."""

import threading
from pathlib import Path
from queue import SimpleQueue

import pytest

from app.background.folder_lanes import FolderLanes
from app.errors import TimedOut

DEAD, SOUND = Path("/dead/Phone"), Path("/sound/Phone")
LONG_S = 60


@pytest.fixture
def hanging():
    """A share that is gone until the test is over."""
    back = threading.Event()
    yield back
    back.set()


def test_a_folder_that_hangs_is_reported_and_stops_no_other(hanging):
    came: SimpleQueue[object] = SimpleQueue()
    began: list[object] = []
    lanes = FolderLanes(patience_s=0.02)
    lanes.submit(DEAD, hanging.wait, came.put, came.put)
    lanes.submit(DEAD, lambda: began.append("behind it"), came.put, came.put)
    errors = [came.get(timeout=LONG_S), came.get(timeout=LONG_S)]
    assert [type(error) for error in errors] == [TimedOut, TimedOut]
    assert "Phone" in str(errors[0])
    patient = FolderLanes(patience_s=LONG_S)
    patient.submit(DEAD, hanging.wait, came.put, came.put)
    patient.submit(SOUND, lambda: "looked", came.put, came.put)
    assert came.get(timeout=LONG_S) == "looked"
    hanging.set()
    assert came.get(timeout=LONG_S) is True
    lanes.close()
    patient.close()
    assert came.empty()  # what was late is dropped
    assert began == []  # and what waited behind it never began


def test_what_a_job_raises_is_handed_over_and_after_the_end_nothing_comes():
    came: SimpleQueue[object] = SimpleQueue()
    lanes = FolderLanes()

    def broken():
        raise OSError("gone")

    lanes.submit(SOUND, broken, came.put, came.put)
    assert str(came.get(timeout=LONG_S)) == "gone"
    lanes.close()
    lanes.submit(SOUND, lambda: "late", came.put, came.put)
    lanes.close()
    assert came.empty()
