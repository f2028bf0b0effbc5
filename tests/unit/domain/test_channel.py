import pytest

from app.domain.channel import Applied, Change
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
