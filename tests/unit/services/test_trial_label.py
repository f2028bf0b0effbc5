"""The test label goes the way of all labels: its job is on record, and it is drawn by the shipped template."""

import pytest

from app.errors import UserError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.printing import SetUpPrinter
from app.services.trial_label import print_sample, print_test
from app.store import models


def test_a_test_label_is_a_job_like_any_other(house):
    printing = house.printing(labels=LabelLibrary(shipped("labels")))
    job = print_test(printing, house.clock)
    (row,) = house.rows(models.PrintJob)
    assert (row["id"], row["kind"], row["state"], job.state.value) == (job.id, "test", "sent", "sent")
    assert house.printer.sheets[0].payload.startswith(b"^XA")


def test_a_printer_without_stock_for_it_says_so_and_has_no_job(house):
    printing = house.printing(SetUpPrinter("large", "zpl", 203, "102x152"))
    with pytest.raises(UserError) as caught:
        print_test(printing, house.clock, "large")
    assert (caught.value.code, house.rows(models.PrintJob)) == ("no_stock", [])


def test_a_trial_of_a_template_can_be_taken_for_no_unit(house):
    labels = LabelLibrary(shipped("labels"))
    unit = next(one for one in labels.templates() if one.name == "unit")
    job = print_sample(house.printing(labels=labels), unit, labels.example("unit"))
    assert (job.template, job.unit, job.code) == ("unit", "", "TEST-LABEL")
    assert {job.data["code"], job.data["lpn"], job.data["mark"]} == {"TEST-LABEL", "TEST"}
    assert job.data["title"] == labels.example("unit")["title"]


def test_no_trial_is_the_last_real_label(house):
    labels = LabelLibrary(shipped("labels"))
    printing = house.printing(labels=labels)
    unit = next(one for one in labels.templates() if one.name == "unit")
    print_sample(printing, unit, labels.example("unit"))
    assert printing.newest() == {}


def test_a_trial_that_no_printer_takes_says_so(house):
    labels = LabelLibrary(shipped("labels"))
    scrap = next(one for one in labels.templates() if one.name == "scrap")
    with pytest.raises(UserError) as caught:
        print_sample(house.printing(SetUpPrinter("a", "zpl", 203, "57x32"), labels=labels), scrap, {})
    assert (caught.value.code, house.rows(models.PrintJob)) == ("no_stock", [])
