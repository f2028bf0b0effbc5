"""The label of a scrap certificate: from the records alone, drawn by the shipped template."""

from sqlalchemy import update

from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.certifying import scrap_label
from app.services.printing import SetUpPrinter
from app.store import models
from tests.lane import BROKEN, WITNESS_PIN, to_grade, took


def test_what_was_not_destroyed_has_no_such_label(house):
    lane = house.signed_in()
    to_grade(house, lane)
    with house.store.unit_of_work() as work:
        assert scrap_label(work.records, "R-000001", site="US-NJ") is None
        assert scrap_label(work.records, "R-000099", site="US-NJ") is None


def test_it_says_what_vouches_for_the_destruction(house):
    printers = SetUpPrinter("small", "zpl", 203, "57x32"), SetUpPrinter("large", "zpl", 203, "102x152")
    lane = house.signed_in(printing=house.printing(*printers, labels=LabelLibrary(shipped("labels"))))
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    proof = {"file": house.shot("destroyed", code), "witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
    answer = took(lane, do="destroy", unit="R-000001", **proof)
    assert "warnings" not in answer
    (certificate,) = house.rows(models.Certificate)
    job = house.rows(models.PrintJob)[-1]
    assert (job["printer"], job["template"], job["data"]["number"]) == ("large", "scrap", certificate["number"])
    assert (job["data"]["operator"], job["data"]["witness"]) == ("Li Na", "Maria Ortiz")
    assert job["data"]["proof"] == certificate["payload"]["sha256"]
    label = next(fact for fact in answer["facts"] if fact["kind"] == "label" and fact.get("template") == "scrap")
    assert label["code"] == job["code"]
    with house.store.unit_of_work() as work:
        again = scrap_label(work.records, "R-000001", site="US-NJ", again=True)
    assert again is not None
    assert dict(again.fields)["mark"] == "REPRINT"
    assert again.code != label["code"]


def test_long_names_and_serial_numbers_keep_no_label_back(house):
    """They are shortened where it is seen; the certificate has them whole."""
    labels = LabelLibrary(shipped("labels"))
    lane = house.signed_in()
    to_grade(house, lane, answers=BROKEN)
    took(lane, do="route", to="destroy", reason="nothing left to recycle from")
    code = took(lane, do="accept")["expects"]["code"]
    took(lane, do="scan", code=code)
    said = {"unit": "R-000001", "witness_badge": "MO-01", "witness_pin": WITNESS_PIN}
    details = {"method": "crushed by hand " * 12, "reason": "主板鼓包漏液" * 10}
    with house.store.unit_of_work() as work:  # whoever is renamed later is called on it as the certificate has them
        work.records._connection.execute(update(models.table(models.User)).values(name="Maximiliane " * 10))
        work.commit()
    lane = house.signed_in()
    took(lane, do="destroy", **said, file=house.shot("destroyed", code), details=details)
    with house.store.unit_of_work() as work:
        work.records._connection.execute(update(models.table(models.Unit)).values(serial="S" * 64))
        due = scrap_label(work.records, "R-000001", site="US-NJ")
    assert due is not None
    said = dict(due.fields)
    assert all(said[name].endswith("…") for name in ("serial", "operator", "witness", "method", "reason"))
    asked = {each.name for each in next(one for one in labels.templates() if one.name == "scrap").fields}
    for dpi in (203, 300):
        data = {name: value for name, value in said.items() if name in asked}
        assert labels.render("scrap", data, driver="zpl", dpi=dpi)
