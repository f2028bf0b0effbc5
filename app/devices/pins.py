"""PINs as Argon2id hashes (m=19 MiB, t=2, p=1: about 40 ms, as OWASP advises). Keeps and shows no PIN. Any thread."""

import base64
import os

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION, Type

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
SALT_BYTES = 16
HASH_BYTES = 32


class Argon2Pins:
    """Implements `app.services.access.PinHasher`."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._argon2 = PasswordHasher(passes, memory_kib, LANES, HASH_BYTES, SALT_BYTES, type=Type.ID)
        # Chance in a hash's clothes: as much work to check as a real one, and no PIN fits it.
        salt, digest = (base64.b64encode(os.urandom(size)).rstrip(b"=").decode() for size in (SALT_BYTES, HASH_BYTES))
        cost = f"m={memory_kib},t={passes},p={LANES}"
        self.of_nobody = f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"

    def hash(self, pin: str) -> str:
        """The text that is kept instead of the PIN, with its own salt."""
        return self._argon2.hash(pin.encode("utf-8", "surrogatepass"))

    def fits(self, pin_hash: str, pin: str) -> bool:
        """Whether this PIN made that hash; a hash that cannot be read fits nothing."""
        try:
            return self._argon2.verify(pin_hash, pin.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False
