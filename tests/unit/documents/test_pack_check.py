"""Checking a pack: what is sound is ok, and each thing that may be done to one is found and named."""

import hashlib
import json
import stat
import zipfile

import pytest

from app.documents.pack_check import check_pack, public_key, read_key
from app.errors import UsageError
from tests.packs import LPN, Key, files_of, made, signed_anew, zipped

KEY, FORGER = Key(1), Key(2)


@pytest.fixture
def pack(tmp_path):
    return made(tmp_path, KEY).file


def check(path, *keys):
    return check_pack(path, frozenset(key.raw for key in keys or (KEY,)))


def rewritten(pack, files, compression=zipfile.ZIP_STORED):
    """The pack with these files, in their order."""
    pack.write_bytes(zipped(list(files.items() if isinstance(files, dict) else files), compression))
    return pack


def the_problem(checked):
    assert not checked.ok
    assert checked.problems
    return " ".join(checked.problems)


def test_a_sound_pack(pack):
    checked = check(pack)
    assert (checked.ok, checked.problems) == (True, ())
    assert (checked.units, checked.station, checked.entries) == ((LPN,), "bench-01", 1)
    assert checked.made_at.startswith("2026-03-04T08:00")
    assert checked.files == len(files_of(pack))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_same_files_packed_anew_by_somebody_else_are_the_same(pack, compression):
    files = files_of(pack)
    assert check(rewritten(pack, dict(reversed(files.items())), compression)).ok


def test_each_file_changed(pack):
    files = files_of(pack)
    for name, content in files.items():
        rewritten(pack, {**files, name: content[:-1] + bytes([content[-1] ^ 1])})
        assert not check(pack).ok, name


def test_each_file_missing(pack):
    files = files_of(pack)
    for name in files:
        problem = the_problem(check(rewritten(pack, {other: files[other] for other in files if other != name})))
        assert f"{name} is missing" in problem


def test_each_file_doubled(pack):
    files = files_of(pack)
    for name in files:
        with pytest.warns(UserWarning, match="Duplicate"):
            rewritten(pack, [*files.items(), (name, b"another")])
        assert "in it twice" in the_problem(check(pack))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("photos/0099.jpg", "was added"),
        ("note.txt", "was added"),
        ("photos/", "was added"),
        ("../evil.txt", "outside"),
        ("/etc/passwd", "outside"),
        ("photos\\0003.jpg", "outside"),
        ("C:evil", "outside"),
        ("readme.TXT", "one name on many disks"),
        ("photos/0001.JPG", "one name on many disks"),
    ],
)
def test_a_file_too_many(pack, name, words):
    assert words in the_problem(check(rewritten(pack, {**files_of(pack), name: b"x"})))


def test_a_link_in_the_place_of_a_file(pack):
    files = files_of(pack)
    link = zipfile.ZipInfo("photos/0001.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    rest = [(name, content) for name, content in files.items() if name != link.filename]
    assert "is a link" in the_problem(check(rewritten(pack, [*rest, (link, files[link.filename])])))


def test_an_unknown_key_and_one_that_is_named(pack):
    problem = the_problem(check(pack, FORGER))
    assert "none that is trusted" in problem
    assert check(pack).key in problem
    assert check(pack, FORGER, KEY).ok


def test_no_key_at_all_is_trusted(pack):
    assert not check_pack(pack, frozenset()).ok


def test_a_forger_who_signs_everything_anew_has_another_key(pack):
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    manifest["grade"] = "S"
    forged = signed_anew({**files, "station.pub.pem": FORGER.public_pem}, manifest, FORGER)
    assert "none that is trusted" in the_problem(check(rewritten(pack, forged)))
    kept = signed_anew(files, manifest, FORGER)  # under the station's own key, which did not sign it
    assert "signature does not fit" in the_problem(check(rewritten(pack, kept)))


def test_sums_that_say_another_thing_than_the_manifest(pack):
    files = files_of(pack)
    altered = files["SHA256SUMS"].replace(b"README.txt", b"readme.txt")
    assert "does not say what the manifest says" in the_problem(
        check(rewritten(pack, {**files, "SHA256SUMS": altered}))
    )


def test_the_signed_sum_of_the_sums_must_follow_from_the_files(pack):
    """One that a station signed wrongly would mislead whoever checks without this program; older packs have none."""
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    wrong = signed_anew(files, manifest | {"sha256sums": "0" * 64}, KEY)
    assert "names another SHA256SUMS" in the_problem(check(rewritten(pack, wrong)))
    del manifest["sha256sums"]
    assert check(rewritten(pack, signed_anew(files, manifest, KEY))).ok


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.pop("files"),
        lambda m: m.update(files=[*m["files"], m["files"][0]]),
        lambda m: m["files"].append({"name": "../x", "sha256": "0" * 64, "size": 1}),
        lambda m: m["files"][0].update(size="1"),
        lambda m: m["files"][0].update(sha256="x"),
        lambda m: m.update(station="bench-01"),
        lambda m: m.update(audit={}),
        lambda m: m.pop("unit"),
    ],
)
def test_what_a_key_signed_that_is_no_pack(pack, change):
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    sums = dict(manifest)
    change(manifest)
    again = {**files, "manifest.json": _text(manifest)}
    again["manifest.sig"] = KEY.sign(again["manifest.json"])
    assert sums
    assert "not written as it must be" in the_problem(check(rewritten(pack, again)))


