"""Keeps FBA returns, sales, and the returns that the marketplaces announce in their own files.

FBA returns and sales book nothing: what Amazon took in lies at Amazon's until a removal brings it. Returns to the
seller (MFN, TikTok Shop) are announced like those of the house's own files. Within one transaction and one thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from app.domain.identifiers import tracking_key
from app.services.importing import Fate, Row, Turned
from app.store.announcements import ReturnKeeper
from app.store.market_rows import MarketKeeper, day
from app.store.models import Base, FbaReturn, Sale
from app.store.owners import with_owners


class FbaReturnKeeper(MarketKeeper):
    """Known by order, SKU and day; by the LPN as soon as Amazon tells it."""

    model: ClassVar[type[Base]] = FbaReturn
    columns: ClassVar[Mapping[str, Any]] = {
        "number": "",
        "sku": "",
        "lpn": "",
        "fnsku": "",
        "asin": "",
        "title": "",
        "quantity": 1,
        "returned_at": None,
        "centre": "",
        "disposition": "",
        "reason": "",
        "status": "",
        "comments": "",
        "notes": {},
    }

    def known_by(self, values: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        """The LPN in the form that a scan of it has."""
        lpn = values.get("lpn", "")
        return (values["order_id"], values["sku"], day(values.get("returned_at"))), tracking_key(lpn) if lpn else ""


class SaleKeeper(MarketKeeper):
    """Known by order, SKU, size and colour; without an order by its time.

    There are too many to have the chain vouch for each; the file's digest, which it tells, is over all that they say.
    """

    vouched = False
    model: ClassVar[type[Base]] = Sale
    columns: ClassVar[Mapping[str, Any]] = {
        "platform": "",
        "number": "",
        "sku": "",
        "quantity": 1,
        "sold_at": None,
        "unit_price": None,
        "currency": "",
        "size": "",
        "colour": "",
        "notes": {},
    }

    def known_by(self, values: Mapping[str, Any]) -> tuple[Sequence[str], str]:
        """Equal lines are told apart by their places."""
        order = values.get("order_id", "")
        at = "" if order else values["sold_at"].isoformat()
        looks = (values.get("size", ""), values.get("colour", ""))
        return (values.get("platform", ""), order, at, values["sku"], *looks), ""


class MarketReturnKeeper(ReturnKeeper):
    """Returns to the seller, as a marketplace's own file announces them; an empty cell takes nothing away."""

    def keep(self, rows: Sequence[Row]) -> Sequence[Fate | Turned]:
        """Refuses what is nobody's, or of several clients."""
        owned = with_owners(self.transaction.connection, rows)
        sound = [replace(row, values=_said(row.values)) for row in owned if isinstance(row, Row)]
        fates = iter(super().keep(sound) if sound else ())
        return [next(fates) if isinstance(row, Row) else row for row in owned]


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None)}
