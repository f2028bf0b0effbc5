"""What the package promises to the outside."""

from app.services import importing


def test_every_kind_of_the_contract_is_known_now_or_later():
    assert {*importing.KINDS, *importing.LATER} == {
        "products",
        "returns",
        "listings",
        "instructions",
        "sales",
        "fba-returns",
        "fba-removal-orders",
        "fba-removal-shipments",
        "mfn-returns",
        "tiktok-returns",
    }


def test_what_it_names_is_there():
    assert all(hasattr(importing, name) for name in importing.__all__)
