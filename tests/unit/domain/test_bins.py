"""Every account whose goods lie in the house has its bin; A and B lie apart."""

import pytest

from app.domain.bins import bin_of
from app.domain.disposition import ACCOUNT_OF
from app.domain.stock import Account


@pytest.mark.parametrize("route", list(ACCOUNT_OF))
def test_each_route_leads_to_a_bin(route):
    assert bin_of(Account(ACCOUNT_OF[route]))


def test_what_is_sold_as_new_never_lies_with_what_was_opened():
    assert bin_of(Account.SELLABLE_A) != bin_of(Account.SELLABLE_B)
    assert bin_of(Account.QUARANTINE) == "quarantine"
    assert bin_of(Account.HELD) == "hold"


@pytest.mark.parametrize("account", [Account.EXPECTED, Account.PENDING, Account.SOLD, Account.MISSING])
def test_what_is_in_no_bin_has_none(account):
    assert bin_of(account) == ""
