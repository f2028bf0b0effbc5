"""What is said at the bench of labels that came out, or did not, and for how long."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.bench import actions as do
from app.domain.bench.labels import QUARANTINE_TAG
from app.domain.bench.state import Bench, Label, Step
from app.domain.print_jobs import JobState, PrintJob
from app.ui.bench.acts import Open, Page, Send
from app.ui.bench.around import Around
from app.ui.bench.beside import beside_of
from app.ui.bench.labelled import verify
from app.ui.bench.pieces import Control
from app.ui.bench.prints import is_missing, job_of, kept_at, said_of, troubles, with_job
from tests.bench_screen import words

LABEL = Label("R-000001", "sku", "R-000001-1H", 1)
JOB = PrintJob("1", "R-000001", "R-000001-1H", "sku", "sku", "ACME", "labels", {}, JobState.SENT)
OTHER = replace(
    JOB, id="2", unit="R-000002", code="R-000002-1K", kind="park", state=JobState.FAILED, message="No paper."
)
HERE, IDLE = Bench(label=LABEL), Bench()


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (JobState.UNKNOWN, "Did the label R-000001-1H come out?"),
        (JobState.QUEUED, "1 label was not printed: R-000001-1H"),
        (JobState.FAILED, "The label R-000001-1H was not printed"),
    ],
)
def test_what_must_be_looked_after_is_said(state, title):
    prints = with_job((), replace(JOB, state=state))
    assert [words(one.title) for one in troubles(prints)] == [title]
    assert job_of(prints, LABEL) is None


def test_what_is_known_of_a_label_in_doubt_is_said_and_else_what_to_do():
    doubtful = replace(JOB, state=JobState.UNKNOWN)
    (trouble,) = troubles((doubtful,))
    assert words(trouble.text).startswith("Look at the printer “labels”.")
    (trouble,) = troubles((replace(doubtful, message="No labels. It may print it by itself: look first."),))
    assert words(trouble.text) == "No labels. It may print it by itself: look first."


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (JobState.SENT, "The label went to the printer “labels”"),
        (JobState.CONFIRMED, "The printer “labels” has printed it"),
    ],
)
def test_what_went_well_is_said_beside_the_label(state, title):
    prints = with_job((), replace(JOB, state=state))
    assert troubles(prints) == ()
    said = said_of(job_of(prints, LABEL))
    assert said is not None
    assert words(said.title) == title
    assert said_of(job_of(prints, replace(LABEL, code="R-000001-24"))) is None


def test_a_newer_print_of_the_unit_takes_the_place_of_the_earlier_one():
    prints = with_job(with_job((), replace(JOB, state=JobState.FAILED)), replace(JOB, id="3", code="R-000001-24"))
    assert troubles(prints) == ()
    assert len(with_job(prints, OTHER)) == 2


def test_a_label_that_was_checked_is_no_trouble_any_more():
    prints = (replace(JOB, state=JobState.UNKNOWN), OTHER)
    assert kept_at(prints, HERE, HERE) == prints
    assert kept_at(prints, HERE, IDLE) == (OTHER,)


def test_nothing_that_went_well_is_kept_longer_than_its_label():
    assert kept_at((JOB,), HERE, HERE) == (JOB,)
    assert kept_at((JOB,), IDLE, IDLE) == ()


@pytest.mark.parametrize(
    ("state", "missing"),
    [(JobState.FAILED, True), (JobState.QUEUED, True), (JobState.UNKNOWN, False), (JobState.SENT, False)],
)
def test_nobody_is_told_to_put_on_a_label_that_did_not_come_out(state, missing):
    prints = with_job((), replace(JOB, state=state))
    assert is_missing(prints, LABEL) is missing
    assert not is_missing(prints, replace(LABEL, code="R-000001-24"))
    no_rules: Any = None  # nothing is judged any more
    beside = beside_of(Step.VERIFY_LABEL, HERE, no_rules, Around(prints=prints))
    stage = verify(LABEL, prints)
    assert words(stage.head.title) == ("Print the label again" if missing else "Put the label on and scan it")
    assert beside.enters is missing
    first = "The label prints again, marked as a reprint" if missing else "Put the label on the unit"
    assert words(beside.then[0]) == first


def enter_of(state: JobState, label: Label = LABEL) -> Control | None:
    stage = verify(label, with_job((), replace(JOB, state=state)))
    return next((control for control in stage.controls if control.key == "Enter"), None)


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.QUEUED])
def test_enter_prints_again_what_did_not_come_out(state):
    enter = enter_of(state)
    assert enter is not None
    assert words(enter.text) == "Print the label again"
    assert enter.act == Send(do.Reprint("It did not come out"))


def test_a_person_says_first_that_a_label_in_doubt_is_not_there():
    enter = enter_of(JobState.UNKNOWN)
    assert enter is not None
    assert words(enter.text) == "Not there? Print it again"
    assert enter.act == Open(Page.REPRINT)


@pytest.mark.parametrize("state", [JobState.SENT, JobState.CONFIRMED])
def test_enter_does_nothing_while_a_label_that_came_out_is_to_be_scanned(state):
    assert enter_of(state) is None
    assert enter_of(JobState.FAILED, replace(LABEL, code="R-000001-24")) is None


def test_a_quarantine_tag_that_did_not_come_out_is_printed_again_with_the_way_out_still_said():
    tag = replace(LABEL, template=QUARANTINE_TAG)
    stage = verify(tag, with_job((), replace(JOB, state=JobState.FAILED)))
    assert words(stage.head.title) == "To quarantine: print its tag again"
    assert "park it" in words(stage.head.hint)
