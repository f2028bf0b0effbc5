"""A lane a printer: none waits for another, and what is under way is waited for, within limits."""

import threading

import pytest

from app.background.print_lanes import PrintLanes


def test_one_printer_holds_up_no_other():
    lanes, held, done = PrintLanes(), threading.Event(), threading.Event()
    lanes("slow", held.wait)
    lanes("quick", done.set)
    assert done.wait(10)
    assert not lanes.settle(0)
    held.set()
    assert lanes.settle(10)
    lanes.close()


def test_after_closing_nothing_is_taken():
    lanes, printed = PrintLanes(), []
    lanes.close()
    lanes("labels", lambda: printed.append(1))
    assert printed == []
    assert lanes.settle(0)


@pytest.mark.expects_warning
def test_a_fault_is_logged_and_the_lane_goes_on():
    lanes, printed = PrintLanes(), []

    def fault():
        raise RuntimeError("a fault of ours")

    lanes("labels", fault)
    lanes("labels", lambda: printed.append(1))
    assert lanes.settle(10)
    assert printed == [1]
    lanes.close()
