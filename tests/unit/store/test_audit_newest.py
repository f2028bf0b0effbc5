"""Whatever the order and however many: the newest of each record is given back, once."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.store import audit_newest
from app.store.audit_newest import Newest

FACTS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(1, 50)), max_size=40)


@given(FACTS, st.integers(1, 5))
def test_the_highest_version_of_each_is_given_back(facts, at_once):
    before, audit_newest.AT_ONCE = audit_newest.AT_ONCE, at_once
    try:
        with Newest() as newest:
            for kind, key, version in facts:
                newest.take(kind, version, {"id": key, "version": version})
            found = {kind: list(newest.items(kind)) for kind in "ab"}
    finally:
        audit_newest.AT_ONCE = before
    for kind in "ab":
        highest = {key: max(v for k, i, v in facts if (k, i) == (kind, key)) for of, key, _ in facts if of == kind}
        assert found[kind] == [{"id": key, "version": highest[key]} for key in sorted(highest)]


def test_more_than_fits_at_once_comes_back_whole():
    keys = [f"R-{number:06d}" for number in range(audit_newest.AT_ONCE + 3)]
    random.shuffle(keys)
    with Newest() as newest:
        for key in keys:
            newest.take("unit", 1, {"id": key, "flags": ["尺码"]})
        assert [item["id"] for item in newest.items("unit")] == sorted(keys)


def test_of_what_it_holds_each_kind_has_its_own():
    with Newest() as newest:
        newest.take("unit", 1, {"id": "x"})
        assert newest.holds("unit", "x")
        assert not newest.holds("unit", "y")
        assert not newest.holds("parcel", "x")
