"""What the chain vouches for: each kind of record with its rows, and the facts of the chain that its rows must fit.

To have another kind compared: a line in `RECORDED`. The columns of its rows carry the names of the fact's fields; `at`,
`operator` and `station` are those of the entry that tells the fact. A column named `…_sha256` is compared by the
SHA-256 of its text, for what is too long for the chain or must not stand in it. Declares only; reads nothing itself.

A row that is never changed is told once, whole. Of one that is, every change tells how it stands then, with a `version`
by which the newest is known whatever the benches' clocks say; or it tells by how much it counts on (`counts`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, case, cast, literal, or_, select

from app.domain.bench.found import UnitState
from app.store import models as m

Item = dict[str, Any]
Fact = Mapping[str, Any]

UNIT_STOOD = ("state", "account", "round", "flags", "serial", "grade", "route", "held", "work", "line_id")
UNIT_STANDS = (*UNIT_STOOD, "grams", "amazon_lpn")
"""The columns of a unit that change in the course of its way and are told anew at each change; at first fewer were."""
BY_THE_WAY = frozenset({"grams"})
"""What is told with the next change, for it makes no audit entry by itself: a unit is weighed while it is open."""

PARCEL_STANDS = ("state", "outcome", "reopened", "owes_photo", "closed_at")

LINE_SAID = (
    "client", "platform", "number", "rma", "sku", "serial", "size", "colour", "reason_code", "reason_text",
    "customer_note", "requested_at", "notes",
)  # fmt: skip
"""What an announcement says of a line, but for its pieces; told as one digest, with its parcel's number."""

LABEL_STATES = {"printed": 1, "verified": 2, "void": 3}
"""In the order in which a label can take them."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A kind of record: how people call it, its rows, and which facts of a told fact are its items.

    Attributes:
        newest: of several facts about a row the one with the highest `version` says how it stands
        counts: columns that are the sum of what their facts tell, 0 where nothing was told
        later: it is told since a later version of the program only; a row that no fact speaks of is of before that
        digested: the name of one field that is the digest of all other columns; told empty, the row is gone

    """

    name: str
    rows: Select[*tuple[Any, ...]]
    told: Callable[[Fact], Iterable[Fact]]
    newest: bool = False
    counts: tuple[str, ...] = ()
    later: bool = False
    digested: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of an item's fields, its id first."""
        if self.digested:
            return ("id", self.digested)
        return tuple(dict.fromkeys(["id", *(str(column.key) for column in self.rows.selected_columns)]))


def _each(kind: str, **having: object) -> Callable[[Fact], Iterable[Fact]]:
    """Facts of one kind, of which these fields have these values (`...`: are there at all)."""

    def told(fact: Fact) -> Iterable[Fact]:
        if fact.get("kind") == kind and all(
            name in fact and value in (..., fact[name]) for name, value in having.items()
        ):
            yield fact

    return told


def _grades(fact: Fact) -> Iterable[Fact]:
    if fact.get("kind") == "grade":
        yield {**fact, **(fact.get("rules") or {})}


def _answers(fact: Fact) -> Iterable[Fact]:
    """Those that a grade rests on: once for each revision of the round, on both sides."""
    if fact.get("kind") == "grade":
        unit, round_ = fact.get("unit"), fact.get("round")
        for answer in fact.get("answers", ()):
            yield {**answer, "id": f"{answer.get('question')}, {unit}, round {round_}", "unit": unit, "round": round_}


def _ended_work(fact: Fact) -> Iterable[Fact]:
    if fact.get("kind") == "work" and fact.get("state") in ("closed", "cancelled"):
        yield fact


def _offers(fact: Fact) -> Iterable[Fact]:
    """Where a unit is sold; before there were several places, every offer was on its ordinary listings."""
    if fact.get("kind") == "allocation" and fact.get("state") == "began":
        yield {"place": "listing", "channel": "", "bundle": "", **fact}


