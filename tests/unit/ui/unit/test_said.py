"""What happened to a unit, in words; what only repeats or moves stock says nothing."""

import pytest

from app.domain.disposition import Route
from app.ui.unit.said import certificate_said, decision_said, happened, label_said, plain, route_said, work_said

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({"kind": "unit", "state": "open"}, "Scanned and taken up"),
        ({"kind": "unit", "state": "reopened", "round": 2}, "Taken up for inspection 2"),
        ({"kind": "photo", "shot": "defect:screen"}, "Photo “defect, screen” saved"),
        ({"kind": "grade", "grade": "B", "proposed": "A", "regrade_reason": "worn"}, "Graded B · proposed was A: worn"),
        ({"kind": "label", "code": "R-1-1X", "reprint_of": ""}, "Label R-1-1X printed"),
        ({"kind": "label", "code": "R-1-2X", "reprint_of": "R-1-1X", "reason": "torn"}, "printed again: torn"),
        ({"kind": "label", "code": "R-1-1X", "state": "void", "reason": "jam"}, "void: jam"),
        ({"kind": "label", "code": "R-1-1X", "state": "verified"}, "Label R-1-1X checked"),
        ({"kind": "park", "state": "parked"}, "Put aside"),
        ({"kind": "work", "work": "donate", "state": "closed", "proof": "No. 7"}, "Work done: donate · No. 7"),
        ({"kind": "review", "decision": "override", "reason": "a dent"}, "Another grade by review: a dent"),
        ({"kind": "certificate", "certificate": "destruction", "id": "DES-000001"}, "DES-000001"),
        ({"kind": "destroyed"}, "Destroyed before a witness"),
        ({"kind": "serial", "serial": "SN1"}, "Serial number SN1"),
        ({"kind": "claim", "id": "CLM-000001"}, "Claim CLM-000001 opened"),
        ({"kind": "claim_step", "claim": "CLM-000001", "step": "dated"}, "its days count"),
        ({"kind": "claim_step", "claim": "CLM-000001", "step": "packed"}, "CLM-000001 packed"),
        ({"kind": "claim_step", "claim": "CLM-000001", "step": "filed", "note": "T-9"}, "filed at its desk: T-9"),
        ({"kind": "claim_step", "claim": "CLM-000001", "step": "closed", "note": "no proof"}, "closed: no proof"),
        ({"kind": "redaction", "boxes": [[1, 2, 3, 4]]}, "what is covered"),
        ({"kind": "redaction", "boxes": []}, "nothing is covered"),
    ],
)
def test_a_fact_in_words(fact, words):
    assert words in happened(fact)


@pytest.mark.parametrize("kind", ["ledger", "outbox", "stands", "route", "flags", "never_heard_of"])
def test_what_moves_stock_or_repeats_says_nothing(kind):
    assert happened({"kind": kind}) == ""


def test_every_route_and_state_has_words():
    assert len({route_said(route.value) for route in Route}) == len(Route)
    assert route_said("to_the_moon") == plain("to_the_moon") == "to the moon"
    assert label_said("verified")[1] == "ok"
    assert label_said("nothing") == ("no label", "neutral")
    assert work_said("hand_over") == "hand over"
    assert decision_said("approve") == "Approved"
    assert certificate_said("donation") == "Certificate of donation"


def test_a_photo_is_named_as_its_checklist_names_it():
    fact = {"kind": "photo", "shot": "front"}
    assert happened(fact, {"front": "The front"}.__getitem__) == "Photo “The front” saved"
    assert happened({"kind": "photo", "shot": "parcel"}) == "Photo “The parcel” saved"
