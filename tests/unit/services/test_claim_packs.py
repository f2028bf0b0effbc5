"""What a desk does not take is left out and told; the letter is plain text in its reader's language."""

import zipfile
from dataclasses import replace

import pytest

from app.domain.claim_case import Outcome
from app.domain.claims import Files
from app.errors import UserError
from app.services.claims import Wish
from tests.certificates import flat
from tests.claims import ClaimHouse


def test_a_desk_that_takes_two_pictures_gets_what_it_asked_for_first(tmp_path):
    at = ClaimHouse(tmp_path)
    lpn = at.broken()
    number = at.claims.open(Wish(lpn, "tiktok_appeal"), at.clara)
    at.decided(lpn)
    small = tuple(replace(desk, files=Files(2, 200)) if desk.files else desk for desk in at.claims.desks)
    packing = replace(at.packing, claims=replace(at.claims, desks=small))
    told = []
    packed = packing.pack(
        number, tmp_path / "c.zip", at.clara, language="zh_CN", progress=lambda *done: told.append(done)
    )
    assert (packed.pictures, packed.left_out > 0, told[0]) == (2, True, (0, 2))
    with zipfile.ZipFile(packed.file) as archive:
        assert all(info.file_size <= 200_000 for info in archive.infolist() if info.filename.startswith("photos/"))
        letter = archive.read("letter.txt").decode()
        document = archive.read("letter.pdf")
    assert "TikTok Shop 申诉" in letter
    assert "包裹面单" in letter
    assert all(words in flat(document) for words in ("TikTokShop申诉", "包裹面单", lpn, "photos/0002.jpg"))
    german = packing.pack(number, tmp_path / "de.zip", at.clara, language="de")
    with zipfile.ZipFile(german.file) as archive:
        letter, document = archive.read("letter.txt").decode(), archive.read("letter.pdf")
    assert all(
        words in letter for words in ("Einspruch bei TikTok Shop", "Versandetikett des Pakets", "Was wir fanden")
    )
    assert "What we found" not in letter
    assert "VersandetikettdesPakets" in flat(document)
    with pytest.raises(UserError) as refused:
        packing.pack(number, tmp_path / "fr.zip", at.clara, language="fr")
    assert (refused.value.code, (tmp_path / "fr.zip").exists()) == ("unknown_language", False)
    at.claims.close(number, Outcome.WITHDRAWN, at.clara)
    with pytest.raises(UserError) as refused:
        packing.pack(number, tmp_path / "d.zip", at.clara)
    assert refused.value.code == "claim_closed"
    at.close()