def _prints(fact: Fact) -> Iterable[Fact]:
    """What stands on a print; before there were fields, lines were told, and since then none are."""
    if fact.get("kind") == "label" and "template" in fact:
        yield {"fields": {}, "lines": [], **fact}


def _label_states(fact: Fact) -> Iterable[Fact]:
    if fact.get("kind") == "label":
        state = fact.get("state", "printed")
        reason = fact.get("reason", "") if state == "void" else ""
        yield {"id": fact["id"], "state": state, "void_reason": reason, "version": LABEL_STATES[state]}


def _certificate_states(fact: Fact) -> Iterable[Fact]:
    """One that has its number counts, until it is told void and by what it is replaced."""
    if fact.get("kind") == "certificate":
        counts = {"voided_at": None, "voided_by": None, "void_reason": "", "replaced_by": ""}
        yield {"id": fact["id"], **counts, "version": 1}
    elif fact.get("kind") == "certificate_state":
        yield fact


def _line_counts(fact: Fact) -> Iterable[Fact]:
    if fact.get("kind") in ("line", "announced_line"):
        yield fact


def _weights(fact: Fact) -> Iterable[Fact]:
    """Since they are told; of a unit that is open no weight counts yet."""
    if fact.get("kind") == "stands" and "grams" in fact:
        yield {**fact, "grams": None if fact.get("state") == UnitState.OPEN.value else fact["grams"]}


def _rules(fact: Fact) -> Iterable[Fact]:
    """A version of a checklist or policy that came after the first; the same one never has other content."""
    if fact.get("kind") == "rules":
        yield {**fact, "id": f"{fact['rules']} {fact['id']} {fact['after']}", "version": 1}


def _said(fact: Fact) -> Iterable[Fact]:
    """What an announcement says of a line, since that is told."""
    if fact.get("kind") == "announced_line" and "said_sha256" in fact:
        yield fact


def _sales(fact: Fact) -> Iterable[Fact]:
    """A unit is sold, then perhaps no longer: the order is called off."""
    if fact.get("kind") == "unit_sale":
        yield {**fact, "version": 2 if fact.get("cancelled_at") else 1}


def _drafts(fact: Fact) -> Iterable[Fact]:
    """A draft is laid down once and taken once: what is left are the units that are parked."""
    if fact.get("kind") == "park":
        yield {**fact, "laid_down": 1 if fact.get("state") == "parked" else -1}


def _changes(kind: str) -> Callable[[Fact], Iterable[Fact]]:
    """What adding a person told first, and each change of it since."""

    def told(fact: Fact) -> Iterable[Fact]:
        if fact.get("kind") == "user_added":
            yield {**fact, "version": 0}
        elif fact.get("kind") == kind:
            yield fact

    return told


def _doors(fact: Fact) -> Iterable[Fact]:
    """Who is let in. Before people could be let in again no version was told: the first change is the only one."""
    if fact.get("kind") == "user_added":
        yield {**fact, "disabled": False, "version": 0}
    elif fact.get("kind") in ("user_disabled", "user_enabled"):
        yield {"version": 1, **fact, "disabled": fact["kind"] == "user_disabled"}


def _given_pins(fact: Fact) -> Iterable[Fact]:
    """Whose PIN somebody else set. Before that was kept, every PIN counted as its owner's."""
    yield from ({"pin_given": False, **told} for told in _changes("user_pin")(fact))


