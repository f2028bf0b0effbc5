"""What the chain vouches for of imported rows: one digest of a row, whichever way it came."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import canonical
from app.store.audit_imported import (
    BETWEEN,
    DIGEST,
    IMPORTED,
    TABLES,
    UNSAID,
    digest_of_row,
    row_sha256,
    rows_sha256,
)
from app.store.catalogue import INSTRUCTION, LISTING, NEW_INSTRUCTION, NEW_PRODUCT
from app.store.imports import KEEPERS
from app.store.market_rows import KNOWN_BY, MarketKeeper
from app.store.selling_rules import NEW_RULE, RULE

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(0, 9),
    st.decimals(0, 99, places=2),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.lists(st.sampled_from(["a", "\0", '"', '\\u0000",', ""]), max_size=3),
    st.dictionaries(st.sampled_from(["a", "\0", ","]), st.text("a\0", max_size=2), max_size=2),
)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3), max_size=4))
def test_many_rows_have_the_digests_that_each_of_them_has(rows):
    assert rows_sha256(rows) == [row_sha256(row) for row in rows]


def test_anybody_can_compute_it():
    said = {"title": "Shoe", "price": Decimal("12.50"), "cost": None, "notes": {}, "battery": False, "quantity": 0}
    said["at"] = datetime(2026, 3, 4, 9, tzinfo=timezone(timedelta(hours=1)))
    plain = {"title": "Shoe", "price": "12.50", "quantity": 0, "at": "2026-03-04T08:00:00.000000+00:00"}
    assert row_sha256(said) == sha256(canonical(plain).encode()).hexdigest()
    with pytest.raises(TypeError):
        row_sha256({"x": 1j})


def test_a_price_of_nothing_is_not_the_same_as_no_price():
    assert len({row_sha256({"price": price}) for price in (None, Decimal(0), Decimal("0.00"))}) == 3


def test_the_codes_of_an_article_count_in_any_order():
    codes = {"A1": ("sku", "A1"), "04006381333931": ("barcode", "4006381333931")}
    told = ["A1\x1fsku\x1fA1", "04006381333931\x1fbarcode\x1f4006381333931"]
    wanted = row_sha256({"title": "Shoe", "codes": codes})
    assert {digest_of_row({"title": "Shoe", "codes": "\x1e".join(order)}) for order in (told, told[::-1])} == {wanted}
    assert digest_of_row({"title": "Shoe", "codes": "A1"}) != wanted  # damaged, and no error
    assert digest_of_row({"title": "Shoe", "codes": None}) == row_sha256({"title": "Shoe"})


SAID = {
    "products": {*NEW_PRODUCT, "client", "sku"},
    "listings": {*LISTING, "params"},
    "instructions": {*INSTRUCTION, *NEW_INSTRUCTION},
    "selling": {*RULE, *NEW_RULE},
}


@pytest.mark.parametrize("kind", TABLES)
def test_whatever_a_file_says_of_a_row_is_vouched_for(kind):
    _, model = TABLES[kind]
    keeper = KEEPERS[kind]
    said = {*KNOWN_BY, *keeper.columns} if issubclass(keeper, MarketKeeper) else SAID[kind]
    assert said == {column.key for column in model.__table__.columns} - UNSAID


def test_new_and_changed_rows_are_told_by_key_or_id():
    products = next(recorded for recorded in IMPORTED if recorded.name == "Product")
    fact: dict[str, Any] = {
        "kind": "import",
        "of": "products",
        "new": [[["ACME", "A1"], "d1"], [["ACME", "B2"], "d2", "id-2"]],
    }
    fact["changed"] = [{"key": ["ACME", "C3"], "version": 4, DIGEST: "d3"}]
    assert [(told["id"], told[DIGEST], told["version"]) for told in products.told(fact)] == [
        (f"ACME{BETWEEN}A1", "d1", 1),
        ("id-2", "d2", 1),
        (f"ACME{BETWEEN}C3", "d3", 4),
    ]
    assert list(products.told({**fact, "of": "listings"})) == []
