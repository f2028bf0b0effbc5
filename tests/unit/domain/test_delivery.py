"""After a change that was not plainly taken: the next step, and what a level read back tells."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.channel import Capabilities, Level
from app.domain.delivery import Fate, Next, after, fate
from app.errors import Ambiguous, Rejected, Stale, Transient
from tests.shops import NOON

KEYED = Capabilities(key=True, delta=True, key_lasts=timedelta(hours=23))
ABSOLUTE = Capabilities(absolute=True)
DEAF = Capabilities(key=True, delta=True, reads=False, key_lasts=timedelta(hours=1))


@pytest.mark.parametrize(
    ("fault", "able", "hours", "step"),
    [
        (Transient("x"), ABSOLUTE, 0, Next.AGAIN),
        (Stale("x"), KEYED, 0, Next.NEW_KEY),
        (Rejected("x"), KEYED, 0, Next.PERSON),
        (Ambiguous("x"), KEYED, 0, Next.SAME_KEY),
        (Ambiguous("x"), KEYED, 23, Next.READ_BACK),
        (Ambiguous("x"), ABSOLUTE, 0, Next.READ_BACK),
        (Ambiguous("x"), DEAF, 0, Next.SAME_KEY),
        (Ambiguous("x"), DEAF, 2, Next.PERSON),
    ],
)
def test_the_step_after_a_failure(fault, able, hours, step):
    assert after(fault, able, NOON, NOON + timedelta(hours=hours)) == step


def test_what_is_unknown_is_never_sent_again_bare():
    for able in (KEYED, ABSOLUTE, DEAF):
        assert after(Ambiguous("x"), able, NOON, NOON + timedelta(days=9)) in {Next.READ_BACK, Next.PERSON}


amounts = st.integers(0, 20)


@given(there=amounts, committed=amounts, delta=st.sampled_from([-3, -1, 1, 2, 5]), done=st.booleans(), sales=amounts)
def test_where_committed_shows_a_fate_is_told_rightly_or_not_at_all(there, committed, delta, done, sales):
    """A compared or keyed difference: it moves the level by what it says, and buyers move pieces to committed."""
    if there + delta < 0:
        return
    available = there + (delta if done else 0)
    taken = min(sales, available)
    seen = Level(available - taken, committed + taken, NOON, available - taken)
    told = fate(Level(there, committed, NOON, there), delta, seen)
    assert told == (Fate.DONE if done else Fate.NOT_DONE)


@given(there=amounts, committed=amounts, delta=st.sampled_from([-3, -1, 1, 2, 5]), before=amounts, sales=amounts)
def test_an_absolute_write_that_put_sold_pieces_up_again_is_done(there, committed, delta, before, sales):
    sold_first = min(before, there)
    if there + delta < 0:
        return
    available = there + delta
    taken = min(sales, available)
    seen = Level(available - taken, committed + sold_first + taken, NOON, available - taken)
    told = fate(Level(there, committed, NOON, there), delta, seen)
    assert told != Fate.NOT_DONE or delta + sold_first == 0  # the shop shows as many too many as if it were not done
    if delta > 0:
        assert told == Fate.DONE


@given(there=amounts, delta=st.sampled_from([-2, -1, 1, 3]), done=st.booleans(), sales=amounts)
def test_where_none_shows_the_orders_tell_it(there, delta, done, sales):
    if there + delta < 0:
        return
    available = there + (delta if done else 0)
    taken = min(sales, available)
    seen = Level(available - taken, None, NOON, available - taken)
    assert fate(Level(there, None, NOON, there), delta, seen, taken) == (Fate.DONE if done else Fate.NOT_DONE)
    assert fate(Level(there, None, NOON, there), delta, seen) == Fate.UNCLEAR


def test_pieces_sent_meanwhile_make_it_unclear():
    assert fate(Level(5, 3, NOON, 5), 2, Level(7, 2, NOON, 7)) == Fate.UNCLEAR
