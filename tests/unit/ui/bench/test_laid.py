"""A page is choices, a field, or both; and it names the unit whose record it needs, where that lies elsewhere."""

import pytest

from app.domain.bench.state import Step
from app.ui.bench.acts import Close, Open, Page, Reason, Typed
from app.ui.bench.around import Around
from app.ui.bench.hand import Hand
from app.ui.bench.laid import Laid, field_of, page_over, reasons_of
from app.ui.bench.pieces import Control, Field, Head
from app.ui.bench.wording import phrase
from tests.bench_screen import standing_of
from tests.world import ANN, CUP, World, order


def _laid(*pages):
    world = World(order(1, "TRK1", (CUP, 1))).sign_in(ANN)
    standing = standing_of(world)
    return Laid(Step.ITEM, standing.state, standing.rules, Hand(pages=pages, typed="half"), Around())


def test_every_page_has_a_way_back_and_what_is_typed_is_taken_by_enter():
    stage = page_over(Head("?"), (), Field("words", "Why"))
    assert [(one.name, one.key, one.act) for one in stage.controls] == [
        ("close", "Esc", Close()),
        ("take", "Enter", Typed()),
    ]
    assert stage.over
    assert [one.name for one in page_over(Head("?"), ()).controls] == ["close"]


def test_beside_choices_the_field_is_entered_by_a_key():
    choices = reasons_of((phrase("Torn"), phrase("Wet")))
    stage = page_over(Head("?"), choices, Field("words", "Why", takes_keys=False))
    assert [one.key for one in stage.choices] == ["1", "2"]
    assert stage.choices[1] == Control("reason_2", phrase("Wet"), Reason("Wet"), "2")
    assert "write" in {one.name for one in stage.controls}


def test_the_field_holds_what_is_typed():
    field = field_of(_laid(Open(Page.NOTE)), "Note", takes_keys=True, secret=True)
    assert (field.value, field.takes_keys, field.secret, field.digits) == ("half", True, True, False)


@pytest.mark.parametrize(
    ("page", "about"),
    [
        (Open(Page.REVIEW_WHY, "R-000007|override|B"), "R-000007"),
        (Open(Page.DESTROY, "R-000007"), "R-000007"),
        (Open(Page.WORK_PROOF, "R-000007|donate"), "R-000007"),
        (Open(Page.CERTIFICATE_DETAIL, "R-000007|donation|seal"), "R-000007"),
        (Open(Page.WITNESS_PIN, "R-000007"), ""),
        (Open(Page.NOTE), ""),
    ],
)
def test_a_page_names_the_unit_whose_record_it_needs(page, about):
    laid = _laid(page)
    assert (laid.about, laid.examined, laid.subject) == (about, None, page.subject)
