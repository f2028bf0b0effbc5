"""Amazon's reports: how far back, and out of their packing."""

import gzip
from datetime import timedelta

import pytest

from app.channels.amazon_reports import LONG, SHORT, BadReport, unpacked, window
from tests.references import reference
from tests.shops import NOON


@pytest.mark.parametrize(
    ("last", "back"), [(None, LONG), (timedelta(hours=23), SHORT), (timedelta(days=1), LONG), (timedelta(0), SHORT)]
)
def test_once_a_day_it_is_read_far_back(last, back):
    assert window(None if last is None else NOON - last, NOON) == back


def test_a_report_comes_out_as_it_went_in():
    text = reference("fixtures", "fba_customer_returns.tsv").read_text()
    assert unpacked(gzip.compress(text.encode()), "GZIP", "text/plain") == text
    assert unpacked(text.encode(), "", "") == text
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b"), "GZIP", "") == "ab"


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ("Größe".encode("cp1252"), "", "Größe"),
        ("Größe".encode("latin-1"), "text/plain; charset=ISO-8859-1", "Größe"),
        ("尺码".encode("utf-8-sig"), "text/plain;charset=nonsense", "尺码"),
        ("サイズ".encode("shift_jis"), 'text/plain; charset="Shift_JIS"', "サイズ"),
    ],
)
def test_it_is_read_in_its_own_characters(content, kind, text):
    assert unpacked(content, "", kind) == text


@pytest.mark.parametrize(
    ("content", "algorithm"),
    [
        (b"no gzip", "GZIP"),
        (gzip.compress(b"x" * 100, mtime=0)[:-9], "GZIP"),
        (gzip.compress(b"\0" * 2000, mtime=0), "GZIP"),
        (b"", "ZIP"),
    ],
)
def test_what_is_broken_or_a_bomb_is_refused(content, algorithm):
    with pytest.raises(BadReport):
        unpacked(content, algorithm, "", biggest=1000)
