"""A station is handed what makes its claims, with its own key."""

from app.bootstrap import Stations
from app.services.claim_packs import ClaimPacking


def test_a_station_makes_claims(tmp_path):
    with Stations().open(tmp_path / "profile") as station:
        packing = station.open_claims()
        assert isinstance(packing, ClaimPacking)
        assert packing is station.open_claims()
        assert packing.claims.listed() == ()
        assert {row["desk"] for row in packing.claims.known_desks()} >= {"tiktok_appeal", "amazon_safe_t"}
