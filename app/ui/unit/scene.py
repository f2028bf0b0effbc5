"""What the unit page shows: everything known of one unit, from its record, as data without a widget.

In the language spoken now; people stand there by name. Words of the checklist come from the very version that the
inspection followed. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.domain.bench.labels import NEVER_VERIFY
from app.domain.certificates import EXPECTED
from app.domain.checklist import Checklist, Dimension, Finding, accessory_ids
from app.domain.claims import shot_named
from app.domain.films import is_film
from app.domain.grading import propose
from app.domain.photo_marks import Mark, marks_of
from app.domain.review import hold_words
from app.domain.rulebook import Rulebook
from app.domain.subject import Subject
from app.services.looking import Reads, Record
from app.services.safekeeping import Damage
from app.ui.bench.asking import asked_of, read_first
from app.ui.bench.buyers_reason import wording_of
from app.ui.bench.names import SIDES, client_said, platform_said, sku_said
from app.ui.bench.tongue import spoken
from app.ui.certificate_words import lacks_said
from app.ui.stock.said import account_said, message_said, reason_said
from app.ui.stock.scene import titled
from app.ui.words import _, language, listed, moment, money, translated, words_of

from .pieces import AnswerRow, Pairs, PhotoView, Side, Told, UnitView, Way
from .said import (
    certificate_said,
    decision_said,
    film_note,
    happened,
    label_said,
    plain,
    route_said,
    shot_said,
    work_said,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is read of a unit in one go."""

    record: Record
    people: Mapping[str, str]
    damaged: Mapping[str, str] = field(default_factory=dict)


def read_unit(reads: Reads, lpn: str, damage: Damage = lambda _unit="", /: ()) -> Known | None:
    """In the lane. `damage` says which of its photos are not sound."""
    record = reads.unit(lpn, languages=True)
    if record is None:
        return None
    people = {person.operator.badge: person.operator.name for person in reads.people()}
    return Known(record, people, {one.sha256: one.why for one in damage(lpn)})


def unit_of(known: Known, rules: Rulebook | None, now: datetime) -> UnitView:
    """The page of a unit; without the rules its answers stand there by their ids."""
    return _Teller(known, rules, now).unit()


