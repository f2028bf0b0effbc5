"""A photo goes only when every end that it serves is over, and never when nobody said so."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.retention import Purpose, Rule, Use, judge, rule_of

NOW = datetime(2030, 1, 1, tzinfo=UTC)
RULES = (
    Rule(Purpose.INSPECTION, 365),
    Rule(Purpose.INSPECTION, 730, "ACME"),
    Rule(Purpose.CERTIFICATE, None),
)


def use(days, purpose=Purpose.INSPECTION, client="BETA", barred=""):
    return Use(purpose, client, NOW - timedelta(days=days), barred)


def test_the_clients_own_rule_counts_before_everybodys():
    assert rule_of(use(1, client="ACME"), RULES) == RULES[1]
    assert judge([use(400)], RULES, NOW).may_go
    assert not judge([use(400, client="ACME")], RULES, NOW).may_go
    assert judge([use(731, client="ACME")], RULES, NOW).why == "ACME: inspection, 730 days"


def test_the_very_day_still_belongs_to_it():
    assert not judge([use(365)], RULES, NOW).may_go


def test_what_nobody_named_stays():
    assert judge([use(9999, Purpose.PARCEL)], RULES, NOW).why == "no rule for parcel of BETA"
    assert not judge([use(9999, Purpose.CERTIFICATE)], RULES, NOW).may_go
    assert not judge([], RULES, NOW).may_go
    assert judge([use(9999, barred="it is disputed")], RULES, NOW).why == "it is disputed"


uses = st.builds(
    use,
    st.integers(0, 3000),
    st.sampled_from(Purpose),
    st.sampled_from(["ACME", "BETA"]),
    st.sampled_from(["", "held"]),
)


@given(st.lists(uses, min_size=1, max_size=5), uses)
def test_one_more_end_never_lets_a_photo_go(several, more):
    if not judge(several, RULES, NOW).may_go:
        assert not judge([*several, more], RULES, NOW).may_go
