"""Numbers are given once, by both databases; what a certificate says stays; the chain vouches for all of it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from app.domain.bench.facts import CertificateCopied, CertificateDue, CertificateVoided
from app.errors import Conflict
from tests.records import NOW, TEA, finish, last_entry, open_parcel, open_unit, write

LPN = "R-000001"


def numbered(store, kind="donation", **more):
    return [one.id for one in write(store, CertificateDue(LPN, kind, **more)) if one.kind == "certificate"]


def test_a_void_one_makes_room_and_its_number_is_never_given_again(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    assert numbered(store) == ["DON-000001"]
    with pytest.raises(Conflict):
        numbered(store)
    write(store, CertificateVoided("DON-000001", "another piece"))
    with pytest.raises(Conflict, match="does not count"):
        write(store, CertificateVoided("DON-000001", "again"))
    assert numbered(store) == ["DON-000002"]


def test_one_takes_the_others_place_in_the_same_act(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    numbered(store, details=(("method", "sorted"),))
    facts = CertificateVoided("DON-000001", "typo"), CertificateDue(LPN, "donation", (("seal", "1"),), "", "DON-000001")
    write(store, *facts)
    with store.unit_of_work() as work:
        old, new = (work.records.certificate(f"DON-00000{number}") for number in (1, 2))
    assert (old.voided.reason, old.voided.replaced_by) == ("typo", "DON-000002")
    assert new.payload["details"] == {"method": "sorted", "seal": "1"}
    assert (new.payload["replaces"], new.payload["sku"]) == ("DON-000001", TEA.sku)
    assert [fact["version"] for fact in last_entry(store)["facts"] if fact["kind"] == "certificate_state"] == [2, 3]


def test_one_that_counts_is_not_replaced(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    numbered(store)
    with pytest.raises(Conflict):
        numbered(store, "recycling", replaces="DON-000001")
    with pytest.raises(Conflict, match="no certificate"):
        numbered(store, "recycling", replaces="DON-000777")


def test_what_it_says_cannot_be_altered_nor_taken_away(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    numbered(store)
    for change in ("UPDATE certificates SET payload = '{}'", "DELETE FROM certificates"):
        with store.unit_of_work() as work, pytest.raises(Conflict, match="only grows"):
            work.records._connection.execute(text(change))


def test_a_document_is_known_by_its_hash(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    numbered(store)
    write(store, CertificateCopied("DON-000001", "a" * 64, 10))
    with store.unit_of_work() as work:
        assert work.records.copy_known("DON-000001", "a" * 64)
        assert not work.records.copy_known("DON-000001", "b" * 64)


def test_benches_that_certify_at_once_get_a_number_each_and_a_failed_one_leaves_no_gap(store):
    parcel = open_parcel(store)
    lpns = [f"R-{number:06d}" for number in range(1, 4)]
    for lpn in lpns:
        open_unit(store, parcel, lpn=lpn)
    given: list[str] = []
    start = threading.Barrier(len(lpns))

    def certify(lpn: str) -> None:
        start.wait(10)
        with store.unit_of_work() as work:  # one that fails after its number
            work.records.write((CertificateDue(lpn, "donation"),), at=NOW, operator=None)
        given.extend(one.id for one in write(store, CertificateDue(lpn, "donation")))

    threads = [threading.Thread(target=certify, args=(lpn,)) for lpn in lpns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(given) == [f"DON-{number:06d}" for number in range(1, 4)]
