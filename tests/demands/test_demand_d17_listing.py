"""D17: listing text and photos of the B unit: written from the findings, in the channel's form, the article alone."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.services.listing_text import ListingWriter
from app.services.looking import Record
from tests.e2e.floor import LAMP, Wants
from tests.e2e.house import House, house

FOUND: Wants = {"sealed": "opened", "packaging_intact": "damaged", "defects": ["edge"], "damage": "light"}


def _unit(at: House, wants: Wants) -> Record:
    scene = at.parcel((LAMP, 1))
    scene.open()
    lpn = scene.receive(scene.first)
    scene.person.until(wants, "grade")
    scene.person.act("accept")
    scene.person.label()
    record = at.first.reads.unit(lpn, languages=True)
    assert record is not None
    return record


def _writer(at: House) -> ListingWriter:
    return at.first.open_listing_writer()


@pytest.mark.parametrize(("kind", "condition"), [
    ("amazon", {"used_very_good"}), ("ebay", {"3000"}), ("shopify", {""}), ("tiktok_shop", {""}),
])  # fmt: skip
def test_demand_d17_the_text_says_what_was_found_and_no_more(tmp_path: Path, kind: str, condition: set[str]) -> None:
    with house(tmp_path) as at:
        record = _unit(at, FOUND)
        assert record["grade"] == "B"
        for language in ("en", "zh_CN", "es", "de"):
            told = _writer(at).describe(record, kind, language)
            assert told.condition in condition
            for finding in record["found"]:
                assert finding.text.of_language(language) in told.note
        english = _writer(at).describe(record, kind, "en")
        assert "Function: checked, nothing found." in english.note
        assert "Packaging: checked" not in english.note


def test_demand_d17_a_unit_sold_as_new_and_a_channel_of_new_goods_get_none(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(UserError, match="not on sale as open box"):
            _writer(at).describe(_unit(at, {"sealed": "opened"}), "amazon", "en")
        with pytest.raises(UserError, match="new goods only"):
            _writer(at).describe(_unit(at, FOUND), "temu", "en")


def test_demand_d17_photos_with_a_parcels_code_are_left_out(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        record = _unit(at, FOUND)
        tracking = record["parcel"]["tracking"]

        shown, left = _writer(at).photos(record, lambda _: (LAMP.barcode,))
        assert shown[0].shot == "front"
        assert {one.shot for one in shown} <= {"front", "contents", "parts", "defect:edge"}
        assert "defect:packaging" in {one.shot for one in left}
        assert all(one.file.is_file() for one in shown)
        none, all_left = _writer(at).photos(record, lambda _: (f"00{tracking}",))
        assert none == ()
        assert {one.why for one in all_left} == {
            "it does not show the article alone", "a private code can be read in it",
        }  # fmt: skip