def _text(manifest):
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_manifest_in_another_form(pack):
    files = files_of(pack)
    loose = json.dumps(json.loads(files["manifest.json"])).encode()
    doubled = files["manifest.json"].replace(b'{"', b'{"grade":"S","', 1)
    for text in (loose, doubled, b"[" * 100_000, b"\xff", b"[]"):
        again = {**files, "manifest.json": text, "manifest.sig": KEY.sign(text)}
        assert "not written as it must be" in the_problem(check(rewritten(pack, again)))


def test_a_pack_of_a_newer_program(pack):
    files = files_of(pack)
    manifest = {**json.loads(files["manifest.json"]), "version": 2}
    assert "another version" in the_problem(check(rewritten(pack, signed_anew(files, manifest, KEY))))


def test_an_audit_entry_that_does_not_fit_its_hash(pack):
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    manifest["audit"][0]["payload"]["facts"][0]["grade"] = "S"
    assert "Audit entry 1" in the_problem(check(rewritten(pack, signed_anew(files, manifest, KEY))))


def test_what_must_be_small_is_not_read_when_it_is_large(pack):
    files = files_of(pack)
    huge = {**files, "station.pub.pem": bytes(50_000_000)}
    assert "larger than it can be" in the_problem(check(rewritten(pack, huge, zipfile.ZIP_DEFLATED)))


def test_a_signature_of_another_length(pack):
    files = files_of(pack)
    for signature in (b"", files["manifest.sig"] + b"x", files["manifest.sig"][:-1]):
        assert not check(rewritten(pack, {**files, "manifest.sig": signature})).ok


@pytest.mark.parametrize("pem", [b"", b"x", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_a_pack_without_a_key(pack, pem):
    assert "no Ed25519 key" in the_problem(check(rewritten(pack, {**files_of(pack), "station.pub.pem": pem})))


def test_what_is_no_pack_at_all(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"hello, this is no ZIP by any means")
    assert "no ZIP" in the_problem(check(tmp_path / "x.zip"))
    (tmp_path / "y.zip").write_bytes(zipped([("photos/0001.jpg", b"x")]))
    assert "manifest.json is missing" in the_problem(check(tmp_path / "y.zip"))


def test_what_cannot_be_opened_is_the_callers_to_mend(tmp_path):
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(UsageError):
            check(path)


def test_keys_that_are_named(tmp_path):
    (tmp_path / "key.pem").write_bytes(KEY.public_pem)
    assert read_key(tmp_path / "key.pem") == KEY.raw == public_key(KEY.public_pem)
    (tmp_path / "bad.pem").write_bytes(b"x" * 5000)
    for name in ("bad.pem", "none.pem"):
        with pytest.raises(UsageError):
            read_key(tmp_path / name)


def test_the_fingerprint_is_the_one_that_openssl_makes(pack):
    der = bytes.fromhex("302a300506032b6570032100") + KEY.raw
    assert check(pack).key == hashlib.sha256(der).hexdigest()
