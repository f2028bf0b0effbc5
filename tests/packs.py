"""Evidence packs for tests: a small sound one, made without a database, and ways to write one that is not."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.documents.evidence_packs import write_pack
from app.documents.pack_readme import ReadMe
from app.domain.canonical import canonical
from app.paths import shipped
from app.services.packing import Media, PackAsked, Packed, PackFacts, Packing, entry_content

AT = datetime(2026, 3, 4, 8, 0, 0, 123456, tzinfo=UTC)
STATION = "0190a000-0000-7000-8000-000000000001"
LPN = "R-000001"


class Key:
    """A station's key."""

    def __init__(self, seed: int = 1) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
        self.public_pem = self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.raw = self.private.public_key().public_bytes_raw()

    def sign(self, content: bytes) -> bytes:
        return self.private.sign(content)


class Clock:
    def now(self) -> datetime:
        return AT


@dataclass
class Shelf:
    """What is on record: a unit of one client each, with the photos of this folder."""

    folder: Path
    photos: dict[str, list[bytes]] = field(default_factory=lambda: {LPN: [b"first picture", b"second picture"]})
    clients: dict[str, str] = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    cases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for content in (one for several in self.photos.values() for one in several):
            self.path(hashlib.sha256(content).hexdigest()).write_bytes(content)

    def path(self, sha256: str) -> Path:
        return self.folder / sha256

    def named_by(self, case: str, client: str) -> tuple[str, ...]:
        return tuple(lpn for lpn in self.cases.get(case, ()) if client in ("", self.clients.get(lpn, "ACME")))

    def facts(self, lpns: Iterable[str]) -> PackFacts | None:
        lpns = tuple(lpns)
        if any(lpn not in self.photos for lpn in lpns):
            return None
        media = [
            Media(hashlib.sha256(content).hexdigest(), len(content), "jpeg", self._told(lpn, number))
            for lpn in lpns
            for number, content in enumerate(self.photos[lpn])
        ]
        entry = {
            "actor": "u1", "at": AT.isoformat(), "kind": "Accept", "prev": "0" * 64, "seq": 1, "station": STATION,
            "payload": {"facts": [{"kind": "grade", "grade": "A", "note": "好"}], "subject": lpns[0]},
        }  # fmt: skip
        digest = hashlib.sha256(entry_content(entry).encode()).hexdigest()
        return PackFacts(
            units=tuple(self._unit(lpn) for lpn in lpns),
            media=tuple(media),
            certificates=tuple(self._certificate(number, lpns[0]) for number in self.certificates),
            audit=({**entry, "hash": digest},),
            head=(1, digest),
            people={"u1": {"badge": "B-1", "name": "Anna 安娜"}},
            stations={STATION: "bench-01"},
        )

    def _unit(self, lpn: str) -> dict[str, Any]:
        return {
            "unit": lpn, "lpn": lpn, "client": self.clients.get(lpn, "ACME"), "sku": "SKU-1", "grade": "A",
            "answers": [{"question": "sealed", "choice": "sealed", "note": ""}], "reasons": ["It is sealed"],
        }  # fmt: skip

    def _told(self, lpn: str, number: int) -> dict[str, Any]:
        return {
            "kind": "photo", "unit": lpn, "shot": "front", "round": 1, "operator": "B-1", "station": STATION,
            "time": AT.isoformat(timespec="microseconds"), "id": f"p{number}",
        }  # fmt: skip

    def _certificate(self, number: str, lpn: str) -> dict[str, Any]:
        return {
            "kind": "certificate", "number": number, "unit": lpn, "time": AT.isoformat(), "operator": "B-1",
            "station": STATION,
        }  # fmt: skip


def packing(
    shelf: Shelf, key: Key, pdf: Callable[[str], bytes | None] = lambda _: None, language: str = "en"
) -> Packing:
    """The service over that shelf."""
    return Packing(
        reads=shelf,
        write=write_pack,
        readme=ReadMe(shipped("resources", "pack")),
        signer=key,
        photo_path=shelf.path,
        clock=Clock(),
        station={"id": STATION, "name": "bench-01", "site": "US-NJ"},
        language=language,
        certificate_pdf=pdf,
    )


def made(folder: Path, key: Key, units: tuple[str, ...] = (LPN,)) -> Packed:
    """A sound pack of two photos in this folder."""
    shelf = folder / "shelf"
    shelf.mkdir(exist_ok=True)
    return packing(Shelf(shelf), key).pack(PackAsked(units), folder / "pack.zip")


def files_of(pack: Path) -> dict[str, bytes]:
    """Its files by name."""
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of these files, doubled names too."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def signed_anew(files: dict[str, bytes], manifest: dict[str, Any], key: Key, *, whole: bool = True) -> dict[str, bytes]:
    """The same pack with another manifest and all that follows from it, by whoever has this key."""
    text = canonical(manifest).encode()
    named = {str(told["name"]): str(told["sha256"]) for told in manifest["files"]}
    named["manifest.json"] = hashlib.sha256(text).hexdigest()
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(named.items())).encode()
    changed = {**files, "manifest.json": text, "manifest.sig": key.sign(text)}
    return {**changed, "SHA256SUMS": sums} if whole else changed
