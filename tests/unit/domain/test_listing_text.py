"""A listing says what was found and checked, in the channel's form; no finding is left out, cut or made up."""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bench.refusal import Refused
from app.domain.checklist import Dimension, Finding, Severity
from app.domain.listing_text import Described, Wear, shown_photos, wear_of, write
from app.domain.texts import Texts
from app.store.listing_words import load_listing_words

WORDS = load_listing_words(Path(__file__).resolve().parents[3] / "resources")
FOR_BUYERS = (Severity.COSMETIC, Severity.PACKAGING, Severity.MISSING_PART, Severity.WORN, Severity.DOUBT)
KINDS = ("amazon", "ebay", "shopify", "tiktok_shop")
LANGUAGES = ("en", "zh_CN", "es", "de")


def found(text="Scratch on the edge", severity=Severity.COSMETIC, dimension=Dimension.APPEARANCE, **more):
    return Finding(f"f_{len(text)}", dimension, severity, "q", ("c",), Texts.of({"en": text, **more}))


def described(*findings, checked=(), title="Kettle 1.7 l"):
    return Described("R-000001", title, findings, frozenset(checked))


@pytest.mark.parametrize(("severities", "wear"), [
    ([], Wear.LIKE_NEW), ([Severity.PACKAGING], Wear.LIKE_NEW), ([Severity.COSMETIC], Wear.VERY_GOOD),
    ([Severity.COSMETIC] * 3, Wear.GOOD), ([Severity.MISSING_PART], Wear.GOOD),
    ([Severity.COSMETIC, Severity.WORN], Wear.ACCEPTABLE),
])  # fmt: skip
def test_how_worn_it_is(severities, wear):
    assert wear_of(WORDS, [found(severity=severity) for severity in severities]) is wear


@pytest.mark.parametrize("severity", sorted(set(Severity) - set(FOR_BUYERS)))
def test_what_no_buyer_may_meet_gets_no_text(severity):
    with pytest.raises(Refused) as refused:
        write(WORDS, "amazon", described(found(severity=severity)), "en")
    assert refused.value.code == "not_for_buyers"


def test_amazon_gets_its_own_condition_and_note():
    said = write(
        WORDS, "amazon", described(found(es="Raspón en el borde"), checked=[Dimension.FUNCTION, Dimension.APPEARANCE]),
        "es",
    )  # fmt: skip
    assert said.condition == "used_very_good"
    assert said.title == "Kettle 1.7 l – Caja abierta – muy bueno"
    assert said.note == (
        "Devolución de cliente, revisada pieza por pieza. Aspecto: Raspón en el borde. "
        "Funcionamiento: revisado, no se encontró nada."
    )
    assert said.bullets == tuple(part if part.endswith(".") else part + "." for part in said.note.split(". "))
    assert said.findings_in == ("es",)


def test_a_side_that_nobody_checked_is_not_spoken_of():
    said = write(WORDS, "ebay", described(), "en")
    assert (said.note, said.condition) == ("Customer return, inspected piece by piece.", "1500")


def test_words_that_a_checklist_lacks_stand_in_english_and_say_so():
    said = write(WORDS, "shopify", described(found()), "de")
    assert "Aussehen: Scratch on the edge." in said.note
    assert said.findings_in == ("en",)


def test_channels_that_take_no_used_goods_say_so():
    with pytest.raises(Refused) as refused:
        write(WORDS, "temu", described(), "en")
    assert "new goods only" in refused.value.message
    assert "no used goods" in write(WORDS, "tiktok_shop", described(), "en").notice
    with pytest.raises(Refused):
        write(WORDS, "marketplace-of-nowhere", described(), "en")


def test_a_finding_is_rather_refused_than_cut():
    with pytest.raises(Refused) as refused:
        write(WORDS, "ebay", described(*(found("x" * 390 + str(n)) for n in range(3))), "en")
    assert refused.value.code == "too_much_found"


FINDINGS = st.lists(
    st.builds(found, st.text("abc {}<>&", min_size=1, max_size=120), st.sampled_from(FOR_BUYERS),
              st.sampled_from(list(Dimension))), max_size=9,
)  # fmt: skip


@given(FINDINGS, st.sets(st.sampled_from(list(Dimension))), st.text(max_size=300), st.sampled_from(KINDS),
       st.sampled_from(LANGUAGES))  # fmt: skip
def test_every_text_fits_its_channel_and_holds_every_finding(findings, checked, title, kind, language):
    form = WORDS.channels[kind]
    unit = described(*findings, checked=checked, title=title)
    if sum(len(str(one.text)) + 2 for one in findings) + 250 > form.longest_note:
        with contextlib.suppress(Refused):
            write(WORDS, kind, unit, language)
        return
    said = write(WORDS, kind, unit, language)
    assert len(said.note) <= form.longest_note
    assert len(said.title) <= form.longest_title
    assert said.title.endswith(WORDS.names[said.wear].of_language(language))
    assert said.title.isprintable()
    assert all(str(one.text) in said.note for one in findings)
    assert len(said.bullets) <= form.bullets
    assert said.condition in {"", *form.conditions.values()}
    for dimension in set(Dimension) - checked - {one.dimension for one in findings}:
        assert WORDS.dimensions[dimension].of_language(language) not in said.note.replace(
            WORDS.returned.of_language(language), "")  # fmt: skip


def test_photos_show_the_article_alone_front_first():
    shots = ["contents", "defect:screen", "serial", "defect:packaging", "front", "label", "parcel"]
    assert shown_photos(WORDS, shots) == ("front", "defect:screen", "contents")
    assert shown_photos(replace(WORDS, photos=()), shots) == ()
