"""The left card, drawn."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QImage

from app.ui.bench.asking import Asked
from app.ui.bench.known_card import KnownCard, Reference
from app.ui.bench.pieces import Fact, Known, Lineup, Notice, Tone, Waiting
from app.ui.bench.wording import phrase
from app.ui.kit import EmptyState, FactRows, Label, PhotoTile
from app.ui.kit import Notice as Said

UNIT = Known(
    caption=phrase("Unit"),
    code="R-000001",
    under="1Z999AA10123456784",
    notices=(Notice("Too small", "“never worn”"),),
    picture="shoe.jpg",
    title="Running shoe",
    facts=(Fact("SKU", "SHOE-42"), Fact("Price", "$59.90")),
    asks=(Asked("保留鞋盒盖。", "zh_CN"), Asked("Keep the box lid.", "en")),
)


@pytest.fixture
def card(dressed, shelf, qtbot):
    made = KnownCard(shelf, shelf)
    qtbot.addWidget(made)
    made.resize(292, 648)
    made.show()
    return made


def test_a_scroll_bar_that_comes_and_goes_does_not_move_the_picture(card):
    """It did, and where the text then fitted, and then did not, Qt went round until its stack was full."""
    picture = card.findChild(Reference)
    card.draw(UNIT)
    picture.show_image("shoe.jpg", QImage(60, 40, QImage.Format.Format_RGB32))
    high = picture.height()
    for narrower in range(14, 60):
        picture.resize(picture.width() - narrower, high)
        assert picture.height() == high
    for height in range(300, 700, 7):
        card.resize(292, height)
        assert picture.height() == high


def _shown(card, name, kind=Label):
    found = card.findChild(kind, name)
    return found is not None and found.isVisible()


def test_everything_known_is_there(card):
    card.draw(UNIT)
    assert card.findChild(Label, "known_title").text() == "Running shoe"
    assert card.findChild(FactRows, "known_facts").facts == (("SKU", "SHOE-42"), ("Price", "$59.90"))
    assert card.findChild(Said, "known_notice_0").words == ("Too small", "“never worn”")
    assert card.findChild(Label, "known_asks").text() == "Keep the box lid.\n[中文] 保留鞋盒盖。"
    assert _shown(card, "reference_photo", Reference)


def test_what_is_not_known_takes_no_room(card):
    card.draw(UNIT)
    card.draw(Known(code="TRK1"))
    assert not _shown(card, "known_title")
    assert not _shown(card, "known_notice_0", Said)
    assert not _shown(card, "known_asks")
    assert not _shown(card, "reference_photo", Reference)


def test_a_picture_that_comes_late_is_not_shown_for_another_product(card, shelf):
    shelf.at_once = False
    card.draw(UNIT)
    card.draw(Known(code="R-000002", picture="mug.jpg"))
    shelf.waiting[0](None)
    assert not _shown(card, "reference_photo", Reference)


def test_photos_taken_are_shown_with_their_tick(card, shelf):
    card.draw(Known(code="R-000001", shots=("a", "b"), evidence=Notice("Evidence saved", "2 photos", Tone.OK)))
    assert shelf.asked == ["a", "b"]
    assert [tile.state.value for tile in card.findChildren(PhotoTile)] == ["saved", "saved"]


def test_an_idle_bench_says_what_waits_or_that_nothing_does(card):
    card.draw(Known(idle=True))
    assert _shown(card, "nothing_waits", EmptyState)
    waiting = Waiting("R-000001", "A cup", datetime.now(UTC))
    card.draw(Known(idle=True, waiting=(Lineup("Parked", 12, (waiting,) * 9),)))
    assert not _shown(card, "nothing_waits", EmptyState)
    assert card.findChild(Label, "waiting_0").text() == "Parked · 12"


def test_a_long_story_scrolls_and_never_makes_the_window_grow(card):
    long = "a very long note of a buyer " * 30
    facts = tuple(Fact(f"Fact {n}", "value") for n in range(12))
    card.draw(Known(code="R-000001", notices=(Notice(long, long),) * 2, title=long, facts=facts, shots=("a",) * 6))
    assert card.minimumSizeHint().height() <= 648


def test_what_has_not_changed_is_left_as_it_is(card, shelf):
    card.draw(UNIT)
    card.draw(UNIT)
    assert shelf.asked == ["shoe.jpg"]
    card.retranslate()
    assert card.findChild(Label, "known_title").text() == "Running shoe"
