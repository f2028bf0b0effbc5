"""What a slice tells: bounded, whatever a file holds."""

from decimal import Decimal

from app.domain.canonical import canonical
from app.services.importing import Fate, Row, Source, Turned
from app.store.audit import digest_of
from app.store.audit_imported import DIGEST, row_sha256
from app.store.slice_told import LONGEST_TOLD, MOST_TOLD, SliceTold

FILE = Source("prices.csv", "f" * 64, "command line")
ROWS = [Row(number, {}) for number in (7, 8, 9)]


def test_a_slice_that_changed_nothing_tells_nothing():
    assert SliceTold().fact("products", FILE, ROWS, [Fate.UNCHANGED, Turned("sku", "no"), Fate.UNCHANGED]) is None


def test_it_says_which_file_which_rows_and_what_became_different():
    told = SliceTold()
    told.inserted(["ACME", "A1"], {"title": "Shoe", "price": None})
    was = {"title": "Shirt", "price": Decimal("9.90"), "notes": {"a": "b" * 300}}
    now = {"title": "Shirt", "price": Decimal("8.50"), "notes": {}}
    told.updated(["ACME", "B2"], was, now, 5, "id-2")
    fact = told.fact("products", FILE, ROWS, [Fate.INSERTED, Fate.UPDATED, Fate.UNCHANGED])
    long = canonical(was["notes"])
    assert fact == {
        "kind": "import",
        "of": "products",
        "file": "prices.csv",
        "sha256": "f" * 64,
        "rows": [7, 9],
        "inserted": 1,
        "updated": 1,
        "new": [[["ACME", "A1"], row_sha256({"title": "Shoe"})]],
        "changed": [
            {
                "key": ["ACME", "B2"],
                "id": "id-2",
                "version": 5,
                DIGEST: row_sha256(now),
                "was": {"price": "9.90", "notes": {"length": len(long), "sha256": digest_of(long)}},
                "is": {"price": "8.50", "notes": {}},
            }
        ],
    }


def test_an_entry_is_bounded():
    told = SliceTold()
    for number in range(MOST_TOLD + 2):
        told.updated([number], {"title": "x" * 60_000, "was": 1}, {"title": "y" * 60_000}, 2)
    fact = told.fact("products", FILE, ROWS, [Fate.UPDATED]) or {}
    assert "is" in fact["changed"][MOST_TOLD - 1]
    assert fact["changed"][-1].keys() == {"key", "version", DIGEST, "columns"}
    assert fact["changed"][-1]["columns"] == ["title"]
    assert len(canonical(fact)) < MOST_TOLD * (2 * LONGEST_TOLD + 200)


def test_rows_that_nobody_vouches_for_are_only_named():
    told = SliceTold(vouched=False)
    told.inserted(["ACME", "O-1"], {"quantity": 1}, "id-1")
    told.updated(["ACME", "O-2"], {"quantity": 1}, {"quantity": 2}, 2, "id-2")
    fact = told.fact("sales", Source("shop", "0" * 64, channel="shop"), ROWS, [Fate.INSERTED, Fate.UPDATED]) or {}
    assert fact["new"] == [[["ACME", "O-1"]]]
    assert DIGEST not in fact["changed"][0]
    assert fact["channel"] == "shop"
