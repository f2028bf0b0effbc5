"""A sale and its cancellation have their line in common, and a unit's record says which bundle it went into."""

from datetime import UTC, datetime

from app.domain.channel import Listing, Sold
from app.store.sale import Sale

AT = datetime(2026, 11, 21, tzinfo=UTC)


def sale(external_id):
    return Sale("shop", "listing", Listing("ACME", "KIT", "A"), Sold(external_id, "O-1", "KIT", 1, AT))


def test_a_cancellation_names_the_line_of_its_sale():
    assert sale("L1").line == sale("L1:cancelled").line == "L1"


def test_the_record_of_a_sold_unit():
    row, other = sale("L1").of("R-1", "together"), sale("L1").of("R-2")
    assert (row["unit"], row["bundle"], row["number"], row["at"]) == ("R-1", "together", "O-1", AT)
    assert other["bundle"] is None
    assert row["id"] != other["id"]
