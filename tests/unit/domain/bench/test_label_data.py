"""What stands on a label of a unit, by the names that the templates use."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.bench.label_data import article_data, as_fields, graded_data, hazard_of, shop_code
from app.domain.bench.state import Label, Product
from app.domain.checklist import Severity
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.stock import Article

SHOE = Product(
    Article("ACME", "SHOE-42"), "Running shoe", codes=("SHOE-42", "4006381333931", "X001ABC2D3", "B00EXAMPLE")
)


def test_a_label_says_whose_it_is_and_what():
    bare = Product(Article("ACME", "SHOE-42"), "")
    assert article_data("R-000001", bare, "R-000001-1H") == {
        "code": "R-000001-1H", "lpn": "R-000001", "title": "SHOE-42", "sku": "SHOE-42", "client": "ACME",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("route", "held", "again", "says"),
    [
        (Route.RESTOCK, False, False, ("restock", "sell_a", "X001ABC2D3", "new")),
        (Route.OPEN_BOX, False, False, ("open_box", "sell_b", "4006381333931", "open_box")),
        (Route.RESTOCK, True, False, ("held_for_review", "hold", "X001ABC2D3", "new")),
        (Route.REPAIR, False, True, ("second_inspection", "hold", "4006381333931", "open_box")),
        (Route.DESTROY, False, False, ("destroy", "away", "4006381333931", "open_box")),
    ],
)
def test_a_grade_says_where_the_unit_goes(route, held, again, says):
    data = graded_data(SHOE, Grade.A, route, held=held, again=again)
    assert (data["work"], data["bin"], data["shop_code"], data["condition"]) == says
    assert data["grade"] == "A"


def test_opened_goods_never_carry_the_code_under_which_new_ones_are_sold():
    assert shop_code(SHOE, new=True) == "X001ABC2D3"
    assert shop_code(SHOE, new=False) == "4006381333931"
    assert shop_code(Product(Article("ACME", "S-1"), "", codes=("S-1", "B00EXAMPLE")), new=True) == "S-1"


@pytest.mark.parametrize(
    ("kept", "printed"),
    [("04006381333931", "4006381333931"), ("00036000291452", "036000291452"), ("00000096385074", "96385074"),
     ("14006381333938", "14006381333938"), ("4006381333931", "4006381333931"), ("96385074", "96385074")],
)  # fmt: skip
def test_an_articles_number_is_printed_as_its_own_barcode_has_it(kept, printed):
    assert shop_code(Product(Article("ACME", "S-1"), "", codes=("S-1", kept)), new=True) == printed


def test_nothing_empty_stands_on_a_label():
    assert as_fields({"title": "Cup", "mark": "", "code": "1"}) == (("code", "1"), ("title", "Cup"))


def test_what_an_older_version_kept_is_read_from_its_lines():
    old = Label("R-000001", "sku", "R-000001-1H", 1, lines=("Cup", "R-000001-1H", "B · held for review", "ACME"))
    assert [old.says(name) for name in ("title", "grade", "work", "client", "bin")] == [
        "Cup", "B", "held_for_review", "ACME", "",
    ]  # fmt: skip


@pytest.mark.parametrize("severity", [Severity.EXPIRED, Severity.RECALLED, Severity.PROHIBITED, Severity.DANGEROUS])
def test_a_quarantine_tag_says_what_was_found_not_that_the_check_was_stopped(severity):
    found = SimpleNamespace(code="what_it_is", severity=severity)
    stopped = SimpleNamespace(code="check_stopped")
    proposal: Any = SimpleNamespace(findings=(found,), judged=SimpleNamespace(reasons=(stopped,)))
    assert hazard_of(proposal) == hazard_of(proposal, identified=False) == "what_it_is"


def test_what_nobody_could_identify_is_put_aside_for_that_and_not_for_its_box():
    proposal: Any = SimpleNamespace(findings=(), judged=SimpleNamespace(reasons=(SimpleNamespace(code="torn_box"),)))
    assert (hazard_of(proposal), hazard_of(proposal, identified=False)) == ("torn_box", "unidentified")
