"""Looking up what an action means: one function for each kind of action, all reading in the action's own transaction.

What comes out (`Found`) is logged beside the action, so that a replay asks the records nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.access import Operator
from app.domain.bench import actions as do
from app.domain.bench.commands import acted
from app.domain.bench.found import Found, Proof, UnitRecord, UnitState
from app.domain.bench.offers import wants_serial
from app.domain.bench.outcome import Outcome
from app.domain.bench.own_codes import is_own_code
from app.domain.bench.parking import is_resumable
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench, Candidate, Product
from app.domain.evidence import StoredPhoto
from app.domain.identifiers import (
    Kind,
    UnfittingCode,
    clean_scan,
    gtin14,
    parse_badge,
    parse_command,
    parse_parcel_code,
    readings,
    serial_key,
    tracking_key,
)
from app.domain.photo_gate import MOST_CODES, Look, Stranger
from app.domain.returns import Parcel, ReturnOrder
from app.domain.rulebook import Rulebook
from app.domain.stock import Article
from app.ports import BenchRecords

UNIDENTIFIED = "UNIDENTIFIED"
UNCLAIMED = "UNCLAIMED"
LONGEST_TITLE = 200
AMAZON = "amazon"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made ready before the transaction: people whose PINs were right, pictures that are durable."""

    operator: Operator | None = None
    witness: Operator | None = None
    photo: StoredPhoto | None = None
    proof: Proof | None = None
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Resolver:
    """Looks up in `records`, for the bench in `state`. One is made for each action."""

    records: BenchRecords
    rules: Rulebook
    state: Bench
    at: datetime
    key: str

    def found(self, action: do.Action, prepared: Prepared) -> Found:
        """Everything the reducer must know to take this action. Raises `Refused` for a code that is none."""
        base = Found(
            at=self.at.isoformat(),
            key=self.key,
            operator=prepared.operator,
            witness=prepared.witness,
            photo=prepared.photo,
            look=prepared.look,
            proof=prepared.proof,
            scale=self.state.scale,
        )
        command = parse_command(action.code) if isinstance(action, do.Scan) else None
        if command is not None and self.state.operator is not None:
            action = acted(command, self.state, self.rules)
        look = _LOOK.get(type(action))
        return base if look is None else look(self, action, base)

    def scan(self, action: do.Scan, base: Found) -> Found:
        """A scan means what the step makes of it, a command code what it stands for; only that is looked up."""
        state = self.state
        if state.operator is None:
            return replace(base, badge=self._badge(action.code))
        if state.label is not None:
            return self.last_label(action, base)
        if state.unit is not None:
            return self._scan_with_unit(action.code, base, state)
        if state.parcel is not None:
            return self._scan_item(action.code, base)
        return self._scan_idle(action.code, base)

    def _badge(self, code: str) -> str:
        """A badge on record, as our printed code or as the badge itself was made."""
        badge = parse_badge(code) or code.strip()
        return badge if self.records.user(badge) is not None else ""

    def _scan_with_unit(self, code: str, base: Found, state: Bench) -> Found:
        article = state.unit.product.article if state.unit else Article("", "")
        holder = self.records.unit_by_serial(article.client, serial_key(code))
        base = replace(base, serial_holder=holder, tracking_key=tracking_key(code), unit=self._unit(code))
        if state.unit is None or not wants_serial(state.unit):
            return base
        # The commonest slip: a box label instead of the serial number. What names a parcel or an article is none.
        parcel = self.records.parcel_by_code((tracking_key(code), code.strip().upper()))
        other = parcel if parcel is not None and parcel.key != (state.parcel.key if state.parcel else "") else None
        return replace(base, parcel=other, products=self._products(code))

    def _scan_item(self, code: str, base: Found) -> Found:
        products = self._products(code)
        unit = self._unit(code)
        return replace(
            base,
            products=products,
            fba=self._said_by_amazon(code),
            unit=unit,
            draft=self.records.draft(unit.lpn) if unit is not None else None,
            parcel=self._fresh_parcel(),
            tracking_key=tracking_key(code),
            next_lpn=self.records.next_number("lpn") if products or self.state.whose else 0,
        )

    def _scan_idle(self, code: str, base: Found) -> Found:
        unit = self._unit(code)
        if unit is not None:
            return self._of_unit(replace(base, unit=unit), unit.lpn)
        parcel = self.records.parcel_by_code((tracking_key(code), code.strip().upper()))
        if parcel is not None:
            return self._with_parked(replace(base, parcel=parcel))
        # A parcel code of ours that is not on record was never given out: it opens nothing.
        known = any(one.kind is Kind.TRACKING for one in readings(code)) and parse_parcel_code(code) is None
        return replace(base, products=self._products(code), tracking_key=tracking_key(code) if known else "")

    def _with_parked(self, base: Found) -> Found:
        """A parcel of which only a parked unit is left brings that unit back."""
        parcel = base.parcel
        if parcel is None or not parcel.parcel_id or parcel.open_lines:
            return base
        lpn = self.records.parked_in(parcel.parcel_id)
        with_unit = self._of_unit(base, lpn) if lpn else base
        if with_unit.unit is None or with_unit.draft is None or not is_resumable(with_unit.unit, with_unit.draft):
            return base
        return with_unit

    def _of_unit(self, base: Found, lpn: str) -> Found:
        unit = self.records.unit(lpn)
        if unit is None:
            return base
        product = self.records.products_by_sku(unit.product.article.sku)
        current = [one for one in product if one.article == unit.product.article] or [unit.product]
        return replace(
            base,
            unit=unit,
            draft=self.records.draft(lpn),
            parcel=self.records.parcel(unit.parcel_id),
            products=self._candidates(current[:1]),
        )

    def _unit(self, code: str) -> UnitRecord | None:
        lpns = [one.key for one in readings(code) if one.kind is Kind.LPN]
        return self.records.unit(lpns[0]) if lpns else None

    def _said_by_amazon(self, code: str) -> ReturnOrder | None:
        lpns = [one.key for one in readings(code) if one.kind is Kind.LPN and one.carrier == AMAZON]
        return self.records.said_by_amazon(lpns[0]) if lpns else None

    def _products(self, code: str) -> tuple[Candidate, ...]:
        codes = [code, code.upper()]
        for one in readings(code):
            codes += [text for text in (one.gtin, gtin14(code), one.key) if text]
        return self._candidates(self.records.products_by_code(tuple(dict.fromkeys(codes))))

    def _candidates(self, products: Iterable[Product]) -> tuple[Candidate, ...]:
        return tuple(Candidate(product, self.rules.current(product.category)) for product in products)

    def _fresh_parcel(self) -> Parcel | None:
        parcel = self.state.parcel
        return self.records.parcel(parcel.parcel_id) if parcel is not None else None

    def strangers(self, _: do.TakePhoto, base: Found) -> Found:
        """Whose the codes are that were read in a picture, where they are not of the piece on the bench."""
        codes = base.look.codes[:MOST_CODES] if base.look is not None else ()
        named = [Stranger(code, whose) for code in codes if (whose := self._whose(code))]
        return replace(base, strangers=tuple(named))

    def _whose(self, code: str) -> str:
        """The other unit or parcel in the house that a code names, or empty: the codes of articles name neither."""
        state = self.state
        if is_own_code(state.unit, state.parcel, code):
            return ""
        try:
            text = clean_scan(code)
        except UnfittingCode:
            return ""
        kinds = {one.kind for one in readings(text)}
        if Kind.LPN in kinds:
            unit = self._unit(text)
            return unit.lpn if unit is not None and unit.state is not UnitState.CLOSED else ""
        if Kind.TRACKING in kinds or parse_parcel_code(text) is not None:
            parcel = self.records.parcel_by_code((tracking_key(text), text.strip().upper()))
            if parcel is not None and not self._is_open(parcel):
                return parcel.tracking
        if state.unit is None or not state.unit.product.serial_tracked or Kind.GTIN in kinds:
            return ""
        holder = self.records.unit_by_serial(state.unit.product.article.client, serial_key(text))
        return holder if holder != state.unit.lpn else ""

    def _is_open(self, parcel: Parcel) -> bool:
        """Whether it is the open parcel, or the one that the open unit came in."""
        mine = {
            self.state.unit.parcel_id if self.state.unit else "",
            self.state.parcel.parcel_id if self.state.parcel else "",
        }
        return bool(parcel.parcel_id) and parcel.parcel_id in mine

    def named_unit(self, action: do.Resume | do.Review | do.CloseWork | do.Destroy, base: Found) -> Found:
        """A unit named by its LPN or one of its label codes."""
        if base.proof is not None and self.records.photo_known(base.proof.photo.sha256):
            base = replace(base, proof=replace(base.proof, known=True))
        unit = self._unit(action.unit)
        return base if unit is None else self._of_unit(base, unit.lpn)

    def film(self, action: do.KeepFilm, base: Found) -> Found:
        """The parcel or unit that a film is of, and whether the film is on record."""
        if base.proof is not None and self.records.photo_known(base.proof.photo.sha256):
            base = replace(base, proof=replace(base.proof, known=True))
        unit = self._unit(action.unit) if action.unit else None
        parcel = self.records.parcel(action.parcel_id) if action.parcel_id else None
        return replace(base, unit=unit, parcel=parcel)

    def last_label(self, _: do.Action, base: Found) -> Found:
        """The unit of the label on the bench, or of the last one; the parcel as it is now."""
        label = self.state.label or self.state.last
        unit = self.records.unit(label.lpn) if label is not None and self.state.unit is None else None
        return replace(base, unit=unit, parcel=self._fresh_parcel())

    def again(self, _: do.GiveAnswer, base: Found) -> Found:
        """Answers about parcels and items may open a unit."""
        if self.state.again is not None:
            return replace(base, parcel=self.records.parcel(self.state.again.parcel_id))
        if not self.state.whose:
            return base
        return replace(base, parcel=self._fresh_parcel(), next_lpn=self.records.next_number("lpn"))

    def fresh(self, _: do.Action, base: Found) -> Found:
        """The open parcel as the records have it."""
        return replace(base, parcel=self._fresh_parcel())

    def without_code(self, action: do.NoCode, base: Found) -> Found:
        """An item by its SKU, else a placeholder under which it can be found again."""
        if action.of == "parcel":
            return replace(base, next_parcel=self.records.next_number("parcel"))
        if action.sku.strip():
            products = self.records.products_by_sku(action.sku.strip())
        else:
            products = self._placeholders(action.description)
        return replace(
            base,
            products=self._candidates(products),
            parcel=self._fresh_parcel(),
            next_lpn=self.records.next_number("lpn"),
        )

    def danger(self, action: do.Danger, base: Found) -> Found:
        """The unit on the bench, or every article that the open parcel still awaits."""
        base = self.last_label(action, base)
        if meant := self.state.waits or self.state.shown:
            base = replace(base, unit=self.records.unit(meant))
        parcel = self.state.parcel
        if parcel is None or self.state.unit is not None or (base.unit is not None and self.state.label is not None):
            return base
        products = {
            product.article: product
            for line in parcel.open_lines
            for product in self.records.products_by_sku(line.article.sku)
            if product.article == line.article
        }
        for line in parcel.open_lines:  # an article that has left the catalogue must not keep danger from being said
            products.setdefault(line.article, Product(line.article, line.article.sku))
        known = tuple(products.values()) or self._placeholders(f"danger: {action.kind}")
        return replace(base, products=self._candidates(known), next_lpn=self.records.next_number("lpn"))

    def _placeholders(self, description: str) -> tuple[Product, ...]:
        clients = self.state.parcel.clients if self.state.parcel else ()
        title = description.strip()[:LONGEST_TITLE] or "not identified"
        return tuple(
            Product(Article(client, UNIDENTIFIED), title, identified=False) for client in clients or (UNCLAIMED,)
        )


