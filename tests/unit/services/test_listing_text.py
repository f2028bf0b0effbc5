"""Describing a unit: only open-box ones; a photo that cannot be looked at, or shows somebody's code, is left out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.checklist import Dimension
from app.domain.identifiers import label_code
from app.errors import UserError
from app.services.listing_text import ListingWriter, language_of
from app.store.listing_words import load_listing_words

WORDS = load_listing_words(Path(__file__).resolve().parents[3] / "resources")


def record(**changes):
    answers = [
        {"question": "powers_on", "round": 2, "settled_by": ""},
        {"question": "damage", "round": 2, "settled_by": "sealed"},
        {"question": "packaging_intact", "round": 1, "settled_by": ""},
    ]
    return {
        "lpn": "R-000001", "account": "sellable_b", "round": 2, "identifiers": {"title": "Kettle"}, "found": (),
        "rules": SimpleNamespace(checklist="safe_default", checklist_version=3), "answers": answers, "photos": [],
        "parcel": {"tracking": "1Z999", "order": {"order_id": "114-7", "rma": ""}},
    } | changes  # fmt: skip


def writer(folder, *, known=True):
    sides = (("powers_on", "function"), ("damage", "appearance"), ("packaging_intact", "packaging"))
    asked = [SimpleNamespace(id=id_, dimension=Dimension(side)) for id_, side in sides]
    checklist: Any = SimpleNamespace(questions=asked)
    return ListingWriter(WORDS, lambda *_: checklist if known else None, lambda sha: folder / sha)


def test_only_what_was_answered_by_hand_in_the_newest_inspection_is_said_to_be_checked(tmp_path):
    note = writer(tmp_path).describe(record(), "amazon", "en").note
    assert note == "Customer return, inspected piece by piece. Function: checked, nothing found."
    assert "checked" not in writer(tmp_path, known=False).describe(record(), "amazon", "en").note
    assert writer(tmp_path).fields("amazon") == ("condition_type", "condition_note")


@pytest.mark.parametrize("account", ["sellable_a", "held", "parts", "sold"])
def test_other_units_have_none(tmp_path, account):
    with pytest.raises(UserError) as refused:
        writer(tmp_path).describe(record(account=account), "amazon", "en")
    assert refused.value.code == "not_open_box"


def photo(shot, **more):
    return {"shot": shot, "sha256": shot.replace(":", "-"), "round": 2, "withdrawn": False, "overrule": ""} | more


def looked(tmp_path, *photos, codes=lambda _: ()):
    for each in photos:
        if each["shot"] != "contents":
            (tmp_path / each["sha256"]).write_bytes(b"x")
    shown, left = writer(tmp_path).photos(record(photos=photos), codes)
    return [one.shot for one in shown], {one.shot: one.why for one in left}


def test_photos_of_the_article_alone_the_front_first(tmp_path):
    shown, left = looked(
        tmp_path, photo("defect:edge"), photo("serial"), photo("front"), photo("contents"),
        photo("parts", overrule="no light"), photo("front", round=1), photo("defect:screen", withdrawn=True),
    )  # fmt: skip
    assert shown == ["front", "defect:edge"]
    assert left == {
        "serial": "it does not show the article alone",
        "contents": "it lies on another station",
        "parts": "it did not pass the photo gate",
    }


@pytest.mark.parametrize(
    "code", ["1z999", "(00)1Z999", "114-7", "1Z999AA10123456784", label_code("R-000007", 3), "LPNRRAB1234567"]
)
def test_a_photo_with_somebodys_code_is_left_out(tmp_path, code):
    assert looked(tmp_path, photo("front"), codes=lambda _: (code,))[1] == {"front": "a private code can be read in it"}


def test_an_article_number_is_nobodys_secret_and_what_cannot_be_read_is_left_out(tmp_path):
    assert looked(tmp_path, photo("front"), codes=lambda _: ("4006381333931",))[0] == ["front"]

    def broken(_):
        raise UserError("no picture", "", "no_picture")

    assert looked(tmp_path, photo("front"), codes=broken)[1] == {"front": "it cannot be read"}


def test_what_the_buyers_of_a_channel_read():
    assert language_of("amazon", {"marketplace_id": "A1PA6795UKMFR9"}, "zh_CN") == "de"
    assert language_of("amazon", {}, "zh_CN") == "en"
    assert language_of("shopify", {}, "es") == "es"
