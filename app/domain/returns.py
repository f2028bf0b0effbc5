"""What a client announced and what came of it: orders, their lines, and the parcels they arrive in.

A line ends when each of its pieces is received, missing or wrong; a parcel is finished when none of its lines
is open. Both are counted, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.stock import Article

FBA_REMOVAL = "fba_removal"
FBA_RETURN = "fba_return"


class ParcelKind(StrEnum):
    """How a parcel came to us."""

    ANNOUNCED = "announced"
    UNEXPECTED = "unexpected"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One announced article of a return order, with what became of its pieces so far.

    Attributes:
        called_off: pieces that the buyer or the shop called off before they came; they are not part of `quantity`
        was_called_off: it was called off, whether or not pieces of it had come by then

    """

    line_id: str
    article: Article
    quantity: int
    received: int = 0
    missing: int = 0
    wrong: int = 0
    serial: str = ""
    size: str = ""
    colour: str = ""
    called_off: int = 0
    was_called_off: bool = False

    @property
    def open(self) -> int:
        """Pieces that are still awaited."""
        return self.quantity - self.received - self.missing - self.wrong


@dataclass(frozen=True, slots=True)
class ReturnOrder:
    """A buyer's return as the marketplace announced it; texts as given, in their own language.

    Attributes:
        origin: `fba_removal` for what Amazon sends on a removal order, `fba_return` for what a buyer had sent to Amazon
            (such an order announces nothing), empty for what a buyer sends
        lpn: the number that Amazon gave the returned piece, in the form that a scan of it has
        sku: what the piece is, where the order announces nothing

    """

    order_id: str
    client: str
    platform: str
    number: str
    rma: str
    reason_code: str
    reason_text: str
    customer_note: str
    lines: tuple[ReturnLine, ...]
    origin: str = ""
    lpn: str = ""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel on the bench with the orders that name its tracking number.

    Attributes:
        parcel_id: key of its record, made when it was first opened
        tracking: the number as scanned (or our own code), for people
        key: the normal form by which scans and announcements meet
        owes_photo: it had no readable code, so a picture of it is owed
        reopened: a late piece is awaited although the parcel was finished
        finished: it was closed on record
        withdrawn: another bench undid its scan meanwhile

    """

    parcel_id: str
    tracking: str
    key: str
    kind: ParcelKind
    orders: tuple[ReturnOrder, ...] = ()
    owes_photo: bool = False
    reopened: bool = False
    units: int = 0
    finished: bool = False
    withdrawn: bool = False

    @property
    def lines(self) -> tuple[ReturnLine, ...]:
        """Every line of every order in it."""
        return tuple(line for order in self.orders for line in order.lines)

    @property
    def clients(self) -> tuple[str, ...]:
        """The clients whose orders are in it, each once."""
        return tuple(dict.fromkeys(order.client for order in self.orders))

    @property
    def from_amazon(self) -> bool:
        """Whether what is in it was at Amazon's before."""
        return any(order.origin for order in self.orders)

    @property
    def amazon_lpn(self) -> str:
        """The number that Amazon gave the piece, where it was under this number that it came."""
        return next((order.lpn for order in self.orders if order.lpn and order.lpn == self.key), "")

    @property
    def open_lines(self) -> tuple[ReturnLine, ...]:
        """The lines of which pieces are still awaited."""
        return tuple(line for line in self.lines if line.open > 0)


def with_line(parcel: Parcel, changed: ReturnLine) -> Parcel:
    """The parcel with one of its lines replaced by its newer state."""

    def in_order(order: ReturnOrder) -> ReturnOrder:
        lines = tuple(changed if line.line_id == changed.line_id else line for line in order.lines)
        return replace(order, lines=lines)

    return replace(parcel, orders=tuple(in_order(order) for order in parcel.orders))


def order_of(parcel: Parcel, line_id: str) -> ReturnOrder | None:
    """The order that a line belongs to."""
    return next((order for order in parcel.orders if any(line.line_id == line_id for line in order.lines)), None)