class _Teller:
    def __init__(self, known: Known, rules: Rulebook | None, now: datetime) -> None:
        self._record, self._people, self._damaged = known.record, known.people, known.damaged
        self._now = now
        self._rules = rules
        self._checklist = _checklist_of(rules, known.record)
        self._desks = rules.desks if rules is not None else ()

    def unit(self) -> UnitView:
        record, product = self._record, self._record["product"]
        labels = [one for one in record["labels"] if one["template"] != "park"]
        order = (record["parcel"] or {}).get("order") or {}
        return UnitView(
            lpn=record["lpn"],
            grade=record["grade"] or "",
            title=titled(product["title"] or record["sku"], product["size"], product["colour"]),
            article=f"{spoken(client_said(record['client']))} · {spoken(sku_said(record['sku']))}",
            photo=product["photo"],
            chips=self._chips(labels),
            reason=spoken(
                wording_of(order.get("reason_code") or "", order.get("reason_text") or "", order.get("platform") or "")
            ),
            note=order.get("customer_note") or "",
            facts=self._facts(order),
            sides=self._sides(),
            reasons=self._reasons(),
            answers=tuple(self._answer(answer) for answer in record["answers"]),
            ways=self._ways(),
            photos=tuple(self._photo(photo) for photo in record["photos"]),
            history=self._history(),
            papers=self._papers(),
            ledger=tuple(self._entry(entry) for entry in reversed(record["ledger"])),
            messages=tuple(self._message(message) for message in reversed(record["outbox"])),
            state=record["state"],
            held=record["held"],
            work=next((work["kind"] for work in record["work"] if work["closed_at"] is None), ""),
            route=record["route"] or "",
            label=labels[-1]["state"] if labels else "",
            hold=self._hold() if record["held"] else "",
            certificates=tuple(one["number"] for one in record["certificates"]),
            valid=tuple(one["number"] for one in record["certificates"] if one["state"] == "valid"),
            weight_g=str(record["grams"] or product.get("weight_g") or ""),
            **self._certified(),
        )

    def _certified(self) -> dict[str, Any]:
        """What the newest certificate says that counts."""
        newest = next((one for one in reversed(self._record["certificates"]) if one["state"] == "valid"), None)
        if newest is None:
            return {}
        lacks = newest["not_recorded"]
        known = tuple((name, "…") for name in EXPECTED[newest["kind"]] if name not in {*lacks, *newest["details"]})
        return {
            "certified": newest["kind"],
            "said": tuple(newest["details"].items()),
            "said_weight": newest["weight_g"],
            "known": tuple(pair for pair in known if pair[0] != "weight_g"),
        }

    def _chips(self, labels: Sequence[Mapping[str, Any]]) -> Pairs:
        record = self._record
        chips = [(account_said(record["account"]), "accent")]
        if record["held"]:
            chips.append((_("waits for a review"), "warn"))
        if record["state"] in {"open", "parked", "withdrawn", "awaits_inspection"}:
            said = {
                "open": _("on the bench"),
                "parked": _("put aside"),
                "withdrawn": _("scan taken back"),
                "awaits_inspection": _("waits for another inspection"),
            }
            chips.append((said[record["state"]], "warn"))
        if labels and (record["state"] != "closed" or labels[-1]["state"] == "verified"):
            chips.append(label_said(labels[-1]["state"]))  # nobody need scan the label of what has left the house
        return tuple(chips)

    def _facts(self, order: Mapping[str, Any]) -> Pairs:
        record, product = self._record, self._record["product"]
        parcel = record["parcel"] or {}
        price = money(product["price"], product["currency"]) if product["price"] is not None else ""
        return (
            (_("Parcel"), parcel.get("tracking") or ""),
            (_("Order"), f"{platform_said(order['platform'])} {order['order_id']}" if order else ""),
            (_("RMA"), order.get("rma") or ""),
            (_("Serial"), record["serial"]),
            (_("Weight"), f"{record['grams']} g" if record["grams"] is not None else ""),
            (_("Price"), price),
            (_("Came"), moment(record["opened_at"], self._now)),
            (_("Client asks"), self._asks()),
        )

    def _asks(self) -> str:
        scanned = self._record.get("scanned_as")
        if scanned is None:
            return " ".join(self._record["product"]["instructions"])
        return " ".join(read_first(asked_of(scanned), language.code))

    def _reasons(self) -> str:
        record = self._record
        said = _joined(words_of(text) for text in record.get("reason_texts") or ())
        if not record["grade"] or record["grade"] == record["proposed_grade"]:
            return said
        other = _(
            "Proposed was {grade}; another was given: {why}",
            grade=record["proposed_grade"],
            why=record["regrade_reason"] or "–",
        )
        return f"{other}\n{said}"

    # --- What was found ----------------------------------------------------------------------------------------------

    def _sides(self) -> tuple[Side, ...]:
        if not self._record["grade"]:
            return ()
        return tuple(self._side(side) for side in Dimension)

    def _side(self, side: Dimension) -> Side:
        title = _(SIDES[side].words)
        found: list[Finding] = [one for one in self._record.get("found") or () if one.dimension is side]
        if not found:
            asked = self._was_asked(side)
            return Side(title, "A" if asked else "", _("Nothing found") if asked else _("Not asked"))
        return Side(title, self._letter(found), _joined(words_of(one.text) for one in found))

    def _was_asked(self, side: Dimension) -> bool:
        answered = {answer["question"] for answer in self._record["answers"]}
        questions = self._checklist.questions if self._checklist else ()
        return any(one.dimension is side and one.id in answered for one in questions)

    def _letter(self, found: Sequence[Finding]) -> str:
        """The grade that these findings alone would give."""
        if self._rules is None:
            return ""
        product, ref = self._record["scanned_as"], self._record["rules"]
        subject = Subject(
            category=product.category,
            flags=frozenset(self._record["flags"]),
            data_bearing=product.data_bearing,
            battery=product.battery,
            hygiene=product.hygiene,
            expiry_tracked=product.expiry_tracked,
            serial_tracked=product.serial_tracked,
            accessories=product.accessories,
            components=product.components,
        )
        try:
            return propose(self._rules.grading(ref), subject, tuple(found), stopped=False).grade.value
        except LookupError:
            return ""

    def _answer(self, answer: Mapping[str, Any]) -> AnswerRow:
        question = next((one for one in _questions(self._checklist) if one.id == answer["question"]), None)
        product = self._record.get("scanned_as")
        parts = dict(accessory_ids((*product.components, *product.accessories))) if product else {}
        texts = {choice.id: words_of(choice.text) for choice in question.choices} if question else {}
        chosen = [texts.get(one) or parts.get(one) or plain(one) for one in answer["choices"]]
        words = listed(chosen) if chosen else _("none")
        if answer["note"]:
            words = f"{words} · “{answer['note']}”"
        who = _("by the seal") if answer["settled_by"] else self._who(answer["operator"])
        return AnswerRow(
            words_of(question.text) if question else plain(answer["question"]),
            words,
            f"{who} · {moment(answer['at'], self._now)}",
            _(SIDES[question.dimension].words) if question else "",
        )

    def _hold(self) -> str:
        """Why it waits for another person, in the words of the rules that its inspection followed."""
        record = self._record
        code = record.get("held_because") or ""
        if self._rules is None or "rules" not in record or not code:
            return plain(code)
        try:
            said = hold_words(self._rules.holds(record["rules"]), code, record.get("found") or ())
        except LookupError:
            return plain(code)
        return words_of(said) if said is not None else plain(code)

    def _ways(self) -> tuple[Way, ...]:
        record = self._record
        routes, texts = record["routes"] or [], record.get("route_texts") or []
        most = max((option["net"] for option in routes if not option["ruled_out"]), default=Decimal(0))
        return tuple(
            Way(
                title=route_said(option["route"]),
                why=_joined(words_of(text) for text in texts[place]) if place < len(texts) else "",
                net="" if option["ruled_out"] else money(option["net"], option["currency"]),
                share=float(option["net"] / most) if most > 0 else 0.0,
                taken=option["route"] == record["route"],
                ruled_out=option["ruled_out"],
            )
            for place, option in enumerate(routes)
        )

    # --- Lists -------------------------------------------------------------------------------------------------------

    def _photo(self, photo: Mapping[str, Any]) -> PhotoView:
        told = f"{self._who(photo['operator'])} · {moment(photo['at'], self._now)}"
        size = f"{photo['width']} x {photo['height']}"
        film = is_film(photo["format"])
        return PhotoView(
            photo["sha256"],
            self._shot(photo["shot"]),
            f"{told} · {size}",
            film_note(photo["overrule"]) if film else photo["overrule"],
            photo["withdrawn"],
            photo["id"],
            film,
            translated(self._damaged.get(photo["sha256"], "")),
            *self._drawn(photo.get("marks")),
        )

    def _drawn(self, layer: Mapping[str, Any] | None) -> tuple[tuple[Mark, ...], str]:
        """What was drawn on a photo, and by whom and when."""
        if layer is None:
            return (), ""
        by = f"{self._who(layer['operator'])} · {moment(layer['at'], self._now)}"
        return marks_of(layer["marks"]), _("drawn on: {who}", who=by)

    def _shot(self, shot: str) -> str:
        rule = next((one for one in (self._checklist.shots if self._checklist else ()) if one.id == shot), None)
        wanted = shot_named(self._desks, shot)
        return words_of(rule.text) if rule else words_of(wanted.text) if wanted else shot_said(shot)

    def _history(self) -> tuple[Told, ...]:
        """The newest first; each act once, whatever it brought about."""
        lines = []
        for entry in reversed(self._record["audit"]):
            facts = entry["payload"].get("facts", ())
            words = [said for fact in facts if (said := happened(fact, self._shot))]
            if words:
                when, who = moment(entry["at"], self._now), self._who(entry["actor"])
                lines.append(Told(when, " · ".join(dict.fromkeys(words)), who))
        return tuple(lines)

    def _papers(self) -> tuple[Told, ...]:
        record = self._record
        lines = [self._label(label) for label in reversed(record["labels"])]
        lines += [self._certificate(one) for one in record["certificates"]]
        for one in record["reviews"]:
            grades = f"{one['grade_before']} → {one['grade']}" if one["grade_before"] != one["grade"] else one["grade"]
            words = " · ".join(part for part in (decision_said(one["decision"]), grades, one["reason"]) if part)
            lines.append(self._told(one, words))
        for one in record["work"]:
            done = moment(one["closed_at"], self._now) if one["closed_at"] else ""
            state = _("done {when}", when=done) if done else _("open")
            words = " · ".join(part for part in (work_said(one["kind"]), state, one["proof"]) if part)
            when, who = moment(one["opened_at"], self._now), self._who(one["opened_by"])
            lines.append(Told(when, words, who, "ink" if done else "warn"))
        return tuple(lines)

    def _label(self, label: Mapping[str, Any]) -> Told:
        tag = label["template"] == "park"
        said, tone = (_("tag of a unit put aside"), "second") if tag else label_said(label["state"])
        if label["template"] in NEVER_VERIFY and not tag and label["state"] == "printed":
            said, tone = _("label of its certificate"), "second"
        if label["state"] == "printed" and label["code"] != self._record["labels"][-1]["code"] and not tag:
            said, tone = _("a later print took its place"), "second"
        why = label["void_reason"] or label["reason"]
        words = " · ".join(part for part in (label["code"], said, why) if part)
        return self._told(label, words, "ink" if tone in {"ok", "neutral"} else tone)

    def _certificate(self, one: Mapping[str, Any]) -> Told:
        words = f"{certificate_said(one['kind'])} {one['number']}"
        before = _("replaces {number}", number=one["replaces"]) if one["replaces"] else ""
        lacks = lacks_said(tuple(one["not_recorded"]))
        if one["state"] == "valid":
            return self._told(one, " · ".join(filter(None, (words, before, lacks))))
        instead = _("replaced by {number}", number=one["replaced_by"]) if one["replaced_by"] else ""
        return self._told(one, " · ".join(filter(None, (words, _("void"), one["void_reason"], before, instead))), "bad")

    def _entry(self, entry: Mapping[str, Any]) -> Told:
        quantity = entry["quantity"]
        signed = f"+{quantity}" if quantity > 0 else f"−{-quantity}"
        words = f"{account_said(entry['account'])} · {reason_said(entry['reason'])}"
        return Told(moment(entry["at"], self._now), words, signed)

    def _message(self, message: Mapping[str, Any]) -> Told:
        words, tone = message_said(message, self._now)
        return Told(moment(message["created_at"], self._now), words, "", "ink" if tone == "ok" else tone)

    def _told(self, row: Mapping[str, Any], words: str, tone: str = "ink") -> Told:
        return Told(moment(row["at"], self._now), words, self._who(row["operator"]), tone)

    def _who(self, badge: str | None) -> str:
        return self._people.get(badge or "", badge or _("the program"))


def _checklist_of(rules: Rulebook | None, record: Record) -> Checklist | None:
    if rules is None or "rules" not in record:
        return None
    try:
        return rules.checklist(record["rules"])
    except LookupError:
        return None


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(parts))


def _questions(checklist: Checklist | None) -> tuple[Any, ...]:
    return checklist.questions if checklist else ()