RECORDED: tuple[Recorded, ...] = (
    Recorded(
        "Ledger entry",
        select(
            m.Ledger.id, m.Ledger.at, m.Ledger.client, m.Ledger.sku, m.Ledger.unit, m.Ledger.account,
            m.Ledger.quantity, m.Ledger.reason, m.Ledger.station,
        ),
        _each("ledger"),
    ),
    Recorded(
        "Parcel",
        select(
            m.Parcel.id, m.Parcel.opened_at.label("at"), m.Parcel.station, m.Parcel.tracking, m.Parcel.key,
            m.Parcel.kind.label("parcel_kind"), m.Parcel.description,
        ),
        _each("parcel", state="open"),
    ),
    Recorded(
        "Announced line",
        select(
            m.ReturnLine.id, m.ReturnLine.quantity.label("announced"), m.ReturnLine.received, m.ReturnLine.missing,
            m.ReturnLine.wrong,
        ),
        _line_counts,
        counts=("announced", "received", "missing", "wrong"),
    ),
    Recorded(
        "What was announced of line",
        select(m.ReturnLine.id, *(getattr(m.ReturnLine, name) for name in LINE_SAID), m.ReturnOrder.tracking_key)
        .join(m.ReturnOrder, m.ReturnOrder.id == m.ReturnLine.order_id),
        _said,
        newest=True,
        later=True,
        digested="said_sha256",
    ),
    Recorded(
        "The standing of parcel",
        select(m.Parcel.id, *(getattr(m.Parcel, name) for name in PARCEL_STANDS)),
        _each("parcel_stands"),
        newest=True,
        later=True,
    ),
    Recorded(
        "Unit",
        select(
            m.Unit.lpn.label("id"), m.Unit.opened_at.label("at"), m.Unit.client, m.Unit.sku,
            m.Unit.parcel_id.label("parcel"), m.Unit.product.label("product_sha256"),
        ),
        _each("unit", client=...),
    ),
    Recorded(
        "The standing of unit",
        select(m.Unit.lpn.label("id"), *(getattr(m.Unit, name) for name in UNIT_STOOD)),
        _each("stands"),
        newest=True,
    ),
    Recorded(
        "Weight and number of unit",
        select(
            m.Unit.lpn.label("id"), m.Unit.amazon_lpn,
            case((m.Unit.state == UnitState.OPEN.value, None), else_=m.Unit.grams).label("grams"),
        ),
        _weights,
        newest=True,
        later=True,
    ),
    Recorded(
        "Photo",
        select(
            m.Photo.id, m.Photo.at, m.Photo.operator, m.Photo.station, m.Photo.sha256, m.Photo.size, m.Photo.unit,
            m.Photo.parcel_id.label("parcel"), m.Photo.shot, m.Photo.round, m.Photo.overrule,
        ),
        _each("photo"),
    ),
    Recorded(
        "Deleted photo",
        select(
            m.EvidenceDeletion.id, m.EvidenceDeletion.at, m.EvidenceDeletion.operator, m.EvidenceDeletion.station,
            m.EvidenceDeletion.sha256, m.EvidenceDeletion.size, m.EvidenceDeletion.rule, m.EvidenceDeletion.reason,
        ),
        _each("evidence_deleted"),
    ),
    Recorded(
        "Rules",
        select(
            (m.Rulebook.kind + " " + m.Rulebook.id + " " + cast(m.Rulebook.version, Text)).label("id"),
            m.Rulebook.sha256,
        ),
        _rules,
        newest=True,
        later=True,
    ),
    Recorded("Withdrawn photo", select(m.Photo.id).where(m.Photo.withdrawn), _each("photo_withdrawn")),
    Recorded(
        "Grade",
        select(
            m.Inspection.id, m.Inspection.at, m.Inspection.operator, m.Inspection.station, m.Inspection.unit,
            m.Inspection.round, m.Inspection.revision, m.Inspection.grade,
            m.Inspection.proposed_grade.label("proposed"), m.Inspection.regrade_reason, m.Inspection.cause,
            m.Inspection.checklist, m.Inspection.checklist_version, m.Inspection.grading_version.label("grading"),
            m.Inspection.routes_version.label("routes"), m.Inspection.holds_version.label("holds"),
            m.Inspection.reasons, m.Inspection.findings,
        ),
        _grades,
    ),
    Recorded(
        "Answer",
        select(
            m.Answer.question, m.Answer.unit, m.Answer.round, m.Answer.choices, m.Answer.note, m.Answer.settled_by,
            m.Answer.operator, m.Answer.at,
        )
        .join(m.Inspection, (m.Inspection.unit == m.Answer.unit) & (m.Inspection.round == m.Answer.round))
        .where(~m.Answer.withdrawn),
        _answers,
    ),
    Recorded(
        "Route",
        select(
            m.Disposition.id, m.Disposition.at, m.Disposition.inspection, m.Disposition.unit, m.Disposition.route,
            m.Disposition.account, m.Disposition.held, m.Disposition.reason, m.Disposition.net,
            m.Disposition.currency, m.Disposition.options.label("options_sha256"),
        ),
        _each("route"),
    ),
    Recorded(
        "Certificate",
        select(
            m.Certificate.number.label("id"), m.Certificate.at, m.Certificate.operator, m.Certificate.station,
            m.Certificate.kind.label("certificate"), m.Certificate.unit, m.Certificate.payload,
        ),
        _each("certificate"),
    ),
    Recorded(
        "The state of certificate",
        select(
            m.Certificate.number.label("id"), m.Certificate.voided_at, m.Certificate.voided_by,
            m.Certificate.void_reason, m.Certificate.replaced_by,
        ),
        _certificate_states,
        newest=True,
    ),
    Recorded(
        "Copy of certificate",
        select(
            m.CertificateCopy.id, m.CertificateCopy.at, m.CertificateCopy.operator, m.CertificateCopy.station,
            m.CertificateCopy.number, m.CertificateCopy.sha256, m.CertificateCopy.size,
        ),
        _each("certificate_copy"),
    ),
    Recorded(
        "Review",
        select(
            m.Review.id, m.Review.at, m.Review.operator, m.Review.unit, m.Review.decision, m.Review.grade_before,
            m.Review.grade, m.Review.reason,
        ),
        _each("review"),
    ),
    Recorded(
        "Label",
        select(
            m.Label.id, m.Label.at, m.Label.operator, m.Label.unit, m.Label.template, m.Label.code, m.Label.sequence,
            m.Label.fields, m.Label.lines, m.Label.reprint_of, m.Label.reason,
        ),
        _prints,
    ),
    Recorded(
        "The state of label", select(m.Label.id, m.Label.state, m.Label.void_reason), _label_states, newest=True
    ),
    Recorded(
        "Draft",
        select(m.Draft.unit.label("id"), m.Draft.draft.label("draft_sha256"), literal(1).label("laid_down")),
        _drafts,
        counts=("laid_down",),
    ),
    Recorded(
        "Work order",
        select(
            m.WorkOrder.id, m.WorkOrder.opened_at.label("at"), m.WorkOrder.opened_by.label("operator"),
            m.WorkOrder.unit, m.WorkOrder.kind.label("work"),
        ),
        _each("work", state="open"),
    ),
    Recorded(
        "Ended work order",
        select(
            m.WorkOrder.id, m.WorkOrder.closed_at.label("at"), m.WorkOrder.closed_by.label("operator"),
            m.WorkOrder.outcome.label("state"), m.WorkOrder.proof, m.WorkOrder.photo,
        ).where(
            or_(
                *(column.is_not(None) for column in (m.WorkOrder.closed_at, m.WorkOrder.closed_by, m.WorkOrder.photo)),
                *(column != "" for column in (m.WorkOrder.outcome, m.WorkOrder.proof)),
            )
        ),
        _ended_work,
    ),
    Recorded(
        "Offer",
        select(
            m.Allocation.id, m.Allocation.began_at.label("at"), m.Allocation.unit, m.Allocation.client,
            m.Allocation.sku, m.Allocation.grade, m.Allocation.place, m.Allocation.channel, m.Allocation.bundle,
        ),
        _offers,
    ),
    Recorded(
        "Reservation",
        select(
            m.ExchangeReservation.id, m.ExchangeReservation.reserved_at.label("at"),
            m.ExchangeReservation.reserved_by.label("operator"), m.ExchangeReservation.unit,
            m.ExchangeReservation.number, m.ExchangeReservation.until,
        ),
        _each("reservation"),
    ),
    Recorded(
        "Ended reservation",
        select(
            m.ExchangeReservation.id, m.ExchangeReservation.ended_at.label("at"),
            m.ExchangeReservation.ended_by.label("operator"), m.ExchangeReservation.outcome,
            m.ExchangeReservation.reason,
        ).where(
            or_(
                m.ExchangeReservation.ended_at.is_not(None), m.ExchangeReservation.ended_by.is_not(None),
                m.ExchangeReservation.outcome != "", m.ExchangeReservation.reason != "",
            )
        ),
        _each("reservation_ended"),
    ),
    Recorded(
        "Ended offer",
        select(m.Allocation.id, m.Allocation.ended_at.label("at")).where(m.Allocation.ended_at.is_not(None)),
        _each("allocation", state="ended"),
    ),
    Recorded("Sale of unit", select(*m.UnitSale.__table__.columns), _sales, newest=True, later=True),
    Recorded(
        "Message to a channel",
        select(
            m.Outbox.id, m.Outbox.created_at.label("at"), m.Outbox.allocation, m.Outbox.listing, m.Outbox.channel,
            m.Outbox.client, m.Outbox.sku, m.Outbox.grade, m.Outbox.unit, m.Outbox.op, m.Outbox.quantity,
        ),
        _each("outbox"),
    ),
    Recorded(
        "Offer of a unit", select(m.Outbox.id).where(m.Outbox.sells), _each("outbox", sells=True)
    ),
    Recorded(
        "Confirmed message",
        select(m.Outbox.id, m.Outbox.confirmed_at.label("at")).where(
            or_(m.Outbox.confirmed_at.is_not(None), m.Outbox.state == "confirmed")
        ),
        _each("outbox_confirmed"),
    ),
    Recorded(
        "Write to a channel",
        select(
            m.ChannelWrite.id, m.ChannelWrite.channel, m.ChannelWrite.listing, m.ChannelWrite.key,
            m.ChannelWrite.digest, m.ChannelWrite.delta, m.ChannelWrite.rows,
        ),
        _each("channel_write"),
    ),
    Recorded(
        "The state of write",
        select(m.ChannelWrite.id, m.ChannelWrite.state),
        _each("channel_write_stands"),
        newest=True,
    ),
    Recorded(
        "Claim",
        select(
            m.Claim.number.label("id"), m.Claim.at, m.Claim.operator, m.Claim.station, m.Claim.desk,
            m.Claim.desk_version, m.Claim.cases, m.Claim.client, m.Claim.platform, m.Claim.order_number, m.Claim.rma,
            m.Claim.whole_order,
        ),
        _each("claim"),
    ),
    Recorded(
        "Unit of claim", select(m.ClaimUnit.id, m.ClaimUnit.claim, m.ClaimUnit.unit), _each("claim_unit")
    ),
    Recorded("Step of claim", select(*m.ClaimStep.__table__.columns), _each("claim_step")),
    Recorded("Marks on photo", select(*m.PhotoMarks.__table__.columns), _each("photo_marks")),
    Recorded("Redaction", select(*m.Redaction.__table__.columns), _each("redaction")),
    Recorded(
        "Person",
        select(m.User.id, m.User.created_at.label("at"), m.User.badge, m.User.name),
        _each("user_added"),
    ),
    Recorded("Role of person", select(m.User.id, m.User.role), _changes("user_role"), newest=True),
    Recorded(
        "PIN of person", select(m.User.id, m.User.pin_hash.label("pin_sha256")), _changes("user_pin"), newest=True
    ),
    Recorded("PIN set for person", select(m.User.id, m.User.pin_given), _given_pins, newest=True),
    Recorded("Disabled person", select(m.User.id, m.User.disabled), _doors, newest=True),
)  # fmt: skip
"""What the chain vouches for."""
