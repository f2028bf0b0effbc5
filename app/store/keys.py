"""Who this station is: its UUIDv7, its name, and the Ed25519 key that it signs with.

The key lies in the profile's `keys/`, for its owner alone, with the public half beside it as PEM. Both are made at
first use; where two processes start at once, the first one's count for both. A key that is there but cannot be read is
refused, never replaced: with a new one nothing signed before could be checked. Any thread.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from uuid6 import uuid7

from app.errors import ConfigError
from app.saying import say
from app.store import durable

PRIVATE = "station.key.pem"
PUBLIC = "station.pub.pem"
IDENTITY = "station.json"


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """A station: `id` is made once and stays, `name` is what the configuration calls it now."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StationKeys:
    """What a station signs with; the private half never shows in a repr or a log. `new`: it was made just now."""

    identity: StationIdentity
    public_pem: bytes
    folder: Path
    _private: Ed25519PrivateKey = field(repr=False, compare=False)
    new: bool = field(default=False, compare=False)

    @property
    def public(self) -> Ed25519PublicKey:
        """The key that others check with."""
        return self._private.public_key()

    def sign(self, content: bytes) -> bytes:
        """64 bytes of Ed25519 over the content."""
        return self._private.sign(content)


def open_keys(folder: Path, name: str) -> StationKeys:
    """The station's identity and key, made where there are none. Raises `ConfigError` for damaged ones."""
    with durable.disk_errors("The station's key was not saved"):
        durable.make_folder(folder)
        folder.chmod(0o700)
        identity = StationIdentity(_identity(folder / IDENTITY), name)
        new = not (folder / PRIVATE).exists()
        private = _private(folder / PRIVATE)
        public_pem = _pem(private)
        if not _holds(folder / PUBLIC, public_pem):
            (folder / PUBLIC).unlink(missing_ok=True)
            durable.create_once(folder / PUBLIC, public_pem)
    return StationKeys(identity, public_pem, folder, private, new)


def trusted_pems(folder: Path) -> tuple[bytes, ...]:
    """The station's public key as its own private one gives it, where there is a station in this profile; makes none.

    Raises `ConfigError` for a damaged key.
    """
    if not (folder / PRIVATE).exists():
        return ()
    return (_pem(_private(folder / PRIVATE)),)


def _pem(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _identity(path: Path) -> str:
    if not path.exists():
        durable.create_once(path, json.dumps({"id": str(uuid7())}).encode() + b"\n")
    try:
        return str(json.loads(path.read_bytes())["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _private(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        fresh = Ed25519PrivateKey.generate()
        durable.create_once(path, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(durable.OWNER_ONLY)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise _damaged(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged(path)
    return key


def _holds(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


def _damaged(path: Path) -> ConfigError:
    return ConfigError(
        say("The station's {path_name} cannot be read.", path_name=path.name),
        say(
            "Put {path} back from a backup. It is not made anew, because then nothing signed before could be checked.",
            path=path,
        ),
        "key_damaged",
    )
