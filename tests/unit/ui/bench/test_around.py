"""What waits and what was done last, as the records say it."""

from datetime import UTC, datetime
from typing import cast

from app.domain.grading import Grade
from app.domain.stock import Article
from app.services.looking import ArticleCard, Finished, Queue, Reads, Waiter, WaitsFor
from app.ui.bench.around import Around, around_of, read_around, title_of
from tests.bench_screen import words

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CUP = Article("ACME", "CUP")


def _finished(**more):
    known = {"grade": "A", "route": "restock", "account": "sellable_a", "held": False, "label": "verified"}
    return Finished("R-000001", CUP, "A cup", operator="Ann", at=AT, **{**known, **more})


def test_queues_with_nothing_in_them_are_left_out_and_parked_units_are_known_apart():
    parked = Queue(WaitsFor.RESUME, 12, (Waiter("R-000003", AT, "A cup"),))
    around = around_of((parked, Queue(WaitsFor.REVIEW, 0, ())), ())
    assert [(words(one.what), one.count) for one in around.queues] == [("Parked", 12)]
    assert [one.key for one in around.parked] == ["R-000003"]


def test_what_was_done_last_says_where_it_went_and_whether_its_label_was_checked():
    around = around_of((), (_finished(), _finished(held=True, label="printed"), _finished(grade="?", route="?")))
    assert [words(one.under) for one in around.last] == [
        "restocked · label checked",
        "held for review",
        "label checked",
    ]
    assert [one.grade for one in around.last] == [Grade.A, Grade.A, None]


def test_a_title_where_the_catalogue_was_asked_else_the_sku():
    assert title_of(CUP, Around()) == "CUP"
    assert title_of(CUP, Around(cards={CUP: ArticleCard(CUP, "A cup")})) == "A cup"
    assert title_of(CUP, Around(cards={CUP: ArticleCard(CUP, "")})) == "CUP"


def test_the_records_are_asked_for_no_more_than_is_shown():
    class Asked:
        def waiting(self, rows):
            assert rows <= 20
            return ()

        def last_units(self, limit):
            assert limit == 5
            return (_finished(),)

    assert len(read_around(cast("Reads", Asked())).last) == 1
