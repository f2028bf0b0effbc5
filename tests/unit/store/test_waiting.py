"""What waits, on both databases: each kind appears when it begins to wait and goes when it is done."""

from dataclasses import replace

from app.domain.bench.facts import Moved, Reviewed
from app.domain.bench.labels import PARK_TAG
from app.domain.grading import Grade
from app.domain.stock import Account, Move
from app.services.looking import WaitsFor
from app.store.queries import SqlReads
from tests.lane import SHOE, UPS, USPS, WITNESS_PIN, to_grade, to_photos, took
from tests.records import CLEAN, TEA, graded, open_parcel, open_unit, write


def queue(reads, waits_for, rows=10):
    queues = {queue.waits_for: queue for queue in reads.waiting(rows)}
    assert set(queues) == set(WaitsFor)
    return queues[waits_for]


def keys(reads, waits_for):
    found = queue(reads, waits_for)
    assert found.count == len(found.oldest)
    return [waiter.key for waiter in found.oldest]


def test_at_first_nothing_waits(reads):
    assert all(queue.count == 0 and queue.oldest == () for queue in reads.waiting(10))


def test_a_parked_unit_waits_until_it_is_resumed(floor, reads):
    lane = floor.signed_in()
    to_photos(lane)
    took(lane, do="park")
    (waiter,) = queue(reads, WaitsFor.RESUME).oldest
    assert (waiter.title, waiter.client) == ("Running shoe", "ACME")
    assert waiter.key.startswith("R-")
    assert keys(reads, WaitsFor.LABEL) == []  # its tag is no label
    took(lane, do="resume", unit=waiter.key)
    assert keys(reads, WaitsFor.RESUME) == []


def test_an_open_parcel_waits(floor, reads):
    lane = floor.signed_in()
    took(lane, do="scan", code=UPS)
    assert keys(reads, WaitsFor.PARCEL) == [UPS]
    took(lane, do="back")
    assert keys(reads, WaitsFor.PARCEL) == []


def test_a_label_waits_until_it_is_scanned_back_and_a_reprint_takes_its_place(floor, reads):
    lane = floor.signed_in()
    to_grade(floor, lane)
    took(lane, do="accept")
    unit, *others = keys(reads, WaitsFor.LABEL)
    assert others == []
    answer = took(lane, do="reprint", reason="torn")
    assert keys(reads, WaitsFor.LABEL) == [unit]
    took(lane, do="scan", code=answer["expects"]["code"])
    assert keys(reads, WaitsFor.LABEL) == []


def test_a_unit_that_was_sent_back_waits_for_its_inspection(floor, reads):
    lane = floor.signed_in()
    to_grade(floor, lane)
    answer = took(lane, do="accept")
    took(lane, do="scan", code=answer["expects"]["code"])
    took(lane, do="sign_in", badge="MO-01", pin=WITNESS_PIN)
    took(lane, do="review", unit=answer["unit"], decision="send_back", reason="look again")
    assert keys(reads, WaitsFor.INSPECTION) == [answer["unit"]]


def test_open_work_says_of_what_kind_it_is_and_the_oldest_come_first(floor, reads):
    lane = floor.signed_in()
    for code, item in ((UPS, SHOE), (USPS, SHOE)):
        to_grade(floor, lane, code=code, item=item)
        took(lane, do="route", to="donate", reason="no demand")
        answer = took(lane, do="accept")
        took(lane, do="scan", code=answer["expects"]["code"])
    found = queue(reads, WaitsFor.WORK, rows=1)
    assert (found.count, len(found.oldest), found.oldest[0].about) == (2, 1, "donate")
    assert found.oldest[0].key == "R-000001"


def test_a_held_unit_waits_for_its_review(store):
    open_unit(store, open_parcel(store))
    write(
        store,
        replace(graded(held=CLEAN), account=Account.HELD),
        Moved(Move(TEA, Account.PENDING, Account.HELD, 1, "graded", "R-000001")),
    )
    assert keys(SqlReads(store.reading), WaitsFor.REVIEW) == ["R-000001"]
    write(store, Reviewed("R-000001", "approve", Grade.A, Grade.A, ""))
    assert keys(SqlReads(store.reading), WaitsFor.REVIEW) == []


def test_the_index_of_labels_names_the_park_tag_as_the_bench_does():
    assert PARK_TAG == "park"
