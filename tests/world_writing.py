"""How the house of `tests.world` writes each fact: strictly, so that nothing that does not add up is ever taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.domain.bench import facts as happened
from app.domain.bench.found import UnitRecord, UnitState
from app.domain.bench.receiving import ANNOUNCED_LATER
from app.domain.checklist import Answer
from app.domain.returns import Parcel, ParcelKind, ReturnLine
from app.domain.stock import Account, Move, entries

if TYPE_CHECKING:
    from tests.world import World

PARK = "park"


class DoesNotAddUp(AssertionError):
    """Facts that no records could take."""


def insist(holds: object, words: str) -> None:
    if not holds:
        raise DoesNotAddUp(words)


@dataclass
class ParcelRow:
    parcel: Parcel
    state: str = "open"
    outcome: str = ""
    is_reuse: bool = False


@dataclass
class UnitRow:
    record: UnitRecord
    labels: list[happened.LabelPrinted] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    offers: Counter[str] = field(default_factory=Counter)
    answered_by: list[tuple[str, str]] = field(default_factory=list)
    grades: list[happened.Graded] = field(default_factory=list)
    works: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    is_wrong_item: bool = False

    @property
    def valid_codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.labels if one.code not in self.void)


def _changed(world: World, lpn: str, **columns: object) -> UnitRow:
    insist(lpn in world.units, f"{lpn} is not on record")
    row = world.units[lpn]
    row.record = replace(row.record, **columns)  # type: ignore[arg-type]
    return row


def _parcel_opened(world: World, fact: happened.ParcelOpened) -> None:
    insist(fact.parcel_id and fact.parcel_id not in world.parcels, "a parcel was opened twice")
    owes = fact.kind is ParcelKind.NO_CODE
    world.parcels[fact.parcel_id] = ParcelRow(
        Parcel(fact.parcel_id, fact.tracking, fact.key, fact.kind, owes_photo=owes),
        is_reuse=fact.description == "tracking_reused",
    )
    if owes:
        world.numbers["parcel"] += 1


def _parcel_reopened(world: World, fact: happened.ParcelReopened) -> None:
    row = world.parcels[fact.parcel_id]
    insist(row.state != "open", "a parcel that is open was reopened")
    row.state, row.parcel = "open", replace(row.parcel, reopened=True)


def _parcel_withdrawn(world: World, fact: happened.ParcelWithdrawn) -> None:
    row = world.parcels[fact.parcel_id]
    insist(row.state == "open" and row.parcel.units == 0, "a parcel was withdrawn that something came of")
    row.state = "withdrawn"


def _parcel_closed(world: World, fact: happened.ParcelClosed) -> None:
    row = world.parcels[fact.parcel_id]
    # Twice is possible: a piece of it was parked, or open at another bench, when its last one was finished.
    insist(row.state != "withdrawn", f"a parcel was closed that is {row.state}")
    row.state, row.outcome, row.parcel = "closed", fact.outcome, replace(row.parcel, reopened=False)


def _line_counted(world: World, fact: happened.LineCounted) -> None:
    line = world.lines[fact.line_id]
    line = replace(
        line,
        received=line.received + fact.received,
        missing=line.missing + fact.missing,
        wrong=line.wrong + fact.wrong,
        quantity=line.quantity + fact.reinstated,
        called_off=line.called_off - fact.reinstated,
    )
    insist(
        min(line.received, line.missing, line.wrong, line.open, line.called_off) >= 0, f"a count that cannot be: {line}"
    )
    world.lines[fact.line_id] = line


def _unit_opened(world: World, fact: happened.UnitOpened) -> None:
    insist(fact.lpn not in world.units, f"{fact.lpn} was opened twice")
    parcel = world.parcels[fact.parcel_id]
    insist(parcel.state == "open", f"a unit was opened in a parcel that is {parcel.state}")
    parcel.parcel = replace(parcel.parcel, units=parcel.parcel.units + 1)
    world.numbers["lpn"] = int(fact.lpn[2:]) + 1
    world.units[fact.lpn] = UnitRow(
        UnitRecord(
            lpn=fact.lpn,
            product=fact.product,
            parcel_id=fact.parcel_id,
            line_id=fact.line_id,
            state=UnitState.OPEN,
            account=Account.EXPECTED,
            round=1,
            rules=fact.rules,
            flags=fact.flags,
        ),
        is_wrong_item="wrong_item" in fact.flags,
    )


def _unit_announced(world: World, fact: happened.UnitAnnounced) -> None:
    row, line = world.units[fact.lpn], world.lines[fact.line_id]
    insist(not row.record.line_id, f"{fact.lpn} has a line: {row.record.line_id}")
    insist(row.record.product.article == line.article, f"{fact.lpn} is not what {fact.line_id} announces")
    _changed(world, fact.lpn, line_id=fact.line_id)


def settle(world: World, key: str, line: ReturnLine) -> None:
    """A line announced after its pieces were finished is theirs; the announced pieces go back outside."""
    for lpn, row in world.units.items():
        one, parcel = row.record, world.parcels[row.record.parcel_id]
        inspected = one.state in {UnitState.FINISHED, UnitState.AWAITS_INSPECTION, UnitState.CLOSED}
        here = parcel.parcel.key == key and parcel.parcel.kind is ParcelKind.UNEXPECTED and not parcel.is_reuse
        if inspected and here and not one.line_id and one.product.article == line.article:
            if world.lines[line.line_id].open == 0:
                return
            _line_counted(world, happened.LineCounted(line.line_id, received=1))
            _unit_announced(world, happened.UnitAnnounced(lpn, line.line_id))
            _moved(world, happened.Moved(Move(line.article, Account.EXPECTED, Account.OUTSIDE, 1, ANNOUNCED_LATER)))


def _unit_reopened(world: World, fact: happened.UnitReopened) -> None:
    was = world.units[fact.lpn].record
    insist(was.state is UnitState.AWAITS_INSPECTION, f"{fact.lpn} was taken up again and is {was.state}")
    insist(fact.was == was.account and fact.round == was.round + 1, f"{fact.lpn}: another round than the next")
    _changed(world, fact.lpn, state=UnitState.OPEN, round=fact.round, rules=fact.rules, answers=())


def _unit_withdrawn(world: World, fact: happened.UnitWithdrawn) -> None:
    row = _changed(world, fact.lpn, state=UnitState.WITHDRAWN, serial="")
    insist(not row.grades, f"{fact.lpn} was withdrawn after its grade")
    parcel = world.parcels[row.record.parcel_id]
    parcel.parcel = replace(parcel.parcel, units=parcel.parcel.units - 1)


def _inspection_withdrawn(world: World, fact: happened.InspectionWithdrawn) -> None:
    _changed(world, fact.lpn, state=UnitState.AWAITS_INSPECTION, round=fact.round - 1)


def _answered(world: World, fact: happened.Answered) -> None:
    row = world.units[fact.lpn]
    insist(fact.question not in {one.question for one in row.record.answers}, f"{fact.question} was answered twice")
    given = Answer(fact.question, fact.choices, fact.note, fact.settled_by)
    row.record = replace(row.record, answers=(*row.record.answers, given))
    row.answered_by.append((fact.question, world.actor.user_id if world.actor else ""))


def _answer_withdrawn(world: World, fact: happened.AnswerWithdrawn) -> None:
    answers = world.units[fact.lpn].record.answers
    kept = tuple(one for one in answers if one.question != fact.question)
    insist(len(kept) == len(answers) - 1, f"{fact.question} was withdrawn and is not answered")
    _changed(world, fact.lpn, answers=kept)


def _graded(world: World, fact: happened.Graded) -> None:
    row = world.units[fact.lpn]
    insist(row.record.state is not UnitState.CLOSED, f"{fact.lpn} is closed and was graded")
    _changed(
        world,
        fact.lpn,
        state=UnitState.FINISHED,
        grade=fact.grade,
        route=fact.route,
        held=fact.held is not None,
        graded_by=world.actor.user_id if world.actor else "",
    ).grades.append(fact)


def _moved(world: World, fact: happened.Moved) -> None:
    move = fact.move
    if move.unit is not None and move.source is not Account.OUTSIDE:
        one = world.units[move.unit].record
        taken_back = move.reason == ANNOUNCED_LATER  # the announced piece goes, the unit stays where it is
        insist(taken_back or one.account == move.source, f"{move.unit} is in {one.account}, not in {move.source}")
        insist(one.product.article == move.article, f"{move.unit} is no {move.article}")
        insist(one.state is not UnitState.CLOSED, f"{move.unit} is closed and moves to {move.target}")
        _changed(world, move.unit, account=one.account if taken_back else move.target)
    for entry in entries(move):
        world.ledger.append(entry)
        world.balances[entry.article, entry.account] += entry.quantity
        negative = world.balances[entry.article, entry.account] < 0 and entry.account is not Account.OUTSIDE
        insist(not negative, f"{entry.account} of {entry.article} falls below 0 by {move}")


def _offered(world: World, fact: happened.Offered) -> None:
    offers = world.units[fact.lpn].offers
    offers[fact.grade.value] += 1 if fact.op == "add" else -1
    insist(offers[fact.grade.value] >= 0, f"{fact.lpn} is taken from sale and was not on sale as {fact.grade}")
    insist(sum(offers.values()) <= 1, f"{fact.lpn} is on sale twice: {offers}")


def _label_printed(world: World, fact: happened.LabelPrinted) -> None:
    known = {one.code for row in world.units.values() for one in row.labels}
    insist(fact.code not in known, f"the label code {fact.code} was printed before")
    insist(("code", fact.code) in fact.fields, f"{fact.code} does not stand on its label in words")
    world.units[fact.lpn].labels.append(fact)


def _label_voided(world: World, fact: happened.LabelVoided) -> None:
    row = world.units[fact.lpn]
    insist(fact.code in row.valid_codes, f"{fact.code} is no label of {fact.lpn} that counts")
    row.void.add(fact.code)


def _label_verified(world: World, fact: happened.LabelVerified) -> None:
    row = world.units[fact.lpn]
    newest = [one.code for one in row.labels if one.template != PARK][-1]
    insist(fact.code == newest and fact.code not in row.void, f"{fact.code} verified, newest is {newest}")


def _unit_parked(world: World, fact: happened.UnitParked) -> None:
    before = world.drafts.get(fact.lpn)  # a label that was put aside may have been replaced elsewhere
    insist(before is None or before.unit is None, f"{fact.lpn} is parked twice")
    world.drafts[fact.lpn] = fact.draft
    if fact.draft.unit is not None:  # a finished unit whose label is put aside stays finished
        _changed(world, fact.lpn, state=UnitState.PARKED)


def _unit_resumed(world: World, fact: happened.UnitResumed) -> None:
    draft = world.drafts.pop(fact.lpn)
    if draft.unit is not None:
        _changed(world, fact.lpn, state=UnitState.OPEN)


def _work_opened(world: World, fact: happened.WorkOpened) -> None:
    row = _changed(world, fact.lpn, work=fact.kind)
    row.works.append(fact.kind)


def _work_closed(world: World, fact: happened.WorkClosed) -> None:
    row = _changed(world, fact.lpn, work="")
    insist(fact.kind in row.works, f"{fact.lpn} has no open work {fact.kind}, only {row.works}")
    row.works.remove(fact.kind)


def _work_cancelled(world: World, fact: happened.WorkCancelled) -> None:
    row = _changed(world, fact.lpn, work="")
    insist(fact.kind in row.works, f"{fact.lpn} has no open work {fact.kind}, only {row.works}")
    row.works.remove(fact.kind)


def _unit_put(world: World, fact: happened.UnitPut) -> None:
    before = world.units[fact.lpn].record.state
    finished = before in {UnitState.FINISHED, UnitState.AWAITS_INSPECTION}
    insist(finished, f"{fact.lpn} is {before} and was put {fact.state}")
    _changed(world, fact.lpn, state=fact.state)


def _reviewed(world: World, fact: happened.Reviewed) -> None:
    _changed(world, fact.lpn, held=False)


def _certificate_due(world: World, fact: happened.CertificateDue) -> None:
    row = world.units[fact.lpn]
    insist(fact.kind not in row.certificates, f"{fact.lpn} has its certificate of {fact.kind}")
    row.certificates.append(fact.kind)


def _destroyed(world: World, fact: happened.Destroyed) -> None:
    insist(fact.photo.sha256 not in world.photos, f"{fact.lpn}: an old picture proves its destruction")
    world.photos.add(fact.photo.sha256)


def _photo_kept(world: World, fact: happened.PhotoKept) -> None:
    world.photos.add(fact.photo.sha256)
    if fact.parcel_id and fact.shot == "parcel":
        row = world.parcels[fact.parcel_id]
        row.parcel = replace(row.parcel, owes_photo=False)


def _nothing(_: World, __: object) -> None:
    """Kept by the records, of no weight for the bench."""


WRITERS: dict[type[Any], Callable[[World, Any], object]] = {
    happened.ParcelOpened: _parcel_opened,
    happened.ParcelReopened: _parcel_reopened,
    happened.ParcelWithdrawn: _parcel_withdrawn,
    happened.ParcelClosed: _parcel_closed,
    happened.LineCounted: _line_counted,
    happened.UnitOpened: _unit_opened,
    happened.UnitAnnounced: _unit_announced,
    happened.UnitReopened: _unit_reopened,
    happened.UnitWithdrawn: _unit_withdrawn,
    happened.InspectionWithdrawn: _inspection_withdrawn,
    happened.Flagged: lambda world, fact: _changed(world, fact.lpn, flags=fact.flags),
    happened.SerialRead: lambda world, fact: _changed(world, fact.lpn, serial=fact.serial),
    happened.Weighed: lambda world, fact: _changed(world, fact.lpn, grams=fact.grams),
    happened.Answered: _answered,
    happened.AnswerWithdrawn: _answer_withdrawn,
    happened.PhotoKept: _photo_kept,
    happened.PhotoWithdrawn: _nothing,
    happened.Graded: _graded,
    happened.Moved: _moved,
    happened.Offered: _offered,
    happened.LabelPrinted: _label_printed,
    happened.LabelVoided: _label_voided,
    happened.LabelVerified: _label_verified,
    happened.UnitParked: _unit_parked,
    happened.UnitResumed: _unit_resumed,
    happened.WorkOpened: _work_opened,
    happened.WorkClosed: _work_closed,
    happened.WorkCancelled: _work_cancelled,
    happened.UnitPut: _unit_put,
    happened.Reviewed: _reviewed,
    happened.Destroyed: _destroyed,
    happened.CertificateDue: _certificate_due,
    happened.CertificateVoided: _nothing,
    happened.CertificateCopied: _nothing,
    happened.SignedIn: _nothing,
    happened.SignedOut: _nothing,
}
