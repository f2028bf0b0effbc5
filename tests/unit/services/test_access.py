"""Badge and PIN: who is let in, who is locked out for how long, and that no PIN ever shows."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access import LONGEST_LOCK, Role
from app.domain.bench.refusal import Refused
from app.errors import BenchError, UserError
from app.ports import UserRecord
from app.services.access import NewUser, add_first, add_user, check_pin, disable_user, list_users, set_language
from tests.lane import House

PIN = "493817"
ANNA = NewUser("B-1", "Anna 安娜", Role.INSPECTOR)


class FakeClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


class FakeHasher:
    """Backwards is enough of a secret here; counts what is evaluated."""

    of_nobody = "nobody"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hash(self, pin: str) -> str:
        return pin[::-1]

    def fits(self, pin_hash: str, pin: str) -> bool:
        self.asked.append(pin_hash)
        return pin_hash == pin[::-1]


class FakeWork:
    """Implements PeopleWork and People; only what is committed stays."""

    def __init__(self) -> None:
        self.kept: dict[str, UserRecord] = {}
        self.audit: list[str] = []

    def __call__(self) -> "FakeWork":
        return self

    def __enter__(self) -> Self:
        self.seen = dict(self.kept)
        return self

    def __exit__(self, *_: object) -> None:
        self.seen = {}

    @property
    def people(self) -> "FakeWork":
        return self

    def tell(self, kind: str, facts: Sequence[Mapping[str, object]], *, at: datetime, actor: str) -> None:
        self.audit.append(f"{kind} by {actor}")

    def commit(self) -> None:
        self.kept = dict(self.seen)

    def by_badge(self, badge: str) -> UserRecord | None:
        return self.seen.get(badge)

    def everybody(self) -> tuple[UserRecord, ...]:
        return tuple(self.seen[badge] for badge in sorted(self.seen))

    def add(self, user: UserRecord, *, at: datetime, actor: str) -> None:
        self.seen[user.operator.badge] = user
        self.audit.append(f"added {user.operator.badge} by {actor}")

    def disable(self, user_id: str, *, at: datetime, actor: str) -> None:
        self._change(user_id, disabled=True)
        self.audit.append(f"disabled by {actor}")

    def enable(self, user_id: str, *, at: datetime, actor: str) -> None:
        self._change(user_id, disabled=False)
        self.audit.append(f"enabled by {actor}")

    def set_role(self, user_id: str, role: Role, *, at: datetime, actor: str) -> None:
        kept = next(one for one in self.seen.values() if one.operator.user_id == user_id)
        self._change(user_id, operator=replace(kept.operator, role=role))
        self.audit.append(f"{role} by {actor}")

    def set_pin(self, user_id: str, pin_hash: str, *, given: bool, at: datetime, actor: str) -> None:
        self._change(user_id, pin_hash=pin_hash, pin_given=given, failures=0, locked_until=None)
        self.audit.append(f"another PIN by {actor}")

    def count_failure(self, user_id: str, failures: int, locked_until: datetime | None) -> None:
        self._change(user_id, failures=failures, locked_until=locked_until)

    def see(self, user_id: str, at: datetime) -> None:
        self._change(user_id, last_seen_at=at, failures=0, locked_until=None)

    def set_language(self, user_id: str, language: str) -> None:
        user = next(user for user in self.seen.values() if user.operator.user_id == user_id)
        self.seen[user.operator.badge] = replace(user, operator=replace(user.operator, language=language))

    def _change(self, user_id: str, **changes: object) -> None:
        badge = next(badge for badge, user in self.seen.items() if user.operator.user_id == user_id)
        self.seen[badge] = replace(self.seen[badge], **changes)  # type: ignore[arg-type]


class Door:
    """What a badge and a PIN get at the bench."""

    def __init__(self) -> None:
        self.work, self.hasher, self.clock = FakeWork(), FakeHasher(), FakeClock()
        self.anna = add_user(self.work, self.hasher, self.clock, ANNA, PIN, actor="m1")

    def knock(self, badge: str = "B-1", pin: str = PIN) -> str:
        try:
            return check_pin(self.work, self.hasher, self.clock, badge, pin).name
        except Refused as refused:
            return refused.code


@pytest.fixture
def door() -> Door:
    return Door()


def test_the_right_pin_opens(door):
    assert door.knock() == "Anna 安娜"
    assert door.work.audit == ["added B-1 by m1"]


def test_a_wrong_badge_and_a_wrong_pin_read_and_cost_the_same(door):
    refusals = []
    for badge, pin in (("B-1", "000001"), ("B-9", PIN)):
        with pytest.raises(Refused) as caught:
            check_pin(door.work, door.hasher, door.clock, badge, pin)
        refusals.append((caught.value.code, caught.value.message, caught.value.hint))
    assert refusals[0] == refusals[1]
    assert door.hasher.asked == [PIN[::-1], "nobody"]


def test_five_wrong_pins_lock_for_a_minute_and_then_for_two(door):
    assert [door.knock(pin="000001") for _ in range(5)] == ["wrong_badge_or_pin"] * 5
    door.clock.time += timedelta(seconds=59)
    assert (door.knock(), len(door.hasher.asked)) == ("locked_out", 5)
    door.clock.time += timedelta(seconds=1)
    assert door.knock(pin="000001") == "wrong_badge_or_pin"
    door.clock.time += timedelta(seconds=119)
    assert door.knock() == "locked_out"
    door.clock.time += timedelta(seconds=1)
    assert door.knock() == "Anna 安娜"
    assert [door.knock(pin="000001") for _ in range(4)] == ["wrong_badge_or_pin"] * 4
    assert door.knock() == "Anna 安娜"


def test_a_lock_is_one_persons(door):
    add_user(door.work, door.hasher, door.clock, NewUser("B-2", "Ben", Role.SUPERVISOR), PIN)
    for _ in range(5):
        door.knock(pin="000001")
    assert (door.knock(), door.knock("B-2")) == ("locked_out", "Ben")


def test_ten_thousand_guesses_are_hardly_evaluated(door):
    """At one guess a second; at most 20 an hour, and the right person is never out for more than a quarter of one."""
    for guess in range(10_000):
        door.knock(pin=f"{guess:06d}")
        door.clock.time += timedelta(seconds=1)
    assert len(door.hasher.asked) <= 20 * 10_000 / 3600 + 5
    door.clock.time += LONGEST_LOCK
    assert door.knock() == "Anna 安娜"


def test_a_disabled_person_is_told_so_only_with_the_right_pin(door):
    disable_user(door.work, door.clock, "B-1", actor="m1")
    assert disable_user(door.work, door.clock, "B-1", actor="m1") == door.anna
    assert (door.knock(), door.knock(pin="000001")) == ("user_disabled", "wrong_badge_or_pin")
    assert door.work.audit == ["added B-1 by m1", "disabled by m1"]
    with pytest.raises(UserError, match="Nobody has badge 'B-9'"):
        disable_user(door.work, door.clock, "B-9")


def test_a_right_pin_is_a_visit_and_a_wrong_one_is_none(door):
    door.knock(pin="000001")
    assert door.work.kept["B-1"].last_seen_at is None
    door.knock()
    kept = door.work.kept["B-1"]
    assert (kept.last_seen_at, kept.failures) == (door.clock.now(), 0)


def test_each_person_has_their_own_language(door):
    set_language(door.work, door.anna.user_id, "zh_CN")
    assert door.work.kept["B-1"].operator.language == "zh_CN"
    set_language(door.work, door.anna.user_id, "")
    assert door.work.kept["B-1"].operator.language == ""
    with pytest.raises(UserError, match="not known"):
        set_language(door.work, door.anna.user_id, "tlh")
    with pytest.raises(UserError, match="not known"):
        add_user(door.work, door.hasher, door.clock, replace(ANNA, badge="B-2", language="xx"), PIN)


def test_everybody_is_listed_by_badge(door):
    add_user(door.work, door.hasher, door.clock, NewUser(" B-0 ", "Zoe", Role.MANAGER), PIN)
    assert [user.operator.name for user in list_users(door.work)] == ["Zoe", "Anna 安娜"]


@pytest.mark.parametrize(
    ("changes", "pin", "code"),
    [
        ({}, "12345", "bad_pin"),
        ({}, "12345a", "bad_pin"),
        ({}, "1" * 8, "bad_pin"),
        ({}, "１２３４５６", "bad_pin"),
        ({"badge": " "}, PIN, "bad_badge"),
        ({"badge": "B\n2"}, PIN, "bad_badge"),
        ({"name": "x" * 129}, PIN, "bad_name"),
        ({"badge": "B-1"}, PIN, "badge_taken"),
    ],
)
def test_what_cannot_be_taken_changes_nothing(door, changes, pin, code):
    before = dict(door.work.kept)
    with pytest.raises(UserError) as caught:
        add_user(door.work, door.hasher, door.clock, replace(NewUser("B-2", "Ben", Role.INSPECTOR), **changes), pin)
    assert (caught.value.code, bool(caught.value.hint), door.work.kept) == (code, True, before)


@given(pin=st.from_regex(r"\d{6,12}", fullmatch=True), badge=st.sampled_from(["B-1", "B-9"]))
def test_a_pin_is_in_no_message_log_or_repr(pin, badge):
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    collector = Collector(0)
    logging.getLogger().addHandler(collector)
    door = Door()
    try:
        for attempt in range(7):
            try:
                lines.append(repr(check_pin(door.work, door.hasher, door.clock, badge, pin)))
                lines.append(
                    repr(add_user(door.work, door.hasher, door.clock, replace(ANNA, badge=f"C{attempt}"), pin))
                )
            except (Refused, BenchError) as refused:
                lines += [str(refused), repr(refused), refused.hint]
    finally:
        logging.getLogger().removeHandler(collector)
    assert lines
    assert not any(pin in line for line in lines)


def test_of_two_first_persons_at_once_one_is_the_first(tmp_path, database_url):
    """Two windows over the same empty records: both have asked, and found nobody, before either is written."""
    house, both = House(tmp_path, database_url), Barrier(2)

    class Slow(FakeHasher):
        def hash(self, pin: str) -> str:
            both.wait(10)
            return super().hash(pin)

    def come(badge: str) -> str:
        try:
            return add_first(house.people, Slow(), house.clock, NewUser(badge, badge, Role.MANAGER), PIN).badge
        except UserError as refused:
            return refused.code

    with ThreadPoolExecutor(2) as pool:
        came = set(pool.map(come, ["A-1", "B-2"]))
    assert "not_the_first" in came
    assert len(list_users(house.people)) == 1
    house.store.close()
