"""The test label goes the way of all labels: its job is on record, and it is drawn by the shipped template."""

import pytest

from app.errors import UserError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.printing import SetUpPrinter
from app.services.trial_label import print_test
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
