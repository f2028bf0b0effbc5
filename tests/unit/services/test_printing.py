"""Which printer takes a label, what its job goes through, and what is told of it."""

from datetime import UTC, datetime

import pytest

from app.domain.bench.refusal import Refused
from app.domain.print_jobs import Delivery, JobState, PrintJob
from app.errors import Offline, UsageError
from app.labelling.library import LabelLibrary
from app.paths import shipped
from app.services.printing import SetUpPrinter, Wanted
from app.store import models
from tests.lane import refused, to_grade, took
from tests.plain_labels import UNFIT, PlainLabels

SMALL = SetUpPrinter("small", "zpl", 203, "57x32", ("unit", "sku"))
TAGS = SetUpPrinter("tags", "tspl", 300, "57x32")
LARGE = SetUpPrinter("large", "zpl", 300, "102x152")
UNIT = Wanted("unit", "R-000001-1H", {"code": "R-000001-1H", "title": "Cup"}, unit="", client="ACME")


class Stopped:
    """A clock that stands, so that no lease ends."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def states(house) -> list[str]:
    return [row["state"] for row in house.rows(models.PrintJob)]


# --- Which printer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "printer", "says"),
    [("sku", "small", b"zpl 203"), ("park", "tags", b"PRINT"), ("scrap", "large", b"zpl 300")],
)
def test_each_label_goes_to_the_first_printer_that_takes_it(house, kind, printer, says):
    sheet = house.printing(SMALL, TAGS, LARGE).sheet(Wanted(kind, "C", {"code": "C"}))
    assert sheet.job.printer == printer
    assert says in sheet.payload


def test_a_printer_by_name_takes_only_what_is_for_it(house):
    printing = house.printing(SMALL, LARGE)
    with pytest.raises(Refused) as caught:
        printing.sheet(Wanted("unit", "C", {"code": "C"}, printer="large"))
    assert caught.value.code == "no_stock"
    with pytest.raises(UsageError, match="no printer nowhere"):
        printing.sheet(Wanted("unit", "C", {"code": "C"}, printer="nowhere"))


def test_a_label_that_fits_no_loaded_stock_refuses_the_act_before_anything_is_saved(house):
    lane = house.signed_in(printing=house.printing(LARGE))
    to_grade(house, lane)
    before = house.everything(models.Request)
    assert refused(lane, do="accept")["code"] == "no_stock"
    assert house.everything(models.Request) == before
    assert house.printer.sheets == []


def test_a_tag_is_printed_wherever_it_fits(house):
    sheet = house.printing(LARGE, SMALL).sheet(Wanted("quarantine", "C", {"code": "C"}))
    assert sheet.job.printer == "small"


@pytest.mark.parametrize("act", [{"do": "danger", "kind": "swollen_battery"}, {"do": "park"}])
def test_no_printer_keeps_anybody_from_putting_a_piece_aside(house, act):
    printing = house.printing(LARGE)
    lane = house.signed_in(printing=printing)
    to_grade(house, lane)
    answer = took(lane, **act)
    (warning,) = printing.news()
    assert warning["code"] == "label_not_printed"
    assert "R-000001" in warning["hint"]
    assert states(house) == []
    assert answer["facts"]


def test_a_label_that_cannot_be_drawn_refuses_the_act_too(house):
    class Broken(PlainLabels):
        def render(self, template, data, **how):
            return super().render(template, {**data, "title": UNFIT}, **how)

    lane = house.signed_in(printing=house.printing(labels=Broken()))
    to_grade(house, lane)
    assert refused(lane, do="accept")["code"] == "label_unfit"
    assert (house.rows(models.Label), house.rows(models.PrintJob)) == ([], [])


def test_at_the_grade_the_label_is_drawn_ahead(house):
    labels = PlainLabels()
    lane = house.signed_in(printing=house.printing(labels=labels))
    to_grade(house, lane)
    drawn = labels.drawn
    assert drawn
    took(lane, do="accept")
    assert labels.drawn == drawn


# --- Its job ----------------------------------------------------------------------------------------------------------


def test_a_label_has_its_job_and_the_scan_confirms_it(house):
    lane = house.signed_in()
    to_grade(house, lane)
    code = took(lane, do="accept")["expects"]["code"]
    (job,) = house.rows(models.PrintJob)
    assert (job["state"], job["code"], job["unit"], job["attempts"]) == ("sent", code, "R-000001", 1)
    assert job["data"]["title"]
    took(lane, do="scan", code=code)
    assert states(house) == ["confirmed"]


@pytest.mark.expects_warning
@pytest.mark.parametrize("state", [JobState.UNKNOWN, JobState.FAILED])
def test_what_went_wrong_is_kept_told_and_never_sent_again(house, state):
    house.printer.fault = Delivery(state, "The roll tore.")
    heard: list[PrintJob] = []
    printing = house.printing()
    printing.listen(heard.append)
    lane = house.signed_in(printing=printing)
    to_grade(house, lane)
    took(lane, do="accept")
    assert states(house) == [state.value]
    assert [job.state for job in heard] == [state]
    (told,) = printing.news()
    assert "The roll tore." in told["message"]
    assert printing.news() == []
    house.printer.fault = None
    house.printing().recover()
    assert len(house.printer.sheets) == 1
    took(lane, do="reprint", reason="torn")
    assert states(house) == [state.value, "sent"]
    assert house.printer.sheets[-1].clear


@pytest.mark.expects_warning
def test_a_printer_that_cannot_even_be_opened_has_printed_nothing(house):
    def gone(_):
        raise Offline("It is gone.")

    printing = house.printing(open_printer=gone)
    assert printing.print_alone(UNIT).state is JobState.FAILED
    assert "Nothing was printed" in printing.news()[0]["message"]


@pytest.mark.expects_warning
def test_a_printer_that_is_busy_leaves_the_job_queued(house):
    waits: list[float] = []
    clock = Stopped()
    printing = house.printing(pause=waits.append, clock=clock)

    class Busy:
        def send(self, sheet, seconds):
            house.inner = printing.print_alone(UNIT)
            return Delivery(JobState.SENT, "done")

    outer = house.printing(open_printer=lambda _: Busy(), clock=clock).print_alone(UNIT)
    assert (outer.state, house.inner.state) == (JobState.SENT, JobState.QUEUED)
    assert "busy" in house.inner.message
    assert waits
    assert house.printer.sheets == []


@pytest.mark.parametrize("act", [{"do": "void_label", "reason": "wrong roll"}, {"do": "reprint", "reason": "torn"}])
def test_what_was_never_sent_is_withdrawn_with_its_label(house, act):
    waiting = []
    lane = house.signed_in(printing=house.printing(dispatch=lambda _, work: waiting.append(work)))
    to_grade(house, lane)
    took(lane, do="accept")
    assert states(house) == ["queued"]
    took(lane, **act)
    for work in waiting:
        work()
    assert states(house)[0] == "failed"
    assert [sheet.job.code for sheet in house.printer.sheets] == [row["code"] for row in house.rows(models.PrintJob)][
        1:
    ]


# --- What a process leaves behind -------------------------------------------------------------------------------------


@pytest.mark.expects_warning
def test_a_job_cut_off_while_it_was_sent_is_unknown_and_sent_by_nobody(house):
    class Killed(BaseException):
        pass

    class Cut:
        def send(self, sheet, seconds):
            raise Killed

    lane = house.signed_in(printing=house.printing(open_printer=lambda _: Cut(), owner="killed"))
    to_grade(house, lane)
    with pytest.raises(Killed):
        took(lane, do="accept")
    assert states(house) == ["sending"]
    printing = house.printing()
    printing.recover()
    assert states(house) == ["unknown"]
    (told,) = printing.news()
    assert "Look whether the label came out" in told["hint"]
    printing.recover()
    assert printing.news() == []
    assert house.printer.sheets == []


@pytest.mark.expects_warning
def test_what_a_process_left_queued_is_told_once_and_never_sent(house):
    lane = house.signed_in(printing=house.printing(dispatch=lambda *_: None, owner="killed"))
    to_grade(house, lane)
    took(lane, do="accept")
    printing = house.printing()
    printing.recover()
    assert [told["hint"] for told in printing.news()] == ["Print the label again."]
    printing.recover()
    assert (printing.news(), states(house), house.printer.sheets) == ([], ["queued"], [])


def test_what_a_living_process_has_is_left_to_it(house):
    lane = house.signed_in(printing=house.printing(dispatch=lambda *_: None))
    to_grade(house, lane)
    took(lane, do="accept")
    house.printing().recover()
    assert states(house) == ["queued"]
    assert house.rows(models.PrintJob)[0]["owner"] == "this house"


# --- Tags ---------------------------------------------------------------------------------


def test_a_parcel_without_a_code_gets_its_tag(house):
    lane = house.signed_in()
    took(lane, do="no_code", of="parcel", description="brown box, torn")
    (job,) = house.rows(models.PrintJob)
    assert (job["kind"], job["unit"], job["data"]["title"]) == ("parcel", None, "brown box, torn")
    assert job["data"]["at"].startswith("2026-11-21T09:0")
    assert house.printer.printed == [("parcel", job["code"])]


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("park", {"do": "park"}),
        ("quarantine", {"do": "danger", "kind": "battery swollen"}),
        ("sku", {"do": "accept"}),
    ],
)
def test_the_shipped_templates_draw_what_the_bench_says(house, kind, act):
    lane = house.signed_in(printing=house.printing(labels=LabelLibrary(shipped("labels"))))
    to_grade(house, lane)
    took(lane, **act)
    assert [sheet.job.kind for sheet in house.printer.sheets] == [kind]
    assert house.printer.sheets[0].payload.startswith(b"^XA")


def test_the_shipped_template_draws_a_parcels_tag(house):
    lane = house.signed_in(printing=house.printing(labels=LabelLibrary(shipped("labels"))))
    took(lane, do="no_code", of="parcel", description="brown box, torn")
    assert house.printer.sheets[0].payload.startswith(b"^XA")


def test_a_shop_code_is_printed_as_bars_as_squares_or_in_words(house):
    printing = house.printing(labels=LabelLibrary(shipped("labels")))
    data = LabelLibrary(shipped("labels")).example("sku")
    chosen = {
        code: printing.sheet(Wanted("sku", data["code"], {**data, "shop_code": code})).job.template
        for code in ("X001ABC2D3", "ACME-TRAIL-SHOE-RED-42-EU", "跑鞋-红色-42", "W" * 61)
    }
    assert list(chosen.values()) == ["sku", "sku-square", "sku-text", "sku-text"]


@pytest.mark.parametrize(
    "act", [{"do": "accept"}, {"do": "park"}, {"do": "danger", "kind": "swollen, and it smells " * 3}]
)
@pytest.mark.parametrize("title", ["Shoe \N{GRINNING FACE}", "word " * 400, "a\u202eb"])
def test_a_title_that_no_label_can_say_keeps_nobody_from_going_on(house, title, act):
    lane = house.signed_in(printing=house.printing(labels=LabelLibrary(shipped("labels"))))
    house.take("products", f"client,sku,title\nACME,SHOE-RED-42,{title}\n")
    to_grade(house, lane)
    took(lane, **act)
    (sheet,) = house.printer.sheets
    assert sheet.job.data["title"] == "SHOE-RED-42"
    assert sheet.payload.startswith(b"^XA")


def test_only_the_words_that_do_not_fit_are_left_out_and_never_a_code(house):
    printing = house.printing(labels=LabelLibrary(shipped("labels")))
    data = LabelLibrary(shipped("labels")).example("sku")
    said = printing.sheet(Wanted("sku", "C", {**data, "sku": "S" * 128})).job.data
    assert (said["sku"], said["title"], said["client"]) == ("—", data["title"], data["client"])
    with pytest.raises(Refused) as caught:
        printing.sheet(Wanted("sku", "C", {**data, "shop_code": "S" * 200}))
    assert caught.value.code == "label_unfit"
