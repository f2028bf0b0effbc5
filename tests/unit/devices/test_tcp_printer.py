"""A printer behind TCP that does anything: nothing is called printed that was not, and nothing hangs."""

from __future__ import annotations

import random
import socket
import time

import pytest

from app.background.print_lanes import look_up
from app.devices.tcp_printer import Patience, TcpPrinter
from app.domain.print_jobs import Delivery, JobState, PrintJob
from app.errors import DeviceError, NoMedia, Offline, UsageError
from app.ports import Address, Sheet
from tests.fake_printer import FakePrinter, Manners

SECONDS = 1.0
PATIENCE = Patience(connect=0.5, answer=0.15, known=0.3, settle=0.1)
SLACK_S = 5.0
"""What a machine with much else to do may add to a deadline; the real one is 20 s."""
LABEL = b"^XA^FO20,20^FDR-000001-1H^FS^PQ1^XZ\n"


@pytest.fixture
def fake():
    made = []

    def fake(**manners):
        made.append(FakePrinter(Manners(**manners)))
        return made[-1]

    yield fake
    for one in made:
        one.close()


def sheet(payload: bytes = LABEL, *, clear: bool = False) -> Sheet:
    job = PrintJob("j", "R-000001", "R-000001-1H", "unit", "unit", "ACME", "labels", {})
    return Sheet(job, payload, bytes, clear)


def send(printer: FakePrinter, payload: bytes = LABEL, driver: str = "zpl", *, clear: bool = False) -> Delivery:
    began = time.monotonic()
    told = TcpPrinter("labels", printer.address, driver, look_up, PATIENCE).send(sheet(payload, clear=clear), SECONDS)
    assert time.monotonic() - began < SECONDS + SLACK_S
    assert told.message
    return told


def test_a_label_that_the_printer_counted_is_confirmed(fake):
    printer = fake()
    assert send(printer).state is JobState.CONFIRMED
    assert printer.labels == [LABEL.strip()]
    assert b"~JX" not in printer.heard


def test_what_was_left_half_given_is_discarded_first(fake):
    printer = fake()
    assert send(printer, clear=True).state is JobState.CONFIRMED
    assert printer.heard.index(b"~JX") < printer.heard.index(b"^XA")


@pytest.mark.parametrize(
    ("manners", "state"),
    [
        ({"answers": False}, JobState.SENT),
        ({"counts": None}, JobState.SENT),
        ({"counts": 0}, JobState.UNKNOWN),
        ({"counts": 7}, JobState.SENT),
        ({"counts": -1}, JobState.SENT),
        ({"prints": False}, JobState.UNKNOWN),
        ({"garbage": b'\x00\xff?? ERRORS: none "12'}, JobState.SENT),
        ({"garbage": b"x" * 20_000}, JobState.SENT),
        ({"doubled": True}, JobState.SENT),
        ({"at_once": 1}, JobState.CONFIRMED),
        ({"resets_when_done": True}, JobState.UNKNOWN),
        ({"resets_when_done": True, "answers": False}, JobState.UNKNOWN),
    ],
)  # fmt: skip
def test_nothing_is_called_printed_that_nobody_counted(fake, manners, state):
    printer = fake(**manners)
    assert send(printer).state is state
    assert len(printer.labels) <= 1


@pytest.mark.parametrize(
    ("bits", "words"), [(1, "no labels left"), (2, "no ribbon"), (4, "head"), (0x10000, "paused"), (0x80000, "fault")]
)
def test_a_printer_that_cannot_print_is_sent_nothing(fake, bits, words):
    printer = fake(bits=bits)
    told = send(printer)
    assert told.state is JobState.FAILED
    assert words in told.message
    assert b"^XA" not in printer.heard


def test_a_printer_that_nobody_answers_for_has_printed_nothing():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        told = TcpPrinter("labels", address, "zpl", look_up, PATIENCE).send(sheet(), SECONDS)
        assert (told.state, "Nothing was printed" in told.message) == (JobState.FAILED, True)
        with pytest.raises(Offline):
            TcpPrinter("labels", address, "zpl", look_up, PATIENCE).look(SECONDS)


def test_one_that_answered_and_is_silent_now_is_given_nothing(fake):
    """It stands with its head open, maybe; a label given to it now would come out when nobody wants it any more."""
    printer = fake()
    device = TcpPrinter("labels", printer.address, "zpl", look_up, PATIENCE)
    assert device.send(sheet(), SECONDS).state is JobState.CONFIRMED
    printer.manners.answers = False
    told = device.send(sheet(), SECONDS)
    assert (told.state, "nothing was sent" in told.message, len(printer.labels)) == (JobState.FAILED, True, 1)
    assert device.send(sheet(), SECONDS).state is JobState.SENT  # another one may stand there: asked for again, given
    printer.manners.answers = True
    assert device.send(sheet(), SECONDS).state is JobState.CONFIRMED


