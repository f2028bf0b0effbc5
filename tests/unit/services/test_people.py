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

PIN, OTHER, OWN = "493817", "802461", "170538"


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


def sign_in(station: Station, badge: str, pin: str = PIN, new_pin: str = "") -> str:
    try:
        return check_pin(station.people, PINS, station.clock, badge, pin, new_pin).role.value
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
    assert sign_in(station, li.badge, OTHER) == "pin_to_choose"
    assert sign_in(station, li.badge, OTHER, OWN) == "inspector"
    assert station.verify_audit().problems == ()


def test_a_pin_that_a_colleague_set_proves_nothing_until_its_owner_has_chosen_another(station, maria, li):
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, maria)
    assert sign_in(station, li.badge, OTHER) == "pin_to_choose"
    assert sign_in(station, li.badge, OTHER, OTHER) == "same_pin"
    assert sign_in(station, li.badge, OTHER) == "pin_to_choose"
    assert sign_in(station, li.badge, PIN, OWN) == "wrong_badge_or_pin"
    with pytest.raises(UserError):
        check_pin(station.people, PINS, station.clock, li.badge, OTHER, "111111")
    assert sign_in(station, li.badge, OTHER, OWN) == "inspector"
    assert sign_in(station, li.badge, OWN) == "inspector"
    assert sign_in(station, li.badge, OTHER) == "wrong_badge_or_pin"
    assert station.verify_audit().problems == ()


def test_the_chain_tells_who_set_a_pin_and_who_chose_one(station, maria, li, place):
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, maria)
    sign_in(station, li.badge, OTHER, OWN)
    with create_engine(f"sqlite:///{place.database}").connect() as connection:
        rows = connection.execute(text("SELECT actor, payload FROM audit WHERE kind = 'user_pin' ORDER BY seq")).all()
    assert [actor for actor, _ in rows] == [maria.user_id, li.user_id]
    assert ['"pin_given":true' in payload for _, payload in rows] == [True, False]
    assert not any(pin in payload for _, payload in rows for pin in (OTHER, OWN))


def test_ones_own_pin_counts_at_once_and_so_does_one_of_the_command_line(station, maria):
    assert sign_in(station, maria.badge) == "supervisor"
    give_pin(station.people, PINS, station.clock, maria.badge, OTHER, maria)
    assert sign_in(station, maria.badge, OTHER) == "supervisor"


def test_whoever_is_added_by_a_colleague_chooses_a_pin_first(station, maria):
    added = add_person(station.people, PINS, station.clock, NewUser("X-1", "X", Role.INSPECTOR), PIN, maria)
    assert sign_in(station, added.badge) == "pin_to_choose"
    assert sign_in(station, added.badge, PIN, OWN) == "inspector"


def test_whoever_may_not_stand_at_a_bench_or_was_shut_out_changes_no_pin_there(station, maria):
    user = NewUser("X-1", "X", Role.CLIENT_SERVICE)
    add_person(station.people, PINS, station.clock, user, PIN, maria)
    assert sign_in(station, "X-1", PIN, OWN) == "pin_to_choose"
    assert sign_in(station, "X-1", OWN) == "wrong_badge_or_pin"
    shut_out(station.people, station.clock, "X-1", maria)
    assert sign_in(station, "X-1", PIN, OWN) == "user_disabled"


def test_a_given_pin_that_is_made_to_count_in_the_records_is_found(station, maria, li, place):
    give_pin(station.people, PINS, station.clock, li.badge, OTHER, maria)
    assert station.verify_audit().problems == ()
    with create_engine(f"sqlite:///{place.database}").begin() as connection:
        connection.execute(text("UPDATE users SET pin_given = 0"))
    assert any("PIN set for person" in problem for problem in station.verify_audit().problems)


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
    assert check_pin(station.people, PINS, station.clock, li.badge, OTHER, OWN).role is Role.MANAGER
