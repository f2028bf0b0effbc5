"""Which messages one write covers, under which key, and what a level read back tells of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.channel import Capabilities, Change, Level
from app.domain.outbox import (
    LONGEST_PAUSE_S,
    MOST_LOOKS,
    PATIENCE,
    UNTOLD,
    Message,
    SoldSince,
    Used,
    Verdict,
    Work,
    Write,
    judged,
    key_of,
    level_of,
    looked_at,
    narrowed,
    next_write,
    of_level,
    pause_s,
    plan,
)
from tests.shops import NOON, level, listing

TOGETHER = Capabilities(delta=True, key=True)
ONE_BY_ONE = Capabilities(delta=True, key=True, reads=False, coalesces=False)


def messages(text: str) -> list[Message]:
    """`+1 +2 -1`: adds and takes of these units; `!` marks a unit that is sold."""
    words = text.split()
    return [
        Message(
            f"m{place}",
            word.strip("+-!?"),
            "add" if word[0] == "+" else "take",
            NOON,
            sold=word.endswith("!"),
            doubtful=word.endswith("?"),
        )
        for place, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("waiting", "here", "covered", "delta", "held"),
    [
        ("+1 +2 +3", 0, "m0 m1 m2", 3, ""),
        ("+1 -1", 0, "m0 m1", 0, ""),
        ("+1 -9", 0, "m0 m1", 0, ""),
        ("-9", 0, "", 0, "m0"),
        ("-8 -9", 1, "m0", -1, "m1"),
        ("-8 -9 +1", 1, "m0 m1 m2", -1, ""),
        ("-8!", 5, "", 0, "m0"),
        ("-8! +1", 5, "m1", 1, "m0"),
        ("-8? +1", 5, "m1", 1, "m0"),
        ("", 5, "", 0, ""),
    ],
)
def test_one_write_covers_what_waits_and_never_takes_what_is_not_there(waiting, here, covered, delta, held):
    chosen = plan("shop", messages(waiting), TOGETHER, here)
    assert " ".join(each.id for each in chosen.covered) == covered
    assert chosen.delta == delta
    assert " ".join(chosen.held) == held
    assert all(("never answered" if "?" in waiting else "sold") in words for words in chosen.held.values())


def test_a_channel_of_single_messages_gets_one_a_unit_in_their_order():
    chosen = plan("shop", messages("+1 -1 +2"), ONE_BY_ONE, None)
    assert [each.id for each in chosen.covered] == ["m0"]
    assert chosen.delta == 1


@given(
    ops=st.lists(st.tuples(st.sampled_from(["add", "take"]), st.booleans()), max_size=12),
    here=st.integers(0, 6),
)
def test_a_plan_takes_each_message_once_and_leaves_no_listing_below_nothing(ops, here):
    waiting = [Message(f"m{place}", f"u{place}", op, NOON, sold=sold) for place, (op, sold) in enumerate(ops)]
    chosen = plan("shop", waiting, TOGETHER, here)
    assert here + chosen.delta >= 0
    assert chosen.delta == sum(each.delta for each in chosen.covered)
    assert sorted([*chosen.held, *(each.id for each in chosen.covered)]) == sorted(each.id for each in waiting)
    assert all(each.op == "take" for each in waiting if each.id in chosen.held)


@given(st.integers(0, 30))
def test_a_key_is_never_used_twice(often):
    used: set[str] = set()
    for _ in range(often):
        key = key_of("row", used)
        assert key not in used
        used.add(key)
    assert used == {"row" if number == 0 else f"row:{number}" for number in range(often)}


def write(delta: int, before: Level | None, **more) -> Write:
    return Write("w", "m0", Change(delta, ("1",), NOON), ("m0",), before, NOON, **more)


def test_a_write_says_the_same_whatever_became_of_it():
    chosen = plan("shop", messages("+1 +2"), TOGETHER, 4)
    work = Work("l", "shop", listing(), used={"m0": Used("w0", "another")})
    made = next_write("w", chosen, TOGETHER, work, level(4), NOON)
    assert (made.key, made.rows, made.change.delta, made.change.units) == ("m0:1", ("m0", "m1"), 2, ("1", "2"))
    assert looked_at(made).digest(listing()) == made.digest(listing())
    assert write(2, level(4)).digest(listing()) != write(2, level(5)).digest(listing())
    assert write(2, level(4)).digest(listing()) != write(2, level(4)).digest(listing(sku_id="7"))


def test_a_single_message_goes_out_again_as_the_very_write_that_it_was():
    chosen, later = plan("hook", messages("+1"), ONE_BY_ONE, None), NOON + timedelta(hours=3)
    first = next_write("w", chosen, ONE_BY_ONE, Work("l", "hook", listing()), None, NOON)
    work = Work("l", "hook", listing(), used={first.key: Used(first.id, first.digest(listing()))})
    again = next_write("w2", chosen, ONE_BY_ONE, work, None, later)
    assert (again.id, again.key, again.change) == (first.id, "m0", first.change)
    elsewhere = replace(work, listing=listing(target="ERP"))
    assert next_write("w2", chosen, ONE_BY_ONE, elsewhere, None, later).key == "m0:1"


@pytest.mark.parametrize(
    ("seen", "sold", "looks", "accepted", "verdict"),
    [
        (7, 0, 0, False, Verdict.CONFIRMED),
        (6, 1, 0, False, Verdict.CONFIRMED),
        (5, 0, 0, False, Verdict.LOOK_AGAIN),
        (5, 0, 1, False, Verdict.LOOK_AGAIN),
        (5, 0, 3, False, Verdict.NOT_APPLIED),
        (5, 0, 1, True, Verdict.LOOK_AGAIN),
        (5, 0, 3, True, Verdict.NOT_APPLIED),
        (6, 0, 0, False, Verdict.LOOK_AGAIN),
        (6, 0, MOST_LOOKS - 1, False, Verdict.PERSON),
        (6, 0, MOST_LOOKS - 1, True, Verdict.CONFIRMED),
        (7, None, 0, False, Verdict.LOOK_AGAIN),
        (7, None, MOST_LOOKS - 1, False, Verdict.CONFIRMED),
        (6, None, MOST_LOOKS - 1, False, Verdict.PERSON),
    ],
)
def test_what_a_level_read_back_tells(seen, sold, looks, accepted, verdict):
    sent = write(2, level(5), looks=looks, accepted_at=NOON if accepted else None)
    assert judged(sent, level(seen), None if sold is None else SoldSince(sold, sold)) is verdict


def test_while_a_shop_is_still_to_say_what_it_sold_only_a_raised_level_is_believed():
    sent = write(2, level(5), looks=MOST_LOOKS)
    assert judged(sent, level(7), None, told_later=True) is Verdict.CONFIRMED
    for gone in (timedelta(0), PATIENCE, UNTOLD - timedelta(seconds=1)):
        assert judged(replace(sent, sent_at=NOON - gone), level(5), None, told_later=True) is Verdict.LOOK_AGAIN
    too_long = replace(sent, sent_at=NOON - UNTOLD)
    assert judged(too_long, level(5), None, told_later=True) is Verdict.PERSON


def test_sales_of_the_very_second_leave_open_what_they_change():
    sent = write(2, level(5), looks=MOST_LOOKS)
    assert judged(sent, level(7), SoldSince(0, 0)) is Verdict.CONFIRMED
    assert judged(sent, level(5), SoldSince(0, 1)) is Verdict.PERSON
    assert judged(sent, level(5), SoldSince(0, 1), told_later=True) is Verdict.LOOK_AGAIN
    too_long = replace(sent, sent_at=NOON - PATIENCE)
    assert judged(too_long, level(5), SoldSince(0, 1), told_later=True) is Verdict.PERSON


def test_a_level_that_shows_more_than_was_sent_was_set_by_it_all_the_same():
    """A piece was sold before it arrived, and stands there again: it is taken back later."""
    sent = write(2, level(5))
    assert judged(sent, level(7), SoldSince(1, 1)) is Verdict.CONFIRMED
    assert judged(sent, level(7), SoldSince(0, 1)) is Verdict.CONFIRMED
    assert judged(sent, level(8), SoldSince(0, 0)) is Verdict.LOOK_AGAIN


@given(st.lists(st.tuples(st.sampled_from(["before", "between", "since"]), st.booleans()), max_size=8))
def test_the_level_before_narrows_what_was_sold_and_never_past_the_truth(sales):
    """Each piece is sold at one of three times; of some the shop's whole seconds leave open on which side."""
    times = Counter(sales)
    between, since = (sum(many for (at, _), many in times.items() if at == here) for here in ("between", "since"))
    told = SoldSince(times["since", False], since + times["between", True])
    told_before = SoldSince(between + times["since", False] + times["since", True], between + since)
    told_before = replace(told_before, most=told_before.most + times["before", True])
    found = narrowed(told, level(9), level(9 - between), told_before)
    assert told.least <= found.least <= since <= found.most <= told.most
    if not times["before", True]:
        assert found == SoldSince(since, since)


def test_numbers_that_fit_no_sale_narrow_nothing():
    """Somebody else changed the listing between the two levels."""
    assert narrowed(SoldSince(0, 1), level(3), level(9), SoldSince(1, 1)) == SoldSince(0, 1)


def test_without_a_level_before_nothing_is_taken_for_done():
    assert judged(write(1, None, looks=MOST_LOOKS - 1), level(1), SoldSince(0, 0)) is Verdict.PERSON


@given(failures=st.integers(0, 500), asked=st.none() | st.floats(-5, 10_000))
def test_no_pause_is_longer_than_is_promised(failures, asked):
    assert 0 <= pause_s(failures, asked) <= LONGEST_PAUSE_S


def test_pauses_grow_and_the_channel_may_ask_for_more():
    assert pause_s(1) < pause_s(2) < pause_s(3)
    assert pause_s(1, 3.0) == 3.0


def test_a_level_is_kept_whole():
    before = Level(7, 2, NOON + timedelta(microseconds=5), 4, {"a": 4, "b": 3})
    assert level_of(of_level(before)) == before
    assert level_of(of_level(Level(0, None, NOON, 0))) == Level(0, None, NOON, 0)
    assert level_of(None) is None