@pytest.mark.parametrize("driver", ["zpl", "tspl"])
def test_a_roll_that_ends_within_a_label_is_told_at_once(fake, driver):
    """It prints what was interrupted by itself when it has a roll again: asked for again, it would come twice."""
    payload = LABEL if driver == "zpl" else b"CLS\r\nTEXT 1\r\nPRINT 1,1\r\n"
    out = {"zpl": 1, "tspl": 4}[driver]
    told = send(fake(prints=False, stops_with=out), payload, driver)
    assert told.state is JobState.UNKNOWN
    assert "no labels left" in told.message
    assert "by itself" in told.message


def test_the_last_label_of_a_roll_is_printed_all_the_same(fake):
    printer = fake(stops_with=1)
    assert send(printer).state is JobState.CONFIRMED
    assert send(printer).state is JobState.FAILED
    assert len(printer.labels) == 1


def test_what_says_nothing_is_not_said_to_have_the_label(fake):
    assert "answers nothing" in send(fake(reads=False)).message
    assert "answers nothing" in send(fake(answers=False)).message
    assert "has the label" in send(fake(counts=None)).message


def test_a_name_that_nobody_finds_holds_nobody_up():
    asked = []

    def silent(host: str, port: int, seconds: float) -> tuple[Address, ...]:
        asked.append((host, port, seconds <= PATIENCE.connect))
        raise TimeoutError

    told = TcpPrinter("labels", "tcp://zebra.floor", "zpl", silent, PATIENCE).send(sheet(), SECONDS)
    assert (told.state, asked) == (JobState.FAILED, [("zebra.floor", 9100, True)])
    assert "Nothing was printed" in told.message


def test_of_several_addresses_the_first_that_takes_it_is_used(fake):
    printer = fake()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone, there = (look_up("127.0.0.1", port, 1.0)[0] for port in (nobody.getsockname()[1], printer.port))
        device = TcpPrinter("labels", "tcp://zebra.floor", "zpl", lambda *_: (gone, there), PATIENCE)
        assert device.send(sheet(), SECONDS).state is JobState.CONFIRMED


def test_a_printer_that_hangs_up_when_it_is_asked_has_nothing(fake):
    printer = fake(closes_when_asked=True)
    assert send(printer).state is JobState.FAILED
    assert printer.labels == []


def test_a_printer_that_never_reads_holds_nobody_up(fake):
    """Its network takes some megabytes, and then no more: the end of the label was never given."""
    assert send(fake(reads=False), b"^XA" + b"~" * 30_000_000 + b"^XZ").state is JobState.FAILED
    assert send(fake(reads=False)).state in {JobState.SENT, JobState.UNKNOWN}  # it has it all, and says nothing


def test_a_label_broken_off_before_its_end_has_failed(fake):
    """Far too long for what the network holds back: what was not given cannot be printed."""
    printer = fake(resets_at=200_000, at_once=4096)
    assert send(printer, b"^XA" + b"~" * 30_000_000 + b"^XZ").state is JobState.FAILED
    assert printer.labels == []


@pytest.mark.parametrize("seed", [4])
def test_a_reset_at_any_byte_confirms_nothing(fake, seed):
    chance = random.Random(seed)
    for cut in chance.sample(range(1, len(LABEL) - 1), 4):
        printer = fake(resets_at=cut)
        assert send(printer).state in {JobState.UNKNOWN, JobState.FAILED}
        assert printer.labels == []


@pytest.mark.soak
@pytest.mark.parametrize("answers", [True, False])
def test_a_reset_at_every_byte_confirms_nothing(fake, answers):
    for cut in range(1, len(LABEL) - 1):
        printer = fake(resets_at=cut, answers=answers)
        told = send(printer)
        assert told.state in {JobState.UNKNOWN, JobState.FAILED}, cut
        assert printer.labels == []


@pytest.mark.parametrize(("bits", "state"), [(0, JobState.SENT), (0x20, JobState.SENT), (4, JobState.FAILED)])
def test_a_tspl_printer_is_asked_in_its_own_words(fake, bits, state):
    printer = fake(bits=bits)
    told = send(printer, b"CLS\r\nTEXT 1\r\nPRINT 1,1\r\n", "tspl")
    assert told.state is state
    assert len(printer.labels) == (state is JobState.SENT)


def test_the_doctor_hears_how_a_printer_is(fake):
    def look(printer: FakePrinter) -> str:
        return TcpPrinter("labels", printer.address, "zpl", look_up, PATIENCE).look(SECONDS)

    assert look(fake()) == "labels is ready"
    assert "does not say" in look(fake(answers=False))
    with pytest.raises(NoMedia):
        look(fake(bits=1))
    with pytest.raises(DeviceError):
        look(fake(closes_when_asked=True))


@pytest.mark.parametrize("address", ["tcp://", "tcp://:9100", "tcp://host:port", "tcp://[::1"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(UsageError, match="no address"):
        TcpPrinter("labels", address, "zpl", look_up)
