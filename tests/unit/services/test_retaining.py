"""Only a manager, by the records as they are now, and only with a reason."""

import pytest

from app.domain.access import Operator, Role
from app.errors import UserError
from app.services.access import NewUser, add_user
from app.services.retaining import LONGEST_REASON, Retaining
from app.services.safekeeping import Due


class Records:
    def __init__(self):
        self.deleted = []

    def due(self, _now):
        return Due((), {})

    def delete(self, by, reason, _at):
        self.deleted.append((by.badge, reason))
        return Due((), {})


@pytest.fixture
def retaining(house):
    return Retaining(Records(), house.people, house.clock)


def person(house, role):
    return add_user(house.people, house.pins, house.clock, NewUser(f"B-{role}", "Kim", role), "482915")


def test_a_manager_with_a_reason(house, retaining):
    manager = person(house, Role.MANAGER)
    retaining.apply(manager, "  their time is over ")
    assert retaining.records.deleted == [(manager.badge, "their time is over")]
    assert retaining.due() == Due((), {})


@pytest.mark.parametrize("reason", ["", "   ", "x" * (LONGEST_REASON + 1)])
def test_without_a_reason_nothing_goes(house, retaining, reason):
    with pytest.raises(UserError):
        retaining.apply(person(house, Role.MANAGER), reason)
    assert retaining.records.deleted == []


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SUPERVISOR, Role.CLIENT_SERVICE])
def test_nobody_else(house, retaining, role):
    with pytest.raises(UserError, match="Only a manager"):
        retaining.apply(person(house, role), "because")
    stranger = Operator("u-x", "B-x", "X", Role.MANAGER)
    with pytest.raises(UserError, match="Only a manager"):
        retaining.apply(stranger, "because")
    assert retaining.records.deleted == []
