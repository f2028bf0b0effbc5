"""Checks an evidence pack that came from anywhere: signed by a key that is trusted, and exactly what was signed.

Nothing is unpacked to disk and nothing of the pack is believed before its signature holds; memory stays bounded,
whatever the file says of itself. In this order: the ZIP can be read in one way only (`strict_zip`); its names are a
pack's, each once; key and signature; the manifest in its one form; `SHA256SUMS` as it follows from the manifest; every
file against the manifest; every audit entry against its own hash. A problem is a plain sentence. Any thread.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from app.documents.strict_zip import Malformed, Member, content, members_of, shown
from app.domain import evidence_pack
from app.domain.canonical import canonical
from app.domain.evidence import is_digest
from app.domain.evidence_pack import (
    MANIFEST,
    MUST_BE,
    PUBLIC_KEY,
    SIGNATURE,
    SIGNED_SUMS,
    SUMS,
    UNNAMED,
    is_pack_name,
    sums_of,
)
from app.errors import UsageError
from app.saying import say
from app.services.packing import PackChecked, entry_content

MOST_PROBLEMS = 100
LARGEST = {
    MANIFEST: evidence_pack.MOST_MANIFEST,
    SIGNATURE: 64,
    PUBLIC_KEY: 1024,
    SUMS: (evidence_pack.MOST_FILES + 5) * 128,
}
DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def public_key(pem: bytes) -> bytes:
    """The 32 bytes of an Ed25519 key. Raises `ValueError` for what is none."""
    try:
        key = load_pem_public_key(pem)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")  # noqa: TRY004 - what is wrong is the content
    return key.public_bytes_raw()


def fingerprint(raw: bytes) -> str:
    """The SHA-256 of a key (DER), in hex: the number by which people compare keys, as `openssl` makes it."""
    key = Ed25519PublicKey.from_public_bytes(raw)
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def read_key(path: Path) -> bytes:
    """A key that somebody names as trusted. Raises `UsageError`."""
    hint = "Name the station.pub.pem that you got from the station itself, by another way than the pack."
    try:
        with path.open("rb") as file:
            return public_key(file.read(LARGEST[PUBLIC_KEY] + 1))
    except OSError as error:
        message = say("The key {path} cannot be opened: {reason}.", path=str(path), reason=error.strerror or "")
        raise UsageError(message, hint, "key_unreadable") from error
    except ValueError as error:
        raise UsageError(say("{path} is no Ed25519 key in PEM.", path=str(path)), hint, "key_unreadable") from error


def check_pack(path: Path, trusted: Collection[bytes]) -> PackChecked:
    """What is to be said of this file; `trusted` are raw keys. Raises `UsageError` where it cannot be opened."""
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UsageError(say("{path} is no file.", path=str(path)), "Name the ZIP of a pack.")
            return _Check(file, trusted).checked()
    except OSError as error:
        raise UsageError(
            say("The pack {path} cannot be opened: {reason}.", path=str(path), reason=error.strerror or ""),
            "Check its name and place.",
            "pack_unreadable",
        ) from error


@dataclass(slots=True)
class _Check:
    """One pack, looked at from its outside to its inside."""

    file: IO[bytes]
    trusted: Collection[bytes]
    problems: list[str] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    key: str = ""

    def checked(self) -> PackChecked:
        try:
            self._all()
        except Malformed as malformed:
            self.problems.append(malformed.message)
        if self.problems:
            problems = (*self.problems[:MOST_PROBLEMS],)
            return PackChecked(ok=False, key=self.key, files=len(self.members), problems=problems)
        station, units = self.manifest["station"], units_of(self.manifest)
        return PackChecked(
            ok=True,
            units=units,
            station=str(station["name"]),
            made_at=str(self.manifest["made_at"]),
            key=self.key,
            files=len(self.members),
            entries=len(self.manifest["audit"]),
        )

    def _all(self) -> None:
        self._names(members_of(self.file, evidence_pack.MOST_FILES + 5))
        if self.problems:
            return  # of two files of one name nobody can tell which is meant
        text = self._small(MANIFEST)
        if not self._is_signed(text) or not self._is_in_form(text):
            return
        named = {str(told["name"]): told for told in self.manifest["files"]}
        self.problems += [*self._sums(text, named), *self._files(named), *_entries(self.manifest["audit"])]

    def _names(self, members: Sequence[Member]) -> None:
        folded: dict[str, str] = {}
        for member in members:
            name, same = member.name, folded.get(member.name.casefold())
            if same is not None:
                self.problems.append(
                    say("{name} is in it twice.", name=shown(name))
                    if same == name
                    else say("{name} and {other} are one name on many disks.", name=shown(name), other=shown(same))
                )
            elif member.is_link:
                self.problems.append(say("{name} is a link and no file.", name=shown(name)))
            elif not is_pack_name(name):
                self.problems.append(_strange(name))
            folded[name.casefold()] = name
            self.members[name] = member
        self.problems += [say("{name} is missing.", name=name) for name in MUST_BE if name not in self.members]

    def _small(self, name: str) -> bytes:
        member = self.members[name]
        if member.size > LARGEST[name]:
            raise Malformed(say("{name} is larger than it can be.", name=name))
        return b"".join(content(self.file, member))

    def _is_signed(self, text: bytes) -> bool:
        try:
            raw = public_key(self._small(PUBLIC_KEY))
        except ValueError:
            self.problems.append(say("{name} holds no Ed25519 key.", name=PUBLIC_KEY))
            return False
        key = Ed25519PublicKey.from_public_bytes(raw)
        self.key = fingerprint(raw)
        try:
            key.verify(self._small(SIGNATURE), text)
        except InvalidSignature:
            self.problems.append(
                "The signature does not fit: the manifest was changed, or another key signed it than lies in the pack."
            )
        if raw not in self.trusted:
            self.problems.append(
                say(
                    "The pack's key is none that is trusted here (SHA-256 {key}): anybody can have signed it. "
                    "Name the station's key with --key, as you got it by another way.",
                    key=self.key,
                )
            )
        return not self.problems

    def _is_in_form(self, text: bytes) -> bool:
        """Also what was signed is read with care: a station may have signed it that is newer than this program."""
        try:
            manifest = json.loads(text)
            known = manifest["format"] == evidence_pack.FORMAT and manifest["version"] == evidence_pack.VERSION
            if known and canonical(manifest).encode() == text and _is_told(manifest):
                self.manifest = manifest
                return True
        except DAMAGED:
            known = True
        self.problems.append(
            "The manifest is not written as it must be."
            if known
            else "The pack was made by another version of the program: check it with that one."
        )
        return False

    def _sums(self, text: bytes, named: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        digests = {name: str(told["sha256"]) for name, told in named.items()}
        signed = self.manifest.get(SIGNED_SUMS)
        if signed is not None and signed != hashlib.sha256(sums_of(digests).encode()).hexdigest():
            yield say("The manifest names another {name} than follows from its files.", name=SUMS)
        digests[MANIFEST] = hashlib.sha256(text).hexdigest()
        if self._small(SUMS) != sums_of(digests).encode():
            yield say("{name} does not say what the manifest says.", name=SUMS)

    def _files(self, named: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        for name in sorted(named.keys() | (self.members.keys() - UNNAMED)):
            if name not in self.members:
                yield say("{name} is missing.", name=name)
            elif name not in named:
                yield say("{name} was added: the manifest does not name it.", name=name)
            elif self._is_changed(self.members[name], named[name]):
                yield say("{name} was changed: it is not the file that was signed.", name=name)

    def _is_changed(self, member: Member, told: Mapping[str, Any]) -> bool:
        if member.size != told["size"]:
            return True
        digest = hashlib.sha256()
        for block in content(self.file, member):
            digest.update(block)
        return digest.hexdigest() != str(told["sha256"])


def units_of(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The LPNs that a manifest speaks of."""
    return tuple(str(unit["unit"]) for unit in manifest.get("units", (manifest,)))


def _is_told(manifest: Mapping[str, Any]) -> bool:
    """Whether everything is there that is read of it here. Raises one of `DAMAGED` where it is of another form."""
    names = [told["name"] for told in manifest["files"]]
    return (
        len(set(names)) == len(names)
        and all(is_pack_name(name) and name not in UNNAMED for name in names)
        and all(is_digest(told["sha256"]) and type(told["size"]) is int for told in manifest["files"])
        and isinstance(manifest["station"]["name"], str)
        and isinstance(manifest["made_at"], str)
        and isinstance(manifest["audit"], list)
        and all(units_of(manifest))
    )


def _entries(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for place, entry in enumerate(entries, 1):
        try:
            fits = hashlib.sha256(entry_content(entry).encode()).hexdigest() == entry["hash"]
        except DAMAGED:
            fits = False
        if not fits:
            yield say("Audit entry {place} of the manifest does not fit its own hash.", place=place)


def _strange(name: str) -> str:
    if name.startswith(("/", "\\")) or ".." in name or "\\" in name or ":" in name:
        return say("{name} would be unpacked outside the pack's folder.", name=shown(name))
    return say("{name} was added: no pack has a file of this name.", name=shown(name))
