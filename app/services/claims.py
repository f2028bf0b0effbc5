"""Claims at the desks of marketplaces: opening, countdown, what is missing, closing; and what is covered on photos.

Who asks is looked up in the same transaction, so a person who was disabled meanwhile changes nothing. Each call that
changes something opens one transaction; durable when it returns. What leaves the house is made in
`app.services.claim_packs`. Any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.domain import claim_case
from app.domain.access import MAY_CLAIM, Operator
from app.domain.claim_case import Claim, ClaimPhoto, ClaimUnit, Outcome, Standing
from app.domain.claim_facts import ClaimClosed, ClaimDated, ClaimFiled, ClaimOpened, PhotoRedacted
from app.domain.claim_texts import texts_of
from app.domain.claims import ClaimDesk, possible_claims
from app.domain.money import Money
from app.domain.redaction import Box, boxes_fault
from app.errors import UserError
from app.ports import BenchRecords, Clock
from app.saying import say
from app.services.claim_rows import by_time, case_row, files_row, is_undecided, missing, photo_row, photos_of
from app.services.looking import Record, lpn_of

COUNTER = "claim"
LONGEST_REFERENCE = 100
LONGEST_NOTE = 2000
MOST_UNITS = 500


class ClaimReads(Protocol):
    """What is read of claims. Any thread; each call has a view of its own."""

    def claims(self, unit: str = "", *, ended: bool = False) -> tuple[Claim, ...]:
        """The open claims, of a unit (its LPN) or all, by number; `ended` adds those that are closed."""

    def open_count(self) -> int:
        """How many claims are open."""

    def claim(self, number: str) -> Claim | None:
        """A claim by its number."""

    def units(self, lpns: Sequence[str]) -> tuple[ClaimUnit, ...]:
        """What goes into a claim of these units, as far as they are on record."""

    def named_by(self, order: str, client: str = "") -> tuple[str, ...]:
        """LPNs of the units that came by this order, RMA or tracking number."""

    def photo(self, key: str) -> tuple[ClaimPhoto, str] | None:
        """A photo by its key, with the LPN or parcel that it is of."""


class ClaimWork(AbstractContextManager["ClaimWork"], Protocol):
    """One transaction. Leaving it without `commit` leaves nothing behind."""

    @property
    def records(self) -> BenchRecords:
        """The records of the bench, as seen and written in this transaction."""

    def open_claims(self, desk: str, lpns: Sequence[str]) -> tuple[str, ...]:
        """Numbers of the open claims at a desk that are about one of these units."""

    def claim(self, number: str) -> Claim | None:
        """A claim as it stands in this transaction."""

    def photo(self, key: str) -> tuple[ClaimPhoto, str] | None:
        """A photo as it stands in this transaction."""

    def commit(self) -> None:
        """Make it durable; when this returns, it is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen on a photo: its size held upright, what should be covered, and whether a parcel's label shows."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    of_parcel: bool


