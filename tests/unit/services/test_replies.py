"""Answers in the contract's shape at every step, told of the bench as it stands."""

from dataclasses import replace

import pytest

from app.domain.access import Operator, Role
from app.domain.bench.outcome import Outcome
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, Label
from app.domain.returns import Parcel, ParcelKind
from app.domain.rulebook import Rulebook
from app.domain.stock import Article
from app.errors import DiskFull
from app.paths import shipped
from app.ports import Receipt
from app.services import replies
from tests import made_once
from tests.lane import BROKEN, PIN, SHOE, SHOE_SKU, UPS, act, to_grade, took

CONTRACT = {"ok", "step", "parcel", "unit", "expects", "proposal", "facts", "error"}
STANDS = Bench(operator=Operator("u-1", "LN-07", "Li Na", Role.INSPECTOR))
LABEL = Label("R-000007", "unit", "R-000007-1X", 1, (("title", "Shoe"),))
PARCEL = Parcel("p-1", "1Z1", "1Z1", ParcelKind.UNEXPECTED)


@pytest.fixture(scope="module")
def rules():
    library = made_once.library(shipped("resources"))
    return Rulebook(library.checklists, (library.grading,), (library.routes,), (library.holds,), site="US-NJ")


@pytest.mark.parametrize(
    ("state", "step", "unit", "expects"),
    [
        (Bench(), "signed_out", None, {"scan": ["badge"], "sign_in": ["badge", "pin"]}),
        (STANDS, "idle", None, {"scan": ["parcel"]}),
        (replace(STANDS, parcel=PARCEL), "item", None, {"scan": ["item"]}),
        (
            replace(STANDS, again=replace(PARCEL, finished=True)),
            "parcel",
            None,
            {
                "answer": {
                    "question": "finished_parcel",
                    "choices": ["leave_closed", "late_piece", "tracking_reused"],
                }
            },
        ),
        (replace(STANDS, label=LABEL), "verify_label", "R-000007", {"scan": ["label"], "code": "R-000007-1X"}),
        (replace(STANDS, label=replace(LABEL, void=True)), "label", "R-000007", {"accept": "label"}),
        (
            replace(STANDS, waits="R-000007"),
            "review",
            "R-000007",
            {"accept": "review", "review": {"unit": "R-000007", "decisions": ["approve", "override", "send_back"]}},
        ),
    ],
)
def test_where_no_unit_is_open(rules, state, step, unit, expects):
    answer = replies.standing(state, rules)
    assert set(answer) >= CONTRACT - {"seq"}
    assert (answer["ok"], answer["step"], answer["unit"], answer["expects"]) == (True, step, unit, expects)
    assert (answer["proposal"], answer["facts"], answer["error"]) == (None, [], None)


def test_the_parcel_as_the_contract_names_it(house):
    answer = took(house.signed_in(), do="scan", code=UPS)
    (order,) = answer["parcel"]["orders"]
    assert answer["parcel"]["tracking"] == UPS
    wanted = {
        "platform": "tiktok_shop",
        "order_id": "576012000001",
        "rma": "RMA-1001",
        "reason_code": "size_too_small",
        "reason_text": "尺码不合",
        "customer_note": "never worn",
    }
    assert wanted.items() <= {key: value for key, value in order.items() if key != "lines"}.items()
    assert [{"sku": SHOE_SKU, "quantity": 1, "received": 0}.items() <= line.items() for line in order["lines"]] == [
        True
    ]


def test_checklist_photos_grade_and_route(house):
    lane = house.signed_in()
    took(lane, do="scan", code=UPS)
    answer = took(lane, do="scan", code=SHOE)
    assert answer["step"] == "checklist"
    assert answer["expects"] == {"answer": {"question": "sealed", "choices": ["sealed", "opened"]}}
    assert answer["parcel"]["orders"][0]["lines"][0]["received"] == 1
    for question, choice in BROKEN:
        assert answer["expects"]["answer"]["question"] == question
        assert choice in answer["expects"]["answer"]["choices"]
        answer = took(lane, do="answer", question=question, choice=choice)
    assert (answer["step"], list(answer["expects"])) == ("photos", ["photo"])
    assert answer["proposal"] is None
    while shots := answer["expects"].get("photo", {}).get("shots"):
        answer = took(lane, do="photo", shot=shots[0], file=house.shot())
    assert (answer["step"], answer["expects"]["accept"]) == ("grade", "grade")
    assert next(iter(answer["expects"])) == "accept"
    assert answer["proposal"]["grade"] == "S"


def test_the_proposal_names_the_best_route_first_and_what_rules_others_out(house):
    proposal = to_grade(house, house.signed_in())["proposal"]
    assert proposal["grade"] == "A"
    assert proposal["reasons"]
    assert all({"route", "net", "currency", "reasons"} <= set(route) for route in proposal["routes"])
    open_ones = [route for route in proposal["routes"] if not route["ruled_out"]]
    assert proposal["routes"][: len(open_ones)] == open_ones
    assert open_ones[0]["route"] == "restock"
    assert all(isinstance(route["net"], str) for route in proposal["routes"])
    assert all(route["reasons"] for route in proposal["routes"])


def test_after_a_change_the_step_at_hand_is_the_route(house):
    lane = house.signed_in()
    to_grade(house, lane)
    took(lane, do="regrade", grade="B", reason="a scratch")
    answer = took(lane, do="accept")
    assert (answer["step"], answer["expects"]["accept"]) == ("route", "route")
    assert answer["proposal"]["grade"] == "B"
    assert "regrade" not in answer["expects"]


def test_the_facts_are_the_receipts(rules):
    receipts = [Receipt("answer", "a-1"), Receipt("label", "l-1", {"code": "R-000007-1X"})]
    answer = replies.taken(Outcome(STANDS), receipts, rules)
    assert answer["facts"] == [{"kind": "answer", "id": "a-1"}, {"kind": "label", "id": "l-1", "code": "R-000007-1X"}]


def test_what_is_shown_beside_the_bench_is_in_the_answer(rules):
    answer = replies.taken(Outcome(STANDS, shown=PARCEL, unit="R-000003"), [], rules)
    assert (answer["step"], answer["unit"], answer["parcel"]["tracking"]) == ("idle", "R-000003", "1Z1")


@pytest.mark.parametrize("refusal", [Refused("no", "No.", "Never."), DiskFull("The disk is full.")])
def test_a_refusal_says_what_why_and_what_to_do(rules, refusal):
    standing = replies.standing(STANDS, rules)
    error = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}
    assert replies.refused(STANDS, refusal, rules) == {**standing, "ok": False, "error": error}
    assert error["hint"]


def test_an_answer_is_plain_json_and_the_same_when_read_again(house):
    lane = house.signed_in()
    first = took(lane, do="scan", code=UPS, id="s-1")
    assert act(lane, do="scan", code=UPS, id="s-1") == first
    assert Article("ACME", SHOE_SKU).sku in str(first)
    assert PIN not in str(first)
