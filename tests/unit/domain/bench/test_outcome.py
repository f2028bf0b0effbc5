"""Two outcomes in a row are one."""

from app.domain.bench.facts import SignedIn, SignedOut
from app.domain.bench.outcome import Outcome, then
from app.domain.bench.state import Bench
from tests.world import ANN


def test_two_outcomes_in_a_row_keep_the_order_of_their_facts_and_the_later_state():
    first = Outcome(Bench(operator=ANN), (SignedIn("u1"),), unit="R-000001")
    second = Outcome(Bench(), (SignedOut("u1"),), unit="R-000002")
    both = then(first, second)
    assert both.facts == (SignedIn("u1"), SignedOut("u1"))
    assert (both.state, both.unit) == (Bench(), "R-000002")
