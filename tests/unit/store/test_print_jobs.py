"""Print jobs on record: who may send one, and what is left of those whose owner is gone."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.print_jobs import Delivery, JobState, PrintJob
from app.store.mapping import new_key
from app.store.print_jobs import SqlPrintJobs
from tests.lane import STATION, to_grade, took

AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
SOON, LATER = AT + timedelta(seconds=60), AT + timedelta(seconds=61)


@pytest.fixture
def jobs(house) -> SqlPrintJobs:
    return SqlPrintJobs(house.store.engine, STATION.id)


def queued(jobs: SqlPrintJobs, owner: str = "me", printer: str = "labels") -> str:
    job = PrintJob(new_key(), "", "P-000001", "parcel", "parcel", "", printer, {"code": "P-000001"})
    jobs.queue(job, owner, AT)
    return job.id


def test_a_job_is_taken_once(jobs):
    job = queued(jobs)
    assert jobs.claim(job, "me", AT, SOON) == (JobState.SENDING, False)
    assert jobs.claim(job, "you", AT, SOON)[0] is JobState.UNKNOWN
    jobs.end(job, "you", Delivery(JobState.CONFIRMED), AT)
    assert jobs.job(job).state is JobState.SENDING
    jobs.end(job, "me", Delivery(JobState.FAILED, "No paper."), AT)
    jobs.end(job, "me", Delivery(JobState.CONFIRMED), AT)
    ended = jobs.job(job)
    assert (ended.state, ended.message) == (JobState.FAILED, "No paper.")
    assert jobs.claim(job, "me", AT, SOON)[0] is JobState.FAILED
    assert jobs.claim(new_key(), "me", AT, SOON)[0] is JobState.FAILED
    assert jobs.job(new_key()) is None


def test_a_printer_has_one_job_at_a_time_and_another_printer_its_own(jobs):
    first, second, elsewhere = queued(jobs), queued(jobs), queued(jobs, printer="tags")
    jobs.claim(first, "me", AT, SOON)
    assert jobs.claim(second, "me", AT, SOON)[0] is JobState.QUEUED
    assert jobs.claim(elsewhere, "me", AT, SOON)[0] is JobState.SENDING
    assert jobs.claim(second, "me", LATER, LATER)[0] is JobState.SENDING


@pytest.mark.parametrize("state", [JobState.SENT, JobState.CONFIRMED, JobState.UNKNOWN, JobState.FAILED])
def test_the_next_job_knows_whether_the_last_one_ended_badly(jobs, state):
    first, second = queued(jobs), queued(jobs)
    jobs.claim(first, "me", AT, SOON)
    jobs.end(first, "me", Delivery(state), AT)
    assert jobs.claim(second, "me", SOON, LATER) == (JobState.SENDING, state in {JobState.UNKNOWN, JobState.FAILED})


def test_what_an_owner_left_is_told_once(jobs):
    begun, waiting, alive = queued(jobs, "gone"), queued(jobs, "gone"), queued(jobs, "here")
    jobs.claim(begun, "gone", AT, SOON)
    left = jobs.left_behind(lambda owner: owner == "here", AT)
    assert {job.id: job.state for job in left} == {begun: JobState.UNKNOWN, waiting: JobState.QUEUED}
    assert jobs.left_behind(lambda owner: owner == "here", AT) == ()
    assert jobs.job(alive).state is JobState.QUEUED


def test_a_lease_that_ended_ends_the_job(jobs):
    job = queued(jobs)
    jobs.claim(job, "me", AT, SOON)
    assert jobs.left_behind(lambda _: True, AT) == ()
    (late,) = jobs.left_behind(lambda _: True, SOON)
    assert (late.id, late.state) == (job, JobState.UNKNOWN)
    jobs.end(job, "me", Delivery(JobState.CONFIRMED), LATER)
    assert jobs.job(job).state is JobState.UNKNOWN


def test_the_newest_real_label_of_each_template_and_of_one_client(house, jobs):
    lane = house.signed_in()
    to_grade(house, lane)
    first = took(lane, do="accept")["expects"]["code"]
    again = took(lane, do="reprint", reason="torn")["expects"]["code"]
    for template, code in (("sku", "TEST-LABEL"), ("parcel", "P-000001")):
        jobs.queue(PrintJob(new_key(), "", code, template, template, "", "labels", {"code": code}), "me", AT)
    assert {job.template: job.data["code"] for job in jobs.newest()} == {"sku": again, "parcel": "P-000001"}
    assert {job.template: job.data["code"] for job in jobs.newest("ACME")} == {"sku": again}
    assert jobs.newest("NOVA") == ()
    assert first != again
