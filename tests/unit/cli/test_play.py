"""Playing a script: one flushed answer a line, in order, whatever the line; each before the next line is read."""

import json
from io import StringIO

import pytest

from app.cli.play import play
from app.domain.bench.actions import AskState, Scan
from tests.lane import PIN, SHOE, UPS


class FakeLane:
    """Takes everything but a scan of `NO`."""

    def __init__(self) -> None:
        self.performed: list[object] = []

    def perform(self, request):
        self.performed.append(request.action)
        taken = request.unfit is None and request.action != Scan("NO")
        error = None if taken else {"code": "no", "message": "No.", "hint": "Never."}
        return {"ok": taken, "step": "idle", "facts": [], "error": error}


class Watched(StringIO):
    """Notes what had been written when it was flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.flushed: list[int] = []

    def flush(self) -> None:
        self.flushed.append(self.getvalue().count("\n"))


def played(*lines: bytes, bench=None) -> tuple[bool, list[dict]]:
    written = StringIO()
    clean = play(bench or FakeLane(), lines, written)
    return clean, [json.loads(line) for line in written.getvalue().splitlines()]


def scan(code: str) -> bytes:
    return json.dumps({"do": "scan", "code": code}).encode() + b"\n"


def test_each_line_is_answered_in_its_order_and_counted():
    clean, answers = played(scan("A"), b'{"do": "state"}\n', scan("B"))
    assert clean
    assert [answer["seq"] for answer in answers] == [1, 2, 3]
    assert all(next(iter(answer)) == "seq" for answer in answers)


def test_blank_lines_are_no_actions():
    clean, answers = played(b"\n", scan("A"), b"  \r\n", b"\t\n", scan("B"), b"")
    assert clean
    assert [answer["seq"] for answer in answers] == [1, 2]


def test_nothing_to_play_is_played_to_its_end():
    assert played() == (True, [])


def test_every_answer_is_flushed_before_the_next_line_is_read():
    out = Watched()

    def lines():
        for count in range(3):
            assert out.flushed == list(range(1, count + 1))
            yield scan("A")

    play(FakeLane(), lines(), out)
    assert out.flushed == [1, 2, 3]


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"\xff\xfe",
        b"null",
        b'{"do": "frobnicate"}',
        b'{"do": "scan"}',
        b"[" * 100_000,
        b"\xef\xbb\xbf",
        scan("NO"),
    ],
)
def test_a_bad_line_is_answered_and_the_script_goes_on(bad):
    bench = FakeLane()
    clean, answers = played(scan("A"), bad, scan("B"), bench=bench)
    assert not clean
    assert [answer["ok"] for answer in answers] == [True, False, True]
    assert answers[1]["error"]["message"]
    assert answers[1]["step"] == "idle"
    assert [action for action in bench.performed if action != AskState()][-1] == Scan("B")


def test_a_refusal_at_the_end_or_the_beginning_counts_all_the_same():
    assert not played(scan("NO"), scan("A"))[0]
    assert not played(scan("A"), scan("NO"))[0]


def test_texts_of_all_languages_are_written_as_they_are(house):
    out = StringIO()
    lines = [json.dumps({"do": "sign_in", "badge": "LN-07", "pin": PIN}).encode(), scan(UPS), scan(SHOE)]
    assert play(house.lane(), lines, out)
    assert "尺码不合" in out.getvalue()
    assert len(out.getvalue().splitlines()) == 3


def test_a_bad_line_says_where_the_bench_stands(house):
    lane = house.signed_in()
    _, answers = played(scan(UPS), b"{", b'{"do": "frobnicate"}', bench=lane)
    assert {answer["step"] for answer in answers} == {"item"}
    assert [answer["error"] and answer["error"]["code"] for answer in answers] == [None, "not_json", "unknown_action"]
    assert all(list(answers[0]) == list(answer) for answer in answers)
