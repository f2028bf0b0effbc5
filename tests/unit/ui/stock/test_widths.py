"""The width is shared out whole and never exceeded; names give way first, then accounts in their order."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.stock import SHOWN
from app.ui.stock.widths import GIVES_WAY, Wish, share

NAMES = (Wish(80, 200, 2), Wish(140, 140, 0), Wish(120, 300, 1))
ALL = {one.value: 70 for one in SHOWN}


def test_every_account_may_give_way():
    assert sorted(GIVES_WAY) == sorted(ALL)


def test_with_room_for_all_names_are_as_wide_as_they_like_and_the_last_takes_the_rest():
    shared = share(2400, NAMES, ALL, fixed=60, others=80)
    assert shared.own == tuple(ALL)
    assert shared.summed == ()
    assert shared.names == (200, 140, 2400 - 60 - 18 * 70 - 340)


def test_names_give_way_before_any_account_does():
    shared = share(340 + 60 + 18 * 70, NAMES, ALL, fixed=60, others=80)
    assert (shared.names, shared.summed) == ((80, 140, 120), ())


def test_a_column_that_may_go_does_before_any_account():
    names = (Wish(80, 200, 2, may_go=True), *NAMES[1:])
    assert share(340 + 60 + 18 * 70, names, ALL, fixed=60, others=80).names[0] == 80
    shared = share(340 + 60 + 18 * 70 - 1, names, ALL, fixed=60, others=80)
    assert (shared.names, shared.summed) == ((0, 140, 120 + 79), ())


def test_accounts_give_way_in_their_order_and_keep_that_of_the_columns():
    shared = share(340 + 60 + 18 * 70 - 1, NAMES, ALL, fixed=60, others=80)
    assert shared.summed == ("donated", "recycled")  # one alone would win nothing: the sum needs a column, too
    assert shared.own == tuple(one for one in ALL if one not in shared.summed)


@given(st.integers(420, 3000), st.dictionaries(st.sampled_from(tuple(ALL)), st.integers(30, 120)))
def test_the_width_is_shared_out_to_the_last_pixel_wherever_it_suffices_at_all(room, numbers):
    shared = share(room, NAMES, numbers, fixed=60, others=80 if numbers else 0)
    taken = sum(numbers[one] for one in shared.own) + (80 if shared.summed else 0)
    assert sum(shared.names) + 60 + taken == max(room, 340 + 60 + taken)
    assert sorted((*shared.own, *shared.summed)) == sorted(numbers)
    if room >= 340 + 60 + 80:
        assert sum(shared.names) + 60 + taken == room
