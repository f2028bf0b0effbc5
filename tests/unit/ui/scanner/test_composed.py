"""What a machine composes is a scan, what a hand composes is text, and no sign is lost either way."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.scanner.composed import NOTHING, Came, Composed

CODE = "1Z999AA10123456784"
GAP = 35


def test_a_code_committed_at_the_pace_of_a_scanner_is_a_scan():
    composed = Composed(GAP)
    composed.composes(0)
    composed.composes(80)
    assert composed.commits(CODE, 90) == Came(code=CODE)
    assert not composed.waiting


def test_what_a_hand_composes_is_text():
    composed = Composed(GAP)
    composed.composes(0)
    assert composed.commits("hello", 1500) == Came(back="hello")
    assert composed.enters(1505) == NOTHING
    assert composed.commits("你好", 1600) == Came(back="你好")


def test_signs_one_by_one_with_an_enter_right_behind_are_a_scan():
    composed = Composed(GAP)
    for place, sign in enumerate(CODE):
        assert composed.commits(sign, place * 5) == NOTHING
    assert composed.enters(len(CODE) * 5) == Came(code=CODE)


def test_an_enter_after_a_pause_and_one_behind_few_signs_are_a_hands():
    composed = Composed(GAP)
    for sign in "hello":
        composed.commits(sign, 0)
    assert composed.enters(400) == Came(back="hello")
    composed.commits("a", 1000)
    composed.commits("b", 1001)
    assert composed.enters(1005) == Came(back="ab")
    assert composed.enters(1010) == NOTHING


def test_what_was_given_up_does_not_make_the_next_commit_slow():
    composed = Composed(GAP)
    composed.composes(0)
    composed.leaves()
    composed.composes(5000)
    assert composed.commits(CODE, 5090).code == CODE


texts = st.text(st.sampled_from("A1-b你 "), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.sampled_from("cpe"), texts, st.integers(0, 100)), max_size=20))
def test_no_sign_is_lost_whatever_comes(acts):
    composed, at, given_in, out = Composed(GAP), 0, "", ""
    for act, text, later in acts:
        at += later
        came = composed.commits(text, at) if act == "c" else composed.pause() if act == "p" else composed.enters(at)
        given_in += text if act == "c" else ""
        out += came.back + came.code
    out += composed.pause().back
    assert out == given_in
