"""`stock`, `ledger`, `unit`: what the records say, as it stands."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.cli.output import seen
from app.cli.session import session
from app.domain.stock import SHOWN
from app.services.looking import Record, lpn_of, unit_named

LEDGER = ("id", "at", "client", "sku", "unit", "account", "quantity", "reason")


def register(app: typer.Typer) -> None:
    """Adds the verbs."""
    app.command("stock", help="How much of each SKU stands in which account.")(stock)
    app.command("ledger", help="The entries behind the stock, oldest first.")(ledger)
    app.command("unit", help="Everything known of one unit.")(unit)


def stock(
    context: typer.Context, sku: Annotated[str | None, typer.Option(help="Only this SKU, of any client.")] = None
) -> None:
    """People are spared the accounts that hold nothing."""
    at_hand = session(context)
    with at_hand.station() as station:
        lines = station.reads.stock(sku)
        if not at_hand.out.as_json:
            lines = _gathered(lines)
        nothing = "There is no stock and none is announced."
        if sku is not None:
            nothing = f"There is no article {seen(sku)}: `regrade stock` lists those that there are."
        at_hand.out.rows(lines, ("client", "sku", "pieces"), nothing)


def _gathered(lines: Iterator[Record]) -> Iterator[Record]:
    for line in lines:
        pieces = {account.value: line[account.value] for account in SHOWN if line[account.value]}
        yield {"client": line["client"], "sku": line["sku"], "pieces": pieces or "none"}


def ledger(
    context: typer.Context, unit: Annotated[str | None, typer.Option(help="Only this unit (its LPN).")] = None
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        lpn = None if unit is None else lpn_of(unit)
        nothing = "No stock has moved." if lpn is None else f"No stock of {lpn} has moved: is it on record?"
        at_hand.out.rows(station.reads.ledger(lpn), LEDGER, nothing)


def unit(
    context: typer.Context, named: Annotated[str, typer.Argument(metavar="UNIT", help="Its LPN, or a label's code.")]
) -> None:
    at_hand = session(context)
    with at_hand.station() as station:
        at_hand.out.one(unit_named(station.reads, named))
