"""A unit has one home; rules choose it by rank and room; a bundle is as many as its scarcest component makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.selling import (
    LISTED,
    ORDINARY,
    Home,
    Listed,
    Place,
    SellingRule,
    bookkeepers,
    bundles,
    choose,
    seller,
)

CHANNELS = st.sampled_from(["amazon-us", "ebay-us", "shopify-us"])
HOMES = st.one_of(
    st.sampled_from([Home(place) for place in Place if place not in {Place.MARKETPLACE, Place.BUNDLE}]),
    CHANNELS.map(lambda channel: Home(Place.MARKETPLACE, channel=channel)),
    st.sampled_from(["KIT-1", "KIT-2"]).map(lambda sku: Home(Place.BUNDLE, bundle=sku)),
)
RULES = st.lists(
    st.builds(SellingRule, st.integers(1, 9), HOMES, st.sampled_from(["", "SHOE-1"]), st.none() | st.integers(0, 3)),
    max_size=6,
    unique_by=lambda rule: (rule.sku, rule.rank),
)


@pytest.mark.parametrize(("place", "channel", "bundle"), [
    (Place.MARKETPLACE, "", ""), (Place.LISTING, "ebay-us", ""), (Place.BUNDLE, "", ""), (Place.LIVE, "", "KIT-1"),
])  # fmt: skip
def test_a_home_half_named_is_none(place, channel, bundle):
    with pytest.raises(ValueError, match="is no home"):
        Home(place, channel, bundle)


def test_without_a_rule_a_unit_goes_to_the_ordinary_listings():
    assert choose((), {}) == ORDINARY


def test_the_first_rule_with_room_takes_the_unit():
    live, rest = Home(Place.LIVE), Home(Place.OUTLET)
    rules = (SellingRule(2, rest), SellingRule(1, live, keep=2))
    assert [choose(rules, {live: many}) for many in (0, 1, 2)] == [live, live, rest]


def test_rules_of_the_article_come_alone():
    rules = (SellingRule(1, Home(Place.LIVE)), SellingRule(5, Home(Place.OUTLET), "SHOE-1"))
    assert choose(rules, {}) == Home(Place.OUTLET)


@given(RULES, st.dictionaries(HOMES, st.integers(0, 5)), st.sets(st.sampled_from(list(Place))))
def test_no_home_is_overfull_or_barred(rules, held, barred):
    home = choose(rules, held, barred)
    own = [rule for rule in rules if rule.sku] or rules
    if home != ORDINARY:
        assert home.place not in barred
        taking = [rule for rule in own if rule.home == home and (rule.keep is None or held.get(home, 0) < rule.keep)]
        assert taking
        first = min(rule.rank for rule in taking)
        assert all(rule.home.place in barred or held.get(rule.home, 0) >= rule.keep
                   for rule in own if rule.rank < first)  # fmt: skip


LISTINGS = st.lists(
    st.builds(Listed, st.uuids().map(str), CHANNELS, st.booleans(), st.booleans()),
    max_size=5,
    unique_by=lambda listed: listed.key,
)


@given(HOMES, LISTINGS)
def test_one_listing_of_the_home_sells_and_those_that_keep_books_sell_nothing(home, listings):
    sold_at, told = seller(home, listings), bookkeepers(home, listings)
    assert sold_at not in told
    if home.place not in LISTED:
        assert (sold_at, told) == (None, ())
    elif sold_at is None:
        selling = [listed for listed in listings if not listed.books]
        assert not any(listed.outlet is (home.place is Place.OUTLET) for listed in selling) or home.channel
        assert home.channel not in {listed.channel for listed in selling}
    else:
        assert not sold_at.books
        assert sold_at.channel == home.channel if home.channel else sold_at.outlet is (home.place is Place.OUTLET)
        before = listings[: listings.index(sold_at)]
        assert seller(home, before) is None
    assert {listed.key for listed in told} <= {listed.key for listed in listings if listed.books}


def test_ordinary_units_are_sold_where_they_were_first_listed():
    outlet, first, second = Listed("1", "late", outlet=True), Listed("2", "shop"), Listed("3", "another")
    assert seller(ORDINARY, [outlet, first, second]) is first
    assert seller(ORDINARY, [outlet]) is None


@given(st.dictionaries(st.sampled_from("abc"), st.integers(1, 4), min_size=1), st.dictionaries(
    st.sampled_from("abcd"), st.integers(0, 30)))  # fmt: skip
def test_a_bundle_is_what_the_pools_make_and_one_more_is_not(needed, pools):
    made = bundles(needed, pools)
    assert all(made * pieces <= pools.get(sku, 0) for sku, pieces in needed.items())
    assert any((made + 1) * pieces > pools.get(sku, 0) for sku, pieces in needed.items())


@pytest.mark.parametrize("needed", [{}, {"a": 0}, {"a": 1, "b": -1}])
def test_a_bundle_of_nothing_is_none(needed):
    assert bundles(needed, {"a": 5, "b": 5}) == 0
