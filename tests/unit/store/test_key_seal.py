"""A sealed key opens with its passphrase alone, and not at all once a byte was changed."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import UserError
from app.store.key_seal import seal, unseal

PASSPHRASE = "three kettles on a bench"


def test_only_its_passphrase_opens_it():
    key = Ed25519PrivateKey.generate()
    sealed = seal(key, PASSPHRASE)
    assert unseal(sealed, PASSPHRASE).private_bytes_raw() == key.private_bytes_raw()
    assert key.private_bytes_raw() not in sealed
    with pytest.raises(UserError, match="does not open"):
        unseal(sealed, PASSPHRASE.upper())


def test_a_short_passphrase_seals_nothing():
    with pytest.raises(UserError, match="12 characters"):
        seal(Ed25519PrivateKey.generate(), "short")


def test_what_is_no_sealed_key_is_refused():
    sealed = json.loads(seal(Ed25519PrivateKey.generate(), PASSPHRASE))
    changed = {**sealed, "sealed": sealed["sealed"][:-8] + "AAAAAAA="}
    for content in (b"", b"{}", b"[1]", b'{"salt": 1}', json.dumps(changed).encode()):
        with pytest.raises(UserError, match="does not open"):
            unseal(content, PASSPHRASE)
