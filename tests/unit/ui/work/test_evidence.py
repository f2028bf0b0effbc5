"""Damaged photos are listed by whose they are, and each says what is safe and what to do."""

from datetime import UTC, datetime

import pytest

from app.services.safekeeping import Damaged
from app.ui.work.evidence import damage_detail, damage_rows
from app.ui.work.scene import Looked

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
UNIT = Damaged("a" * 64, "is missing on disk", "item", NOW, unit="R-000001")
PARCEL = Damaged("b" * 64, "is missing on disk", "parcel", NOW, parcel="1Z999")
LOOKED = Looked(NOW, damaged=(UNIT, PARCEL))

pytestmark = pytest.mark.usefixtures("dressed")


def test_a_line_says_whose_it_is_and_what_is_wrong():
    assert [(row.whose, row.shot, row.why) for row in damage_rows(LOOKED, "")] == [
        ("R-000001", "The whole piece", "is missing on disk"),
        ("1Z999", "The parcel", "is missing on disk"),
    ]
    assert [row.whose for row in damage_rows(LOOKED, "1z99")] == ["1Z999"]
    assert [row.whose for row in damage_rows(LOOKED, "aaaa")] == ["R-000001"]


def test_behind_it_stands_what_happened_what_is_safe_and_what_to_do():
    detail = damage_detail(LOOKED, damage_rows(LOOKED, "")[0].key)
    assert detail is not None
    assert detail.unit == "R-000001"
    happened, safe, todo = (one.words for one in detail.told)
    assert happened == "This photo is missing on disk."
    assert "on record is safe" in safe
    assert "from a backup" in todo
    assert ("SHA-256", "a" * 64) in detail.facts
    assert damage_detail(LOOKED, "nothing") is None
