"""A hit in two lines of words."""

from datetime import UTC, datetime

import pytest

from app.services.looking import Hit, HitKind
from app.ui.search.said import ICONS, hit_said

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(
    ("hit", "first", "second"),
    [
        (Hit(HitKind.UNIT, "lpn", "R-000001", "ACME", "Shoe", "held", NOW), "R-000001 · Shoe", "Held · ACME"),
        (Hit(HitKind.PRODUCT, "barcode", "SHOE", "ACME", "Shoe"), "SHOE · Shoe", "article · ACME · by its barcode"),
        (Hit(HitKind.ORDER, "order", "1043", "ACME", "tiktok_shop 1043", "announced", NOW), "TikTok Shop 1043",
         "announced, not here yet"),
        (Hit(HitKind.PARCEL, "tracking", "1Z9", "ACME", "shopify 7", "open", NOW), "Parcel 1Z9", "parcel at work"),
        (Hit(HitKind.PARCEL, "tracking", "P-1", "", "no_code", "closed", NOW), "Parcel P-1", "parcel done · without"),
    ],
)  # fmt: skip
def test_what_it_is_and_how_it_stands(hit, first, second):
    said = hit_said(hit, NOW)
    assert said[0] == first
    assert second in said[1]


def test_every_kind_has_an_icon():
    assert set(ICONS) == set(HitKind)
