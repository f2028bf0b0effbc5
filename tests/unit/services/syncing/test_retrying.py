"""Who may bring a message back; what was asked is in the chain under their name."""

from __future__ import annotations

import pytest

from app.domain.access import Operator, Role
from app.errors import UserError
from app.services.syncing.retrying import retry_held
from app.store import models
from tests.lane import House


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path).prepare()
    yield made
    made.store.close()


def person(house, badge):
    with house.people() as work:
        return work.people.by_badge(badge).operator


def test_a_supervisor_brings_it_back_and_it_is_told(house):
    asked: list[str] = []
    retry_held(house.people, house.clock, asked.append, "message-1", person(house, "MO-01"))
    assert asked == ["message-1"]
    told = house.rows(models.Audit)[-1]
    assert (told["kind"], told["actor"]) == ("retry_asked", person(house, "MO-01").user_id)


@pytest.mark.parametrize("badge", ["LN-07", "", "forged"])
def test_nobody_else_does(house, badge):
    forged = Operator("u", "LN-07", "Li Na", Role.MANAGER)
    by = forged if badge == "forged" else person(house, badge) if badge else None
    before = len(house.rows(models.Audit))
    with pytest.raises(UserError) as refused:
        retry_held(house.people, house.clock, lambda _: pytest.fail("it was done"), "message-1", by)
    assert refused.value.code == "not_allowed"
    assert len(house.rows(models.Audit)) == before
