"""What a bench hangs on is changed at the word of a supervisor or a manager only, whatever the window shows."""

import pytest

from app.domain.access import Operator, Role
from app.errors import UserError
from app.services.access import disable_user
from app.services.setting_up import save_settings
from tests.lane import House


@pytest.fixture
def saved():
    return []


@pytest.fixture
def ask(house: House, saved):
    def ask(changes, by):
        return save_settings(house.people, saved.append, changes, by)

    return ask


def person(house: House, badge: str) -> Operator:
    with house.people() as work:
        found = work.people.by_badge(badge)
    assert found is not None
    return found.operator


@pytest.mark.parametrize(
    "place",
    [
        ("station", "site"),
        ("station", "name"),
        ("station", "language"),
        ("camera", "source"),
        ("scanner", "prefix"),
        ("scale", "transport"),
        ("printer", 0, "dpi"),
        ("evidence", "url"),
    ],
)
def test_an_inspector_cannot_change_what_evidence_and_law_hang_on(house, ask, saved, place):
    for by in (person(house, "LN-07"), None):
        with pytest.raises(UserError) as refused:
            ask({("window", "theme"): "dark", place: "x"}, by)
        assert refused.value.code == "not_allowed"
    assert saved == []
    ask({place: "x"}, person(house, "MO-01"))
    assert saved == [{place: "x"}]


def test_how_the_window_looks_is_anybodys(house, ask, saved):
    ask({("window", "theme"): "dark", ("window", "volume"): 0}, person(house, "LN-07"))
    assert len(saved) == 1


def test_the_records_count_not_what_the_window_knows(house, ask, saved):
    maria = person(house, "MO-01")
    forged = Operator("x", "LN-07", "Li Na", Role.MANAGER)
    disable_user(house.people, house.clock, "MO-01")
    for by in (maria, forged):
        with pytest.raises(UserError):
            ask({("station", "site"): "DE"}, by)
    assert saved == []
