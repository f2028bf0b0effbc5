"""The policy of retention as it is written: the shipped one is sound, the profile's own takes its place."""

import pytest

from app.domain.retention import Purpose, Rule
from app.errors import ConfigError
from app.paths import shipped
from app.store.retention_file import OWN, load_retention


def test_the_shipped_policy_names_every_purpose(tmp_path):
    policy = load_retention(shipped("resources"), tmp_path)
    assert {rule.purpose for rule in policy.rules} == set(Purpose)
    assert policy.holds == frozenset()


def test_the_profiles_own_takes_its_place(tmp_path):
    (tmp_path / OWN).write_text(
        "id: retention\nversion: 2\nrules:\n  - {purpose: inspection, days: forever, client: ACME}\nholds: [R-000001]\n"
    )
    policy = load_retention(shipped("resources"), tmp_path)
    assert policy.rules == (Rule(Purpose.INSPECTION, None, "ACME"),)
    assert policy.holds == {"R-000001"}


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("[{purpose: inspection, days: 5}]", 3),
        ("[{purpose: inspection, days: 50}, {purpose: inspection, days: 60}]", 3),
        ("[{purpose: gossip, days: 50}]", 3),
        ("[{purpose: parcel, days: 50, unless: x}]", 3),
    ],
)
def test_what_leaves_a_doubt_is_refused(tmp_path, rules, line):
    (tmp_path / OWN).write_text(f"id: retention\nversion: 1\nrules: {rules}\n")
    with pytest.raises(ConfigError) as refused:
        load_retention(shipped("resources"), tmp_path)
    assert refused.value.line == line
