"""The letter of a claim as a document: every picture with its number, in any language, the same bytes each time."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from app.documents.claim_letter import PdfLetters
from app.domain.claim_texts import LONGEST_TEXT
from app.paths import shipped
from app.services.claims import MOST_UNITS
from tests.certificates import flat, pages_of
from tests.unit.services.test_claim_letters import LETTER


def picture(width=640, height=480):
    out = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 150)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def write():
    return PdfLetters(shipped("labels"), "US-NJ")


def test_it_says_all_of_it_and_shows_each_picture_with_its_number(write):
    document = write(LETTER, [picture()])
    text = flat(document)
    for said in (LETTER.title, LETTER.about, *LETTER.cases, LETTER.no_films, *LETTER.films, *LETTER.notes, "576012"):
        assert "".join(said.split()) in text, said
    assert "1Parcel'sshippinglabel*" in text
    assert "photos/0001.jpg" in text
    assert write(LETTER, [picture()]) == document


def test_many_pictures_go_on_to_other_pages_under_the_claims_number(write):
    photos = tuple(replace(LETTER.photos[0], number=number, file=f"photos/{number:04}.jpg") for number in range(1, 12))
    chinese = replace(LETTER, language="zh_CN", title="TikTok Shop 申诉", photos=photos)
    tall = [picture(300, 900) if number % 2 else picture() for number in range(11)]
    pages = pages_of(write(chinese, tall))
    assert len(pages) > 1
    assert all("CLM-000001" in page for page in pages)
    assert all(f"photos/{number:04}.jpg" in "".join(pages) for number in range(1, 12))


def test_a_picture_that_is_missing_is_no_letter(write):
    with pytest.raises(ValueError, match="zip"):
        write(LETTER, [])


@pytest.mark.parametrize("sign", ["wide word ", "尺码偏小，"])
def test_a_text_longer_than_a_page_goes_on_on_the_next(write, sign):
    """The longest that a claim takes: its units, one a line, and words without an end."""
    units = tuple(f"R-{number:06}  Running shoe red 42" for number in range(1, MOST_UNITS + 1))
    words = (sign * LONGEST_TEXT)[:LONGEST_TEXT]
    told = (("Units", units), ("What happened", (words,)), ("Reason", ("a line\n" * 200,)))
    pages = pages_of(write(replace(LETTER, told=told, cases=LETTER.cases), [picture()]))
    text = "".join("".join(page.split()) for page in pages)
    assert len(pages) > 8
    assert all(unit[:8] in text for unit in units)
    assert text.count(sign.strip()[:2]) > LONGEST_TEXT // len(sign) // 2
