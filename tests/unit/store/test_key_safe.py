"""Only a keyring that keeps secrets is used, and one that fails is as if there were none."""

import keyring
import keyring.errors
import pytest

from app.store.key_safe import OsKeyring


class Ring:
    """A backend of a platform's own."""

    def __init__(self, *, fails=False, forgets=False):
        self.kept: dict[tuple[str, str], str] = {}
        self.fails, self.forgets = fails, forgets

    def set_password(self, service, name, secret):
        if self.fails:
            raise keyring.errors.KeyringLocked("locked")
        if not self.forgets:
            self.kept[service, name] = secret

    def get_password(self, service, name):
        if self.fails:
            raise keyring.errors.KeyringLocked("locked")
        return self.kept.get((service, name))

    def delete_password(self, service, name):
        if self.fails:
            raise keyring.errors.PasswordDeleteError("locked")
        del self.kept[service, name]


class Sound(Ring):
    pass


Sound.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def ring(monkeypatch):
    def use(backend):
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return backend

    return use


def test_what_is_put_is_got_and_dropped(ring):
    backend = ring(Sound())
    safe = OsKeyring()
    assert safe.put("station-key-1", "secret")
    assert safe.get("station-key-1") == "secret"
    assert list(backend.kept) == [("regrade", "station-key-1")]
    safe.drop("station-key-1")
    assert safe.get("station-key-1") is None
    safe.drop("station-key-1")


@pytest.mark.parametrize("backend", [Sound(fails=True), Sound(forgets=True), Ring()])
def test_one_that_fails_forgets_or_is_not_known_keeps_nothing(ring, backend):
    ring(backend)
    safe = OsKeyring()
    assert not safe.put("station-key-1", "secret")
    assert safe.get("station-key-1") is None
    safe.drop("station-key-1")


def test_of_several_the_sound_one_is_used(ring):
    class Chain:
        backends = (Ring(), Sound())

    ring(Chain())
    assert OsKeyring().put("station-key-1", "secret")
    assert Chain.backends[0].kept == {}
