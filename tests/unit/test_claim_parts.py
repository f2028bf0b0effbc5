"""A station is handed what makes its claims, with its own key."""

from app.bootstrap import Stations
from app.services.claim_packs import ClaimPacking
from app.store.library import load_desks


def test_desks_are_read_once_a_station_and_no_checklist_with_them(tmp_path, monkeypatch):
    read: list[str] = []

    def desks(resources):
        read.append(resources.name)
        return load_desks(resources)

    monkeypatch.setattr("app.store.library.load_desks", desks)
    with Stations().open(tmp_path / "profile") as station:
        for _ in range(3):
            assert station.open_claims().claims.open_count() == 0
    assert read == ["resources"]


def test_a_station_makes_claims(tmp_path):
    with Stations().open(tmp_path / "profile") as station:
        packing = station.open_claims()
        assert isinstance(packing, ClaimPacking)
        assert packing is station.open_claims()
        assert packing.claims.listed() == ()
        assert {row["desk"] for row in packing.claims.known_desks()} >= {"tiktok_appeal", "amazon_safe_t"}
