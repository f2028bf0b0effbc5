"""Claims as they are read back; what happens to them is told in `tests/demands/test_demand_d5_claims.py`."""

from datetime import UTC, datetime

from app.domain.claim_case import Outcome
from app.services.claims import Wish
from app.store import models
from app.store.claims import SqlClaims
from tests.claims import ClaimHouse
from tests.lane import UPS, USPS


def test_a_claim_is_read_as_its_steps_left_it(tmp_path):
    at = ClaimHouse(tmp_path)
    lpn = at.broken()
    reads = SqlClaims(at.house.store.reading)
    assert (reads.claims(), reads.claim("CLM-000001"), reads.named_by("nothing")) == ((), None, ())
    assert reads.named_by(UPS) == reads.named_by("RMA-1001") == (lpn,)
    assert reads.named_by(USPS) == reads.named_by(UPS, "NOVA") == ()
    since = datetime(2026, 11, 20, tzinfo=UTC)
    number = at.claims.open(Wish(lpn, "tiktok_appeal", since=since), at.clara)
    claim = reads.claim(number)
    assert claim is not None
    assert (claim.lpns, claim.since, claim.cases, claim.opened_by) == ((lpn,), since, ("used_or_damaged",), "CS-1")
    assert reads.claims(lpn) == reads.claims() == (claim,)
    assert reads.claims("R-000099") == ()
    assert reads.open_count() == 1
    (unit,) = reads.units((lpn,))
    assert unit.order is not None
    assert (unit.order.number, unit.order.reason_code, unit.sold) == (
        "576012000001", "size_too_small", "SHOE-RED-42 Running shoe",
    )  # fmt: skip
    assert {photo.shot for photo in unit.photos} >= {"front", "claim_waybill"}
    assert len(at.house.rows(models.ClaimUnit)) == 1
    at.claims.close(number, Outcome.WITHDRAWN, at.clara)
    assert (reads.open_count(), reads.claims()) == (0, ())
    at.close()
