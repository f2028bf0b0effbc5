"""The platform's own keyring as the place of a station's private key, where there is one that really keeps secrets.

Backends that keep nothing, or keep it for everybody to read, are not used. Asked when a key is made, and each time it
is read. Loaded only when it is needed, for it looks for its backends when it is. Any thread.
"""

import logging
from typing import Any, Protocol

from app.config import KEYRING_SERVICE

SOUND = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Modules of the backends that keep a secret with the user's login."""

log = logging.getLogger(__name__)


class KeySafe(Protocol):
    """Keeps secrets by name."""

    def put(self, name: str, secret: str) -> bool:
        """Keep it; True only where it was read back as it is."""

    def get(self, name: str) -> str | None:
        """What is kept under this name; None where there is nothing, or the safe cannot be opened."""

    def drop(self, name: str) -> None:
        """Forget it, if it is there and can be."""


class OsKeyring:
    """Implements `KeySafe` by the keyring of this platform."""

    def put(self, name: str, secret: str) -> bool:
        backend = _backend()
        if backend is None:
            return False
        try:
            backend.set_password(KEYRING_SERVICE, name, secret)
            return bool(backend.get_password(KEYRING_SERVICE, name) == secret)
        except Exception as error:  # noqa: BLE001 - whatever a backend raises: the key is kept elsewhere then
            log.info("The keyring of this computer did not take the key (%s).", type(error).__name__)
            return False

    def get(self, name: str) -> str | None:
        backend = _backend()
        try:
            return None if backend is None else backend.get_password(KEYRING_SERVICE, name)
        except Exception as error:  # noqa: BLE001 - whatever a backend raises: whoever asks says what to do
            log.info("The keyring of this computer cannot be opened (%s).", type(error).__name__)
            return None

    def drop(self, name: str) -> None:
        backend = _backend()
        try:
            if backend is not None:
                backend.delete_password(KEYRING_SERVICE, name)
        except Exception as error:  # noqa: BLE001 - an entry that nobody refers to does no harm
            log.info("An entry of the keyring was not removed (%s).", type(error).__name__)


def _backend() -> Any:
    """The best backend that keeps secrets, or None."""
    import keyring  # noqa: PLC0415

    chosen: Any = keyring.get_keyring()
    several = getattr(chosen, "backends", None) or [chosen]
    return next((one for one in several if type(one).__module__ in SOUND), None)
