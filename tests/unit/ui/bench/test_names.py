"""Everything that the bench can say has words."""

import pytest

from app.domain.bench.closing import LONGEST_REASON
from app.domain.checklist import Dimension
from app.domain.disposition import ACCOUNT_OF, Route
from app.domain.grading import Grade
from app.domain.stock import Account
from app.services.looking import WaitsFor
from app.ui.bench import names
from tests.bench_screen import words


def test_everything_that_the_bench_can_say_has_words():
    assert set(names.SIDES) == set(Dimension)
    assert set(names.GRADES) == set(Grade)
    assert set(names.ROUTES) == set(names.WENT) == set(Route)
    assert {Account(account) for account in ACCOUNT_OF.values()} | {Account.HELD} <= set(names.STANDS)
    assert set(names.WAITS) == set(WaitsFor)


@pytest.mark.parametrize(
    ("where", "said"),
    [("restock", "restocked"), ("open_box", "on sale as open box"), ("held_for_review", "held for review"), ("x", "x")],
)
def test_where_a_label_says_the_unit_went(where, said):
    assert words(names.went(where)) == said


def test_a_platform_as_it_writes_itself():
    assert names.platform_said("tiktok_shop") == "TikTok Shop"
    assert names.platform_said("own_shop") == "Own Shop"


def test_reasons_fit_the_record():
    lists = (names.WHY_SHORT, names.WHY_REPRINT, names.WHY_VOID, names.WHY_WORSE, names.WHY_BETTER, names.WHY_ROUTE)
    assert all(len(one.words) < LONGEST_REASON for reasons in (*lists, names.WHY_REVIEW) for one in reasons)


def test_what_nobody_could_name_is_said_in_words():
    assert words(names.sku_said("UNIDENTIFIED")) == "Not identified"
    assert words(names.client_said("UNCLAIMED")) == "Nobody known"
    assert (names.sku_said("SHOE-RED-42"), names.client_said("ACME")) == ("SHOE-RED-42", "ACME")
