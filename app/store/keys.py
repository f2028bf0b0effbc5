"""Who this station is: its UUIDv7, its name, and the Ed25519 key that it signs with.

The key lies in the platform's keyring, with a reference to it in the profile's `keys/`; or there itself, for its owner
alone. The public half stands beside it as PEM. All are made at first use; where two processes start at once, the first
one's count for both. A key that is there but cannot be read is refused, never replaced: with a new one nothing signed
before could be checked. A changed key leaves its public half behind (`app.store.key_history`). Any thread.
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
    load_pem_public_key,
)
from uuid6 import uuid7

from app.errors import ConfigError
from app.saying import say
from app.store import durable
from app.store.key_history import former_keys
from app.store.key_safe import KeySafe, OsKeyring

PRIVATE = "station.key.pem"
PUBLIC = "station.pub.pem"
IDENTITY = "station.json"
REFERENCE = "keyring:"
"""So begins the file of a key that lies in the keyring; the name of its entry follows."""
KEEP_IN_FILE, KEEP_IN_KEYRING, KEEP_AUTO = "file", "keyring", "auto"
OS_KEYRING: KeySafe = OsKeyring()


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """A station: `id` is made once and stays, `name` is what the configuration calls it now."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StationKeys:
    """What a station signs with; the private half never shows in a repr or a log.

    `new`: it was made just now. `former_pems`: the public halves of the keys it had before, the newest first.
    """

    identity: StationIdentity
    public_pem: bytes
    folder: Path
    _private: Ed25519PrivateKey = field(repr=False, compare=False)
    new: bool = field(default=False, compare=False)
    former_pems: tuple[bytes, ...] = field(default=(), compare=False)

    @property
    def public(self) -> Ed25519PublicKey:
        """The key that others check with."""
        return self._private.public_key()

    @property
    def former(self) -> tuple[Ed25519PublicKey, ...]:
        """The keys that it had before."""
        keys = (load_pem_public_key(pem) for pem in self.former_pems)
        return tuple(key for key in keys if isinstance(key, Ed25519PublicKey))

    def sign(self, content: bytes) -> bytes:
        """64 bytes of Ed25519 over the content."""
        return self._private.sign(content)


def open_keys(folder: Path, name: str, keep: str = KEEP_IN_FILE, safe: KeySafe = OS_KEYRING) -> StationKeys:
    """The station's identity and key, made where there are none. Raises `ConfigError` for damaged ones.

    `keep` says where a key that is made now is kept: `keyring` (refused where there is none), `auto` (there where it
    can be, else in a file), `file`. One that is there stays where it is.
    """
    with durable.disk_errors("The station's key was not saved"):
        durable.make_folder(folder)
        folder.chmod(0o700)
        identity = StationIdentity(_identity(folder / IDENTITY), name)
        new = not (folder / PRIVATE).exists()
        if new:
            make_private(folder / PRIVATE, keep, safe)
        private = read_private(folder / PRIVATE, safe)
        public_pem = pem_of(private)
        if not _holds(folder / PUBLIC, public_pem):
            (folder / PUBLIC).unlink(missing_ok=True)
            durable.create_once(folder / PUBLIC, public_pem)
        former = former_keys(folder, public_pem, identity.id)
    return StationKeys(identity, public_pem, folder, private, new, former)


def trusted_pems(folder: Path, safe: KeySafe = OS_KEYRING) -> tuple[bytes, ...]:
    """The station's public key as its own private one gives it, then its former ones; none where there is no station.

    Makes nothing. Raises `ConfigError` for a damaged key.
    """
    if not (folder / PRIVATE).exists() or not (folder / IDENTITY).exists():
        return ()
    present = pem_of(read_private(folder / PRIVATE, safe))
    return (present, *former_keys(folder, present, _identity(folder / IDENTITY)))


def pem_of(private: Ed25519PrivateKey) -> bytes:
    """The public half, as PEM."""
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def make_private(path: Path, keep: str, safe: KeySafe) -> None:
    """A new key at `path`: itself, or where it stands in the keyring. What is there already stays."""
    fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    entry = f"station-key-{uuid7().hex}"
    kept = keep != KEEP_IN_FILE and safe.put(entry, fresh.decode())
    if keep == KEEP_IN_KEYRING and not kept:
        raise ConfigError(
            "This computer has no keyring that would keep the station's key.",
            'Unlock it or set one up, or write key = "file" under [audit] in config.toml.',
            "no_keyring",
        )
    if not durable.create_once(path, f"{REFERENCE}{entry}\n".encode() if kept else fresh) and kept:
        safe.drop(entry)  # another process was first


def entry_of(path: Path) -> str:
    """The name of the keyring's entry that holds the key of this file; empty where the file holds it itself."""
    content = path.read_bytes()
    is_reference = content.startswith(REFERENCE.encode())
    return content[len(REFERENCE) :].decode(errors="replace").strip() if is_reference else ""


def read_private(path: Path, safe: KeySafe) -> Ed25519PrivateKey:
    """The key at `path`, or in the keyring that it refers to. Raises `ConfigError`."""
    path.chmod(durable.OWNER_ONLY)
    content = path.read_bytes()
    if entry := entry_of(path):
        kept = safe.get(entry)
        if not kept:
            raise _locked(path)
        content = kept.encode()
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError) as error:
        raise _damaged(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged(path)
    return key


def _identity(path: Path) -> str:
    if not path.exists():
        durable.create_once(path, json.dumps({"id": str(uuid7())}).encode() + b"\n")
    try:
        return str(json.loads(path.read_bytes())["id"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


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


def _locked(path: Path) -> ConfigError:
    return ConfigError(
        "The station's key lies in this computer's keyring, which does not give it.",
        say(
            "Sign in as the user who made it and unlock the keyring, then start again. {path} says which entry it is; "
            "it is not made anew, because then nothing signed before could be checked.",
            path=path,
        ),
        "key_locked",
    )
