"""Every kind of file is known by its name."""

import pytest

from app.errors import UsageError
from app.services.importing.kinds import HOUSE_KINDS
from app.services.importing.known import KINDS, kind_named
from app.services.importing.market_kinds import MARKET_KINDS


def test_every_kind_is_found_by_its_name():
    assert [kind_named(name) for name in KINDS] == [*HOUSE_KINDS, *MARKET_KINDS]
    with pytest.raises(UsageError, match="invoices") as caught:
        kind_named("invoices")
    assert "fba-returns" in caught.value.hint
