"""`evidence pack` and `evidence verify`: the answers and exit codes of the contract."""

import zipfile

import pytest

from tests.packs import Key, made


@pytest.fixture
def pack(regrade, played, tmp_path):
    profile, _ = played
    done = regrade("evidence", "pack", "R-000001", "-o", tmp_path / "pack.zip", "--json", profile=profile)
    assert done.code == 0, done.err
    return tmp_path / "pack.zip", done.lines[0]


def test_a_unit_is_packed_and_verified(regrade, played, pack):
    profile, _ = played
    file, told = pack
    assert told["units"] == ["R-000001"]
    done = regrade("evidence", "verify", file, "--json", profile=profile)
    (found,) = done.lines
    assert done.code == 0
    assert list(found) == ["ok", "file", "units", "station", "made_at", "key", "files", "entries", "problems"]
    assert (found["ok"], found["units"], found["problems"]) == (True, ["R-000001"], [])
    assert found["files"] == told["files"]
    assert "ok: yes" in regrade("evidence", "verify", file, profile=profile).out


def test_a_changed_pack_ends_with_1(regrade, played, pack):
    profile, _ = played
    file, _ = pack
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("note.txt", "x")
    done = regrade("evidence", "verify", file, "--json", profile=profile)
    assert done.code == 1
    assert not done.lines[0]["ok"]
    assert done.lines[0]["problems"]


def test_elsewhere_only_a_key_that_is_named_is_trusted_and_no_profile_is_made(regrade, played, pack, tmp_path):
    profile, _ = played
    file, _ = pack
    elsewhere = tmp_path / "elsewhere"
    assert regrade("evidence", "verify", file, profile=elsewhere).code == 1
    key = profile / "keys" / "station.pub.pem"
    assert regrade("evidence", "verify", file, "--key", key, profile=elsewhere).code == 0
    (tmp_path / "other.pem").write_bytes(Key(7).public_pem)
    assert regrade("evidence", "verify", file, "--key", tmp_path / "other.pem", profile=elsewhere).code == 1
    both = ("--key", tmp_path / "other.pem", "--key", key)
    assert regrade("evidence", "verify", file, *both, profile=elsewhere).code == 0
    assert not elsewhere.exists()


def test_a_case(regrade, played, tmp_path):
    profile, _ = played
    (unit,) = regrade("unit", "R-000001", "--json", profile=profile).lines
    order = unit["parcel"]["order"]["order_id"]
    done = regrade("evidence", "pack", "--case", order, "-o", tmp_path / "case.zip", "--json", profile=profile)
    assert done.code == 0
    assert "R-000001" in done.lines[0]["units"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("pack", "R-999999", "-o", "{out}/x.zip"), 1),
        (("pack", "--case", "nobody's", "-o", "{out}/x.zip"), 1),
        (("pack", "-o", "{out}/x.zip"), 2),
        (("pack", "R-000001"), 2),
        (("pack", "R-000001", "-o", "{out}/no/x.zip"), 3),
        (("verify", "{out}/none.zip"), 2),
        (("verify",), 2),
        (("verify", "{out}", "--key", "{out}/none.pem"), 2),
    ],
)
def test_what_cannot_be_done_is_said(regrade, played, tmp_path, arguments, code):
    profile, _ = played
    done = regrade("evidence", *(one.format(out=tmp_path) for one in arguments), profile=profile)
    assert done.code == code
    assert done.err.strip()
    assert list(tmp_path.glob("*.zip")) == []


def test_a_pack_of_somebody_elses_station(regrade, played, tmp_path):
    profile, _ = played
    packed = made(tmp_path, Key(3))
    assert regrade("evidence", "verify", packed.file, profile=profile).code == 1


def test_a_look_through_the_evidence_and_what_may_go(regrade, tmp_path):
    for badge, role in (("B-1", "inspector"), ("B-2", "manager")):
        regrade("user", "add", "--badge", badge, "--name", "Ann", "--role", role, "--pin-stdin", stdin="482915\n")
    looked = regrade("evidence", "scrub", "--all", "--json")
    assert (looked.code, looked.lines[0]["looked"], looked.lines[0]["damaged"]) == (0, 0, [])
    assert regrade("evidence", "retention", "--json").lines == [{"may_go": 0, "bytes": 0, "photos": [], "kept": {}}]
    apply = ("evidence", "retention", "--apply", "--reason", "old", "--json")
    assert regrade(*apply).code == 2
    assert regrade(*apply, "--badge", "B-1", "--pin-stdin", stdin="482915\n").code == 1
    done = regrade(*apply, "--badge", "B-2", "--pin-stdin", stdin="482915\n")
    assert (done.code, done.lines[0]["deleted"]) == (0, 0)
    (tmp_path / "profile" / "retention.yaml").write_text("id: retention\nversion: 1\nrules: 5\n")
    refused = regrade("evidence", "retention")
    assert refused.code == 2
    assert "Line 3" in refused.err
