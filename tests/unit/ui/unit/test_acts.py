"""Only what role and standing allow is offered, and each act becomes the request that the bench takes."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.certificates import Issuer
from app.ui.unit.acts import Entered, Paper, forms_of, requests_of
from app.ui.unit.pieces import UnitView

pytestmark = pytest.mark.usefixtures("dressed")

INES = Operator("1", "17", "Ines", Role.INSPECTOR)
MARIA = Operator("2", "18", "Maria", Role.SUPERVISOR)
UNIT = UnitView(
    lpn="R-000001", grade="A", title="Tea pot", article="ACME · TEA", photo="", chips=(), reason="", note="", facts=(),
    sides=(), reasons="", answers=(), ways=(), photos=(), history=(), papers=(), ledger=(), messages=(),
    state="finished", held=False, work="", route="restock", label="verified",
)  # fmt: skip


def names(operator=MARIA, **changes):
    return [form.name for form in forms_of(replace(UNIT, **changes), operator)]


def test_reviews_are_a_supervisors_and_labels_anybodys(dressed):
    assert names() == ["override", "send_back", "reprint"]
    assert names(INES) == ["reprint"]
    assert names(None) == names(replace(INES, role=Role.CLIENT_SERVICE)) == []


def test_what_waits_can_be_approved_and_nothing_else_is_done_with_it():
    assert names(held=True, work="donate", route="destroy") == ["approve", "override", "send_back", "reprint"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"work": "donate"}, ["close_work", "reprint"]),
        ({"work": "refurbish"}, ["close_work", "reprint"]),
        ({"work": "second_inspection"}, ["reprint"]),
        ({"work": "destroy", "route": "destroy"}, ["destroy", "reprint"]),
        ({"state": "open", "label": ""}, []),
        ({"state": "closed"}, []),
        ({"label": ""}, []),
    ],
)
def test_work_destruction_and_labels_follow_how_the_unit_stands(changes, expected):
    assert names(INES, **changes) == expected


def test_what_lies_in_quarantine_goes_to_the_recycler_at_a_supervisors_word(dressed):
    assert names(route="quarantine") == ["override", "send_back", "out_of_quarantine", "reprint"]
    assert names(INES, route="quarantine") == ["reprint"]
    for changes in ({"held": True}, {"work": "second_inspection"}, {"state": "closed"}):
        assert "out_of_quarantine" not in names(route="quarantine", **changes)
    asked = form("out_of_quarantine", route="quarantine")
    assert asked.must
    assert asked.details.kind == "recycling"
    entered = Entered(words="note 7", details=(("recipient", "Batt AG"),))
    (request,) = requests_of(asked, UNIT, entered)
    assert request.action == do.CloseWork("R-000001", "recycle", "note 7", (("recipient", "Batt AG"),))


def form(name, **changes):
    return next(form for form in forms_of(replace(UNIT, **changes), MARIA) if form.name == name)


def test_an_act_asks_until_it_has_what_it_needs():
    override = form("override")
    assert override.grades == ("B", "C", "S")
    assert Entered(words="a dent").missing(override)
    assert Entered(grade="B").missing(override)
    assert not Entered(words="a dent", grade="B").missing(override)
    destroy = form("destroy", route="destroy")
    assert Entered(badge="17").missing(destroy)
    assert not Entered(badge="17", pin="123456").missing(destroy), "its proof comes after the witness"
    assert not Entered(badge="17", pin="123456", file=Path("x.jpg")).missing(destroy)
    assert not Entered().missing(form("approve", held=True))


def test_each_act_becomes_its_request():
    def asked(name, entered, **changes):
        return requests_of(form(name, **changes), replace(UNIT, **changes), entered)

    (review,) = asked("override", Entered(words=" a dent ", grade="B"))
    assert review.action == do.Review("R-000001", "override", "B", "a dent")
    (work,) = asked("close_work", Entered(words="No. 7"), work="donate")
    assert work.action == do.CloseWork("R-000001", "donate", "No. 7")
    (destroy,) = asked("destroy", Entered(badge="17", pin="493817", file=Path("x.jpg")), route="destroy")
    assert (destroy.action, destroy.file) == (do.Destroy("R-000001", "17"), Path("x.jpg"))
    assert "493817" not in repr(destroy)
    assert [one.action for one in asked("reprint", Entered(words="torn"))] == [do.Scan("R-000001"), do.Reprint("torn")]


def test_a_pin_shows_nowhere():
    assert "493817" not in repr(Entered(pin="493817"))


def test_a_certificate_is_declared_void_by_a_supervisor_alone():
    certified = replace(UNIT, state="closed", valid=("DES-000001", "DES-000002"), certified="destruction")
    assert forms_of(certified, INES) == ()
    void, replaced = forms_of(certified, MARIA)
    assert (void.name, replaced.name) == ("void_certificate", "replace_certificate")
    assert "DES-000002" in void.button
    assert "DES-000002" in replaced.button
    assert void.must
    assert replaced.must


def test_what_its_certificate_may_say_is_asked_before_it_gets_its_number():
    paper = Paper(Issuer("Nordsee", usual=(("destruction", (("method", "crushed"),)),)))
    waits = replace(UNIT, work="destroy", route="destroy", weight_g="410")
    (destroy, _) = forms_of(waits, INES, paper)
    assert destroy.details is not None
    assert dict(destroy.details.usual) == {"method": "crushed"}
    assert dict(destroy.details.known) == {"issuer": "Nordsee", "address": "", "weight_g": "410"}
    assert "derogation" not in destroy.details.names, "no law of this site knows one"
    entered = Entered(badge="17", pin="493817", details=(("customs_reference", "7553-1"),))
    (sent,) = requests_of(destroy, waits, entered)
    assert sent.action == do.Destroy("R-000001", "17", (("customs_reference", "7553-1"),))
    recycled = replace(UNIT, work="recycle")
    (close, _) = forms_of(recycled, INES, Paper(derogations=(("espr_2f", "damaged"),)))
    assert close.details is not None
    assert close.details.kind == "recycling"
    (sent,) = requests_of(close, recycled, Entered(words="No. 7", details=(("recipient", "Smelter"),)))
    assert sent.action == do.CloseWork("R-000001", "recycle", "No. 7", (("recipient", "Smelter"),))
    assert form("close_work", work="refurbish").details is None


def test_a_new_one_begins_with_what_the_old_one_says():
    certified = replace(
        UNIT, state="closed", valid=("DES-000001",), certified="destruction", said=(("sic_code", "38.32"),),
        said_weight="410", known=(("issuer", "…"),),
    )  # fmt: skip
    details = forms_of(certified, MARIA)[1].details
    assert details is not None
    assert dict(details.given) == {"sic_code": "38.32", "weight_g": "410"}
    assert {"sic_code", "weight_g", "customs_reference"} <= set(details.names)
