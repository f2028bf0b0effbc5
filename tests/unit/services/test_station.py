"""The station as it is handed out: a bench made once, when it is asked for, and people added through it."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.config import Settings
from app.domain.access import Role
from app.errors import UserError
from app.paths import Profile
from app.services.station import Station, Verification
from tests.lane import House


def station(house: House, **parts: Any) -> Station:
    unused: Any = SimpleNamespace()
    given: dict[str, Any] = {
        "profile": Profile(house.folder),
        "settings": Settings(),
        "clock": house.clock,
        "reads": unused,
        "imports": unused,
        "tables": unused,
        "references": unused,
        "photo_path": house.evidence.path,
        "people": house.people,
        "pins": house.pins,
        "verify_audit": lambda: Verification(0, 0, ok=True, head="", problems=()),
        "eyes": unused,
        "set_up": unused,
        "open_bench": house.lane,
        "open_printing": house.printing,
        "print_label": unused,
    }
    return Station(**(given | parts))


def test_the_bench_is_made_when_it_is_asked_for_and_only_once(house):
    made = []

    def open_bench():
        made.append(house.lane())
        return made[-1]

    opened = station(house, open_bench=open_bench)
    assert made == []
    assert opened.bench is opened.bench
    assert made == [opened.bench]


def test_a_bench_that_could_not_be_made_is_tried_again(house):
    tries = iter([UserError("No.", "Mend it."), house.lane()])

    def open_bench():
        found = next(tries)
        if isinstance(found, UserError):
            raise found
        return found

    opened = station(house, open_bench=open_bench)
    with pytest.raises(UserError):
        _ = opened.bench
    assert opened.bench.standing()["step"] == "signed_out"


def test_a_person_added_can_sign_in(house):
    opened = station(house)
    added = opened.add_user("B-9", "Ann", Role.INSPECTOR, "771204")
    assert (added.badge, added.name, added.role) == ("B-9", "Ann", Role.INSPECTOR)
    assert house.tools().check_pin("B-9", "771204") == added
    with pytest.raises(UserError, match="belongs to somebody"):
        opened.add_user("B-9", "Eve", Role.MANAGER, "771205")


def test_a_person_sets_their_language(house):
    opened = station(house)
    added = opened.add_user("B-9", "Ann", Role.INSPECTOR, "771204", language="es")
    assert added.language == "es"
    opened.set_language(added.user_id, "zh_CN")
    assert house.tools().check_pin("B-9", "771204").language == "zh_CN"


def test_closing_does_nothing_where_nothing_is_to_be_closed(house):
    closed = []
    station(house).close()
    station(house, close=lambda: closed.append(True)).close()
    assert closed == [True]
