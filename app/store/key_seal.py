"""A station's private key under a passphrase, for a backup that is to bring it along.

Argon2id makes a key of the passphrase, AES-256-GCM seals with it: a wrong passphrase and a changed byte are refused
alike. Any thread; each call takes a good part of a second and 64 MiB, which is what makes guessing dear.
"""

from __future__ import annotations

import base64
import json
import os

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.domain.canonical import canonical
from app.errors import UserError

SHORTEST = 12
TIME, MEMORY_KIB = 3, 64 * 1024
_FOR = b"regrade station key"


def seal(private: Ed25519PrivateKey, passphrase: str) -> bytes:
    """The sealed key. Raises `UserError` for a passphrase under 12 characters."""
    if len(passphrase) < SHORTEST:
        raise UserError(
            "A passphrase for the key must have at least 12 characters.",
            "Nothing was written. Take a sentence.",
            "passphrase_short",
        )
    salt, nonce = os.urandom(16), os.urandom(12)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, pem, _FOR)
    said = {name: base64.b64encode(value).decode() for name, value in (("salt", salt), ("nonce", nonce))}
    return canonical(said | {"sealed": base64.b64encode(sealed).decode()}).encode() + b"\n"


def unseal(content: bytes, passphrase: str) -> Ed25519PrivateKey:
    """The key itself. Raises `UserError` where the passphrase or a byte is wrong."""
    try:
        said = json.loads(content)
        salt, nonce, sealed = (base64.b64decode(said[name], validate=True) for name in ("salt", "nonce", "sealed"))
        pem = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _FOR)
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidTag) as error:
        raise _refused() from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _refused()
    return private


def _key(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, TIME, MEMORY_KIB, 1, 32, Type.ID)


def _refused() -> UserError:
    return UserError(
        "The key in this backup does not open with this passphrase.",
        "Nothing was put in place. Try the passphrase again, or restore without it: the station gets a new key then.",
        "passphrase_wrong",
    )
