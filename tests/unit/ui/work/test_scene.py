"""The page as data: rows, what lies behind them, figures; what was compared a moment ago is not compared anew."""

from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.access import Operator, Role
from app.domain.drift import Drift
from app.errors import ConfigError, UsageError
from app.services.syncing.in_step import Agreement, Asked, InStep, Messages, ShopStanding, Wanted
from app.ui.claim_words import ClaimsFound
from app.ui.work.scene import (
    Looked,
    claim_detail,
    claim_rows,
    drift_detail,
    drift_rows,
    figures,
    may_retry,
    message_detail,
    message_rows,
    read_open_claims,
    read_work,
    shop_detail,
    shop_rows,
    signed,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MANAGER, INSPECTOR = (Operator("u", "B", "N", role) for role in (Role.MANAGER, Role.INSPECTOR))
DRIFTED = {
    "listing": "L1", "channel": "shop", "client": "ACME", "sku": "SHOE", "grade": "A", "expected": 1, "found": 3,
    "difference": 2, "proposal": Drift(1, 3).proposal("shop", "SHOE"), "found_at": NOW, "seen_at": NOW,
    "evidence": {"first_available": 0, "first_read_at": NOW.isoformat(), "changed_by_us": 1, "sold": 0, "committed": 2},
}  # fmt: skip
MESSAGE = {
    "id": "m1", "channel": "shop", "client": "ACME", "sku": "SHOE", "grade": "A", "unit": "R-1", "op": "add",
    "quantity": 1, "state": "needs_human", "attempts": 2, "problem": "It was refused.", "created_at": NOW,
    "sent_at": None, "next_try_at": None, "confirmed_at": None,
}  # fmt: skip
SHOP = ShopStanding("shop", waiting=2, held=1, oldest=NOW - timedelta(minutes=5), told=4, confirmed=1, listings=3,
                    differing=1, problem="It does not answer.")  # fmt: skip
LOOKED = Looked(NOW, InStep((SHOP,)), Agreement({"shop": 3}, (DRIFTED,)), NOW, Messages((MESSAGE,)))
pytestmark = pytest.mark.usefixtures("dressed")


def test_a_line_a_shop_with_its_clock():
    (row,) = shop_rows(LOOKED)
    assert (row.key, row.waiting, row.oldest, row.held, row.confirmed) == ("shop", "2", "5 min", "1", "25.00 %")
    assert row.age_s == 300


def test_a_line_a_message_and_what_lies_behind_it():
    (row,) = message_rows(LOOKED)
    assert (row.unit, row.article, row.state, row.tries) == ("R-1", "SHOE · A", "somebody must decide", "2")
    shown = message_detail(LOOKED, "m1", MANAGER)
    assert shown is not None
    assert [one.caption for one in shown.told] == ["What happened", "What is safe", "What to do"]
    assert (shown.retry, shown.unit, shown.why_not) == ("m1", "R-1", "")
    other = message_detail(LOOKED, "m1", INSPECTOR)
    assert other is not None
    assert (other.retry, other.why_not) == ("", "Only a supervisor or a manager retries a message.")
    assert message_detail(LOOKED, "gone", MANAGER) is None


def test_a_difference_shows_its_evidence_and_what_may_be_done():
    (row,) = drift_rows(LOOKED, "", "sho")
    assert (row.expected, row.found, row.difference) == ("1", "3", "+2")
    assert drift_rows(LOOKED, "other", "") == drift_rows(LOOKED, "", "bottle") == ()
    shown = drift_detail(LOOKED, "L1")
    assert shown is not None
    assert "Take 2 of SHOE off sale" in shown.told[-1].words
    facts = dict(shown.facts)
    assert (facts["Changed by us"], facts["Of these sold"]) == ("+1", "2")
    assert facts["First read"].startswith("0 · ")
    assert shown.article == "SHOE"
    assert drift_detail(LOOKED, "gone") is None


def test_where_a_shop_sold_too_many_the_orders_that_wait_are_named():
    short = {**DRIFTED, "evidence": {"available": 0, "orders": ["O-7", "O-9"]}}
    shown = drift_detail(Looked(NOW, InStep((SHOP,)), Agreement({"shop": 3}, (short,)), NOW, Messages()), "L1")
    assert shown is not None
    assert shown.told[0].words == "The shop shows 0. No unit of ours stands for these orders: O-7, O-9."


def test_a_shop_says_what_happened_and_what_is_safe():
    shown = shop_detail(LOOKED, "shop")
    assert shown is not None
    assert shown.told[0].words == "It does not answer."
    assert shop_detail(LOOKED, "gone") is None
    away = Looked(NOW, InStep((ShopStanding("shop", worked=False, problem="It lacks a secret."),)))
    told = shop_detail(away, "shop")
    assert told is not None
    assert "config.toml" in told.told[-1].words


def test_the_four_figures():
    told, lag, decide, agree = figures(LOOKED)
    assert (told.number, told.beside) == ("25.00 %", "of 4 messages")
    assert (lag.number, lag.beside, lag.tone) == ("5 min", "2 waiting", "bad")
    assert decide.number == "1"
    assert (agree.number, agree.beside) == ("2 of 3", "1 differ")
    assert figures(Looked(NOW))[3].beside == "none compared yet"


def test_who_may_retry():
    assert may_retry(MANAGER)
    assert not may_retry(INSPECTOR)
    assert not may_retry(None)
    assert (signed(2), signed(-1)) == ("+2", "−1")


class Reads:
    def __init__(self):
        self.compared = 0

    def shop_standings(self, since, until=None):
        return ()

    def agreement(self):
        self.compared += 1
        return Agreement({"shop": self.compared})

    def message_page(self, asked):
        return Messages(({"id": asked.words},))


def test_what_was_compared_a_moment_ago_is_not_compared_anew():
    reads = Reads()
    first = read_work(reads, (), NOW, None)
    again = read_work(reads, (), NOW + timedelta(seconds=59), Asked(Wanted.HELD, words="x"), before=first)
    assert (reads.compared, again.step.listings, again.messages.rows) == (1, 1, ({"id": "x"},))
    assert read_work(reads, (), NOW + timedelta(seconds=60), None, before=again).step.listings == 2


CLAIM = {
    "number": "CLM-000001", "desk": "tiktok_appeal", "order_id": "57601", "units": ["R-000001"], "cases": ["used"],
    "clock": "due", "days_left": 2, "hours_left": 3, "missing_shots": [], "missing_texts": [], "packs": 0, "due": None,
    "filed_at": None, "reference": "", "client": "ACME", "opened_by": "CS-1",
    "opened_at": datetime(2026, 11, 20, tzinfo=UTC),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "tone", "next_step"),
    [
        ({}, "warn", "Cover what names the buyer"),
        ({"missing_texts": ["parcel_weight"]}, "warn", "Take what is missing"),
        ({"packs": 1, "clock": "in_time"}, "neutral", "Give the pack to the desk"),
        ({"clock": "overdue", "packs": 1}, "bad", "Its time is over"),
        ({"clock": "filed", "packs": 1}, "neutral", "The desk has it"),
    ],
)
def test_a_claim_says_what_to_do_next(changes, tone, next_step):
    looked = Looked(datetime(2026, 11, 21, tzinfo=UTC), claims=ClaimsFound(({**CLAIM, **changes},)))
    detail = claim_detail(looked, "CLM-000001")
    assert detail is not None
    assert (detail.tone, detail.claims_of) == (tone, "R-000001")
    assert detail.told[-1].words.startswith(next_step)
    assert claim_detail(looked, "CLM-000002") is None
    assert claim_rows(looked, "57601")[0].key == "CLM-000001"
    assert claim_rows(looked, "another") == ()


def test_a_station_that_makes_no_claims_has_none():
    def none():
        raise UsageError("This station makes no claims.", "")

    assert read_open_claims(none) == ClaimsFound()


def test_claims_are_counted_without_a_look_at_any_and_what_was_listed_stays():
    counted = SimpleNamespace(open_count=lambda: 3, desks=())  # whoever asks it for rows fails
    packing: Any = SimpleNamespace(claims=counted, words=SimpleNamespace(texts={}))
    before = Looked(NOW, claims=ClaimsFound((CLAIM,), open=1), claims_at=NOW)
    read = partial(read_open_claims, lambda: packing, listed=False)
    again = read_work(Reads(), (), NOW, None, before=before, claims=read)
    assert again.claims is not None
    assert (again.claims.open, again.claims.claims, again.claims_at) == (3, (CLAIM,), None)
    assert read_work(Reads(), (), NOW, None, before=before).claims_at == NOW


def test_a_broken_desk_hides_the_claims_and_nothing_else():
    broken = ConfigError("The desk a_z is described twice.", "Mend its file.")

    def open_claims():
        raise broken

    assert read_open_claims(open_claims) == ClaimsFound(fault=broken)
