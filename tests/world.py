"""A small house in memory: it plays the records to the bench, and takes no fact that does not add up.

`World.act` does what the bench's lane does: look up (by the real resolver), reduce, write. Writing is strict: a count
below 0 or above what was announced, a piece that is not where a move takes it from, an LPN or a label code twice, a
closed unit that moves: each raises `DoesNotAddUp`. `assert_accounts` adds everything up from the other side.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from app.domain.access import Operator, Role
from app.domain.bench import actions as do
from app.domain.bench.found import Found, Proof, UnitRecord, UnitState
from app.domain.bench.labels import label_of
from app.domain.bench.offers import expects, step_of
from app.domain.bench.outcome import Outcome
from app.domain.bench.reducer import reduce
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, Label, ParkedDraft, Product, Unit
from app.domain.evidence import StoredPhoto
from app.domain.identifiers import gtin14, tracking_key
from app.domain.money import Money
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.rulebook import Rulebook
from app.domain.stock import GONE, SELLABLE, Account, Article, Entry
from app.ports import UserRecord
from app.services.resolving import Prepared, Resolver, cleaned
from tests import made_once
from tests.world_writing import PARK, WRITERS, DoesNotAddUp, ParcelRow, UnitRow, insist, settle

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PHOTO = StoredPhoto("a" * 64, 1000, 640, 480, "jpeg")
ANN = Operator("u-ann", "1001", "Ann", Role.INSPECTOR)
BOB = Operator("u-bob", "1002", "Bob", Role.INSPECTOR)
SUE = Operator("u-sue", "2001", "Sue", Role.SUPERVISOR)
PAT = Operator("u-pat", "2002", "Pat", Role.SUPERVISOR)
CAL = Operator("u-cal", "3001", "Cal", Role.CLIENT_SERVICE)
STAFF = {one.badge: one for one in (ANN, BOB, SUE, PAT, CAL)}
SHARED_BARCODE = "4006381333931"


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
KIT = product("ACME", "KIT", category="hard goods", components=("LAMP", "2 × CUP"), accessories=("bag",))
CATALOGUE = (CUP, MUG, SHOE, PHONE, SOAP, BANK, LAMP, OTHER_LAMP, KIT)


@cache
def shipped_rules(site: str = "US-NJ") -> Rulebook:
    """The rules that ship with the program."""
    library = made_once.library(Path(__file__).parents[1] / "resources")
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
        self.photos: set[str] = set()
        self.ledger: list[Entry] = []
        self.balances: Counter[tuple[Article, Account]] = Counter()
        for line in self.lines.values():
            self._expect(line)
        self.log: list[tuple[str, do.Action, Found]] = []
        self.keys = 0
        self.actor: Operator | None = None

    def _expect(self, line: ReturnLine) -> None:
        self.balances[line.article, Account.EXPECTED] += line.quantity
        self.balances[line.article, Account.OUTSIDE] -= line.quantity

    def announce(self, announced: tuple[str, ReturnOrder]) -> None:
        """An order comes in while the benches work; pieces that were finished before it take its lines at once."""
        key, one = announced
        self.orders.setdefault(key, []).append(one)
        for line in one.lines:
            self.lines[line.line_id] = line
            self._expect(line)
            settle(self, key, line)

    def call_off(self, line_id: str) -> None:
        """What has not come of a line is called off while the benches work."""
        line = self.lines[line_id]
        self.lines[line_id] = replace(
            line, quantity=line.quantity - line.open, called_off=line.called_off + line.open, was_called_off=True
        )
        self.balances[line.article, Account.EXPECTED] -= line.open
        self.balances[line.article, Account.OUTSIDE] += line.open

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
        outcome, found, action = self.tried(action, bench, operator=operator, witness=witness, proof=proof, photo=photo)
        self.keys += 1
        self.actor = state.operator or outcome.state.operator
        try:
            for fact in outcome.facts:
                WRITERS[type(fact)](self, fact)
        except DoesNotAddUp as wrong:
            raise DoesNotAddUp(f"{wrong}, by {action} at {bench}, after {len(self.log)} acts") from None
        self.benches[bench] = outcome.state
        self.log.append((bench, action, found))
        return outcome

    def tried(
        self,
        action: do.Action,
        bench: str = "one",
        *,
        operator: Operator | None = None,
        witness: Operator | None = None,
        proof: tuple[str, ...] | None = None,
        photo: StoredPhoto | None = None,
    ) -> tuple[Outcome, Found, do.Action]:
        """What the action would do, with what it resolves to; nothing is written. Raises `Refused`."""
        state = self.benches[bench]
        if isinstance(action, do.TakePhoto):
            photo = photo or PHOTO
        shown = photo or replace(PHOTO, sha256=f"{self.keys + 1:064x}")
        prepared = Prepared(operator, witness, photo, None if proof is None else Proof(shown, proof))
        action = cleaned(action)
        resolver = Resolver(self, self.rules, state, NOW, f"K{self.keys + 1:04d}")  # type: ignore[arg-type]
        found = resolver.found(action, prepared)
        return reduce(state, action, found, self.rules), found, action

    def refuses(self, action: do.Action, bench: str = "one", **given: Any) -> str:
        """The code of the refusal that this action meets; everything is as it was before."""
        before = self.picture()
        try:
            self.act(action, bench, **given)
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
        numbers = (dict(self.numbers), frozenset(self.photos))
        counts = (tuple(self.ledger), dict(self.lines), numbers, dict(self.drafts), len(self.log))
        return dict(self.benches), parcels, units, counts

    def step(self, bench: str = "one") -> str:
        return step_of(self.benches[bench], self.rules).value

    def expects(self, bench: str = "one") -> dict[str, Any]:
        return expects(self.benches[bench], self.rules)

    def sign_in(self, operator: Operator = ANN, bench: str = "one") -> World:
        self.act(do.SignIn(operator.badge), bench, operator=operator)
        return self

    def open_unit(self, bench: str = "one") -> Unit:
        unit = self.benches[bench].unit
        insist(unit is not None, "no unit is open")
        return cast("Unit", unit)

    def open_label(self, bench: str = "one") -> Label:
        label = self.benches[bench].label
        insist(label is not None, "no label is awaited")
        return cast("Label", label)

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
        orders = () if row.is_reuse else self._orders(row.parcel.key)
        closed, withdrawn = row.state == "closed", row.state == "withdrawn"
        return replace(row.parcel, orders=orders, finished=closed, withdrawn=withdrawn)

    def _orders(self, key: str) -> tuple[ReturnOrder, ...]:
        return tuple(
            replace(one, lines=tuple(self.lines[line.line_id] for line in one.lines))
            for one in self.orders.get(key, ())
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
            hazard=dict(newest.fields).get("hazard", "") if newest is not None else "",
            template=newest.template if newest is not None else "",
            prints=max((one.sequence for one in row.labels), default=0),
            codes=tuple(filter(None, (lpn, *row.valid_codes, row.record.serial))),
            offered=sum(row.offers.values()) > 0,
        )

    def user(self, badge: str) -> UserRecord | None:
        return UserRecord(STAFF[badge], "") if badge in STAFF else None

    def is_active(self, user_id: str) -> bool:
        return any(one.user_id == user_id for one in STAFF.values())

    def photo_known(self, sha256: str) -> bool:
        return sha256 in self.photos

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
        if found != +wanted:  # looked at after each act: the words are made only where they are said
            raise DoesNotAddUp(f"the balances {found} are not what stands there: {+wanted}")
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
            if (one.state is UnitState.OPEN) != (on_bench[lpn] == 1):
                raise DoesNotAddUp(f"{lpn} is {one.state}, benches: {on_bench}")
            parked = lpn in self.drafts and self.drafts[lpn].unit is not None
            insist((one.state is UnitState.PARKED) == parked, f"{lpn} is {one.state} without its draft")
            insist(row.works == [one.work] * bool(one.work), f"{lpn} has the open work {row.works}, says {one.work}")
            self._assert_sale(lpn, row)
            self._assert_label(lpn)

    def _assert_sale(self, lpn: str, row: UnitRow) -> None:
        one = row.record
        on_sale = {grade: count for grade, count in row.offers.items() if count}
        if one.account not in SELLABLE:
            insist(not on_sale, f"{lpn} is in {one.account} and on sale as {on_sale}")
            return
        insist(row.grades and one.grade is not None, f"{lpn} is sellable without a grade")
        letter = "A" if one.account is Account.SELLABLE_A else "B"
        insist(on_sale == {letter: 1}, f"{lpn} is in {one.account} and on sale as {on_sale}")
        insist(
            one.state is UnitState.FINISHED and not one.work, f"{lpn} is sellable, {one.state} and due for {one.work}"
        )

    def _assert_label(self, lpn: str) -> None:
        """No label that counts says what the records do not."""
        one = self.unit(lpn)
        if one is None or one.state is not UnitState.FINISHED or not one.newest_code:
            return
        says = next(label.fields for label in self.units[lpn].labels if label.code == one.newest_code)
        now = label_of(one)
        if now is None or any((name, now.says(name)) not in says for name in ("grade", "work")):
            raise DoesNotAddUp(f"the label of {lpn} says {says}; it is {now}")

    def assert_sound(self) -> None:
        self.assert_accounts()
        self.assert_units()

    def replayed(self) -> dict[str, Bench]:
        """The benches as the log of (action, found) makes them, without a look at the records."""
        benches = {name: Bench(scale=state.scale) for name, state in self.benches.items()}
        for name, action, found in self.log:
            benches[name] = reduce(benches[name], action, found, self.rules).state
        return benches
