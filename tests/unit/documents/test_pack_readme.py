"""The README says how to check a pack, in the station's language and in English."""

import pytest

from app.documents.pack_readme import plain
from app.paths import shipped
from app.services.packing import PackAsked
from tests.packs import LPN, Key, Shelf, files_of, packing

COMMANDS = (
    "sha256sum -c SHA256SUMS",
    "openssl pkeyutl -verify -pubin -inkey station.pub.pem -rawin -in manifest.json -sigfile manifest.sig",
    "grep -v '  manifest.json$' SHA256SUMS | sha256sum",
    """grep -o '"sha256sums":"[0-9a-f]*"' manifest.json""",
    "openssl pkey -pubin -in station.pub.pem -outform DER | sha256sum",
)


@pytest.mark.parametrize(
    ("language", "word"), [("en", "EVIDENCE"), ("zh_CN", "证据包"), ("es", "EXPEDIENTE"), ("de", "BEWEIS")]
)
def test_it_speaks_the_stations_language_and_english(tmp_path, language, word):
    (tmp_path / "shelf").mkdir()
    packed = packing(Shelf(tmp_path / "shelf"), Key(), language=language).pack(PackAsked((LPN,)), tmp_path / "p.zip")
    text = files_of(packed.file)["README.txt"].decode()
    assert word in text
    assert "EVIDENCE PACK (English)" in text
    assert text.index(word) <= text.index("EVIDENCE PACK (English)")
    for command in COMMANDS:
        assert text.count(f"    {command}\n") == (1 if language == "en" else 2)
    assert LPN in text
    assert "photos/0002.jpg" in text
    assert packed.code in text
    assert "{" not in text


@pytest.mark.parametrize("language", ["en", "zh_CN", "es", "de"])
def test_a_claims_pack_is_checked_by_the_same_commands(language):
    text = (shipped("resources", "claims", "pack") / f"README.{language}.txt").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert text.count(f"    {command}\n") == 1


def test_what_cannot_be_seen_is_shown_as_such():
    assert plain("a\x1b[31m\u202eb" + "x" * 100) == ("a�[31m�b" + "x" * 100)[:80]
