"""Scans are told from typing: none is lost, split or doubled, and no typed key either."""

import string
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.scanner.burst import Heard, Listening, Manner
from app.ui.scanner.strokes import ETX, GS, STX, Sort, Stroke

SIGNS = string.ascii_letters + string.digits + "-.:/ "


@dataclass
class Bench:
    """Feeds keys as the filter does; keeps what came of them."""

    listening: Listening
    codes: list[str] = field(default_factory=list)
    typed: str = ""
    broken: int = 0
    now: int = 1000

    def press(self, stroke: Stroke) -> None:
        self.hear(self.listening.before(stroke))
        if self.listening.wants(stroke):
            self.hear(self.listening.take(stroke))
        else:
            self.typed += written(stroke)

    def hear(self, heard: Heard) -> None:
        self.typed += "".join(map(written, heard.back))
        self.codes += [heard.code] if heard.code else []
        self.broken += heard.broken

    def keys(self, text: str, gaps: Iterable[int] = (), gap: int = 8) -> None:
        for sign, pause in zip(text, list(gaps) or [gap] * len(text), strict=True):
            self.now += pause
            self.press(stroke(sign, self.now))

    def rest(self, milliseconds: int = 3000) -> None:
        self.now += milliseconds
        if self.listening.waiting:
            self.hear(self.listening.pause())


SORTS = {"\n": Sort.ENTER, "\t": Sort.TAB, "↑": Sort.MARK, "⇧": Sort.MODIFIER, "←": Sort.HAND}


def stroke(sign: str, at: int) -> Stroke:
    return Stroke(SORTS.get(sign, Sort.CHARACTER), sign, at, 0.0, key=sign)


def written(stroke: Stroke) -> str:
    return str(stroke.key)


def bench(**manner: object) -> Bench:
    return Bench(Listening(Manner(**manner)))  # type: ignore[arg-type]


quick = st.integers(1, 35)
slow = st.integers(60, 900)
scans = st.text(SIGNS, min_size=4, max_size=40).filter(lambda text: text.strip() == text)


@st.composite
def days(draw: st.DrawFn, begin: str = "", ends: tuple[str, ...] = ("\n",)) -> list[tuple[str, str, list[int]]]:
    """Scans and typing in any order; a scan begins when the hand has come to rest."""
    day = []
    for kind in draw(st.lists(st.sampled_from(["scan", "type"]), max_size=12)):
        if kind == "scan":
            text = begin + draw(scans) + draw(st.sampled_from(ends))
            gaps = [draw(slow), *draw(st.lists(quick, min_size=len(text) - 1, max_size=len(text) - 1))]
        else:
            text = draw(st.text(SIGNS + "\n←⇧", min_size=1, max_size=12))
            gaps = draw(st.lists(slow, min_size=len(text), max_size=len(text)))
        day.append((kind, text, gaps))
    return day


def play(day: list[tuple[str, str, list[int]]], at: Bench) -> None:
    for _, text, gaps in day:
        at.keys(text, gaps)
    at.rest()
    scanned = [text.strip("\n\t↑" + STX + ETX) for kind, text, _ in day if kind == "scan"]
    typed = "".join(text for kind, text, _ in day if kind == "type")
    assert at.codes == scanned
    assert at.typed == typed
    assert at.broken == 0


@given(days(ends=("\n", ETX, "\t", "")))
def test_by_pace(day):
    play(day, bench())


@given(days(begin="↑", ends=("\n", ETX)))
def test_with_f24_before(day):
    play(day, bench(prefix="F24"))


@given(days(begin=STX, ends=(ETX, "\n")))
def test_with_stx_before(day):
    play(day, bench(prefix="STX"))


@given(days(begin="↑"))
def test_f24_begins_a_scan_also_where_none_is_set(day):
    play(day, bench())


@given(days(ends=("\t",)))
def test_with_tab_behind(day):
    play(day, bench(suffix="Tab"))


@given(st.lists(st.tuples(st.sampled_from(SIGNS + "\n\t⇧←" + GS + STX), st.integers(1, 4000)), max_size=60))
def test_nothing_is_ever_lost_or_doubled_whatever_comes(presses):
    """Each key is part of a scan, given back, or passed on: once, and in its order; line ends may end a scan."""
    at, fates, now = Listening(Manner()), [], 1
    pressed = []
    for sign, pause in presses:
        now += pause
        pressed.append(stroke(sign, now))
        for heard in (at.before(pressed[-1]), at.take(pressed[-1]) if at.wants(pressed[-1]) else passed(pressed[-1])):
            fates += [*heard.back, *heard.strokes]
    heard = at.pause() if at.waiting else Heard()
    fates += [*heard.back, *heard.strokes]
    lost = [one.text for one in pressed if one not in fates]
    assert fates == [one for one in pressed if one in fates]
    assert set(lost) <= {"\n"}


