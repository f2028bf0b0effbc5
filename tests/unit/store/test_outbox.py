"""Leases, writes and what became of them, on both databases: one works a listing, and nothing is done too early."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from app.domain.channel import Change
from app.domain.outbox import State, Turn, Write, WriteState
from app.errors import Conflict, UserError
from app.store import models
from app.store.audit_verify import verify
from app.store.disk import DiskEvidence
from app.store.keys import open_keys
from app.store.mapping import new_key
from app.store.outbox import SqlOutbox
from app.store.unit_of_work import open_store
from tests.records import STATION
from tests.shop_floor import ShopFloor
from tests.shops import level

LEASE = timedelta(seconds=90)


@pytest.fixture
def house(database_url):
    store = open_store(database_url, STATION)
    yield ShopFloor(store, "shopify", articles=2).open_parcel()
    store.close()


def claim(house, owner="one", most=50):
    now = house.clock.now()
    return house.outbox.claim("shopify-us", owner, now, now + LEASE, most)


def write_of(house, work, delta=1, **more):
    rows = tuple(each.id for each in work.messages)
    units = tuple(each.unit for each in work.messages)
    now = house.clock.now()
    return Write(new_key(), rows[0], Change(delta, units, now), rows, level(0), now, **more)


def turned(write, state, rows, house, **more):
    taken = {"accepted_at": house.clock.now()} if state is WriteState.CONFIRMED else {}
    ended = Write(write.id, write.key, write.change, write.rows, write.expected, write.sent_at, state, **taken)
    return Turn(ended, rows, house.clock.now(), **more)


def test_a_listing_is_leased_by_one_until_it_is_given_back_or_the_time_is_over(house):
    house.grade(1)
    house.grade(2)
    (first,) = claim(house, "one", most=1)
    (second,) = claim(house, "two")
    assert {first.listing_id, second.listing_id} == set(house.listings.values())
    assert claim(house, "three") == ()
    house.outbox.release([first], "two")
    assert claim(house, "three") == ()
    house.outbox.release([first], "one")
    assert [work.listing_id for work in claim(house, "three")] == [first.listing_id]
    house.clock.go_on(LEASE.total_seconds())
    assert len(claim(house, "four")) == 2


def test_leases_of_programs_that_are_gone_are_open_to_all(house):
    house.grade()
    assert claim(house, "host/1/x")
    SqlOutbox(house.telling, lambda owner: owner == "host/1/x").free_leases()
    assert claim(house, "two") == ()
    SqlOutbox(house.telling, lambda _: False).free_leases()
    assert claim(house, "two")


def test_a_write_is_on_record_before_it_leaves_and_closes_its_listing_to_others(house):
    house.grade()
    (work,) = claim(house)
    write = write_of(house, work)
    assert house.outbox.begin(work, write, "one", house.clock.now() + LEASE)
    (row,) = house.rows()
    assert (row.state, row.write, row.key, row.attempts) == ("sent", write.id, row.id, 1)
    house.grade()
    (again,) = claim(house)
    assert again.write is not None
    assert (again.write.id, again.write.change, again.write.expected) == (write.id, write.change, write.expected)
    assert [each.id for each in again.messages] == [house.rows()[1].id]
    assert not house.outbox.begin(again, write_of(house, work), "one", house.clock.now())


def test_one_who_lost_his_lease_sends_nothing_and_changes_nothing(house):
    house.grade()
    (work,) = claim(house)
    house.clock.go_on(LEASE.total_seconds())
    (theirs,) = claim(house, "two")
    assert not house.outbox.begin(work, write_of(house, work), "one", house.clock.now() + LEASE)
    assert house.writes() == []
    write = write_of(house, theirs)
    assert house.outbox.begin(theirs, write, "two", house.clock.now() + LEASE)
    assert not house.outbox.again(work, write, "one", house.clock.now(), house.clock.now() + LEASE)
    house.outbox.turn(theirs, turned(write, WriteState.CONFIRMED, State.CONFIRMED, house))
    house.outbox.turn(work, turned(write, WriteState.REFUSED, State.PENDING, house))
    assert house.states() == ["add confirmed"]


def test_what_was_put_off_waits_until_its_time_or_until_the_channel_answers(house):
    house.grade(1)
    house.grade(2)
    works = claim(house)
    house.outbox.put_off(works[0], "away", house.clock.now() + timedelta(seconds=15))
    house.outbox.release(works, "one")
    assert [work.listing_id for work in claim(house)] == [works[1].listing_id]
    house.outbox.wake("shopify-us")
    assert len(claim(house)) == 2
    (row,) = [row for row in house.rows() if row.problem]
    assert (row.state, row.problem, row.attempts) == ("pending", "away", 1)


def test_what_a_person_must_decide_waits_for_his_word(house):
    house.grade()
    (work,) = claim(house)
    house.outbox.hold({work.messages[0].id: "Look at it."}, house.clock.now())
    house.outbox.release([work], "one")
    assert claim(house) == ()
    standing = house.outbox.standing("shopify-us")
    assert (standing.waiting, standing.held) == (0, 1)
    house.outbox.retry(work.messages[0].id, house.clock.now())
    assert claim(house)
    for nothing in (work.messages[0].id, new_key()):
        with pytest.raises(UserError, match="waits for a person"):
            house.outbox.retry(nothing, house.clock.now())


def test_the_chain_knows_every_write_and_every_confirmation(house, tmp_path):
    unit = house.grade()
    house.work()
    house.take(unit)
    house.take(house.grade(2), 2)
    house.work()
    found = verified(house, tmp_path)
    assert found == []
    with house.store.unit_of_work() as work:
        work.connection.execute(update(models.ChannelWrite).values(delta=5))
        work.connection.execute(update(models.Outbox).where(models.Outbox.op == "take").values(confirmed_at=None))
        work.commit()
    told = " ".join(verified(house, tmp_path))
    assert "Write to a channel" in told
    assert "Confirmed message" in told


def verified(house, folder):
    keys = open_keys(folder / "keys", "bench-01")
    problems = verify(house.store.engine, DiskEvidence(folder / "evidence", folder / "spool"), keys).problems
    return [each for each in problems if "channel" in each.lower() or "message" in each.lower() or "write" in each]


def test_the_database_itself_keeps_one_open_write_a_listing_and_one_write_a_key(house):
    house.grade()
    (work,) = claim(house)
    row = {
        "channel": "shopify-us", "listing": work.listing_id, "digest": "x", "delta": 1, "units": [], "rows": [],
        "at": house.clock.now(), "sent_at": house.clock.now(),
    }  # fmt: skip
    for changes in (
        [{"key": "a", "state": "sent"}, {"key": "b", "state": "unknown"}],
        [{"key": "a", "state": "refused"}, {"key": "a", "state": "refused"}],
        [{"key": "a", "state": "confirmed"}],
        [{"key": "a", "state": "refused", "delta": 0}],
    ):
        rows = [row | {"id": new_key()} | change for change in changes]
        with pytest.raises(Conflict), house.store.unit_of_work() as unit:
            unit.connection.execute(insert(models.ChannelWrite), rows)
    with house.store.reading() as connection:
        assert connection.execute(select(models.ChannelWrite)).all() == []
