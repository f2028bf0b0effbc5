"""Claims only grow: the database itself refuses that one is altered."""

import pytest
from sqlalchemy import text

from app.errors import Conflict
from app.services.claims import Wish
from tests.claims import ClaimHouse

ALTERED = (
    "UPDATE claims SET desk = 'other'",
    "DELETE FROM claim_units",
    "UPDATE claim_steps SET outcome = 'paid'",
    "UPDATE redactions SET boxes = '[]'",
)


def test_what_was_claimed_and_covered_cannot_be_altered(tmp_path):
    at = ClaimHouse(tmp_path)
    lpn = at.broken()
    at.decided(lpn)
    number = at.claims.open(Wish(lpn, "tiktok_appeal", since=at.house.clock.now()), at.clara)
    for statement in ALTERED:
        with at.house.store.engine.connect() as connection, pytest.raises(Conflict, match="only grows"):
            connection.execute(text(statement))
    assert at.claims.claim(number).desk == "tiktok_appeal"
    assert at.audit_problems() == []
    at.close()
