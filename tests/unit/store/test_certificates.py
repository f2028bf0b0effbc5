"""Certificates are read as they stand; what is void does not count for disclosure."""

from datetime import timedelta

from app.domain.bench.facts import CertificateDue, CertificateVoided
from app.services.reporting import Period
from app.store import certificates
from tests.records import NOW, finish, open_parcel, open_unit, write


def test_they_are_read_by_number_and_by_their_time(store):
    open_unit(store, open_parcel(store))
    write(store, *finish())
    write(store, CertificateDue("R-000001", "donation"), CertificateDue("R-000001", "recycling"))
    write(store, CertificateVoided("DON-000001", "typo"))
    with store.reading() as connection:
        one = certificates.certificate(connection, "DON-000001")
        assert one is not None
        assert one.voided is not None
        assert (one.kind, one.unit, one.at) == ("donation", "R-000001", NOW)
        assert (one.voided.reason, one.voided.by, one.voided.replaced_by) == ("typo", "", "")
        assert certificates.certificate(connection, "DON-000002") is None
        later = NOW + timedelta(seconds=1)
        for period, found in (
            (Period(), ["REC-000001"]),
            (Period(NOW, later), ["REC-000001"]),
            (Period(later), []),
            (Period(None, NOW), []),
        ):
            assert [one.number for one in certificates.discarded(connection, period)] == found
