"""The package as its callers see it: one scan from the scanner to the record."""

import pytest

from app.domain import identifiers
from app.domain.identifiers import Kind, clean_scan, identify, label_code, tracking_key, unit_lpn


def test_all_that_is_promised_is_there() -> None:
    assert [name for name in identifiers.__all__ if not hasattr(identifiers, name)] == []


@pytest.mark.parametrize("scanned", ["1Z5R89390357567127\r\n", "1z 5r8 939 03 5756 7127", "]C01Z5R89390357567127"])
def test_a_scanned_parcel_meets_its_announcement(scanned: str) -> None:
    found = identify(clean_scan(scanned))
    assert (found.kind, found.key) == (Kind.TRACKING, tracking_key("1Z 5R8939 03 5756 7127"))


def test_a_printed_label_scans_back_to_its_unit() -> None:
    lpn = unit_lpn(312)
    assert identify(clean_scan(label_code(lpn, 2) + "\r")).key == lpn
