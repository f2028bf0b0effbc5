"""Which reports on Amazon and on age there are, and how their figures come about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domain.fba import Piece
from app.domain.money import Money
from app.domain.stock import Article
from app.domain.verdict import Grade
from app.errors import UsageError
from app.paths import shipped
from app.services.fba_reporting import AGEING, DECISIONS, GAIN_OF, KINDS, Asked, Graded, Place, Waiting, report
from app.services.grade_reporting import Verdict
from app.services.inspector_reporting import Inspected
from app.services.recovery_reporting import Recovered
from app.services.reporting import ELSEWHERE, Period
from app.services.syncing.in_step import Agreement, ShopStanding
from app.store.fba_policy_file import load_basis
from tests.certificates import certificate

TODAY = date(2026, 11, 30)
BASIS = load_basis(shipped("resources"), "US-NJ", TODAY)
LAMP = Article("ACME", "LAMP")
PIECE = Piece("DEFECTIVE", price=Money.of(34, "USD"), weight_g=700)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
GRADED = Graded(LAMP, "Lamp", "U1", PIECE, Grade.A, "restock", "finished", Money.of(30, "USD"), NOON, NOON.date())
WAITS = Waiting(Place.AMAZON, "amazon", LAMP, "Lamp", PIECE, NOON, quantity=2)


class Reads:
    def __init__(self, graded=(), waiting=()):
        self.graded, self.waiting = graded, waiting

    def graded_of_amazon(self, period):
        yield from self.graded

    def odds(self):
        return {}

    def waiting_at_amazon(self):
        yield from (one for one in self.waiting if one.place is Place.AMAZON)

    def waiting_on_the_way(self):
        yield from (one for one in self.waiting if one.place is Place.ON_THE_WAY)

    def waiting_in_the_house(self):
        yield from (one for one in self.waiting if one.place is Place.HOUSE)

    def removals(self, period):
        yield {"removals": period}

    def verdicts(self, period):
        yield Verdict("U1", LAMP, "Lamp", "light", "hard_goods", "A", NOON)

    def recovered(self, period):
        money = Money.of(30, "USD")
        yield Recovered("U1", LAMP, "Lamp", "A", "restock", "finished", NOON, money, money)

    def inspected(self, period):
        yield Inspected("U1", "P1", "ann", "one", NOON, "A")

    def photographed(self, period):
        return {}

    def called(self):
        return {}

    def returned(self, period):
        yield {"returned": period}

    def reasons(self, period):
        yield {"reasons": period}

    def discarded(self, period):
        yield certificate()

    def shop_standings(self, since, until=None):
        return (ShopStanding("shop"),)

    def agreement(self):
        return Agreement({})


def rows(reads, kind, days=None, **asked):
    columns, told = report(reads, Asked(kind, days or Period(), **asked), lambda: BASIS)
    found = list(told)
    assert all(set(row) <= set(columns) for row in found) or kind in {"returns", "reasons", "fba-removals"}
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_has_its_columns_and_its_rows(kind):
    assert len(rows(Reads([GRADED], [WAITS]), kind)) == 1


def test_all_kinds_are_named_to_whoever_asks_for_another():
    assert set(ELSEWHERE) < set(KINDS)
    with pytest.raises(UsageError, match="no report"):
        rows(Reads(), "nothing")


@pytest.mark.parametrize("kind", ["ageing", "inspectors"])
def test_a_report_with_one_kind_of_row_says_so_whatever_rows_are_asked_for(kind):
    with pytest.raises(UsageError, match=f"The report {kind} has one kind of row"):
        rows(Reads(), kind, per="unit")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "regrade-gain", "per": "bench"},
        {"kind": "grades", "per": "unit"},
        {"kind": "recovery", "per": "day"},
        {"kind": "inspectors", "per": "client"},
        {"kind": "returns", "per": "sku"},
        {"kind": "reasons", "alerts": True},
    ],
)
def test_an_option_of_another_report_is_wrong_usage(asked):
    with pytest.raises(UsageError):
        rows(Reads(), **asked)


def test_the_gain_is_ours_less_the_fee_less_what_amazon_would_have_had():
    (row,) = rows(Reads([GRADED]), "regrade-gain")
    assert set(row) == set(GAIN_OF["unit"])
    assert (row["amazon_action"], row["amazon_value"], row["removal_fee"]) == (
        "dispose",
        Decimal("-2.27"),
        Decimal("2.27"),
    )
    assert (row["gain"], row["currency"], row["doubts"]) == (Decimal("30.00"), "USD", "fee_assumed")
    (row,) = rows(Reads([replace(GRADED, fee=Money.of("1.00", "USD"))]), "regrade-gain")
    assert (row["gain"], row["doubts"]) == (Decimal("31.27"), "")


def test_currencies_are_changed_by_the_policy_or_not_at_all_and_never_added():
    euro = replace(GRADED, piece=replace(PIECE, price=Money.of(34, "EUR")), net=Money.of(30, "EUR"))
    swiss = replace(GRADED, piece=replace(PIECE, price=Money.of(34, "CHF")), net=Money.of(30, "CHF"))
    found = rows(Reads([GRADED, euro, swiss]), "regrade-gain", per="client")
    assert [(row["currency"], row["units"], row["reckoned"]) for row in found] == [
        ("CHF", 1, 0),
        ("EUR", 1, 1),
        ("USD", 1, 1),
    ]
    assert "no_rate" in found[0]["doubts"]
    assert found[1]["removal_fee"] == Decimal("2.09")


def test_without_a_price_nothing_is_reckoned():
    (row,) = rows(Reads([replace(GRADED, piece=replace(PIECE, price=None))]), "regrade-gain")
    assert (row["gain"], row["our_net"], row["amazon_value"]) == (None, None, None)
    assert "no_price" in row["doubts"]


def test_a_decision_has_the_money_of_every_choice():
    (row,) = rows(Reads(waiting=[WAITS]), "fba-decisions")
    assert set(row) == set(DECISIONS)
    assert (row["decision"], row["liquidate_net"], row["dispose_net"], row["days"]) == (
        "return",
        None,
        Decimal("-2.27"),
        10,
    )
    (row,) = rows(Reads(waiting=[replace(WAITS, since=None, known=False)]), "fba-decisions")
    assert (row["days"], row["stored_so_far"], row["dearer_on"]) == (None, None, "")
    assert {"since_unknown", "not_in_catalogue"} <= set(row["doubts"].split(";"))


def test_what_lies_longer_than_its_days_is_an_alert_and_so_is_what_nobody_can_date():
    house = replace(WAITS, place=Place.HOUSE, stage="held", unit="U1", quantity=1)
    way = replace(WAITS, place=Place.ON_THE_WAY, stage="on_the_way")
    undated = replace(WAITS, since=None)
    found = rows(Reads(waiting=[WAITS, house, way, undated]), "ageing")
    assert all(set(row) == set(AGEING) for row in found)
    assert [(row["place"], row["alert"], row["cost_so_far"]) for row in found] == [
        ("house", True, Decimal("0.20")),
        ("on_the_way", False, None),
        ("amazon", False, Decimal("0.24")),
        ("amazon", True, None),
    ]
    alerts = rows(Reads(waiting=[WAITS, house, way, undated]), "ageing", alerts=True)
    assert alerts == [row for row in found if row["alert"]]


def test_only_what_began_within_the_days_asked_for():
    later = Period(since=datetime(2026, 11, 21, tzinfo=UTC))
    assert rows(Reads(waiting=[WAITS]), "ageing", later) == []
    assert rows(Reads(waiting=[WAITS]), "fba-decisions", later) == []
    assert len(rows(Reads(waiting=[replace(WAITS, since=None)]), "ageing", later)) == 1
