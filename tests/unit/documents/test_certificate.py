"""A certificate as a PDF: its text can be found, its code read, and the same one gives the same bytes."""

import hashlib
from datetime import UTC, datetime

import pytest
import zxingcpp

from app.devices.virtual_camera import picture
from app.documents.certificate import PdfCertificates
from app.domain.certificates import KINDS, Voided
from app.paths import shipped
from tests.certificates import certificate, flat, pages_of, picture_of

WRITE = PdfCertificates(shipped("labels"))
TITLES = {
    ("en", "destruction"): "CERTIFICATEOFDESTRUCTION",
    ("zh_CN", "donation"): "捐赠接收凭证",
    ("es", "recycling"): "CERTIFICADODERECICLAJE",
    ("de", "destruction"): "VERNICHTUNGSNACHWEIS",
}


@pytest.mark.parametrize(("language", "kind"), TITLES)
def test_each_kind_has_its_own_paper_in_each_language(language, kind):
    text = flat(WRITE(certificate(kind, content={"language": language}), ()))
    for said in (
        TITLES[language, kind],
        "ACMEOutdoor",
        "DRILL-18V",
        "R-000312",
        "SN-4471-A",
        "1840g",
        "AnaRuiz(INS-1)",
    ):
        assert said in text
    assert ("LiWei" in text) is (kind == "destruction")


def test_its_code_holds_number_and_hash_and_its_fonts_are_embedded():
    one = certificate(content={"title": "无线电钻"})
    document = WRITE(one, ())
    (read,) = zxingcpp.read_barcodes(picture_of(document))
    assert read.text == f"{one.number} {one.digest}"
    assert "无线电钻" in flat(document)
    assert document.count(b"/FontFile2") == len({b"NotoSans-Regular", b"NotoSans-Bold", b"DroidSansFallback"})


def test_the_same_certificate_gives_the_same_bytes():
    still = picture("destroyed", "R-000312-1H")
    one = certificate(sha256=hashlib.sha256(still).hexdigest(), code_read="R-000312-1H")
    assert WRITE(one, (still,)) == WRITE(one, (still,))
    assert "R-000312-1H" in flat(WRITE(one, (still,)))
    assert "notkeptatthisbench" in flat(WRITE(one, ()))


def test_what_nobody_recorded_is_said_not_to_be():
    bare = certificate(content={"weight_g": "", "witness_name": "", "issuer": ""})
    assert flat(WRITE(bare, ())).count("notrecorded") > 10
    oldest = certificate()
    oldest = type(oldest)(oldest.number, oldest.kind, oldest.unit, oldest.at, {"client": "ACME", "sku": "S"})
    assert "notrecorded" in flat(WRITE(oldest, ()))


@pytest.mark.parametrize(
    ("kind", "given", "stated"),
    [
        ("destruction", {}, "Method, Witness, Proof"),
        ("destruction", {"method": "shredded"}, "Witness, Proof"),
        ("donation", {}, "Recipient"),
        ("recycling", {"method": "shredded"}, "Recipient"),
    ],
)
def test_what_nobody_recorded_is_not_certified(kind, given, stated):
    one = certificate(kind, content={"witness_name": ""}, details=given)
    assert f"notcertified:{stated}.".replace(" ", "") in flat(WRITE(one, ()))
    nobody = certificate(kind, content={"witness_name": "", "issuer": ""}, details=given)
    assert f"notcertified:Issuer, {stated}.".replace(" ", "") in flat(WRITE(nobody, ()))


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_statement_speaks_of_is_certified_where_it_is_recorded(kind):
    one = certificate(kind, details={"method": "shredded", "recipient": "Caritas"}, sha256="ab" * 32)
    assert "notcertified" not in flat(WRITE(one, ()))


def test_a_void_one_says_so_on_every_page_and_by_what_it_is_replaced():
    voided = Voided("wrong weight", datetime(2026, 11, 22, tzinfo=UTC), "Sue", "DES-000124")
    pages = pages_of(WRITE(certificate(voided=voided), ()))
    assert all("VOID" in page for page in pages)
    assert "wrong weight" in pages[0]
    assert "Declared void by Sue." in pages[0]
    assert "DES-000124" in pages[0]
    assert "DES-000099" in pages_of(WRITE(certificate(replaces="DES-000099"), ()))[0]


def test_times_are_those_of_the_site_with_their_offset():
    text = flat(WRITE(certificate(content={"time_zone": "America/New_York"}), ()))
    assert "2026-11-2109:05:00UTC-05:00(America/New_York)" in text
    assert "2026-11-2114:05:00UTC+00:00" in flat(WRITE(certificate(), ()))


@pytest.mark.parametrize(
    ("site", "paper", "size"), [("US-NJ", "", (612, 792)), ("DE", "", (595, 841)), ("DE", "Letter", (612, 792))]
)
def test_the_paper_goes_by_the_site(site, paper, size):
    document = WRITE(certificate(content={"site": site, "paper": paper, "language": "en"}), ())
    seen = picture_of(document)
    assert (int(seen.width / 3), int(seen.height / 3)) in {size, (size[0], size[1] + 1), (size[0] + 1, size[1] + 1)}


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_and_long_texts_stay_text_and_every_page_is_numbered(kind):
    nasty = '<b>&amp;</para> {number} %s "\\ ' + "名" * 300 + " \U0001f525 " + "x" * 300
    one = certificate(
        kind, content={"title": nasty, "issuer": nasty}, details={"method": nasty[:200]}, client="<i>ACME"
    )
    pages = pages_of(WRITE(one, ()))
    assert "<b>&amp;</para>{number}" in "".join("".join(pages).split())
    assert "[U+1F525]" in "".join("".join(pages).split())
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert one.number in page


@pytest.mark.parametrize("kind", ["destruction", "donation", "recycling"])
def test_whoever_signs_has_the_hash_of_what_is_signed_on_the_same_sheet(kind):
    """However much stands before: with each line more the page ends elsewhere."""
    for lines in range(0, 24, 3):
        one = certificate(kind, content={"address": "\n".join(["12 Example Street"] * lines)})
        (signed,) = (page for page in pages_of(WRITE(one, ())) if "name, date" in page.lower())
        assert one.digest in "".join(signed.split())


def test_a_derogation_is_told_with_its_case_and_its_law():
    one = certificate(
        content={"law": "Regulation (EU) 2024/1781", "derogation_text": {"en": "damaged"}},
        details={
            "derogation": "espr_2f",
            "justification": "seam torn",
            "customs_reference": "7553-1",
            "treatment": "recovery",
        },
    )
    text = flat(WRITE(one, ()))
    for said in ("espr_2f·damaged·Regulation(EU)2024/1781", "seamtorn", "19CFR190.71", "otherrecovery"):
        assert said in text
