"""A policy of Amazon's fees with a hole is refused where it is wrong."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import ConfigError
from app.paths import shipped
from app.store.fba_policy_file import fba_in, load_basis
from app.store.yaml_file import read_yaml

FILE = shipped("resources", "policies", "fba.yaml")


def test_the_shipped_policy_is_read_exactly_and_names_its_sources():
    basis = load_basis(shipped("resources"), "US-NJ", date(2026, 11, 30))
    policy = basis.fba
    assert (policy.id, policy.version, policy.currency) == ("fba", 1, "USD")
    assert policy.removal[-1].standard[0].fee == Decimal("0.84")
    assert policy.storage[-1].standard == (Decimal("0.78"), Decimal("2.40"))
    assert policy.aged[-1].steps[-1].per_piece == Decimal("0.35")
    sources = [table.source for tables in (policy.removal, policy.storage, policy.aged) for table in tables]
    assert all("read 2026-" in source for source in sources)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("since: 2026-01-15", "since: 2024-02-05", "not in the order of their days"),
        ('{fee: "2.89", per_lb: "1.06"}]', '{to_lb: "9", fee: "2.89"}]', "the last step ends"),
        ('{to_lb: "1", fee: "1.53"}', '{to_lb: "0.1", fee: "1.53"}', "do not rise"),
        ("from_day: 211", "from_day: 181", "not in the order of their days"),
        ("C: 25, S: 20}", "C: 25, S: 21}", "not a hundred"),
        ("house: 7, ", "", "the days of house are missing"),
        ("on_the_way: 14", "on_the_way: 0", "on_the_way"),
        ('fee: "1.04"', "fee: free", "fee"),
        ("currency: USD", "currency: Dollar", "currency"),
        ("since: 2024-04-01", "since: next spring", "since"),
        ("least_seen: 30", "least_seen: 30\nmost_seen: 31", "most_seen is not a known key"),
    ],
)
def test_a_policy_with_a_hole_is_refused(tmp_path, old, new, words):
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "fba.yaml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError) as raised:
        fba_in(read_yaml(tmp_path / "fba.yaml"))
    assert words in raised.value.message
    assert raised.value.line > 0
