"""`print`: one label of one unit; the print is its newest from then on, and nothing is saved where it is refused."""

import pytest
from sqlalchemy import update

from app.errors import UsageError, UserError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.print_asked import print_asked
from app.services.printing import SetUpPrinter, Wanted
from app.store import models
from app.store.waiting import waiting
from tests.lane import BROKEN, PIN, WITNESS_PIN, House, act, refused, to_grade, took


def ask(house: House, kind: str, lpn: str = "R-000001", printer: str = "labels", printing=None):
    wanted = Wanted(kind, "", {}, unit=lpn, printer=printer)
    return print_asked(house.store, printing or house.printing(), house.clock, wanted, site="US-NJ")


@pytest.fixture
def labelled(house):
    """A unit whose label waits to be scanned."""
    lane = house.signed_in()
    to_grade(house, lane)
    code = took(lane, do="accept")["expects"]["code"]
    return lane, code


def test_the_new_print_is_the_newest_and_only_it_verifies(house, labelled):
    lane, code = labelled
    job = ask(house, "sku")
    first = house.rows(models.PrintJob)[0]
    assert (job.state.value, job.reprint_of) == ("sent", first["id"])
    assert house.rows(models.Label)[0]["state"] == "printed"  # nothing is voided
    answer = act(lane, do="scan", code=code)
    assert answer["error"]["code"] in {"label_outdated", "wrong_label"}
    assert answer["expects"]["code"] == lane.standing()["expects"]["code"] == job.code  # whoever follows it gets on
    took(lane, do="scan", code=job.code)


def test_whoever_signs_in_meanwhile_is_told_the_code_that_counts(house, labelled):
    lane, code = labelled
    job = ask(house, "sku")
    assert took(lane, do="sign_in", badge="LN-07", pin=PIN)["expects"] == {"scan": ["label"], "code": job.code}
    took(lane, do="reprint", reason="torn")  # what an act prints itself is told at once
    assert lane.standing()["expects"]["code"] not in {code, job.code}


@pytest.mark.parametrize(("state", "counts"), [("failed", "first"), ("queued", "first"), ("unknown", "second")])
def test_a_print_that_never_reached_the_printer_is_not_the_newest(house, labelled, state, counts):
    """What is on the unit goes on to count; where nobody can tell whether it came out, only the new one does."""
    lane, first = labelled
    second = ask(house, "sku").code
    with house.store.unit_of_work() as work:
        work.records._connection.execute(
            update(models.table(models.PrintJob)).where(models.PrintJob.code == second).values(state=state)
        )
        work.commit()
    right, wrong = (first, second) if counts == "first" else (second, first)
    assert refused(lane, do="scan", code=wrong)["code"] in {"label_outdated", "wrong_label"}
    took(lane, do="scan", code=right)


def test_a_reprint_at_the_bench_counts_at_once_whatever_reason_was_typed(house, labelled):
    """Even the word by which a print from outside is known: its failed job gives the spoilt label no place again."""
    lane, first = labelled
    second = took(lane, do="reprint", reason=" print ")["expects"]["code"]
    with house.store.unit_of_work() as work:
        work.records._connection.execute(update(models.table(models.PrintJob)).values(state="failed"))
        work.commit()
    assert refused(lane, do="scan", code=first)["code"] == "wrong_label"
    assert refused(lane, do="scan", code=second)["code"] == "label_not_printed"
    assert house.rows(models.Label)[-1]["reason"] == "“print”"


def test_the_first_of_a_template_is_the_reprint_of_none(house, labelled):
    assert ask(house, "unit").reprint_of == ""
    assert house.rows(models.Label)[-1]["fields"]["mark"] == "REPRINT"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": "quarantine"}, "other_label"),
        ({"kind": "park"}, "not_parked"),
        ({"kind": "scrap"}, "no_certificate"),
        ({"kind": "unit", "lpn": "R-000099"}, "unknown_unit"),
    ],
)
def test_what_the_unit_does_not_carry_is_refused(house, labelled, asked, code):
    before = house.everything()
    with pytest.raises(UserError) as caught:
        ask(house, **asked)
    assert (caught.value.code, caught.value.exit_code) == (code, 1)
    assert house.everything() == before


