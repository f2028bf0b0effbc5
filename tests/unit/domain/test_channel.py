"""Values that pass between the house and a shop."""

import pytest

from app.domain.channel import Applied, Change, Level, resurrected
from tests.shops import NOON, level, listing


def test_a_change_of_nothing_is_none():
    with pytest.raises(ValueError, match="no change"):
        Change(0, (), NOON)


def test_a_listing_gives_its_parameters_or_nothing():
    assert listing(sku_id="7").param("sku_id") == "7"
    assert listing().param("sku_id") == ""


@pytest.mark.parametrize(
    ("target", "seen", "settled"), [(3, None, True), (None, level(9), True), (3, level(3), True), (3, level(2), False)]
)
def test_what_was_set_is_settled_when_it_shows(target, seen, settled):
    assert Applied(NOON, target, seen).settled is settled


@pytest.mark.parametrize(
    ("before", "after", "excess"),
    [
        ((5, 0), (6, 0), 0),  # as it was meant
        ((5, 0), (5, 1), 0),  # one was sold after the write
        ((5, 0), (6, 1), 1),  # one was sold before it, and stands there again
        ((5, 2), (6, 1), 0),  # one was sent meanwhile
        ((5, None), (9, None), 0),  # nothing can be told
    ],
)
def test_what_was_sold_while_we_wrote_is_found_where_it_shows(before, after, excess):
    levels = [Level(available, committed, NOON, available) for available, committed in (before, after)]
    assert resurrected(levels[0], 1, levels[1]) == excess
