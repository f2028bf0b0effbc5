"""What is in hand and not sent yet."""

import pytest

from app.domain.bench import actions as do
from app.ui.bench import acts
from app.ui.bench.acts import Page
from app.ui.bench.hand import Hand, action_of, worded


def test_pages_lie_over_one_another_and_are_taken_away_one_by_one():
    hand = Hand(typed="x").after(acts.Open(Page.GRADE)).after(acts.Open(Page.GRADE_WHY, "B"))
    assert (hand.page, hand.typed) == (acts.Open(Page.GRADE_WHY, "B"), "")
    assert hand.after(acts.Close()).page.page is Page.GRADE
    assert hand.after(acts.Close()).after(acts.Close()).page.page is Page.MOMENT


def test_a_choice_is_marked_and_unmarked():
    hand = Hand().after(acts.Mark("seam")).after(acts.Mark("sole"))
    assert hand.marked == ("seam", "sole")
    assert hand.after(acts.Mark("seam")).marked == ("sole",)


def test_a_piece_that_is_here_after_all_is_counted_once():
    hand = Hand().after(acts.Count("L1", -1))
    assert hand.here("L1") == 1
    assert hand.after(acts.Count("L1", 1)).after(acts.Count("L1", 1)).kept == ()


def test_a_note_is_kept_and_goes_with_the_next_answer():
    hand = Hand(pages=(acts.Open(Page.NOTE),), typed=" box lid torn ").after(acts.Typed())
    assert (hand.note, hand.pages) == ("box lid torn", ())
    assert action_of(acts.Send(do.GiveAnswer("sealed", ("opened",))), hand) == do.GiveAnswer(
        "sealed", ("opened",), "box lid torn"
    )
    assert action_of(acts.GiveMarked("defects"), hand) == do.GiveAnswer("defects", (), "box lid torn")


@pytest.mark.parametrize(
    ("page", "subject", "action"),
    [
        (Page.TYPED, "", do.Scan("why")),
        (Page.DANGER, "", do.Danger("why")),
        (Page.NO_CODE_ITEM, "", do.NoCode("item", description="why")),
        (Page.GRADE_WHY, "C", do.Regrade("C", "why")),
        (Page.ROUTE_WHY, "donate", do.ChooseRoute("donate", "why")),
        (Page.REPRINT, "", do.Reprint("why")),
        (Page.VOID, "", do.VoidLabel("why")),
        (Page.OVERRULE, "front", do.TakePhoto("front", "why")),
        (Page.REVIEW_WHY, "R-000001|override|C", do.Review("R-000001", "override", "C", "why")),
        (Page.WORK_PROOF, "R-000001|donate", do.CloseWork("R-000001", "donate", "why")),
        (Page.MORE, "", None),
    ],
)
def test_what_a_page_does_with_words(page, subject, action):
    assert worded(acts.Open(page, subject), "why", Hand()) == action
    assert action_of(acts.Reason("why"), Hand(pages=(acts.Open(page, subject),))) == action


def test_a_weight_is_typed_in_digits():
    assert action_of(acts.Typed(), Hand(typed="412")) == do.Weigh(412)
    assert action_of(acts.Typed(), Hand(typed="4l2")) is None
    assert action_of(acts.Typed(), Hand(typed="  ")) is None


def test_the_witness_gives_badge_and_pin_apart():
    hand = Hand(pages=(acts.Open(Page.DESTROY, "R-000001"),), typed="1002").after(acts.Typed())
    assert (hand.page, hand.witness) == (acts.Open(Page.WITNESS_PIN, "R-000001"), "1002")
    assert action_of(acts.Typed(), Hand(pages=hand.pages, witness="1002", typed="1")) == do.Destroy("R-000001", "1002")


def test_after_an_act_that_was_taken_nothing_is_in_hand():
    hand = Hand(marked=("seam",), note="x", typed="y", pages=(acts.Open(Page.MORE),))
    assert hand.given_up(None) == Hand()


def test_neither_pin_nor_witness_can_be_read_in_a_log():
    assert "1002" not in repr(Hand(witness="1002", typed="1002", pin="1002"))


def test_plus_and_minus_mean_a_line_that_is_there():
    assert Hand().moved(-1, 3).row == 0
    assert Hand(row=2).moved(1, 3).row == 2
    assert Hand().moved(1, 3).row == 1


def test_what_is_typed_never_shows_for_it_may_be_a_pin():
    assert "605518293" not in repr(Hand(typed="605518293", witness="MO-01"))
