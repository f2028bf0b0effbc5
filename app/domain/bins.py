"""Which bin a unit goes into: the name that stands on its label and on the shelf.

One for each family of ways, as the ear is told them by tones, with A and B of what is sold kept apart. The names are
ids; a label's template and the window have words for them. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.stock import Account

BIN_OF: Mapping[Account, str] = {
    Account.SELLABLE_A: "sell_a",
    Account.SELLABLE_B: "sell_b",
    Account.RESERVED_EXCHANGE: "exchange",
    Account.HELD: "hold",
    Account.WORK: "work",
    Account.REPAIR: "work",
    Account.PARTS: "work",
    Account.FACTORY: "back",
    Account.BONDED: "back",
    Account.VENDOR: "back",
    Account.DONATED: "away",
    Account.RECYCLED: "away",
    Account.SCRAPPED: "away",
    Account.QUARANTINE: "quarantine",
}


def bin_of(account: Account) -> str:
    """The bin of what stands on this account; empty for goods that are in no bin (not graded yet, missing, sold)."""
    return BIN_OF.get(account, "")
