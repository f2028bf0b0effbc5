"""What the work page shows, as data: shops, messages and differences as rows, and what lies behind the one looked at.

Read in the lane, in the language spoken then. No widget.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from app.domain.access import MAY_MANAGE_PEOPLE, Operator
from app.errors import UsageError, UserError
from app.services.claim_packs import ClaimPacking
from app.services.looking import Record
from app.services.safekeeping import Damage, Damaged
from app.services.syncing.in_step import (
    LIVE,
    Agreement,
    Asked,
    InStep,
    Messages,
    ShopReads,
    ShopStanding,
    Wanted,
    Working,
    in_step,
)
from app.ui.claim_words import ClaimsFound, clock_said, clock_tone
from app.ui.words import _, ago, duration, moment, ngettext, number, translated

from .said import (
    NOTHING,
    advice_said,
    change_said,
    difference_said,
    lag_said,
    problem_said,
    safe_said,
    share_said,
    shop_facts,
    shop_said,
    state_said,
)

PAGE: Final = 200
COMPARED_AGAIN: Final = timedelta(seconds=60)
"""How many listings were compared is counted over all of them: that is not done anew with every look."""

CLAIMS_AGAIN: Final = timedelta(seconds=20)
"""Each claim is looked up with its units and photos: only where they are listed, and not with every look either."""


class Mode(StrEnum):
    """What is listed."""

    SHOPS = "shops"
    HELD = "held"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DRIFT = "drift"
    CLAIMS = "claims"
    DAMAGED = "damaged"
    """Photos of the evidence; listed only while there are any."""


WANTED: Final[Mapping[Mode, Wanted]] = {
    Mode.HELD: Wanted.HELD,
    Mode.WAITING: Wanted.WAITING,
    Mode.CONFIRMED: Wanted.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read at a time; `claims_at`: when the claims themselves were, none where at most they were counted."""

    at: datetime
    step: InStep = field(default_factory=InStep)
    agreement: Agreement = field(default_factory=lambda: Agreement({}))
    compared_at: datetime | None = None
    messages: Messages = field(default_factory=Messages)
    asked: Asked | None = None
    claims: ClaimsFound | None = None
    claims_at: datetime | None = None
    damaged: tuple[Damaged, ...] = ()


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A line of the shops."""

    key: str
    state: str
    tone: str
    waiting: str
    oldest: str
    held: str
    confirmed: str
    read: str
    age_s: float = 0.0


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A line of the messages."""

    key: str
    at: str
    channel: str
    article: str
    unit: str
    change: str
    state: str
    tries: str
    order: str = ""
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A line of the differences."""

    key: str
    channel: str
    article: str
    grade: str
    expected: str
    found: str
    difference: str
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A line of the open claims; `place` is its turn by the time that is left."""

    key: str
    desk: str
    order: str
    units: str
    left: str
    lacks: str
    packs: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph of the detail: its caption, its words, and their tone."""

    caption: str
    words: str
    tone: str = "ink"


@dataclass(frozen=True, slots=True)
class Detail:
    """What lies behind a row: `unit`, its claims (`claims_of`) and `article` can be opened, `retry` is the message that
    can be brought back.

    `why_not` says why it cannot be, to whoever may not.
    """

    title: str
    about: str
    chip: str
    tone: str
    told: tuple[Told, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    article: str = ""
    retry: str = ""
    why_not: str = ""
    claims_of: str = ""


def may_retry(operator: Operator | None) -> bool:
    """Whether this person may bring a message back; the service asks the records again."""
    return operator is not None and operator.role in MAY_MANAGE_PEOPLE


def read_work(
    reads: ShopReads,
    channels: Collection[str],
    now: datetime,
    asked: Asked | None,
    *,
    working: Working | None = None,
    damage: Damage = lambda _unit="", /: (),
    before: Looked | None = None,
    claims: Callable[[], ClaimsFound] | None = None,
) -> Looked:
    """In the lane. What was compared a moment ago (`before`) is not compared anew, and claims are only read where they
    are asked for; those that are counted alone leave what was listed before. Raises `StoreError`.
    """
    fresh = before is not None and before.compared_at is not None and now - before.compared_at < COMPARED_AGAIN
    compared_at = before.compared_at if before is not None and fresh else now
    agreement = before.agreement if before is not None and fresh else reads.agreement()
    step = in_step(reads, channels, now - LIVE, agreement=agreement, working=working)
    messages = reads.message_page(asked) if asked is not None else Messages()
    found, found_at = (before.claims, before.claims_at) if before is not None else (None, None)
    if claims is not None:
        found = _with_list(claims(), found)
        found_at = now if found.listed else None
    return Looked(now, step, agreement, compared_at, messages, asked, found, found_at, damage())


def _with_list(found: ClaimsFound, before: ClaimsFound | None) -> ClaimsFound:
    return found if found.listed or before is None else replace(found, claims=before.claims)


def read_open_claims(open_claims: Callable[[], ClaimPacking], *, listed: bool = True) -> ClaimsFound:
    """In the lane: every open claim, those with the least time first, or (not `listed`) only how many there are; none
    at a station that makes no claims.

    A desk whose data is broken, or is there no more, hides the claims and nothing else of the page.
    """
    try:
        packing = open_claims()
        rows = packing.claims.listed() if listed else ()
        count = len(rows) if listed else packing.claims.open_count()
        return ClaimsFound(rows, (), tuple(packing.claims.desks), packing.words.texts, count, listed)
    except UsageError:
        return ClaimsFound()
    except UserError as fault:
        return ClaimsFound(fault=fault)


def shop_rows(looked: Looked) -> tuple[ShopRow, ...]:
    """A line a shop."""
    return tuple(_shop_row(shop, looked.at) for shop in looked.step.shops)


def _shop_row(shop: ShopStanding, now: datetime) -> ShopRow:
    state, tone = shop_said(shop, now)
    age = (now - shop.oldest).total_seconds() if shop.oldest is not None else 0.0
    return ShopRow(
        shop.channel,
        state,
        tone,
        number(shop.waiting) if shop.waiting else "",
        duration(timedelta(seconds=age)) if shop.oldest is not None else "",
        number(shop.held) if shop.held else "",
        share_said(shop.accuracy) if shop.told else "",
        ago(shop.pulled_at, now) if shop.pulled_at is not None else "",
        age,
    )


def message_rows(looked: Looked) -> tuple[MessageRow, ...]:
    """A line a message."""
    return tuple(_message_row(message, looked.at) for message in looked.messages.rows)


def _message_row(message: Mapping[str, Any], now: datetime) -> MessageRow:
    return MessageRow(
        str(message["id"]),
        moment(message["created_at"], now),
        message["channel"],
        f"{message['sku']} · {message['grade']}",
        message["unit"],
        change_said(message),
        state_said(message, now)[0],
        number(message["attempts"]) if message["attempts"] > 1 else "",
        str(message["id"]),
        message["attempts"],
    )


def drift_rows(looked: Looked, channel: str, words: str) -> tuple[DriftRow, ...]:
    """A line a difference, of these words and this channel."""
    text = words.casefold()
    return tuple(
        _drift_row(each)
        for each in looked.agreement.drifted
        if channel in {"", each["channel"]} and text in f"{each['channel']} {each['sku']}".casefold()
    )


def _drift_row(each: Record) -> DriftRow:
    return DriftRow(
        each["listing"],
        each["channel"],
        each["sku"],
        each["grade"],
        number(each["expected"]),
        number(each["found"]),
        signed(each["difference"]),
        each["difference"],
    )


def signed(count: int) -> str:
    """`+2`, `−1`."""
    return f"+{number(count)}" if count > 0 else number(count)


def claim_rows(looked: Looked, words: str) -> tuple[ClaimRow, ...]:
    """A line an open claim, of these words."""
    if looked.claims is None:
        return ()
    text, found = words.casefold(), looked.claims
    rows = (_claim_row(row, found, place) for place, row in enumerate(found.claims))
    return tuple(row for row in rows if text in f"{row.key} {row.desk} {row.order} {row.units}".casefold())


def _claim_row(row: Mapping[str, Any], found: ClaimsFound, place: int) -> ClaimRow:
    packs = ngettext("{n} pack", "{n} packs", row["packs"]) if row["packs"] else _("not packed")
    return ClaimRow(
        row["number"],
        found.title(row["desk"]),
        row["order_id"],
        ", ".join(row["units"]),
        clock_said(row),
        found.lacking(row),
        packs,
        place,
    )


def claim_detail(looked: Looked, key: str) -> Detail | None:
    """One open claim: how much time it has, what it lacks, what to do next."""
    found = looked.claims
    row = next((one for one in found.claims if one["number"] == key), None) if found is not None else None
    if row is None or found is None:
        return None
    told = []
    if lacks := found.lacking(row):
        told.append(Told(_("What it lacks"), lacks, "warn"))
    told.append(Told(_("What to do"), _next_step(row, lacks=bool(lacks))))
    due, now = row["due"], looked.at
    facts = (
        (_("Client"), row["client"]),
        (_("Order"), row["order_id"]),
        (_("Units"), ", ".join(row["units"])),
        (_("Ends"), moment(due, now) if due is not None else ""),
        (_("Opened"), moment(row["opened_at"], now)),
        (_("By"), row["opened_by"]),
        (_("Packs"), number(row["packs"])),
        (_("Filed"), moment(row["filed_at"], now) if row["filed_at"] is not None else ""),
        (_("Reference"), row["reference"]),
    )
    tone = clock_tone(row)
    about = " · ".join((found.title(row["desk"]), *(found.case(row["desk"], case) for case in row["cases"])))
    return Detail(
        row["number"], about, clock_said(row), "neutral" if tone == "ink" else tone, tuple(told), facts,
        claims_of=row["units"][0],
    )  # fmt: skip


def _next_step(row: Mapping[str, Any], *, lacks: bool) -> str:
    if row["clock"] == "filed":
        return _("The desk has it: close it with what it decides (regrade claim close).")
    if row["clock"] == "overdue":
        return _("Its time is over: ask the desk whether it still takes it, else close it (regrade claim close).")
    if row["packs"]:
        return _("Give the pack to the desk, then say on the unit's page that it is filed.")
    if lacks:
        return _("Take what is missing while the goods are in the house, then pack it on the unit's page.")
    return _("Cover what names the buyer, then pack it on the unit's page.")


def shop_detail(looked: Looked, channel: str) -> Detail | None:
    """Where one shop stands, all of it."""
    shop = next((one for one in looked.step.shops if one.channel == channel), None)
    if shop is None:
        return None
    state, tone = shop_said(shop, looked.at)
    told: tuple[Told, ...] = ()
    if shop.problem and tone != "ok":
        told = (Told(_("What happened"), translated(shop.problem), tone),)
    if shop.worked is False:
        safe = _("What it is to be told waits on record. Correct it in config.toml, then start again.")
        told = (*told, Told(_("What is safe, what to do"), safe))
    elif told and not shop.held:
        told = (*told, Told(_("What is safe"), _("Nothing is lost: it is tried again by itself.")))
    return Detail(shop.channel, "", state, tone, told, tuple(shop_facts(shop, looked.at)))


def message_detail(looked: Looked, key: str, operator: Operator | None) -> Detail | None:
    """One message: what happened, what is safe, what to do."""
    message = next((one for one in looked.messages.rows if str(one["id"]) == key), None)
    if message is None:
        return None
    now, may = looked.at, may_retry(operator)
    state, tone = state_said(message, now)
    held = message["state"] == "needs_human"
    told: list[Told] = []
    if message["problem"]:
        told.append(Told(_("What happened"), problem_said(message), "bad" if held else "warn"))
    if held:
        told.append(Told(_("What is safe"), safe_said(message)))
        told.append(Told(_("What to do"), advice_said(message, may_retry=may)))
    facts = (
        (_("Shop"), message["channel"]),
        (_("Client"), message["client"]),
        (_("SKU"), message["sku"]),
        (_("Sold as"), message["grade"]),
        (_("Unit"), message["unit"]),
        (_("Tries"), number(message["attempts"])),
        (_("Made"), moment(message["created_at"], now)),
        (_("Sent"), moment(message["sent_at"], now) if message["sent_at"] is not None else ""),
        (_("Confirmed"), moment(message["confirmed_at"], now) if message["confirmed_at"] is not None else ""),
    )
    why_not = _("Only a supervisor or a manager retries a message.") if held and not may else ""
    return Detail(
        change_said(message), f"{message['channel']} · {message['sku']}", state, tone, tuple(told), facts,
        unit=message["unit"], retry=key if held and may else "", why_not=why_not,
    )  # fmt: skip


def drift_detail(looked: Looked, key: str) -> Detail | None:
    """One difference as it is on record: what it is reckoned from, and what somebody may do about it."""
    each = next((one for one in looked.agreement.drifted if one["listing"] == key), None)
    if each is None:
        return None
    now, evidence = looked.at, each["evidence"]
    told = (
        Told(_("What happened"), difference_said(each), "warn"),
        Told(_("What is safe"), _("Our own stock is right as the ledger has it. Nothing is corrected by itself.")),
        Told(_("What to do"), translated(each["proposal"])),
    )  # fmt: skip
    facts: Sequence[tuple[str, str]] = (
        (_("Found"), moment(each["found_at"], now)),
        (_("First read"), _read(evidence, "first_available", "first_read_at", now)),
        (_("Changed by us"), signed(evidence.get("changed_by_us") or 0)),
        (_("Sold there"), number(evidence.get("sold") or 0)),
        (_("Should show"), number(each["expected"])),
        (_("Shows"), f"{number(each['found'])} · {moment(each['seen_at'], now)}"),
        (_("Of these sold"), "" if evidence.get("committed") is None else number(evidence["committed"])),
    )
    chip = _("{difference} pieces", difference=signed(each["difference"]))
    about = f"{each['channel']} · {each['client']} · {each['grade']}"
    return Detail(each["sku"], about, chip, "warn", told, tuple(facts), article=each["sku"])


def _read(evidence: Mapping[str, Any], many: str, when: str, now: datetime) -> str:
    """A quantity that was read, and when; empty where it was not."""
    if evidence.get(many) is None or not evidence.get(when):
        return ""
    return f"{number(evidence[many])} · {moment(datetime.fromisoformat(evidence[when]), now)}"


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure above the list."""

    caption: str
    number: str
    beside: str = ""
    tone: str = "second"


def figures(looked: Looked) -> tuple[FigureShown, ...]:
    """The four that matter: confirmed, lag, to decide, listings that agree."""
    step, now = looked.step, looked.at
    told = sum(shop.told for shop in step.shops)
    agreed = step.listings - step.differing
    late = step.late(now)
    return (
        FigureShown(
            _("Confirmed by the shops, 24 h"),
            share_said(step.accuracy),
            ngettext("of {count} message", "of {count} messages", told, count=number(told))
            if told
            else _("nothing told yet"),
        ),
        FigureShown(
            _("Lag"),
            lag_said(step.lag_s(now)),
            _("{n} waiting", n=number(step.waiting)) if step.waiting else "",
            "bad" if late else "second",
        ),
        FigureShown(_("To decide"), number(step.held), _("nothing waits for a person") if not step.held else "", "ok"),
        FigureShown(
            _("Listings that agree"),
            _("{n} of {all}", n=number(agreed), all=number(step.listings)) if step.listings else NOTHING,
            signed_difference(step.differing) if step.listings else _("none compared yet"),
            "bad" if step.differing else "second",
        ),
    )


def signed_difference(differing: int) -> str:
    """How many differ, where any do."""
    return _("{n} differ", n=number(differing)) if differing else ""
