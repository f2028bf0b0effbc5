"""What is compared is declared soundly: each kind by a name of its own, its columns by the names that facts have."""

import pytest

from app.store import models as m
from app.store.audit_recorded import LABEL_STATES, RECORDED, UNIT_STANDS


def named(name: str):
    return next(recorded for recorded in RECORDED if recorded.name == name)


def test_every_kind_has_a_name_of_its_own():
    assert len({recorded.name for recorded in RECORDED}) == len(RECORDED)


@pytest.mark.parametrize("recorded", RECORDED, ids=[recorded.name for recorded in RECORDED])
def test_every_kind_has_an_id_and_its_counts_are_among_its_columns(recorded):
    assert recorded.fields[0] == "id"
    assert set(recorded.counts) <= set(recorded.fields)
    assert list(recorded.told({"kind": "weather", "id": "x"})) == []


def test_a_cancelled_work_order_has_ended_like_a_closed_one():
    told = named("Ended work order").told
    assert [
        len(list(told({"kind": "work", "id": "x", "state": state}))) for state in ("open", "closed", "cancelled")
    ] == [
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("fact", "state", "reason"),
    [
        ({"template": "unit", "reason": "reprint"}, "printed", ""),
        ({"state": "verified", "reason": ""}, "verified", ""),
        ({"state": "void", "reason": "torn"}, "void", "torn"),
    ],
)
def test_the_state_of_a_label_only_goes_forward(fact, state, reason):
    (told,) = named("The state of label").told({"kind": "label", "id": "x", **fact})
    assert told == {"id": "x", "state": state, "void_reason": reason, "version": LABEL_STATES[state]}
    assert sorted(LABEL_STATES, key=LABEL_STATES.__getitem__) == ["printed", "verified", "void"]


def test_how_a_unit_stands_are_columns_of_it():
    assert set(UNIT_STANDS) <= set(m.Unit.__table__.columns.keys())
