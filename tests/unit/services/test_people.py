"""People are changed by supervisors and managers only, never by themselves, and the chain vouches for each change."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from app.bootstrap import open_station
from app.config import Settings
from app.domain.access import Operator, Role
from app.domain.bench.refusal import Refused
from app.errors import UserError
from app.paths import Profile
from app.services.access import NewUser, check_pin, disable_user
from app.services.people import add_person, enable_user, give_pin, give_role, shut_out
from app.services.station import Station

PIN, OTHER = "493817", "802461"


class Backwards:
    """Backwards is enough of a secret here."""

    of_nobody = "nobody"

    def hash(self, pin: str) -> str:
        return pin[::-1]

    def fits(self, pin_hash: str, pin: str) -> bool:
        return pin_hash == pin[::-1]


PINS = Backwards()


@pytest.fixture
def place(tmp_path) -> Profile:
    place = Profile(tmp_path / "profile")
    place.create()
    return place


@pytest.fixture
def station(place) -> Iterator[Station]:
    station = open_station(place, Settings())
    object.__setattr__(station, "pins", PINS)
    yield station
    station.close()


@pytest.fixture
def maria(station) -> Operator:
    return station.add_user("MO-01", "Maria Ortiz", Role.SUPERVISOR, PIN)


@pytest.fixture
def li(station, maria) -> Operator:
    return station.add_user("LN-07", "Li Na", Role.INSPECTOR, PIN)


def sign_in(station: Station, badge: str, pin: str = PIN) -> str:
    try:
        return check_pin(station.people, PINS, station.clock, badge, pin).role.value
    except Refused as refused:
        return refused.code


def test_a_person_is_shut_out_and_let_in_again(station, maria, li):
    shut_out(station.people, station.clock, li.badge, maria)
    assert sign_in(station, li.badge) == "user_disabled"
    enable_user(station.people, station.clock, li.badge, maria)
    enable_user(station.people, station.clock, li.badge, maria)
    assert sign_in(station, li.badge) == "inspector"
    assert station.verify_audit().problems == ()


def test_another_role_counts_at_once(station, maria, li):
    give_role(station.people, station.clock, li.badge, Role.SUPERVISOR, maria)
    assert sign_in(station, li.badge) == "supervisor"
    give_role(station.people, station.clock, li.badge, Role.SUPERVISOR, maria)
    assert station.verify_audit().problems == ()


def test_another_pin_ends_a_lock(station, maria, li):
    assert [sign_in(station, li.badge, "111222") for _ in range(6)][-1] == "locked_out"
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, maria)
    assert sign_in(station, li.badge) == "wrong_badge_or_pin"
    assert sign_in(station, li.badge, OTHER) == "inspector"
    assert station.verify_audit().problems == ()


def test_nobody_shuts_out_or_demotes_themselves(station, maria, li):
    with pytest.raises(UserError) as caught:
        shut_out(station.people, station.clock, maria.badge, maria)
    assert caught.value.code == "not_oneself"
    with pytest.raises(UserError):
        give_role(station.people, station.clock, maria.badge, Role.INSPECTOR, maria)
    assert sign_in(station, maria.badge) == "supervisor"


def test_an_inspector_changes_nobody(station, maria, li):
    for act in (
        lambda: shut_out(station.people, station.clock, maria.badge, li),
        lambda: give_role(station.people, station.clock, li.badge, Role.MANAGER, li),
        lambda: give_pin(station.people, PINS, station.clock, maria.badge, OTHER, li),
        lambda: enable_user(station.people, station.clock, maria.badge, li),
        lambda: add_person(station.people, PINS, station.clock, NewUser("X-1", "X", Role.MANAGER), PIN, li),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.code == "not_allowed"


def test_whoever_was_disabled_meanwhile_changes_nobody(station, maria, li):
    disable_user(station.people, station.clock, maria.badge)
    with pytest.raises(UserError) as caught:
        shut_out(station.people, station.clock, li.badge, maria)
    assert caught.value.code == "not_allowed"


def test_a_weak_pin_and_a_badge_of_nobody_are_refused(station, maria):
    with pytest.raises(UserError) as caught:
        give_pin(station.people, PINS, station.clock, maria.badge, "111111", maria)
    assert caught.value.code == "bad_pin"
    with pytest.raises(UserError) as caught:
        enable_user(station.people, station.clock, "nobody", maria)
    assert caught.value.code == "no_such_user"


@pytest.mark.parametrize(
    "forged", ["role = 'manager'", "pin_hash = '174839'", "disabled = 0", "name = 'Somebody', badge = 'X'"]
)
def test_a_change_behind_the_chains_back_is_found(station, place, maria, li, forged):
    give_role(station.people, station.clock, li.badge, Role.CLIENT_SERVICE, maria)
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, maria)
    shut_out(station.people, station.clock, li.badge, maria)
    assert station.verify_audit().ok
    engine = create_engine(f"sqlite:///{place.database}")
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE users SET {forged} WHERE badge = 'LN-07'"))  # noqa: S608 - made up above
    engine.dispose()
    assert not station.verify_audit().ok


def test_a_supervisor_makes_the_first_manager_and_is_none_for_it(station, maria):
    boss = add_person(station.people, PINS, station.clock, NewUser("BO-01", "Bo", Role.MANAGER), OTHER, maria)
    assert boss.role is Role.MANAGER
    with pytest.raises(UserError, match="Only a manager"):
        add_person(station.people, PINS, station.clock, NewUser("BO-02", "Bo's twin", Role.MANAGER), OTHER, maria)


def test_what_a_manager_is_only_a_manager_changes(station, maria, li):
    boss = add_person(station.people, PINS, station.clock, NewUser("BO-01", "Bo", Role.MANAGER), OTHER, maria)
    for attempt in (
        lambda: give_pin(station.people, PINS, station.clock, "BO-01", PIN, maria),
        lambda: give_role(station.people, station.clock, "BO-01", Role.INSPECTOR, maria),
        lambda: give_role(station.people, station.clock, li.badge, Role.MANAGER, maria),
        lambda: shut_out(station.people, station.clock, "BO-01", maria),
    ):
        with pytest.raises(UserError, match="Only a manager"):
            attempt()
    give_role(station.people, station.clock, li.badge, Role.MANAGER, boss)
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, boss)
    assert check_pin(station.people, PINS, station.clock, li.badge, OTHER).role is Role.MANAGER
