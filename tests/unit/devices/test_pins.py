"""A PIN fits its own hash only, and nobody's hash costs as much to check as anybody's."""

import re
import time

import pytest

from app.devices.pins import Argon2Pins


@pytest.fixture(scope="module")
def pins() -> Argon2Pins:
    return Argon2Pins()


def test_a_pin_fits_its_own_hash_and_no_other(pins):
    kept = pins.hash("493817")
    assert re.fullmatch(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]+\$[^$]+", kept)
    assert "493817" not in kept
    assert pins.fits(kept, "493817")
    assert not pins.fits(kept, "493818")
    assert pins.hash("493817") != kept


@pytest.mark.parametrize("kept", ["", "rotten", "$argon2id$v=19$m=19456,t=2,p=1$x$y"])
def test_what_is_no_hash_fits_nothing(pins, kept):
    assert not pins.fits(kept, "493817")


def test_nobodys_hash_costs_as_much_as_anybodys(pins):
    def cost(kept: str) -> float:
        started = time.process_time()
        assert not pins.fits(kept, "000001")
        return time.process_time() - started

    kept = pins.hash("493817")
    anybody, nobody = (min(cost(text) for _ in range(5)) for text in (kept, pins.of_nobody))
    assert 0.6 <= nobody / anybody <= 1.7
    assert kept.rsplit("$", 2)[0] == pins.of_nobody.rsplit("$", 2)[0]


@pytest.mark.parametrize("pin", ["", "１２３４５６", "\ud800", "9" * 10_000])
def test_whatever_is_typed_is_only_wrong(pins, pin):
    assert not pins.fits(pins.of_nobody, pin)
