"""A small house in memory: it plays the records to the bench, and takes no fact that does not add up.

`World.act` does what the bench's lane does: look up (by the real resolver), reduce, write. Writing is strict: a count
below 0 or above what was announced, a piece that is not where a move takes it from, an LPN or a label code twice, a
closed unit that moves: each raises `DoesNotAddUp`. `assert_accounts` adds everything up from the other side.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.bench import facts as happened
from app.domain.bench.found import Found, Proof, UnitRecord, UnitState
from app.domain.bench.offers import expects, step_of
from app.domain.bench.outcome import Outcome
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, ParkedDraft, Product
from app.domain.checklist import Answer
from app.domain.evidence import StoredPhoto
from app.domain.identifiers import gtin14, tracking_key
from app.domain.money import Money
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.rulebook import Rulebook
from app.domain.stock import GONE, SELLABLE, Account, Article, Entry, entries
from app.services.resolving import Prepared, Resolver, cleaned
from app.store.library import load_library

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PHOTO = StoredPhoto("a" * 64, 1000, 640, 480, "jpeg")
ANN = Operator("u-ann", "1001", "Ann", Role.INSPECTOR)
BOB = Operator("u-bob", "1002", "Bob", Role.INSPECTOR)
SUE = Operator("u-sue", "2001", "Sue", Role.SUPERVISOR)
CAL = Operator("u-cal", "3001", "Cal", Role.CLIENT_SERVICE)
SHARED_BARCODE = "4006381333931"
PARK = "park"


def product(client: str, sku: str, **more: object) -> Product:
    price = Money(Decimal(60), "USD")
    known: dict[str, object] = {"codes": (f"C-{sku}",), "price": price, "cost": Money(Decimal(20), "USD")}
    return Product(Article(client, sku), f"{sku.title()} of {client}", **{**known, **more})  # type: ignore[arg-type]


CUP = product("ACME", "CUP", category="hard goods", codes=(SHARED_BARCODE,), weight_g=300)
MUG = product("BETA", "MUG", category="hard goods", codes=(SHARED_BARCODE,))
SHOE = product("ACME", "SHOE", category="shoes", accessories=("laces", "box"))
PHONE = product("ACME", "PHONE", category="phone", serial_tracked=True, data_bearing=True, battery=True, weight_g=200)
SOAP = product("BETA", "SOAP", category="food", hygiene=True, expiry_tracked=True)
BANK = product("BETA", "BANK", category="power bank", battery=True)
LAMP = product("ACME", "LAMP", category="lamp")
OTHER_LAMP = product("BETA", "LAMP", category="lamp", codes=("C-OTHERLAMP",))
CATALOGUE = (CUP, MUG, SHOE, PHONE, SOAP, BANK, LAMP, OTHER_LAMP)


@cache
def shipped_rules(site: str = "US-NJ") -> Rulebook:
    """The rules that ship with the program."""
    library = load_library(Path(__file__).parents[1] / "resources")
    return Rulebook(library.checklists, (library.grading,), (library.routes,), (library.holds,), site)


def ups(number: int) -> str:
    """A valid tracking number that nobody announced."""
    body = f"999AA1{number:09d}"
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in body]
    return f"1Z{body}{-(sum(values[::2]) + 2 * sum(values[1::2])) % 10}"


def order(number: int, tracking: str, *lines: tuple[Product, int], serial: str = "") -> tuple[str, ReturnOrder]:
    """An announced return under its tracking number."""
    client = lines[0][0].article.client
    made = tuple(
        ReturnLine(f"L{number}-{place}", one.article, quantity, serial=serial)
        for place, (one, quantity) in enumerate(lines)
    )
    announced = ReturnOrder(f"O{number}", client, "shopify", f"#{number}", f"RMA{number}", "", "", "", made)
    return tracking_key(tracking), announced


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


class World:
    """The records of a house and its benches."""

    def __init__(self, *orders: tuple[str, ReturnOrder], rules: Rulebook | None = None, scale: bool = False) -> None:
        self.rules = rules or shipped_rules()
        self.benches = {name: Bench(scale=scale and name == "one") for name in ("one", "two")}
        self.lines = {line.line_id: line for _, one in orders for line in one.lines}
        self.orders: dict[str, list[ReturnOrder]] = {}
        for key, one in orders:
            self.orders.setdefault(key, []).append(one)
        self.parcels: dict[str, ParcelRow] = {}
        self.units: dict[str, UnitRow] = {}
        self.drafts: dict[str, ParkedDraft] = {}
        self.numbers = {"lpn": 1, "parcel": 1}
        self.ledger: list[Entry] = []
        self.balances: Counter[tuple[Article, Account]] = Counter()
        for line in self.lines.values():
            self.balances[line.article, Account.EXPECTED] += line.quantity
            self.balances[line.article, Account.OUTSIDE] -= line.quantity
        self.log: list[tuple[str, do.Action, Found]] = []
        self.keys = 0
        self.actor: Operator | None = None

    # --- what the lane does

    def act(
        self,
        action: do.Action,
        bench: str = "one",
        *,
        operator: Operator | None = None,
        witness: Operator | None = None,
        proof: tuple[str, ...] | None = None,
        photo: StoredPhoto | None = None,
    ) -> Outcome:
        """One action at a bench, written whole; raises `Refused` and then nothing was written."""
        state = self.benches[bench]
        if isinstance(action, do.TakePhoto):
            photo = photo or PHOTO
        prepared = Prepared(operator, witness, photo, None if proof is None else Proof(PHOTO, proof))
        action = cleaned(action)
        resolver = Resolver(self, self.rules, state, NOW, f"K{self.keys + 1:04d}")  # type: ignore[arg-type]
        found = resolver.found(action, prepared)
        outcome = reduce(state, action, found, self.rules)
        self.keys += 1
        self.actor = state.operator or outcome.state.operator
        try:
            for fact in outcome.facts:
                _WRITERS[type(fact)](self, fact)
        except DoesNotAddUp as wrong:
            raise DoesNotAddUp(f"{wrong}, by {action} at {bench}, after {len(self.log)} acts") from None
        self.benches[bench] = outcome.state
        self.log.append((bench, action, found))
        return outcome

    def refuses(self, action: do.Action, bench: str = "one", **given: object) -> str:
        """The code of the refusal that this action meets; everything is as it was before."""
        before = self.picture()
        try:
            self.act(action, bench, **given)  # type: ignore[arg-type]
        except Refused as refusal:
            insist(refusal.message.strip() and refusal.hint.strip(), f"{refusal.code} has no words")
            insist(self.picture() == before, f"{action} was refused and changed something")
            return refusal.code
        raise DoesNotAddUp(f"{action} was taken")

    def picture(self) -> object:
        """Everything that an action may change."""
        units = {
            lpn: (row.record, tuple(row.labels), frozenset(row.void), tuple(row.works), tuple(row.certificates))
            for lpn, row in self.units.items()
        }
        parcels = {key: (row.parcel, row.state, row.outcome) for key, row in self.parcels.items()}
        counts = (tuple(self.ledger), dict(self.lines), dict(self.numbers), dict(self.drafts), len(self.log))
        return dict(self.benches), parcels, units, counts

    def step(self, bench: str = "one") -> str:
        return step_of(self.benches[bench], self.rules).value

    def expects(self, bench: str = "one") -> dict[str, object]:
        return expects(self.benches[bench], self.rules)

    def sign_in(self, operator: Operator = ANN, bench: str = "one") -> World:
        self.act(do.SignIn(operator.badge), bench, operator=operator)
        return self

    def balance(self, one: Product, account: str) -> int:
        return self.balances[one.article, Account(account)]

    def unit_row(self, number: int = 1) -> UnitRow:
        return self.units[f"R-{number:06d}"]

    # --- the records, as the resolver reads them

    def parcel_by_code(self, keys: tuple[str, ...]) -> Parcel | None:
        for key in keys:
            opened = [row for row in self.parcels.values() if row.parcel.key == key and row.state != "withdrawn"]
            if opened:
                return self._as_it_is(opened[-1])
            if key in self.orders:
                return Parcel("", key, key, ParcelKind.ANNOUNCED, self._orders(key))
        return None

    def parcel(self, parcel_id: str) -> Parcel | None:
        row = self.parcels.get(parcel_id)
        return None if row is None else self._as_it_is(row)

    def _as_it_is(self, row: ParcelRow) -> Parcel:
        return replace(row.parcel, orders=self._orders(row.parcel.key), finished=row.state == "closed")

    def _orders(self, key: str) -> tuple[ReturnOrder, ...]:
        return tuple(
            replace(one, lines=tuple(self.lines[line.line_id] for line in one.lines)) for one in self.orders.get(key, ())
        )

    def products_by_code(self, codes: tuple[str, ...]) -> tuple[Product, ...]:
        wanted = set(codes)
        return tuple(
            one
            for one in CATALOGUE
            if wanted & {one.article.sku, *one.codes, *(gtin14(code) or code for code in one.codes)}
        )

    def products_by_sku(self, sku: str) -> tuple[Product, ...]:
        return tuple(one for one in CATALOGUE if one.article.sku == sku)

    def unit(self, lpn: str) -> UnitRecord | None:
        row = self.units.get(lpn)
        if row is None:
            return None
        labels = [one for one in row.labels if one.template != PARK]
        newest = labels[-1] if labels else None
        return replace(
            row.record,
            newest_code=newest.code if newest is not None and newest.code not in row.void else "",
            template=newest.template if newest is not None else "",
            prints=max((one.sequence for one in row.labels), default=0),
            codes=tuple(filter(None, (lpn, *(one.code for one in row.labels), row.record.serial))),
            offered=sum(row.offers.values()) > 0,
        )

    def unit_by_serial(self, client: str, serial: str) -> str:
        for lpn, row in self.units.items():
            one = row.record
            here = one.state is not UnitState.WITHDRAWN and one.account not in GONE
            if serial and one.serial == serial and one.product.article.client == client and here:
                return lpn
        return ""

    def draft(self, lpn: str) -> ParkedDraft | None:
        return self.drafts.get(lpn)

    def parked_in(self, parcel_id: str) -> str:
        parked = (lpn for lpn in self.drafts if self.units[lpn].record.parcel_id == parcel_id)
        return next(parked, "")

    def next_number(self, counter: str) -> int:
        return self.numbers[counter]

    # --- what must hold whatever happened

    def assert_accounts(self) -> None:
        """Adds up pieces, lines and units, and compares them with the balances."""
        wanted: Counter[tuple[Article, Account]] = Counter()
        for line in self.lines.values():
            wanted[line.article, Account.EXPECTED] += line.open
            wanted[line.article, Account.MISSING] += line.missing + line.wrong
        live = [row for row in self.units.values() if row.record.state is not UnitState.WITHDRAWN]
        for row in live:
            wanted[row.record.product.article, row.record.account] += 1
        found = Counter({key: count for key, count in self.balances.items() if key[1] is not Account.OUTSIDE and count})
        insist(found == +wanted, f"the balances {found} are not what stands there: {+wanted}")
        insist(sum(self.balances.values()) == 0, "the accounts do not sum to 0")
        for line in self.lines.values():
            counted = sum(row.record.line_id == line.line_id and not row.is_wrong_item for row in live)
            insist(counted == line.received, f"{line.line_id}: {line.received} received, {counted} units stand for it")

    def assert_units(self) -> None:
        """Each unit is where its state says, and on sale only with a grade that the account stands for."""
        on_bench = Counter(state.unit.lpn for state in self.benches.values() if state.unit is not None)
        insist(max(on_bench.values(), default=0) <= 1, f"a unit is open at two benches: {on_bench}")
        for lpn, row in self.units.items():
            one = row.record
            insist((one.state is UnitState.OPEN) == (on_bench[lpn] == 1), f"{lpn} is {one.state}, benches: {on_bench}")
            parked = lpn in self.drafts and self.drafts[lpn].unit is not None
            insist((one.state is UnitState.PARKED) == parked, f"{lpn} is {one.state} without its draft")
            insist(row.works == [one.work] * bool(one.work), f"{lpn} has the open work {row.works}, says {one.work}")
            self._assert_sale(lpn, row)

    def _assert_sale(self, lpn: str, row: UnitRow) -> None:
        one = row.record
        on_sale = {grade: count for grade, count in row.offers.items() if count}
        if one.account not in SELLABLE:
            insist(not on_sale, f"{lpn} is in {one.account} and on sale as {on_sale}")
            return
        insist(row.grades and one.grade is not None, f"{lpn} is sellable without a grade")
        letter = "A" if one.account is Account.SELLABLE_A else "B"
        insist(on_sale == {letter: 1}, f"{lpn} is in {one.account} and on sale as {on_sale}")
        insist(one.state is UnitState.FINISHED and not one.work, f"{lpn} is sellable, {one.state} and due for {one.work}")

    def assert_sound(self) -> None:
        self.assert_accounts()
        self.assert_units()

    def replayed(self) -> dict[str, Bench]:
        """The benches as the log of (action, found) makes them, without a look at the records."""
        benches = {name: Bench(scale=state.scale) for name, state in self.benches.items()}
        for name, action, found in self.log:
            benches[name] = reduce(benches[name], action, found, self.rules).state
        return benches


# --- how each fact is written


def _changed(world: World, lpn: str, **columns: object) -> UnitRow:
    insist(lpn in world.units, f"{lpn} is not on record")
    row = world.units[lpn]
    row.record = replace(row.record, **columns)  # type: ignore[arg-type]
    return row


def _parcel_opened(world: World, fact: happened.ParcelOpened) -> None:
    insist(fact.parcel_id and fact.parcel_id not in world.parcels, "a parcel was opened twice")
    owes = fact.kind is ParcelKind.NO_CODE
    world.parcels[fact.parcel_id] = ParcelRow(
        Parcel(fact.parcel_id, fact.tracking, fact.key, fact.kind, owes_photo=owes)
    )
    if owes:
        world.numbers["parcel"] += 1


def _parcel_reopened(world: World, fact: happened.ParcelReopened) -> None:
    row = world.parcels[fact.parcel_id]
    insist(row.state == "closed", "a parcel that is not closed was reopened")
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
    )
    insist(min(line.received, line.missing, line.wrong, line.open) >= 0, f"a count that cannot be: {line}")
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
        world, fact.lpn, state=UnitState.FINISHED, grade=fact.grade, route=fact.route, held=fact.held is not None
    ).grades.append(fact)


def _moved(world: World, fact: happened.Moved) -> None:
    move = fact.move
    if move.unit is not None and move.source is not Account.OUTSIDE:
        one = world.units[move.unit].record
        insist(one.account == move.source, f"{move.unit} is in {one.account}, not in {move.source}")
        insist(one.product.article == move.article, f"{move.unit} is no {move.article}")
        insist(one.state is not UnitState.CLOSED, f"{move.unit} is closed and moves to {move.target}")
        _changed(world, move.unit, account=move.target)
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
    insist(fact.code in fact.lines, f"{fact.code} does not stand on its label in words")
    world.units[fact.lpn].labels.append(fact)


def _label_voided(world: World, fact: happened.LabelVoided) -> None:
    world.units[fact.lpn].void.add(fact.code)


def _label_verified(world: World, fact: happened.LabelVerified) -> None:
    row = world.units[fact.lpn]
    newest = [one.code for one in row.labels if one.template != PARK][-1]
    insist(fact.code == newest and fact.code not in row.void, f"{fact.code} verified, newest is {newest}")


def _unit_parked(world: World, fact: happened.UnitParked) -> None:
    insist(fact.lpn not in world.drafts, f"{fact.lpn} is parked twice")
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


def _photo_kept(world: World, fact: happened.PhotoKept) -> None:
    if fact.parcel_id and fact.shot == "parcel":
        row = world.parcels[fact.parcel_id]
        row.parcel = replace(row.parcel, owes_photo=False)


def _nothing(_: World, __: object) -> None:
    """Kept by the records, of no weight for the bench."""


_WRITERS = {
    happened.ParcelOpened: _parcel_opened,
    happened.ParcelReopened: _parcel_reopened,
    happened.ParcelWithdrawn: _parcel_withdrawn,
    happened.ParcelClosed: _parcel_closed,
    happened.LineCounted: _line_counted,
    happened.UnitOpened: _unit_opened,
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
    happened.Destroyed: _nothing,
    happened.CertificateDue: _certificate_due,
    happened.SignedIn: _nothing,
    happened.SignedOut: _nothing,
}
