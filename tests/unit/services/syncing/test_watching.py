"""What an absolute write put up again is taken back, where only the shop's orders tell of it."""

from typing import Any

import pytest
import stamina

from app.channels.fakes.faults import Faults
from app.services.syncing.watching import AFTER, AGAIN
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor


@pytest.fixture
def house(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    yield ShopFloor(store, "ebay").open_parcel()
    store.close()


def sold_while_it_is_written(house, dispatcher):
    """A buyer takes a piece after the level was read and before the new one is set."""
    real = dispatcher._shop.apply

    def apply(*given):
        house.clock.go_on(0.3)
        assert house.market.sell(house.item())
        house.clock.go_on(0.3)
        dispatcher._shop.apply = real
        return real(*given)

    dispatcher._shop.apply = apply


def third_is_graded(house):
    """Two are on sale, and one will be sold while a third is written; whoever works the shop."""
    worker = house.worker()
    for _ in range(2):
        house.grade()
    go_on(house, worker, 20)
    house.grade()
    sold_while_it_is_written(house, worker._dispatcher)
    return worker


@pytest.fixture
def written(house):
    """The third is written, and one is sold meanwhile; whoever works the shop."""
    worker = third_is_graded(house)
    worker.step()
    assert house.offers() == 3
    return worker


def go_on(house, worker, seconds):
    began = house.clock.now()
    while (house.clock.now() - began).total_seconds() < seconds:
        house.clock.go_on(worker.step() or 0.05)


def watched(house):
    later = house.clock.now().replace(year=house.clock.now().year + 1)
    return house.outbox.claim_watched("ebay-us", "worker", later, later, 9)


def test_it_is_taken_back_within_seconds(house, written):
    go_on(house, written, AFTER.total_seconds() + 1)
    assert house.offers() == 2
    go_on(house, written, 10 * AGAIN.total_seconds())
    assert house.offers() == 2
    assert not watched(house)


def test_another_program_goes_on_where_one_was_killed(house, written):
    go_on(house, house.worker(), 10)
    assert house.offers() == 2


def test_orders_that_are_too_early_for_the_last_write_tell_of_those_before(house, written):
    """Where a shop may be asked for them seldom, a write just before they were read would cost three minutes."""
    house.clock.go_on(1)
    house.grade()
    written.step()
    assert house.offers() == 4
    house.clock.go_on(0.7)
    pulls = written._pulls
    assert pulls.look_for_sales()
    house.clock.go_on(0.2)
    pulls.look_for_sales = lambda: False
    pulls.wait_s = lambda: 60.0
    go_on(house, written, 5)
    assert house.offers() == 3
    assert watched(house)


def test_what_others_put_there_stays(house, written):
    house.market.shelf(house.item()).places["item"] += 5
    go_on(house, written, 20)
    assert house.offers() == 2 + 5


def test_a_write_without_a_sale_is_forgotten(house):
    house.grade()
    worker = house.worker()
    go_on(house, worker, 20)
    assert house.offers() == 1
    assert not watched(house)


def test_what_was_bought_once_more_is_made_good_by_the_next_one(house, written):
    for _ in range(3):
        assert house.market.sell(house.item())
    go_on(house, written, 10)
    assert house.offers() == 0
    house.grade()
    go_on(house, written, 20)
    assert house.offers() == 0  # four were graded, and four are sold


def test_a_sale_that_the_level_shows_already_makes_no_lost_change_look_done(house):
    """Told with the very time at which that level was read: that it came before shows in the level before that."""
    worker = house.worker()
    house.grade()
    go_on(house, worker, 20)
    buyers = iter([house.item()])

    def sold_as_it_is_read():
        written = house.line.asked[-1].method == "POST"
        house.moody.set(Faults(reset=float(written)))
        if not written and "inventory_item" in house.line.asked[-1].url.path:
            for item in buyers:
                assert house.market.sell(item)

    house.line.on_the_way = sold_as_it_is_read
    house.grade()
    worker.step()
    house.line.on_the_way = lambda: None
    house.moody.set(Faults())
    go_on(house, worker, 20)
    assert house.offers() == 1  # two were graded, and one is sold
    assert house.states() == ["add confirmed"] * 2


@pytest.fixture
def unread(tmp_path):
    """A shop that tells by its level what was put up again, and that cannot be read just after it was."""
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    house = ShopFloor(store, "tiktok_shop").open_parcel()
    worker = third_is_graded(house)

    def breaks():
        after = house.market.written and house.line.asked[-1].url.path.endswith("inventory/search")
        house.moody.set(Faults(throttle=float(len(house.market.written) > 1 and bool(after))))

    house.line.on_the_way = breaks
    worker.step()
    house.line.on_the_way = lambda: None
    house.moody.set(Faults())
    assert house.offers() == 3
    yield house, worker
    store.close()


def test_what_the_level_could_not_tell_is_told_by_the_orders(unread):
    house, worker = unread
    go_on(house, worker, 6)
    assert house.offers() == 2
    go_on(house, worker, 20)
    assert house.offers() == 2


def test_what_was_bought_before_the_level_could_be_read_is_made_good_by_the_next_one(unread):
    house, worker = unread
    for _ in range(3):
        assert house.market.sell(house.item())
    go_on(house, worker, 10)
    house.grade()
    go_on(house, worker, 20)
    assert house.offers() == 0  # four were graded, and four are sold


@pytest.fixture
def rare(tmp_path):
    """A shop that lets nobody ask for its orders more often than once in three minutes, and has been asked enough."""
    store = open_store(f"sqlite:///{tmp_path / 'regrade.db'}", STATION)
    house = ShopFloor(store, "amazon", articles=3).open_parcel()
    amazon: Any = house.market
    amazon.limits = True
    while not amazon._paces["orders"].wait(house.clock.now()):
        pass
    with stamina.set_testing(True, attempts=1):
        yield house
    store.close()


def by_the_second(house, worker, seconds):
    for _ in range(seconds):
        while not worker.step():
            pass
        house.clock.go_on(1)


def test_what_was_sold_is_known_to_all_where_the_shop_is_asked_seldom(rare):
    """Three changes never arrive; whoever is let in to the orders reads them for all three, and they are sent again."""
    worker = rare.worker()

    def lost():
        rare.moody.set(Faults(reset=float(rare.line.asked[-1].method == "PATCH")))

    rare.line.on_the_way = lost
    for number in (1, 2, 3):
        rare.grade(number)
    by_the_second(rare, worker, 5)
    rare.line.on_the_way = lambda: None
    rare.moody.set(Faults())
    by_the_second(rare, worker, 179 + 30)
    assert rare.states() == ["add confirmed"] * 3
    assert [rare.offers(number) for number in (1, 2, 3)] == [1, 1, 1]
    orders = [request for request in rare.line.asked if "/orders/" in request.url.path]
    assert len(orders) < 12  # else it would have been refused every second or two
