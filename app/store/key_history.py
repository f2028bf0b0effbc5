"""The keys that a station had before, each with the proof that it was one: what was signed with them stays checkable.

When a key is changed, old and new sign the same sentence: that this one follows that one. Nobody who lacks the present
key can put a foreign one among the former, and nobody who lacks the old one can claim what it signed. Where a backup
was restored without its key, the old one signs no more: what it signed is the backup's statement, and the new one signs
that it follows by it. The audit chain tells each change as well (`app.store.key_change`, `app.store.restore`). Reads
small files of the profile's `keys/former`; any thread.
"""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.domain.canonical import canonical

FOLDER = "former"
LARGEST = 16_384

Sign = Callable[[bytes], bytes]


def succession(station: str, old: tuple[bytes, Sign], new: tuple[bytes, Sign], at: datetime) -> bytes:
    """The sentence that both keys sign: each given as its public PEM and what signs with it."""
    said = {"at": at.isoformat(), "new": new[0].decode(), "old": old[0].decode(), "station": station}
    text = canonical(said).encode()
    signed = {"sig_old": _text(old[1](text)), "sig_new": _text(new[1](text))}
    return canonical(said | signed).encode() + b"\n"


def restoration(station: str, statement: bytes, sig_old: bytes, new: tuple[bytes, Sign], at: datetime) -> bytes:
    """The sentence that the new key signs after a backup was restored whose `statement` the old one had signed."""
    backup = json.loads(statement)
    said = {"at": at.isoformat(), "backup": backup, "new": new[0].decode(), "old": backup["key"], "station": station}
    signed = {"sig_old": _text(sig_old), "sig_new": _text(new[1](canonical(said).encode()))}
    return canonical(said | signed).encode() + b"\n"


def former_keys(folder: Path, current: bytes, station: str) -> tuple[bytes, ...]:
    """Public PEMs of the keys before the present one, the newest first, as far as unbroken proof goes."""
    proven = [pair for file in sorted((folder / FOLDER).glob("*.json")) if (pair := _proven(file, station))]
    found: list[bytes] = []
    present = current
    while old := next((old for old, new in proven if new == present and old not in (*found, current)), None):
        found.append(old)
        present = old
    return tuple(found)


def _proven(file: Path, station: str) -> tuple[bytes, bytes] | None:
    try:
        with file.open("rb") as opened:
            said = json.loads(opened.read(LARGEST))
        signatures = {name: base64.b64decode(said.pop(f"sig_{name}"), validate=True) for name in ("old", "new")}
        texts = dict.fromkeys(signatures, canonical(said).encode())
        if "backup" in said:
            if (said["backup"]["key"], said["backup"]["station"]["id"]) != (said["old"], said["station"]):
                return None
            texts["old"] = canonical(said["backup"]).encode()
        for name, signature in signatures.items():
            key = load_pem_public_key(said[name].encode())
            if not isinstance(key, Ed25519PublicKey):
                return None
            key.verify(signature, texts[name])
        return (said["old"].encode(), said["new"].encode()) if said["station"] == station else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidSignature):
        return None


def _text(signature: bytes) -> str:
    return base64.b64encode(signature).decode()
