"""Former keys are proven by both that signed; whoever lacks one of them proves nothing."""

import json
from datetime import UTC, datetime

import pytest

from app.store.key_history import FOLDER, LARGEST, former_keys, succession
from tests.packs import Key

AT = datetime(2026, 3, 4, tzinfo=UTC)
ONE, TWO, THREE, FORGER = Key(1), Key(2), Key(3), Key(9)


@pytest.fixture
def filed(tmp_path):
    (tmp_path / FOLDER).mkdir()

    def file(name, old, new, station="s", signers=None):
        by_old, by_new = signers or (old, new)
        said = succession(station, (old.public_pem, by_old.sign), (new.public_pem, by_new.sign), AT)
        (tmp_path / FOLDER / f"{name}.json").write_bytes(said)

    return file


def former(tmp_path, current=THREE, station="s"):
    return former_keys(tmp_path, current.public_pem, station)


def test_a_chain_of_changes(filed, tmp_path):
    filed("b", ONE, TWO)
    filed("a", TWO, THREE)
    assert former(tmp_path) == (TWO.public_pem, ONE.public_pem)
    assert former(tmp_path, current=TWO) == (ONE.public_pem,)


def test_none(tmp_path):
    assert former(tmp_path) == ()


@pytest.mark.parametrize("signers", [(FORGER, FORGER), (FORGER, THREE), (TWO, FORGER)])
def test_who_lacks_one_of_the_keys_proves_nothing(filed, tmp_path, signers):
    filed("a", TWO, THREE, signers=signers)
    assert former(tmp_path) == ()


def test_a_foreign_key_is_not_put_before_the_present_one(filed, tmp_path):
    filed("a", FORGER, THREE, signers=(FORGER, FORGER))
    assert former(tmp_path) == ()


def test_another_stations_proof_is_none(filed, tmp_path):
    filed("a", TWO, THREE, station="other")
    assert former(tmp_path) == ()


def test_a_circle_comes_to_an_end(filed, tmp_path):
    filed("a", TWO, THREE)
    filed("b", THREE, TWO)
    assert former(tmp_path) == (TWO.public_pem,)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{}", b"[" * LARGEST, json.dumps({"sig_old": 1}).encode()])
def test_what_is_no_proof(tmp_path, content):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "a.json").write_bytes(content)
    assert former(tmp_path) == ()
