"""What lies behind a row, and its two acts: only those that may be done."""

import pytest

from app.ui.work.detail import Detail
from app.ui.work.scene import Detail as Shown
from app.ui.work.scene import Told

HELD = Shown("1 more", "shop", "held", "bad", (Told("What happened", "No."),), (("SKU", "S"),), unit="R-1", retry="m1")


@pytest.fixture
def detail(qtbot, dressed):
    made = Detail()
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    return made


def test_at_first_it_says_what_will_be_here(detail):
    assert detail.empty.isVisible()
    detail.act()
    detail.open_it()


def test_a_message_can_be_retried_and_its_unit_opened(qtbot, detail):
    detail.show_detail(HELD)
    with qtbot.waitSignal(detail.retry_asked) as retry:
        detail.act()
    with qtbot.waitSignal(detail.unit_asked) as unit:
        detail.open.click()
    assert (retry.args, unit.args) == (["m1"], ["R-1"])
    detail.retry.setEnabled(False)
    with qtbot.assertNotEmitted(detail.retry_asked):
        detail.act()


def test_an_article_opens_in_the_stock_and_nothing_is_retried_that_may_not_be(qtbot, detail):
    detail.show_detail(Shown("S", "", "x", "second", article="S", why_not="Ask one."))
    assert not detail.retry.isVisible()
    assert detail.why_not.isVisible()
    with qtbot.assertNotEmitted(detail.retry_asked):
        detail.act()
    with qtbot.waitSignal(detail.article_asked) as told:
        detail.open_it()
    assert told.args == ["S"]
    detail.show_detail(None)
    assert detail.empty.isVisible()


def test_what_came_of_an_act_stands_until_the_next(detail):
    detail.say_outcome("ok", "Done.")
    assert detail.outcome.isVisible()
    detail.say_outcome("neutral")
    assert not detail.outcome.isVisible()
