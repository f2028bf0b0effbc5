"""Drift is found with what it is reckoned from; neither our writes nor buyers are drift."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.domain.channel import Capabilities
from app.errors import Transient
from app.services.syncing.reconciling import compare

KINDS = ["amazon", "shopify", "temu", "tiktok_shop"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_wrote_and_what_was_sold_is_no_drift_and_anything_else_is(floor, kind):
    house = floor(kind)
    house.grade()
    house.grade()
    house.work()
    house.clock.go_on(2)
    assert house.market.sell(house.item())
    pulls = house.pulls(house.shop)
    house.clock.go_on(2)
    found = compare(house.shop, house.inbox, pulls.look_for_sales)
    assert (found.drifted, found.looked_at, found.passed_over) == ((), 1, 0)
    assert house.balances() == {"sellable_a": 1, "sold": 1}
    shelf = house.market.shelf(house.item())
    place = next(iter(shelf.places))
    shelf.places[place] += 3
    (drifted,) = compare(house.shop, house.inbox, pulls.look_for_sales).drifted
    assert drifted.drift.difference == 3
    assert drifted.seen.available == 4
    assert (drifted.offer.made, drifted.offer.sold) == (2, 1)


def test_a_listing_with_a_write_on_its_way_is_passed_over(floor):
    house = floor("shopify")
    house.grade()
    house.work()
    house.grade()
    shop = house.connect()

    def away(*_):
        raise Transient("The shop is away.")

    shop.apply = away
    house.dispatch("one", shop).step()
    found = compare(house.shop, house.inbox, lambda: True)
    assert (found.drifted, found.looked_at, found.passed_over) == ((), 0, 1)


def test_the_first_look_is_what_later_ones_are_measured_by(floor):
    house = floor("temu")
    house.market.shelf(house.item()).places["main"] = 9  # what the client put there himself
    assert compare(house.shop, house.inbox, lambda: True).drifted == ()
    house.market.shelf(house.item()).places["main"] = 10
    (drifted,) = compare(house.shop, house.inbox, lambda: True).drifted
    assert (drifted.drift.expected, drifted.drift.found) == (9, 10)


def test_a_channel_without_levels_and_one_that_cannot_be_read(floor):
    house = floor("webhook")
    assert compare(house.shop, house.inbox, lambda: True).looked_at == 0
    other = floor_of_errors(house)
    found = compare(other, house.inbox, lambda: False)
    assert "away" in found.problem


def floor_of_errors(house):
    fault = Transient("The shop is away.")
    return SimpleNamespace(
        name="webhook-us", capabilities=Capabilities(), read_all=lambda listings: tuple(fault for _ in listings)
    )
