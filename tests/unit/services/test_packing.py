"""Which units go into a pack, and what goes in with them."""

import json

import pytest

from app.domain import evidence_pack
from app.domain.access import Operator, Role
from app.errors import UserError
from app.services.packing import PackAsked
from tests.packs import LPN, Key, Shelf, files_of, packing

KEY = Key()
ANNA = Operator("u1", "B-1", "Anna", Role.INSPECTOR)
OTHER = "R-000002"


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "shelf").mkdir()
    return Shelf(tmp_path / "shelf", {LPN: [b"one", b"two"], OTHER: [b"three"]})


def manifest_of(file):
    return json.loads(files_of(file)["manifest.json"])


def test_a_unit_by_its_lpn_or_the_code_of_its_label(shelf, tmp_path):
    for number, named in enumerate((LPN, LPN.lower(), f"{LPN} ")):
        packed = packing(shelf, KEY).pack(PackAsked((named,)), tmp_path / f"{number}.zip", by=ANNA)
        assert packed.units == (LPN,)
        assert manifest_of(packed.file)["made_by"] == "B-1"


def test_a_whole_case_names_its_units_each(shelf, tmp_path):
    shelf.cases["RMA-7"] = (LPN, OTHER)
    packed = packing(shelf, KEY).pack(PackAsked(case="RMA-7"), tmp_path / "p.zip")
    manifest = manifest_of(packed.file)
    assert packed.units == (LPN, OTHER) == tuple(unit["unit"] for unit in manifest["units"])
    assert manifest["case"] == "RMA-7"
    assert "unit" not in manifest
    assert [one["unit"] for one in manifest["files"] if one["kind"] == "photo"] == [LPN, LPN, OTHER]


def test_several_units_that_are_named(shelf, tmp_path):
    packed = packing(shelf, KEY).pack(PackAsked((OTHER, LPN, OTHER)), tmp_path / "p.zip")
    assert packed.units == (OTHER, LPN)


def test_goods_of_two_clients_never_lie_in_one_pack(shelf, tmp_path):
    shelf.clients[OTHER] = "BETA"
    shelf.cases["1001"] = (LPN, OTHER)
    with pytest.raises(UserError, match="several clients: ACME, BETA"):
        packing(shelf, KEY).pack(PackAsked(case="1001"), tmp_path / "p.zip")
    assert not (tmp_path / "p.zip").exists()
    assert packing(shelf, KEY).pack(PackAsked(case="1001", client="BETA"), tmp_path / "p.zip").units == (OTHER,)


@pytest.mark.parametrize(
    ("asked", "code"),
    [(PackAsked(("R-000009",)), "unknown_unit"), (PackAsked(case="nobody's"), "unknown_case")],
)
def test_what_is_not_on_record_is_said(shelf, tmp_path, asked, code):
    with pytest.raises(UserError) as refused:
        packing(shelf, KEY).pack(asked, tmp_path / "p.zip")
    assert refused.value.code == code


def test_more_units_than_a_pack_holds(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_pack, "MOST_UNITS", 1)
    with pytest.raises(UserError, match="2 units"):
        packing(shelf, KEY).pack(PackAsked((LPN, OTHER)), tmp_path / "p.zip")


@pytest.mark.parametrize("limit", ["MOST_FILES", "MOST_BYTES"])
def test_more_than_a_pack_holds(shelf, tmp_path, monkeypatch, limit):
    monkeypatch.setattr(evidence_pack, limit, 2)
    with pytest.raises(UserError, match="more than a pack can hold"):
        packing(shelf, KEY).pack(PackAsked((LPN,)), tmp_path / "p.zip")


def test_certificates_go_in_where_there_is_a_pdf_of_them(shelf, tmp_path):
    shelf.certificates = ("D-1", "D-2", "D-3")
    drawn = {"D-1": b"%PDF one", "D-3": b"%PDF three"}
    packed = packing(shelf, KEY, drawn.get).pack(PackAsked((LPN,)), tmp_path / "p.zip")
    files = files_of(packed.file)
    assert files["certificate.pdf"] == b"%PDF one"
    assert files["certificate-2.pdf"] == b"%PDF three"
    told = {one["name"]: one.get("number") for one in manifest_of(packed.file)["files"]}
    assert (told["certificate.pdf"], told["certificate-2.pdf"]) == ("D-1", "D-3")


def test_the_head_of_the_chain_goes_in_with_its_short_code(shelf, tmp_path):
    packed = packing(shelf, KEY).pack(PackAsked((LPN,)), tmp_path / "p.zip")
    chain = manifest_of(packed.file)["chain"]
    assert chain["code"] == packed.code
    assert packed.code.startswith("1-")
    assert chain["hash"].startswith(packed.code.replace("-", "")[1:])
