"""D5: a claim has its countdown, says what it lacks while the goods are in the house, and leaves as one pack."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.documents.evidence_packs import write_pack
from app.documents.pack_check import check_pack
from app.domain.claim_case import Outcome
from app.domain.money import Money
from app.errors import UserError
from app.services.access import disable_user
from app.services.claims import Wish
from app.store import models
from tests.claims import ClaimHouse
from tests.lane import BROKEN, UPS, to_photos
from tests.packs import Key


@pytest.fixture
def at(tmp_path):
    at = ClaimHouse(tmp_path)
    yield at
    at.close()


@pytest.fixture
def on_either(tmp_path, database_url):
    at = ClaimHouse(tmp_path, database_url)
    yield at
    at.close()


def test_demand_d5_what_the_desk_wants_is_asked_for_while_the_unit_is_on_the_bench(at):
    answer = to_photos(at.house.signed_in(), answers=BROKEN)
    assert "claim_waybill" in answer["expects"]["photo"]["shots"]


def test_demand_d5_a_claim_is_proposed_opened_counted_packed_and_closed(on_either, tmp_path):
    at = on_either
    lpn = at.broken()
    (proposed,) = at.claims.proposed(lpn)
    assert (proposed["desk"], proposed["case"], proposed["fault"]) == ("tiktok_appeal", "used_or_damaged", "buyer")
    since = at.house.clock.now() - timedelta(days=5)
    number = at.claims.open(Wish(lpn, "tiktok_appeal", since=since), at.clara)
    (row,) = at.claims.listed(due=True)
    assert (row["number"], row["clock"], row["days_left"], row["hours_left"]) == (number, "due", 1, 23)
    assert (row["order_id"], row["missing_shots"], row["missing_texts"]) == ("576012000001", [], [])
    at.decided(lpn)
    packed = at.packing.pack(number, tmp_path / "claim.zip", at.clara)
    assert (packed.covered, packed.left_out, packed.missing) == (0, 0, ())
    with zipfile.ZipFile(packed.file) as archive:
        letter = archive.read("letter.txt").decode()
        manifest = json.loads(archive.read("manifest.json"))
        photos = [name for name in archive.namelist() if name.startswith("photos/")]
    assert "576012000001" in letter
    assert "Parcel's shipping label" in letter
    assert len(photos) == packed.pictures == len(at.claims.shown(number)["photos"])
    assert manifest["claim"] | {"desk_version": 3} == manifest["claim"]
    assert check_pack(packed.file, [Key().raw]).problems == ()
    at.claims.file(number, at.clara, "TT-4471")
    (row,) = at.claims.listed()
    assert (row["clock"], row["reference"], row["days_left"]) == ("filed", "TT-4471", None)
    assert at.claims.listed(due=True) == ()
    at.claims.close(number, Outcome.PAID, at.clara, "accepted", Money.of("41.50", "USD"))
    assert at.claims.listed() == ()
    assert [entry["sha256"] for entry in at.claims.shown(number)["packs"]] == [packed.sha256]
    assert at.audit_problems() == []


def test_demand_d5_a_missing_shot_keeps_the_pack_back_and_is_named(at, tmp_path):
    lpn = at.broken()
    number = at.claims.open(Wish(lpn, "tiktok_appeal", ("parts_missing",)), at.clara)
    with pytest.raises(UserError, match="packed"):
        at.claims.file(number, at.clara)
    (row,) = at.claims.listed()
    assert {"unit": lpn, "shot": "claim_contents"} in row["missing_shots"]
    assert "missing_parts" in row["missing_texts"]
    at.decided(lpn)
    with pytest.raises(UserError, match="claim_contents") as refused:
        at.packing.pack(number, tmp_path / "claim.zip", at.clara)
    assert refused.value.code == "claim_incomplete"
    assert not (tmp_path / "claim.zip").exists()
    said = {"parcel_weight": "1.2 kg", "order_number": "another"}
    packed = at.packing.pack(number, tmp_path / "claim.zip", at.clara, as_is=True, said=said)
    with zipfile.ZipFile(packed.file) as archive:
        letter = archive.read("letter.txt").decode()
    assert f"Not in this pack: {lpn} All that was inside; What is missing" in letter
    assert "1.2 kg" in letter
    assert "another" not in letter  # what the records know is told, whatever anybody says


def test_demand_d5_a_whole_order_is_one_claim_and_a_second_one_is_refused(at):
    lpn = at.broken()
    number = at.claims.open(Wish("576012000001", "tiktok_appeal"), at.clara)
    assert at.claims.claim(number).lpns == (lpn,)
    with pytest.raises(UserError, match=number) as refused:
        at.claims.open(Wish(UPS, "tiktok_appeal"), at.clara)
    assert refused.value.code == "claim_open"
    at.claims.close(number, Outcome.WITHDRAWN, at.clara)
    assert at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara) != number


def test_demand_d5_nobody_knows_from_when_until_somebody_says_so(at):
    number = at.claims.open(Wish(at.broken(), "tiktok_appeal"), at.clara)
    (row,) = at.claims.listed(due=True)
    assert (row["clock"], row["due"], row["days_left"]) == ("not_counted", None, None)
    at.claims.date(number, datetime(2026, 11, 1, tzinfo=UTC), at.clara)
    (row,) = at.claims.listed(due=True)
    assert (row["clock"], row["due"]) == ("overdue", datetime(2026, 11, 8, tzinfo=UTC))


def test_demand_d5_only_who_may_claim_claims(at):
    lpn = at.broken()
    (inspector,) = (one for one in at.house.rows(models.User) if one["badge"] == "LN-07")
    with at.claims.open_work() as work:
        person = work.records.user("LN-07").operator
    assert inspector["role"] == "inspector"
    with pytest.raises(UserError) as refused:
        at.claims.open(Wish(lpn, "tiktok_appeal"), person)
    assert refused.value.code == "not_permitted"
    assert at.house.rows(models.Claim) == []


def test_demand_d5_another_desks_goods_and_unknown_goods_are_refused(at):
    lpn = at.broken()
    codes = []
    for wish in (Wish(lpn, "amazon_safe_t"), Wish("R-000099", "tiktok_appeal"), Wish(lpn, "house")):
        with pytest.raises(UserError) as refused:
            at.claims.open(wish, at.clara)
        codes.append(refused.value.code)
    assert codes == ["other_desk", "unknown_unit", "unknown_desk"]


def test_demand_d5_a_pack_that_cannot_be_recorded_does_not_leave(at, tmp_path):
    lpn = at.broken()
    number = at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara)
    at.decided(lpn)

    def disabled_meanwhile(path, *rest):
        digest = write_pack(path, *rest)
        disable_user(at.house.people, at.house.clock, "CS-1")
        return digest

    (tmp_path / "claim.zip").write_bytes(b"what was there")
    packing = replace(at.packing, write=disabled_meanwhile)
    with pytest.raises(UserError) as refused:
        packing.pack(number, tmp_path / "claim.zip", at.clara)
    assert refused.value.code == "user_disabled"
    assert (tmp_path / "claim.zip").read_bytes() == b"what was there"
    assert not list(tmp_path.glob(".CLM-*"))