class Redactor(Protocol):
    """Looks for labels on photos and makes copies with boxes burnt in. Any thread; each call may take a second."""

    def look(self, picture: Path) -> Seen:
        """What is proposed to be covered. Raises `UserError` for what is no picture."""

    def copy(self, picture: Path, sha256: str, boxes: Sequence[Box], most_bytes: int) -> bytes:
        """A JPEG of this size at most, without a word about who, where or when, solid boxes in the place of what they
        cover. Raises `StoreError` where the file is not what this SHA-256 says, `UserError` for boxes that do not fit
        or a picture that cannot be made so small."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be claimed: a unit by LPN or label code, or all of an order, RMA or tracking number.

    Attributes:
        cases: what the desk is to decide about; none: what was found says it
        since: from when the desk counts its days, aware; None where nobody knows yet
        client: whose order, where several have one of that number

    """

    named: str
    desk: str
    cases: tuple[str, ...] = ()
    since: datetime | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """Joined once; every call raises `UserError` where something is refused, and then nothing is changed."""

    reads: ClaimReads
    open_work: Callable[[], ClaimWork]
    desks: Sequence[ClaimDesk]
    redactor: Redactor
    photo_path: Callable[[str], Path]
    clock: Clock
    language: str = "en"

    def listed(self, *, due: bool = False, ended: bool = False, unit: str = "") -> tuple[Record, ...]:
        """The claims, those with the least time first; `due`: only those that somebody must see to now."""
        now = self.clock.now()
        found = [self._row(claim, now) for claim in self.reads.claims(unit, ended=ended)]
        if due:
            found = [row for row in found if row["state"] == "open" and row["clock"] in _URGENT]
        return tuple(sorted(found, key=by_time))

    def open_count(self) -> int:
        """How many claims are open: cheap, where `listed` looks up what each of them lacks."""
        return self.reads.open_count()

    def shown(self, number: str) -> Record:
        """Everything about one claim."""
        claim = self.claim(number)
        units = self.reads.units(claim.lpns)
        desk = self.desk(claim.desk)
        texts = texts_of(units, self.language)
        cases = claim_case.cases_named(desk, claim.cases)
        return {
            **self._row(claim, self.clock.now()),
            "title": desk.title.of_language(self.language),
            "cases": [case_row(case, self.language) for case in cases],
            "counted_from": desk.counted_from,
            "deadline_days": desk.deadline_days,
            "texts": {name: texts.get(name, "") for name in claim_case.wanted_texts(cases)},
            "photos": [photo_row(one) for one in photos_of(units)],
            "undecided": [one.key for one in photos_of(units) if is_undecided(one)],
            "packs": [
                {"sha256": one.sha256, "bytes": one.size, "pictures": one.pictures, "by": one.by, "at": one.at}
                for one in claim.packs
            ],
            "outcome": claim.outcome,
            "note": claim.note,
            "amount": claim.amount.amount if claim.amount else None,
            "currency": claim.amount.currency if claim.amount else "",
            "closed_at": claim.closed_at,
            "closed_by": claim.closed_by,
            "files": files_row(desk),
            "source": list(desk.source),
        }

    def known_desks(self) -> tuple[Record, ...]:
        """The desks, and what they want in general."""
        return tuple(
            {
                "desk": desk.id,
                "title": desk.title.of_language(self.language),
                "platforms": list(desk.platforms),
                "deadline_days": desk.deadline_days,
                "counted_from": desk.counted_from,
                "cases": [case.id for case in desk.cases],
                **(files_row(desk) or {}),
                "source": list(desk.source),
            }
            for desk in self._real()
        )

    def proposed(self, named: str) -> tuple[Record, ...]:
        """The claims that a unit may become, by platform, buyer's reason and what was found; what each lacks."""
        unit = self._units((lpn_of(named),))[0]
        rows = []
        for possible in possible_claims(self._real(), unit.order, unit.findings):
            desk, case = possible.desk, possible.case
            rows.append(
                {
                    "unit": unit.lpn,
                    "desk": desk.id,
                    "case": case.id,
                    "text": case.text.of_language(self.language),
                    "fault": case.fault.value if case.fault else "",
                    "deadline_days": desk.deadline_days,
                    "counted_from": desk.counted_from,
                    "open": [one.number for one in self.reads.claims(unit.lpn) if one.desk == desk.id],
                    **missing((case,), (unit,), self.language),
                }
            )
        return tuple(rows)

    def open(self, wish: Wish, by: Operator) -> str:
        """Open a claim; its number."""
        desk = self.desk(wish.desk)
        lpns, whole = self._named(wish)
        cases, units = _argued(desk, self._units(lpns), wish.cases)
        order = _one_order(units)
        with self.open_work() as work:
            permitted(work, by)
            number = f"CLM-{work.records.next_number(COUNTER):06d}"
            claimed = tuple(unit.lpn for unit in units)
            if others := work.open_claims(desk.id, claimed):
                raise UserError(
                    say("{numbers} is open at this desk for the same goods.", numbers=", ".join(others)),
                    "Go on with that one, or close it first.",
                    "claim_open",
                )
            opened = ClaimOpened(
                number, desk.id, desk.version, cases, units[0].client, order[0], order[1], order[2], claimed, whole
            )
            dated = (ClaimDated(number, claimed[0], wish.since),) if wish.since else ()
            work.records.write((opened, *dated), at=self.clock.now(), operator=by)
            work.commit()
        return number

    def date(self, number: str, since: datetime, by: Operator) -> None:
        """Say from when the desk counts; said again, the newest counts."""
        if since > self.clock.now():
            raise UserError("That day has not come yet.", "Name the day on which the desk began to count.", "unfit_day")
        self._do(number, by, lambda claim: ClaimDated(claim.number, claim.lpns[0], since))

    def file(self, number: str, by: Operator, reference: str = "") -> None:
        """It was handed in at its desk, which has given it this reference. Said again, the newest counts."""
        reference = reference.strip()
        if len(reference) > LONGEST_REFERENCE or not reference.isprintable():
            raise UserError(
                "The reference is too long, or cannot be printed.", "Write it as the desk does.", "unfit_reference"
            )
        if not self.claim(number).packs:
            raise UserError("Nothing was packed for it yet.", "Pack it first: regrade claim pack.", "not_packed")
        self._do(number, by, lambda claim: ClaimFiled(claim.number, claim.lpns[0], reference))

    def close(self, number: str, outcome: Outcome, by: Operator, note: str = "", amount: Money | None = None) -> None:
        """Say how a claim ended."""
        if len(note) > LONGEST_NOTE or not note.replace("\n", " ").isprintable():
            raise UserError("The note is too long, or cannot be printed.", "Say it in some sentences.", "unfit_note")
        paid = outcome in (Outcome.PAID, Outcome.PART_PAID)
        if paid != (amount is not None) or (amount is not None and amount.amount <= 0):
            raise UserError(
                "What was paid needs its amount, and only that.", "Add --amount and --currency.", "amount_needed"
            )
        self._do(number, by, lambda claim: ClaimClosed(claim.number, claim.lpns[0], outcome.value, note, amount))

    def look_at(self, photo: str) -> Seen:
        """What is proposed to be covered on a photo. Takes a second."""
        found = self._photo(self.reads.photo(photo), photo)
        return self.redactor.look(self.photo_path(found[0].sha256))

    def cover(self, photo: str, boxes: Sequence[Box], by: Operator, size: tuple[int, int] | None = None) -> None:
        """Decide what is covered on a photo; no boxes: that there is nothing to cover. `size` of it held upright."""
        width, height = size or self._size(photo)
        if fault := boxes_fault(boxes, width, height):
            raise UserError(say("This cannot be covered: {fault}.", fault=fault), "Draw it again.", "unfit_box")
        with self.open_work() as work:
            permitted(work, by)
            found, subject = self._photo(work.photo(photo), photo)
            fact = PhotoRedacted(photo, subject, found.sha256, tuple(boxes))
            work.records.write((fact,), at=self.clock.now(), operator=by)
            work.commit()

    def claim(self, number: str) -> Claim:
        """A claim by its number, `CLM-000012` or 12."""
        name = number_of(number)
        found = self.reads.claim(name) if name else None
        if found is None:
            raise UserError(
                say("There is no claim {number}.", number=number[:40]), "See them all: regrade claim list.",
                "unknown_claim",
            )  # fmt: skip
        return found

    def desk(self, name: str) -> ClaimDesk:
        """A desk by its name."""
        found = next((desk for desk in self._real() if desk.id == name), None)
        if found is None:
            raise UserError(
                say("There is no desk {name!r}.", name=name[:40]),
                say("Use one of: {desks}.", desks=", ".join(sorted(desk.id for desk in self._real()))),
                "unknown_desk",
            )
        return found

    def _real(self) -> tuple[ClaimDesk, ...]:
        """Without the house's own rule."""
        return tuple(desk for desk in self.desks if desk.platforms)

    def _named(self, wish: Wish) -> tuple[tuple[str, ...], bool]:
        if unit := _unit_of(self.reads, wish.named):
            return (unit,), False
        lpns = self.reads.named_by(wish.named, wish.client)
        if not lpns:
            raise UserError(
                say("No unit {named} is on record, and none came by such an order.", named=wish.named[:80]),
                "Scan its label again, or name the order as it was announced.",
                "unknown_unit",
            )
        if len(lpns) > MOST_UNITS:
            raise UserError(
                say("These are {count} units; a claim holds {most} at most.", count=len(lpns), most=MOST_UNITS),
                "Open it for single units.",
                "claim_too_large",
            )
        return lpns, True

    def _units(self, lpns: Sequence[str]) -> tuple[ClaimUnit, ...]:
        units = self.reads.units(lpns)
        if len(units) < len(lpns):
            raise UserError(
                say("No unit {lpn} is on record.", lpn=", ".join(lpns)[:80]),
                "Scan its label again, or look under another profile with --profile.",
                "unknown_unit",
            )
        return units

    def _do(self, number: str, by: Operator, fact: Callable[[Claim], ClaimDated | ClaimFiled | ClaimClosed]) -> None:
        name = self.claim(number).number
        with self.open_work() as work:
            permitted(work, by)
            claim = work.claim(name)
            if claim is None or claim.outcome:
                raise already_closed(name)
            work.records.write((fact(claim),), at=self.clock.now(), operator=by)
            work.commit()

    def _photo(self, found: tuple[ClaimPhoto, str] | None, key: str) -> tuple[ClaimPhoto, str]:
        if found is None:
            raise UserError(
                say("There is no photo {key}.", key=key[:60]), "See the photos of a claim: regrade claim show.",
                "unknown_photo",
            )  # fmt: skip
        if found[0].film:
            raise UserError(
                "Nothing can be covered on a film.", "It stays in the house: a claim's pack never holds one.", "film"
            )
        return found

    def _size(self, photo: str) -> tuple[int, int]:
        seen = self.look_at(photo)
        return seen.width, seen.height

    def _row(self, claim: Claim, now: datetime) -> dict[str, Any]:
        desk = self.desk(claim.desk)
        clock = claim_case.countdown_of(claim, desk, now)
        units = self.reads.units(claim.lpns)
        return {
            "number": claim.number,
            "desk": claim.desk,
            "state": "closed" if claim.outcome else "open",
            "client": claim.client,
            "order_id": claim.order_number,
            "units": list(claim.lpns),
            "cases": list(claim.cases),
            "clock": clock.standing.value,
            "due": clock.due,
            "days_left": clock.days,
            "hours_left": clock.hours,
            **missing(claim_case.cases_named(desk, claim.cases), units, self.language),
            "packs": len(claim.packs),
            "filed_at": claim.filed_at,
            "reference": claim.reference,
            "opened_at": claim.opened_at,
            "opened_by": claim.opened_by,
        }