@pytest.mark.parametrize("asked", [{"kind": "nothing"}, {"kind": "test"}, {"kind": "sku", "printer": "nowhere"}])
def test_what_is_not_there_is_wrong_usage(house, labelled, asked):
    before = house.everything()
    with pytest.raises(UsageError):
        ask(house, **asked)
    assert house.everything() == before


def test_a_printer_without_stock_for_it_is_refused(house, labelled):
    before = house.everything()
    with pytest.raises(UserError) as caught:
        ask(house, "sku", printing=house.printing(SetUpPrinter("labels", "zpl", 203, "102x152")))
    assert caught.value.code == "no_stock"
    assert house.everything() == before


def test_a_parked_unit_gets_its_tag_again_and_no_shop_label(house):
    """Drawn from the shipped template, which wants to know who parked it; and no later label has the tag's code."""
    lane = house.signed_in()
    to_grade(house, lane)
    took(lane, do="park")
    tag = ask(house, "park", printing=house.printing(labels=LabelLibrary(shipped("labels"))))
    assert (tag.kind, tag.data["by"], tag.data["mark"]) == ("park", "Li Na", "REPRINT")
    with pytest.raises(UserError, match="no grade yet"):
        ask(house, "sku")
    took(lane, do="scan", code=tag.code)
    label = took(lane, do="accept")["expects"]["code"]
    assert len({row["code"] for row in house.rows(models.Label)}) == 3
    assert refused(lane, do="scan", code=tag.code)["code"] == "wrong_label"
    took(lane, do="scan", code=label)


def _destroyed(house: House, lane) -> dict:
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    proof = {"file": house.shot("destroyed", code), "witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
    return took(lane, do="destroy", unit="R-000001", **proof)


def test_a_destruction_prints_its_certificates_label(house):
    answer = _destroyed(house, house.signed_in())
    assert "warnings" not in answer
    number = next(fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate")
    scrap = house.rows(models.PrintJob)[-1]
    assert (scrap["kind"], scrap["data"]["number"], scrap["data"]["witness"]) == ("scrap", number, "Maria Ortiz")
    assert len(scrap["data"]["proof"]) == 64
    again = ask(house, "scrap", printing=house.printing(labels=LabelLibrary(shipped("labels"))))
    assert (again.reprint_of, again.data["mark"]) == (scrap["id"], "REPRINT")


def test_a_destruction_stands_where_no_printer_takes_its_label(house):
    small = SetUpPrinter("labels", "zpl", 203, "57x32")
    answer = _destroyed(house, house.signed_in(printing=house.printing(small)))
    assert "certificate" in {fact["kind"] for fact in answer["facts"]}
    (warning,) = answer["warnings"]
    assert "certificate's label was not printed" in warning["message"]
    assert [row["kind"] for row in house.rows(models.PrintJob)] == ["unit"]


def test_what_was_recycled_has_its_papers_label_which_nobody_need_scan(house):
    shipped_labels = house.printing(labels=LabelLibrary(shipped("labels")))
    lane = house.signed_in()
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="recycle", reason="nothing left of it")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    with pytest.raises(UserError, match="neither donated nor recycled"):
        ask(house, "handover", printing=shipped_labels)
    details = {"recipient": "Metro E-Waste Recycling LLC " * 4, "waste_code": "20 01 36"}
    took(lane, do="close_work", unit="R-000001", kind="recycle", proof="note 7", details=details)
    label = ask(house, "handover", printing=shipped_labels)
    with house.store.unit_of_work() as work:
        paper = work.records.certificate("REC-000001")
    said = {"number": "REC-000001", "certifies": "recycling", "receipt": "note 7", "hash": paper.digest}
    assert (said | {"waste_code": "20 01 36"}).items() <= label.data.items()
    assert label.data["recipient"].endswith("…")
    queues = {queue.waits_for.value: queue.count for queue in _waiting(house)}
    assert queues["label"] == 0


def _waiting(house: House):
    with house.store.reading() as connection:
        return waiting(connection, 5)
