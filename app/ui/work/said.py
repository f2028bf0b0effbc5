"""The words of the work page: where a shop stands, what became of a message, what happened, what is safe, what to do.

Only words, asked anew in the language spoken now. What a shop said stands as it said it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from app.domain.outbox import State, cannot_tell, sold_meanwhile
from app.services.syncing.in_step import LATE, InStep, ShopStanding
from app.ui.words import _, ago, duration, moment, ngettext, number, percent, seconds, translated

FULL = Decimal(1)
NOTHING = "–"


def shop_said(shop: ShopStanding, now: datetime) -> tuple[str, str]:
    """How a shop stands, in plain words, with its tone."""
    if shop.worked is False:
        return _("Not worked"), "bad"
    if shop.problem and shop.tried_again_at is not None and shop.tried_again_at > now:
        return _("Rests until {when}", when=moment(shop.tried_again_at, now)), "warn"
    if shop.problem and shop.waiting:
        return _("Does not answer"), "warn"
    if shop.oldest is not None and now - shop.oldest > LATE:
        return _("Behind"), "warn"
    if shop.held:
        return _("Waits for a decision"), "bad"
    if shop.differing:
        return _("Shows other quantities"), "warn"
    return (_("Being told"), "second") if shop.waiting else (_("In step"), "ok")


def state_said(message: Mapping[str, Any], now: datetime) -> tuple[str, str]:
    """Where a message stands, with its tone."""
    state = message["state"]
    if state == State.CONFIRMED:
        return _("confirmed {when}", when=moment(message["confirmed_at"], now)), "ok"
    if state == State.NEEDS_HUMAN:
        return _("somebody must decide"), "bad"
    if state == State.UNKNOWN:
        return _("sent, being read back"), "warn"
    if state == State.SENT:
        return _("sent, not confirmed yet"), "second"
    again = message["next_try_at"]
    if again is not None and again > now:
        return _("tried again {when}", when=moment(again, now)), "warn"
    return _("waits to be sent"), "second"


def change_said(message: Mapping[str, Any]) -> str:
    """What the shop is told."""
    count = message["quantity"]
    if message["op"] == "add":
        return ngettext("{n} more on sale", "{n} more on sale", count)
    return ngettext("{n} off sale", "{n} off sale", count)


def problem_said(message: Mapping[str, Any]) -> str:
    """What happened, in the language spoken now where we said it ourselves."""
    problem = message["problem"] or ""
    ours = (sold_meanwhile(message["channel"], message["unit"]), cannot_tell(message["channel"]))
    return next((translated(one) for one in ours if one == problem), translated(problem))


def safe_said(message: Mapping[str, Any]) -> str:
    """What is safe while a message waits for a person."""
    if message["op"] == "add" and message["problem"] == cannot_tell(message["channel"]):
        return _("The unit is counted in the house. The shop may sell it already; nothing is sent by itself.")
    if message["op"] == "add":
        return _("The unit is counted in the house. This shop sells no more than it did; nothing is sent by itself.")
    return _("The unit is off sale in our records. The shop may still show it; nothing is sent by itself.")


def advice_said(message: Mapping[str, Any], *, may_retry: bool) -> str:
    """What to do about a message that waits for a person."""
    if message["problem"] in {sold_meanwhile(message["channel"], message["unit"]), cannot_tell(message["channel"])}:
        first = _("Do as it says above.")
    else:
        first = _("Mend what the shop complains of: its listing, its rights, or the import of where it is sold.")
    then = _("Then retry.") if may_retry else _("Then a supervisor or a manager retries it.")
    return f"{first} {then}"


def difference_said(each: Mapping[str, Any]) -> str:
    """The two numbers; where it sold more than there were, the orders that wait for a piece."""
    if orders := each["evidence"].get("orders"):
        return _(
            "The shop shows {found}. No unit of ours stands for these orders: {orders}.",
            found=number(each["evidence"].get("available") or 0),
            orders=", ".join(orders),
        )
    return _(
        "The shop shows {found}, it should show {expected}. Neither we nor its buyers made the difference.",
        found=number(each["found"]),
        expected=number(each["expected"]),
    )


def share_said(share: Decimal | None) -> str:
    """`99.80 %`, `100 %`; a dash where there is nothing to share."""
    if share is None:
        return NOTHING
    return percent(share, 0) if share == FULL else percent(share, 2)


def lag_said(lag_s: float | None) -> str:
    """`0.6 s`, `14 min`."""
    if lag_s is None:
        return NOTHING
    return seconds(lag_s) if lag_s < 60 else duration(timedelta(seconds=lag_s))


def chip_said(step: InStep, now: datetime) -> tuple[str, str]:
    """The shops in the header: a figure and the lag, or what a person must look at; empty where there are none."""
    if not step.shops:
        return "", "neutral"
    if step.held:
        return _("Shops: {n} to decide", n=number(step.held)), "bad"
    if any(shop.worked is False for shop in step.shops):
        return _("A shop is not worked"), "bad"
    if step.late(now):
        return _("Shops behind · {lag}", lag=lag_said(step.lag_s(now))), "warn"
    if step.differing:
        return _("Shops: {n} differ", n=number(step.differing)), "warn"
    told, lag = step.accuracy, step.lag_s(now)
    if told is None or lag is None:
        return _("Shops in step"), "ok"
    if step.waiting and not told:
        return _("Shops: {n} on their way · {lag}", n=number(step.waiting), lag=lag_said(lag)), "neutral"
    in_step = "neutral" if step.waiting else "ok"  # what is on its way is no success yet
    return _("Shops {share} · {lag}", share=share_said(told), lag=lag_said(lag)), in_step


def shop_facts(shop: ShopStanding, now: datetime) -> list[tuple[str, str]]:
    """All that is known of where a shop stands, as pairs."""
    oldest = ago(shop.oldest, now) if shop.oldest is not None else ""
    rests = shop.tried_again_at is not None and shop.tried_again_at > now
    return [
        (_("Waiting"), number(shop.waiting)),
        (_("Oldest"), oldest),
        (_("Tried again"), number(shop.retried) if shop.retried else ""),
        (_("Rests until"), moment(shop.tried_again_at, now) if shop.tried_again_at is not None and rests else ""),
        (_("To decide"), number(shop.held)),
        (_("Last read"), ago(shop.pulled_at, now) if shop.pulled_at is not None else _("never")),
        (_("Told, 24 h"), number(shop.told)),
        (_("Confirmed, 24 h"), f"{number(shop.confirmed)} · {share_said(shop.accuracy)}" if shop.told else ""),
        (_("Takes"), lag_said(shop.median_s) if shop.median_s is not None else ""),
        (_("Listings compared"), number(shop.listings)),
        (_("Listings that differ"), number(shop.differing)),
    ]