_URGENT = frozenset({Standing.DUE.value, Standing.OVERDUE.value, Standing.NOT_COUNTED.value})


def number_of(text: str) -> str:
    """The number of a claim as it is written, from whatever people type; empty for what is none."""
    plain = text.strip().upper().removeprefix("CLM-")
    return f"CLM-{int(plain):06d}" if plain.isascii() and plain.isdigit() and len(plain) < 12 else ""


def already_closed(number: str) -> UserError:
    """Nothing is done to a claim that has ended."""
    return UserError(
        say("The claim {number} is closed.", number=number), "What comes later is a claim of its own.", "claim_closed"
    )


def permitted(work: ClaimWork, by: Operator) -> None:
    """Whoever may claim, as the records have them now. Raises `UserError` for anybody else."""
    user: Any = work.records.user(by.badge)
    if user is None or user.disabled or user.operator.user_id != by.user_id:
        raise UserError("This badge was disabled.", "Ask a manager.", "user_disabled")
    if user.operator.role not in MAY_CLAIM:
        raise UserError("Claims are for client service, supervisors and managers.", "Ask one of them.", "not_permitted")


def _unit_of(reads: ClaimReads, named: str) -> str:
    """The LPN that a text names; empty where it names no unit."""
    try:
        lpn = lpn_of(named)
    except UserError:  # an order's number may be written as no code ever is
        return ""
    return lpn if reads.units((lpn,)) else ""