def cleaned(action: do.Action) -> do.Action:
    """A scan without what the scanner put around it. Raises `Refused` for what no code of the trade holds."""
    if not isinstance(action, do.Scan):
        return action
    try:
        return do.Scan(clean_scan(action.code))
    except UnfittingCode as unfitting:
        raise Refused(unfitting.code, unfitting.message, unfitting.hint) from unfitting


def with_newest_label(records: BenchRecords, state: Bench) -> Bench:
    """As an answer is to tell it: the label that is awaited has the code that counts, whoever printed it meanwhile; one
    that certainly never came out is as good as void, for what moves the bench on is a new one."""
    label = state.label
    record = records.unit(label.lpn) if label is not None and not label.void else None
    if label is None or record is None or not record.newest_code:
        return state
    return replace(state, label=replace(label, code=record.newest_code, void=record.unprinted))


def as_told(records: BenchRecords, before: Bench, outcome: Outcome) -> Outcome:
    """Likewise an act that left the awaited label as it was: what it printed itself is the newest."""
    if outcome.state.label is not before.label:
        return outcome
    return replace(outcome, state=with_newest_label(records, outcome.state))


_LOOK: dict[type[do.Action], Callable[[Resolver, Any, Found], Found]] = {
    do.Scan: Resolver.scan,
    do.GiveAnswer: Resolver.again,
    do.TakePhoto: Resolver.strangers,
    do.Accept: Resolver.last_label,
    do.CloseParcel: Resolver.fresh,
    do.Back: Resolver.fresh,
    do.NoCode: Resolver.without_code,
    do.Danger: Resolver.danger,
    do.Resume: Resolver.named_unit,
    do.Reprint: Resolver.last_label,
    do.VoidLabel: Resolver.last_label,
    do.CloseWork: Resolver.named_unit,
    do.Review: Resolver.named_unit,
    do.KeepFilm: Resolver.film,
    do.Destroy: Resolver.named_unit,
}
