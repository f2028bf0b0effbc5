"""Closing a short or empty parcel: every announced piece ends received, missing or wrong, by the inspector's word."""

from __future__ import annotations

from dataclasses import replace

from app.domain.returns import Parcel, ReturnLine, with_line
from app.domain.stock import Account, Move
from app.saying import say

from .actions import CloseParcel, MissingPieces
from .facts import Fact, LineCounted, Moved, ParcelClosed
from .found import Found
from .outcome import Outcome
from .receiving import outcome_of
from .refusal import Refused
from .state import Bench

EMPTY = "empty_parcel"
LONGEST_REASON = 500


def close_parcel(state: Bench, action: CloseParcel, found: Found) -> Outcome:
    """End the open parcel. Refused where announced pieces would stay unaccounted for."""
    parcel = _closable(state, found)
    if action.empty:
        return _close(state, parcel, _all_missing(parcel), "empty")
    if not parcel.lines and parcel.units == 0:
        raise Refused(
            "nothing_received", "Nothing of this parcel is on record.", "Scan its item, or close it as empty."
        )
    parcel, facts = _named_missing(parcel, action.missing)
    if parcel.open_lines:
        rest = ", ".join(f"{line.open} × {line.article.sku}" for line in parcel.open_lines)
        raise Refused(
            "not_accounted_for", say("Not accounted for: {rest}.", rest=rest), "Scan it, or name it as missing."
        )
    return _close(state, parcel, facts, outcome_of(parcel))


def _closable(state: Bench, found: Found) -> Parcel:
    if state.parcel is None:
        raise Refused("no_parcel", "No parcel is open.", "Scan a parcel's label.")
    if state.unit is not None:
        raise Refused("unit_open", "A unit of this parcel is still open.", "Finish it or park it first.")
    parcel = state.parcel if found.parcel is None else replace(found.parcel, owes_photo=state.parcel.owes_photo)
    if parcel.owes_photo:
        raise Refused("photo_owed", "This parcel has no readable code.", "Take a photo of it first: shot parcel.")
    return parcel


def _close(state: Bench, parcel: Parcel, facts: tuple[Fact, ...], outcome: str) -> Outcome:
    if outcome == "empty" and parcel.units > 0:
        raise Refused("not_empty", "Pieces of this parcel are on record.", "Close it and name what is missing.")
    closed = ParcelClosed(parcel.parcel_id, outcome)
    return Outcome(replace(state, parcel=None, whose=(), whose_flags=()), (*facts, closed))


def _all_missing(parcel: Parcel) -> tuple[Fact, ...]:
    return tuple(fact for line in parcel.open_lines for fact in _missing(line, line.open, EMPTY))


def _named_missing(parcel: Parcel, named: tuple[MissingPieces, ...]) -> tuple[Parcel, tuple[Fact, ...]]:
    facts: list[Fact] = []
    for pieces in named:
        left = pieces.quantity
        for line in _meant(parcel, pieces):
            if left > 0:
                gone = min(left, line.open)
                reason = pieces.reason.strip()[:LONGEST_REASON] or "missing"
                facts.extend(_missing(line, gone, reason))
                parcel = with_line(parcel, replace(line, missing=line.missing + gone))
                left -= gone
        if left > 0 or pieces.quantity < 1:
            raise Refused(
                "not_awaited",
                say(
                    "{quantity} × {sku} are not awaited in this parcel.", quantity=pieces.quantity, sku=pieces.sku[:60]
                ),
                "Name only announced pieces that did not come.",
            )
    return parcel, tuple(facts)


def _meant(parcel: Parcel, pieces: MissingPieces) -> tuple[ReturnLine, ...]:
    """The open lines that are meant; whose pieces are missing is never guessed where several clients sent that SKU."""
    lines = [line for line in parcel.open_lines if line.article.sku == pieces.sku]
    if pieces.client:
        return tuple(line for line in lines if line.article.client == pieces.client)
    clients = {line.article.client for line in lines}
    if len(clients) > 1 and pieces.quantity != sum(line.open for line in lines):
        raise Refused(
            "whose_piece",
            say("Several clients sent {sku} in this parcel.", sku=pieces.sku[:60]),
            say("Say whose is missing, by `client`: {clients}.", clients=", ".join(sorted(clients))),
        )
    return tuple(lines)


def _missing(line: ReturnLine, quantity: int, reason: str) -> tuple[Fact, ...]:
    counted = LineCounted(line.line_id, missing=quantity, reason=reason)
    return counted, Moved(Move(line.article, Account.EXPECTED, Account.MISSING, quantity, reason))
