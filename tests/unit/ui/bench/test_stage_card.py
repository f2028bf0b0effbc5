"""The middle card: the head that never moves, the refusal, pages that fit."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.ui.bench.pieces import Head, Tone
from app.ui.bench.pieces import Notice as Said
from app.ui.bench.stage_card import HeadView, StageCard, TypedLine
from app.ui.kit import ChoiceCard, Label, Notice, SecondaryButton
from app.ui.theme import Type
from tests.world import CUP, KIT, SHOE, order

LITTLE_TOO_LONG = "Is the shoe box still sealed by the factory?"


@pytest.fixture
def card(dressed, qtbot):
    made = StageCard()
    qtbot.addWidget(made)
    made.resize(614, 648)
    made.show()
    return made


def _item(screen, goods=CUP):
    return screen(order(1, "TRK1", (goods, 2))).scan("TRK1").scan(goods.codes[0])


def test_the_question_with_its_choices(card, screen):
    card.draw(_item(screen).scene)
    assert card.findChild(Label, "question").text() == "Is the factory seal unbroken?"
    assert [one.objectName() for one in card.findChildren(ChoiceCard) if one.isVisible()] == [
        "choice_sealed",
        "choice_opened",
    ]


def test_a_refusal_stands_where_the_eye_is_and_goes(card, screen, qtbot):
    bench = _item(screen).scan("TRK2-unknown")
    card.draw(bench.scene)
    notice = card.findChild(Notice, "refusal")
    assert notice.isVisible()
    assert notice.geometry().bottom() <= card.findChild(HeadView).geometry().bottom() - 6
    card.draw(bench.press("1").scene)
    assert not notice.isVisible()


def test_nothing_below_the_head_moves_with_its_words(card, screen, qtbot):
    tops = set()
    bench = _item(screen, SHOE)
    for key in ("2", "1", "1", "1"):
        card.draw(bench.scene)
        qtbot.wait(0)
        tops.add(card.findChild(HeadView).height())
        bench.press(key)
    assert len(tops) == 1


@pytest.mark.parametrize("page", ["S", "K", "M", "D", "T", "E"])
def test_every_page_fits_into_the_least_window(card, screen, page):
    bench = screen(order(1, "TRK1", (CUP, 2), (SHOE, 1), (KIT, 1))).scan("TRK1").press(page)
    card.draw(bench.scene)
    assert card.minimumSizeHint().height() <= 648
    assert card.minimumSizeHint().width() <= 614


def test_the_grade_fits_into_the_least_window(card, screen):
    card.draw(_item(screen).press("1", "1", "Space").scene)
    assert card.minimumSizeHint().height() <= 648


def test_a_touch_says_which(card, screen, qtbot):
    card.draw(_item(screen).scene)
    with qtbot.waitSignal(card.touched) as touched:
        qtbot.mouseClick(card.findChild(ChoiceCard, "choice_opened"), Qt.MouseButton.LeftButton)
    assert touched.args == ["choice_opened"]


def test_words_are_typed_taken_with_enter_and_left_with_esc(card, screen, qtbot):
    card.draw(_item(screen).press("N").scene)
    line = card.findChild(TypedLine)
    card.field.take_keys()
    with qtbot.waitSignal(card.typed) as typed:
        qtbot.keyClicks(line, "lid")
    assert typed.args[0]
    with qtbot.waitSignal(card.entered):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.left):
        qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_a_question_that_is_longer_than_two_lines_is_written_smaller(card, screen):
    head = card.findChild(HeadView)
    height = head.height()
    head.draw(Head("Is it?"))
    large = head.findChild(Label, "question").property("kind")
    head.draw(Head("Is it really and truly so? " * 8))
    assert head.findChild(Label, "question").property("kind") != large
    assert head.height() == height


def test_the_scene_is_said_anew(card, screen):
    card.retranslate()
    card.draw(_item(screen).scene)
    card.retranslate()
    assert card.findChild(Label, "question").text() == "Is the factory seal unbroken?"


def test_a_weight_may_be_given_by_finger(card, screen, qtbot):
    bench = screen(order(1, "TRK1", (CUP, 1)), scale=True).scan("TRK1").scan(CUP.codes[0])
    card.typed.connect(bench.presenter.type)
    card.draw(bench.scene)
    for name in ("digit_3", "digit_0", "digit_9", "digit_back", "digit_1"):
        qtbot.mouseClick(card.findChild(SecondaryButton, name), Qt.MouseButton.LeftButton)
    assert bench.presenter._hand.typed == "301"
    assert bench.press("Enter").world.open_unit().grams == 301


def test_it_knows_what_it_shows(card, screen):
    bench = _item(screen)
    assert not card.shows(bench.scene)
    card.draw(bench.scene)
    assert card.shows(bench.scene)
    assert not card.shows(bench.press("1").scene)


def test_what_failed_is_said_in_the_colour_of_danger_before_what_is_only_doubtful(screen, card):
    scene = screen().scene
    doubtful, failed = Said("Nobody knows what became of it"), Said("It was not printed", tone=Tone.BAD)
    card.draw(replace(scene, warnings=(doubtful, failed)))
    notice = card.findChild(Notice, "refusal")
    assert (notice.state, notice.words[0]) == ("bad", "It was not printed")
    card.draw(replace(scene, warnings=(doubtful,)))
    assert notice.state == "warn"


def test_a_question_that_is_a_word_too_long_for_its_line_is_written_a_little_smaller(card):
    head = card.findChild(HeadView)
    title = head.findChild(Label, "question")
    for words, kind in (("Any sign that they were worn?", Type.QUESTION), (LITTLE_TOO_LONG, Type.TITLE)):
        head.draw(Head(words, "Check", "Sticker over the lid, or the bag welded shut; most boxes have none at all."))
        assert title.property("kind") == kind.name.lower()
        assert head.sizeHint().height() <= head.minimumHeight()
