"""The words of the stock page: accounts, reasons of entries, and what became of messages to the shops.

Only words, asked anew in the language spoken now; what nobody has words for stands as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.ui.words import _, moment

_GRADES = {"grade_A": "A", "grade_B": "B", "grade_C": "C", "grade_S": "S"}


def account_said(account: str) -> str:
    """Where stock stands, as the heading of a column."""
    names = {
        "expected": _("Expected"),
        "pending": _("At the bench"),
        "held": _("Held"),
        "sellable_a": _("Sellable A"),
        "sellable_b": _("Sellable B"),
        "work": _("Cleaning"),
        "repair": _("Repair"),
        "parts": _("Parts"),
        "reserved_exchange": _("Exchange"),
        "factory": _("To factory"),
        "bonded": _("Bonded"),
        "vendor": _("To vendor"),
        "donated": _("Donated"),
        "recycled": _("Recycled"),
        "scrapped": _("Scrapped"),
        "quarantine": _("Quarantine"),
        "missing": _("Missing"),
        "sold": _("Sold"),
        "outside": _("Outside"),
    }
    return names.get(account, account.replace("_", " "))


def reason_said(reason: str) -> str:
    """Why stock moved."""
    if reason in _GRADES:
        return _("graded {grade}", grade=_GRADES[reason])
    names = {
        "announced": _("announced"),
        "received": _("received"),
        "graded": _("graded"),
        "unexpected": _("came unannounced"),
        "missing": _("did not come"),
        "wrong_item": _("something else came"),
        "review": _("another grade by review"),
        "approved": _("approved"),
        "sent_back": _("sent back to be inspected"),
        "danger": _("found dangerous"),
        "out_of_quarantine": _("out of quarantine, to be recycled"),
        "second_inspection": _("second inspection"),
        "destroyed": _("destroyed"),
        "sold": _("sold"),
        "owed": _("given to an order without a piece"),
        "cancelled": _("the buyer's order was cancelled"),
        "kept_for_exchange": _("kept for exchanges"),
        "exchanged": _("shipped in an exchange"),
        "released": _("not needed for exchanges"),
        "sold_live": _("sold in a live sale"),
        "withdrawn": _("taken back"),
        "called_off": _("its return was called off"),
    }
    return names.get(reason, reason.replace("_", " "))


def message_said(message: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    """What the shop was told, and what became of it, with its tone."""
    count, channel = message["quantity"], message["channel"]
    told = (
        _("{channel}: {count} more", channel=channel, count=count)
        if message["op"] == "add"
        else _("{channel}: {count} less", channel=channel, count=count)
    )
    fate, tone = _fate(message, now)
    return f"{told} · {fate}", tone


def in_vain_said(grade: str, channel: str) -> tuple[str, str]:
    """Why a shop that lists the article has none of it."""
    told = _(
        "{channel}: listed for grade {grade}, but gets none. Only a selling rule sends units there.",
        channel=channel,
        grade=grade,
    )
    return told, "warn"


def _fate(message: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    state = message["state"]
    if state == "confirmed":
        return _("confirmed {when}", when=moment(message["confirmed_at"], now)), "ok"
    if state == "needs_human":
        return _("somebody must look at it: {problem}", problem=message["problem"] or _("no reason given")), "bad"
    if state == "unknown":
        return _("sent, but nobody knows whether it arrived"), "warn"
    if state == "sent":
        return _("sent, not confirmed yet"), "warn"
    return _("waits to be sent"), "second"
