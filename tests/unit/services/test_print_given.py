"""`print --data`: labels of bins and addresses, exactly as their data are; none that says what is on record."""

import pytest

from app.errors import UsageError, UserError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.print_given import FROM_THE_RECORDS, print_given
from app.services.printing import SetUpPrinter, Wanted
from app.store import models

LIBRARY = LabelLibrary(shipped("labels"))


def ask(house, kind: str, stock: str = "", **data: str):
    printing = house.printing(SetUpPrinter("labels", "zpl", 203, stock), labels=LIBRARY)
    return print_given(printing, Wanted(kind, "", data, printer="labels"))


@pytest.mark.parametrize("kind", ["bin", "rma"])
def test_a_label_of_no_unit_is_printed_with_a_job_of_its_own(house, kind):
    data = LIBRARY.example(kind)
    job = ask(house, kind, **data)
    (row,) = house.rows(models.PrintJob)
    assert (job.state.value, row["state"], row["unit"], row["data"]) == ("sent", "sent", None, data)
    assert [sheet.job.code for sheet in house.printer.sheets] == [data.get("code") or data["rma"]]


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("bin", {"bin": "B" * 17}, "field bin"),
        ("bin", {"code": ""}, "field code"),
        ("bin", {"shelf": "4"}, "field shelf"),
        ("rma", {"client": "ACME \N{GRINNING FACE}"}, "field client"),  # no dash stands in: who gives it can change it
        ("nothing", {}, "no label"),
        *((kind, {}, "from the records") for kind in sorted({*FROM_THE_RECORDS, "sku-51x25"})),
    ],
)
def test_what_is_not_exactly_that_is_refused_and_leaves_no_job(house, kind, more, said):
    names = {one.name for one in LIBRARY.templates()}
    with pytest.raises(UsageError, match=said):
        ask(house, kind, **{**(LIBRARY.example(kind) if kind in names else {}), **more})
    assert house.rows(models.PrintJob) == []


def test_without_stock_for_it_there_is_no_job(house):
    with pytest.raises(UserError) as caught:
        ask(house, "rma", "57x32", **LIBRARY.example("rma"))
    assert caught.value.code == "no_stock"
    assert house.rows(models.PrintJob) == []