def passed(one: Stroke) -> Heard:
    return Heard(back=(one,))


def test_ten_thousand_scans_between_typing():
    at = bench()
    for number in range(10_000):
        at.keys(f"R-{number:06d}\n", gap=3 + number % 30)
        at.keys("note 7\n", gap=60 + number % 80)
    at.rest()
    assert at.codes == [f"R-{number:06d}" for number in range(10_000)]
    assert at.typed == "note 7\n" * 10_000


@pytest.mark.parametrize("key", ["1", "5", "x", " ", "\n"])
def test_one_key_of_a_hand_comes_back_by_the_first_pause(key):
    at = bench()
    at.keys(key)
    at.rest(at.listening.manner.gap_ms + 1)
    assert (at.typed, at.codes) == (key, [])


def test_enter_arrows_and_shortcuts_of_a_hand_are_not_held_back_at_all():
    at = bench()
    for key in ("\n", "\t", "←", "⇧"):
        assert not at.listening.wants(stroke(key, 5000))


def test_with_a_prefix_set_no_typing_is_held_back():
    at = bench(prefix="F24")
    assert not at.listening.wants(stroke("a", 5000))
    at.keys("quick\n", gap=1)
    assert (at.typed, at.codes) == ("quick\n", [])


def test_a_rollover_of_two_fingers_is_typing():
    at = bench()
    at.keys("the t", gaps=[80, 12, 20, 90, 30])
    at.rest()
    assert (at.typed, at.codes) == ("the t", [])


def test_a_second_line_end_belongs_to_the_scan():
    at = bench()
    at.keys("R-000312\n\n", gap=6)
    at.keys("\n", gap=300)
    assert (at.codes, at.typed) == (["R-000312"], "\n")


def test_a_key_of_a_hand_gives_back_what_is_held_first():
    at = bench()
    at.keys("ab←", gap=10)
    assert at.typed == "ab←"


def test_a_stalled_prefix_scan_is_not_split_by_the_clock_of_arrival():
    at = bench(prefix="F24")
    at.keys("↑R-0003", gap=5)
    at.keys("12\n", gap=400)
    assert at.codes == ["R-000312"]


def test_a_scan_whose_end_never_comes_is_broken_and_no_code():
    at = bench(prefix="F24")
    at.keys("↑R-0003", gap=5)
    at.rest()
    at.keys("↑R-000312\n", gap=5)
    assert (at.codes, at.broken, at.typed) == (["R-000312"], 1, "")


def test_a_prefix_within_a_scan_begins_anew():
    at = bench()
    at.keys("↑R-0003↑R-000312\n", gap=5)
    assert (at.codes, at.broken) == (["R-000312"], 1)


def test_where_a_suffix_is_sure_a_late_key_does_not_split():
    at = bench(suffix="Enter")
    at.keys("R-0003", gap=5)
    at.keys("12\n", gap=100)
    assert at.codes == ["R-000312"]
    at.keys("R-0003", gap=5)
    at.rest()
    assert (at.codes, at.broken, at.typed) == (["R-000312"], 1, "")


def test_a_prefix_without_a_suffix_ends_by_a_pause():
    at = bench(prefix="F24", suffix="none")
    at.keys("↑7\t", gap=5)
    at.rest()
    assert at.codes == ["7"]


def test_a_held_down_key_is_a_hand():
    at = bench()
    at.keys("x")
    again = Stroke(Sort.CHARACTER, "x", at.now + 10, repeat=True, key="x")
    at.press(again)
    assert at.typed == "xx"


def test_within_a_prefixed_scan_repeats_and_hands_are_swallowed():
    at = bench(prefix="F24")
    at.keys("↑R-0003", gap=5)
    at.press(Stroke(Sort.CHARACTER, "3", at.now + 3, repeat=True, key="3"))
    at.keys("←12\n", gap=5)
    assert (at.codes, at.typed) == (["R-000312"], "")


@pytest.mark.parametrize("sign", [GS, STX])
def test_a_scan_may_begin_with_a_sign_of_control(sign):
    at = bench()
    at.keys(f"{sign}0104012345678901{GS}10A\n", gap=5)
    assert at.codes == [f"{sign if sign == GS else ''}0104012345678901{GS}10A"]


def test_a_shortcut_of_a_hand_goes_by_at_once():
    assert not bench().listening.wants(stroke("\x06", 10))


def test_a_code_longer_than_any_keeps_its_bound():
    at = bench()
    at.keys("A" * 9000 + "\n", gap=1)
    assert [len(code) for code in at.codes] == [4096]
