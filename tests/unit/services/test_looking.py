"""How a unit is named by whoever asks."""

import pytest

from app.domain.identifiers import label_code
from app.errors import UserError
from app.services.looking import lpn_of, unit_named


class FakeReads:
    """Knows one unit, and nothing else."""

    def unit(self, lpn):
        return {"lpn": lpn} if lpn == "R-000312" else None

    def stock(self, sku=None):
        return iter(())

    ledger = outbox = certificates = stock


@pytest.mark.parametrize("named", ["R-000312", " r-000312\r\n", label_code("R-000312", 7)])
def test_by_lpn_and_by_label(named):
    assert lpn_of(named) == "R-000312"
    assert unit_named(FakeReads(), named) == {"lpn": "R-000312"}


@pytest.mark.parametrize("named", ["R-000313", "", "x" * 500, "a\0b"])
def test_what_names_no_unit_is_refused_with_words(named):
    with pytest.raises(UserError) as caught:
        unit_named(FakeReads(), named)
    assert caught.value.hint
