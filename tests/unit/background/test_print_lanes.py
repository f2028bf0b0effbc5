"""A lane a printer: none waits for another, and what is under way is waited for, within limits."""

import socket
import threading

import pytest

from app.background.print_lanes import PrintLanes, look_up


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


def test_a_directory_that_never_answers_holds_nobody_up(monkeypatch):
    asked, answered = threading.Event(), threading.Event()

    def never(*_, flags=0, **__):
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror("a name, and no number")
        asked.set()
        answered.wait(30)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    with pytest.raises(TimeoutError):
        look_up("zebra.floor", 9100, 0.05)
    assert asked.wait(10)
    (left,) = (one for one in threading.enumerate() if one.name == "look up zebra.floor")
    assert left.daemon
    answered.set()
    left.join(10)


def test_what_is_no_name_is_told_as_such(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: "zebra..floor".encode("idna"))
    with pytest.raises(OSError, match="no name"):
        look_up("zebra..floor", 9100, 10)


def test_a_number_is_its_own_address(monkeypatch):
    monkeypatch.setattr(threading.Thread, "start", lambda _: pytest.fail("nobody need be asked"))
    assert [place[-1] for place in look_up("127.0.0.1", 9100, 10)] == [("127.0.0.1", 9100)]