def _argued(
    desk: ClaimDesk, units: Sequence[ClaimUnit], named: Sequence[str]
) -> tuple[tuple[str, ...], tuple[ClaimUnit, ...]]:
    """What the desk is asked to decide about, and the units that it is about."""
    strangers = [unit.lpn for unit in units if not _decides(desk, unit)]
    if strangers:
        raise UserError(
            say("{units} is not this desk's: it came another way.", units=", ".join(strangers)[:200]),
            say("{desk} decides about: {platforms}.", desk=desk.id, platforms=", ".join(desk.platforms)),
            "other_desk",
        )
    known = [case.id for case in desk.cases]
    if unknown := [one for one in named if one not in known]:
        raise UserError(
            say("{desk} has no case {case!r}.", desk=desk.id, case=unknown[0][:40]),
            say("Use one of: {cases}.", cases=", ".join(known)),
            "unknown_case",
        )
    if named:
        return tuple(one for one in known if one in named), tuple(units)
    fits = {unit.lpn: possible_claims((desk,), unit.order, unit.findings) for unit in units}
    found = {possible.case.id for some in fits.values() for possible in some}
    if not found:
        raise UserError(
            "What was found, beside the buyer's reason, makes none of this desk's cases.",
            say("Name the case yourself with --case: {cases}.", cases=", ".join(known)),
            "no_case",
        )
    return tuple(one for one in known if one in found), tuple(unit for unit in units if fits[unit.lpn])


def _decides(desk: ClaimDesk, unit: ClaimUnit) -> bool:
    order = unit.order
    return order is not None and order.platform in desk.platforms and order.origin in desk.origins


def _one_order(units: Sequence[ClaimUnit]) -> tuple[str, str, str]:
    """Platform, number and RMA of the order that all of them are of."""
    orders = {(unit.client, one.platform, one.number) for unit in units if (one := unit.order)}
    if len(orders) != 1:
        raise UserError(
            say("These units are of {count} orders; a claim is about one.", count=len(orders)),
            "Name one order, and its client with --client, or a unit.",
            "several_orders",
        )
    first = next(one for unit in units if (one := unit.order))
    return first.platform, first.number, first.rma
