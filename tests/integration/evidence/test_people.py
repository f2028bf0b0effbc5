"""Badge and PIN on both databases: what is counted outlives a restart, and guesses at once are counted one by one."""

from datetime import UTC, datetime, timedelta
from multiprocessing.pool import ThreadPool

import pytest

from app.devices.pins import Argon2Pins
from app.domain.access import FREE_FAILURES, Role
from app.domain.bench.refusal import Refused
from app.services.access import NewUser, add_user, check_pin, disable_user, list_users
from app.store.keys import StationIdentity
from app.store.unit_of_work import open_store
from app.store.users import SqlPeopleWork

PIN = "493817"


class Watch:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def hasher() -> Argon2Pins:
    return Argon2Pins(memory_kib=64, passes=1)


def opened(url):
    store = open_store(url, StationIdentity("01890000-0000-7000-8000-0000000000ff", "bench-01"))
    return store, lambda: SqlPeopleWork(store)


def test_a_lock_outlives_a_restart(database_url, hasher):
    clock = Watch()
    store, work = opened(database_url)
    anna = add_user(work, hasher, clock, NewUser("B-1", "Anna 安娜", Role.INSPECTOR), PIN)
    assert check_pin(work, hasher, clock, "B-1", PIN) == anna
    for _ in range(FREE_FAILURES):
        with pytest.raises(Refused):
            check_pin(work, hasher, clock, "B-1", "000001")
    store.close()
    store, work = opened(database_url)
    with pytest.raises(Refused) as caught:
        check_pin(work, hasher, clock, "B-1", PIN)
    assert caught.value.code == "locked_out"
    clock.time += timedelta(seconds=60)
    assert check_pin(work, hasher, clock, "B-1", PIN) == anna
    disable_user(work, clock, "B-1", actor=anna.user_id)
    assert [(user.operator, user.disabled) for user in list_users(work)] == [(anna, True)]
    store.close()


def test_guesses_at_once_are_counted_one_by_one(database_url, hasher):
    clock = Watch()
    store, work = opened(database_url)
    add_user(work, hasher, clock, NewUser("B-1", "Anna", Role.INSPECTOR), PIN)

    def guess(number: int) -> str:
        try:
            return check_pin(work, hasher, clock, "B-1", f"{number:06d}").name
        except Refused as refused:
            return refused.code

    with ThreadPool(6) as pool:
        answers = pool.map(guess, range(24))
    assert sorted(set(answers)) == ["locked_out", "wrong_badge_or_pin"]
    assert answers.count("wrong_badge_or_pin") == FREE_FAILURES
    store.close()
