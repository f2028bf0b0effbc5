"""D3: proof that needs no trust in us. Packs are checked by `sha256sum` and `openssl` alone, with nothing of ours."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.documents.evidence_packs import write_pack
from app.documents.pack_readme import ReadMe
from app.paths import shipped
from app.services.packing import PackAsked, Packing
from app.store.disk import photo_path
from app.store.packing import SqlPacks
from tests.integration.evidence.day import Clock, Day
from tests.packs import Key, signed_anew

SUMS = "sha256sum -c --strict SHA256SUMS"
SIGNATURE = "openssl pkeyutl -verify -pubin -inkey station.pub.pem -rawin -in manifest.json -sigfile manifest.sig"
SUMMED = "grep -v '  manifest.json$' SHA256SUMS | sha256sum"
SIGNED_SUMS = """grep -o '"sha256sums":"[0-9a-f]*"' manifest.json"""
FINGERPRINT = "openssl pkey -pubin -in station.pub.pem -outform DER | sha256sum"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A destroyed unit's evidence out of real records, unpacked somewhere else by `zipfile`."""
    for program in ("sha256sum", "openssl"):
        assert shutil.which(program), f"{program} is what this demand is about"
    day = Day(tmp_path / "bench", f"sqlite:///{tmp_path / 'regrade.db'}")
    lpn = day.inspect("S")
    packing = Packing(
        reads=SqlPacks(day.store.reading, day.station),
        write=write_pack,
        readme=ReadMe(shipped("resources", "pack")),
        signer=day.keys,
        photo_path=lambda sha256: photo_path(day.evidence.evidence, sha256),
        clock=Clock(),
        station={"id": day.station, "name": "bench-01", "site": "US-NJ"},
        certificate_pdf=lambda number: f"%PDF-1.7 {number}".encode(),
    )
    packed = packing.pack(PackAsked((lpn,)), tmp_path / "evidence.zip")
    day.engine.dispose()
    with zipfile.ZipFile(packed.file) as archive:
        archive.extractall(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "bench")
    return tmp_path / "elsewhere"


def ran(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False, timeout=60)


def test_demand_d3_a_pack_is_checked_by_sha256sum_and_openssl_alone(unpacked: Path) -> None:
    sums, signature = ran(unpacked, SUMS), ran(unpacked, SIGNATURE)
    assert sums.returncode == 0, sums.stdout + sums.stderr
    assert signature.returncode == 0, signature.stdout + signature.stderr
    assert "Verified Successfully" in signature.stdout
    there = {str(file.relative_to(unpacked)) for file in unpacked.rglob("*") if file.is_file()}
    summed = {line.split("  ", 1)[1] for line in (unpacked / "SHA256SUMS").read_text().splitlines()}
    assert there == summed | {"manifest.sig", "SHA256SUMS"}
    assert {"certificate.pdf", "README.txt", "photos/0001.png"} <= there


def test_demand_d3_the_readme_gives_these_very_commands_and_the_keys_number(unpacked: Path) -> None:
    said = (unpacked / "README.txt").read_text(encoding="utf-8")
    assert "sha256sum -c SHA256SUMS" in said
    for command in (SIGNATURE, SUMMED, SIGNED_SUMS, FINGERPRINT):
        assert f"    {command}\n" in said
    assert ran(unpacked, FINGERPRINT).stdout.split()[0] in said


def test_demand_d3_the_manifest_says_what_was_found_by_whom_and_when(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["unit"], manifest["grade"]) == ("R-000001", "S")
    assert manifest["answers"]
    assert manifest["reasons"] == ["It is sealed"]
    assert {entry["kind"] for entry in manifest["audit"]}
    for file in manifest["files"]:
        assert {"name", "sha256", "size", "time", "operator", "station"} <= file.keys()


def test_demand_d3_what_the_code_on_a_certificate_holds_is_found_in_its_pack(unpacked: Path) -> None:
    """Whoever has paper and pack can recompute it: from the chain's own entry, with any program that knows JSON."""
    manifest = json.loads((unpacked / "manifest.json").read_text(encoding="utf-8"))
    (one,) = manifest["certificates"]
    told = ((entry["at"], fact) for entry in manifest["audit"] for fact in entry["payload"].get("facts", ()))
    (record,) = (
        {"at": at, "kind": fact["certificate"], "number": fact["id"], "payload": fact["payload"], "unit": fact["unit"]}
        for at, fact in told
        if fact["kind"] == "certificate"
    )
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert one["record_sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", ["photos/0001.png", "certificate.pdf", "README.txt", "station.pub.pem"])
def test_demand_d3_a_file_that_was_changed_is_found_by_sha256sum(unpacked: Path, name: str) -> None:
    content = bytearray((unpacked / name).read_bytes())
    content[-2] ^= 1
    (unpacked / name).write_bytes(content)
    assert ran(unpacked, SUMS).returncode == 1
    (unpacked / name).unlink()
    assert ran(unpacked, SUMS).returncode == 1


@pytest.mark.parametrize("way", ["changed", "taken out", "added"])
def test_demand_d3_a_file_that_was_changed_with_its_sum_is_found_by_the_signed_sum(unpacked: Path, way: str) -> None:
    """Sums and signature hold both: what the signature covers is the manifest, and nobody had compared it."""
    assert _signed_sum(unpacked)
    victim, sums = unpacked / "photos" / "0001.png", unpacked / "SHA256SUMS"
    lines = [line for line in sums.read_text().splitlines(keepends=True) if not line.endswith("photos/0001.png\n")]
    if way == "taken out":
        victim.unlink()
    else:
        named = "photos/0001.png" if way == "changed" else "photos/0009.png"
        (unpacked / named).write_bytes(b"another picture")
        lines.append(ran(unpacked, f"sha256sum {named}").stdout)
    sums.write_text("".join(lines))
    assert ran(unpacked, SUMS).returncode == 0
    assert ran(unpacked, SIGNATURE).returncode == 0
    assert not _signed_sum(unpacked)


def _signed_sum(folder: Path) -> bool:
    """Whether both commands show the same number, once each."""
    signed = ran(folder, SIGNED_SUMS).stdout.split()
    assert len(signed) == 1
    return ran(folder, SUMMED).stdout.split()[0] in signed[0]


def test_demand_d3_who_writes_the_sums_anew_cannot_sign_them(unpacked: Path) -> None:
    """The forger's own key would verify; its number is not the station's, which the checker has by another way."""
    before = ran(unpacked, FINGERPRINT).stdout
    names = ("manifest.json", "manifest.sig", "SHA256SUMS", "station.pub.pem")
    files = {name: (unpacked / name).read_bytes() for name in names}
    manifest = json.loads(files["manifest.json"]) | {"grade": "A"}
    forger = Key(9)
    for name, content in signed_anew(files, manifest, forger).items():
        (unpacked / name).write_bytes(content)
    assert ran(unpacked, SUMS).returncode == 0
    assert ran(unpacked, SIGNATURE).returncode == 1
    (unpacked / "station.pub.pem").write_bytes(forger.public_pem)
    assert ran(unpacked, SIGNATURE).returncode == 0
    assert ran(unpacked, FINGERPRINT).stdout != before
