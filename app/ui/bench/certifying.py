"""What a certificate will say, and what it will lack, laid open before it gets its number: a page, and one a detail.

Nothing is filled in for anybody: what the site says of all its certificates counts where nobody says otherwise, and
what nobody says is said to be missing, here and on the paper. It holds nothing up: the act goes on without it, and a
supervisor may correct the certificate later. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.certificates import ASKED, EXPECTED, TREATMENTS, detail_fault, lacking
from app.domain.disposition import Derogation, Route, derogations_at
from app.saying import say
from app.ui.certificate_words import DETAILS, HINTS, TREATED, fault_said

from . import controls
from .acts import Act, Close, Open, Page, Reason, Typed
from .hand import Hand
from .laid import Laid, field_of, page_over
from .pieces import Control, Head, Refusal, Stage
from .wording import Wording, listed, phrase

KEY = "F6"
"""Means the same where letters are typed."""
AT_ONCE = 8
"""As many as are seen whole in the smallest window."""
OF_A_DEROGATION = frozenset({"derogation", "justification"})
UNREAD = "…"


@dataclass(frozen=True)
class Certificate:
    """A certificate that has no number yet: what it would say if it got it now."""

    laid: Laid
    unit: str
    kind: str

    @property
    def said(self) -> Mapping[str, str]:
        """What was said for it so far."""
        hand = self.laid.hand
        return dict(hand.details) if hand.about == self.unit else {}

    @cached_property
    def usual(self) -> Mapping[str, str]:
        """What the site says of all of its kind."""
        return self.laid.around.issuing.issuer.usual_for(self.kind)

    @cached_property
    def grams(self) -> str:
        """What is on record as its weight: of the scale, else of the catalogue; a sign until the record is read."""
        for unit in (self.laid.state.unit, self.laid.hand.unit):
            if unit is not None and unit.lpn == self.unit:
                return str(unit.grams or unit.product.weight_g or "")
        if self.laid.examined is None:
            return UNREAD
        record = self.laid.examined.record.record
        return str(record["grams"] or record["product"].get("weight_g") or "")

    @property
    def lacks(self) -> tuple[str, ...]:
        """What whoever checks it looks for and would not find."""
        issuer = self.laid.around.issuing.issuer
        known = {"issuer": issuer.name, "address": issuer.address, "weight_g": self.grams}
        return lacking(self.kind, {**known, **self.usual, **self.said})

    @cached_property
    def cases(self) -> tuple[Derogation, ...]:
        """Where the law of the site forbids the act, the cases in which it allows it."""
        rules = self.laid.rules
        return derogations_at(rules.route_policies[-1], Route.DESTROY, rules.site)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that may be said, what is looked for first. A derogation is claimed before anything is destroyed:
        once the witness is there, it is too late to find that it does not hold."""
        watched = any(page.page is Page.PROOF for page in self.laid.hand.pages)
        asked = [one for one in ASKED[self.kind] if one not in OF_A_DEROGATION or (self.cases and not watched)]
        looked_for = EXPECTED[self.kind]
        return tuple(sorted(asked, key=lambda name: name not in looked_for))


def card(laid: Laid, unit: str, kind: str) -> Control:
    """What would be missing on the certificate, and the way to say it."""
    lacks = Certificate(laid, unit, kind).lacks
    hint: Wording = phrase("Nothing is missing that is looked for")
    if lacks:
        hint = phrase("Not recorded: {what}", what=listed((DETAILS[name] for name in lacks), ", "))
    return Control(
        "certificate", phrase("What the certificate says"), Open(Page.CERTIFICATE, f"{unit}|{kind}"), KEY, hint
    )


def says(laid: Laid) -> Stage:
    """Everything that may be said for it, each with what stands there now."""
    unit, kind, first = _parts(laid.subject)
    paper = Certificate(laid, unit, kind)
    start = int(first or 0)
    names = paper.names[start : start + AT_ONCE]
    cards = tuple(
        Control(
            f"detail_{name}",
            DETAILS[name],
            Open(Page.CERTIFICATE_DETAIL, f"{unit}|{kind}|{name}"),
            controls.key_of(place),
            _stands(paper, name),
        )
        for place, name in enumerate(names)
    )
    head = Head(
        phrase("What does the certificate say?"),
        phrase("Certificate of {unit}", unit=unit),
        phrase("What you leave out stands there as not recorded; a supervisor may correct it later."),
    )
    low = [controls.close()]
    if len(paper.names) > start + AT_ONCE:
        more = Open(Page.CERTIFICATE, f"{unit}|{kind}|{start + AT_ONCE}")
        low.append(Control("more_details", phrase("Next ones"), more, "N"))
    low.append(controls.take(phrase("Go on"), Close()))
    return Stage(head, choices=cards, over=True, controls=tuple(low))


def _stands(paper: Certificate, name: str) -> Wording:
    """What it says of this; what is looked for and not there is said to be missing."""
    if said := paper.said.get(name, ""):
        return _in_words(paper, name, said)
    if usual := paper.usual.get(name, ""):
        return phrase("{value} (this site)", value=_in_words(paper, name, usual))
    if name == "weight_g" and paper.grams:
        return phrase("{value} (on record)", value=_in_words(paper, name, paper.grams))
    return phrase("Not recorded") if name in EXPECTED[paper.kind] else HINTS.get(name, "")


def _in_words(paper: Certificate, name: str, value: str) -> Wording:
    if name == "weight_g":
        return f"{value} g" if value.isdigit() else value
    if name == "derogation":
        return next((case.text for case in paper.cases if case.code == value), value)
    return TREATED.get(value, value) if name == "treatment" else value


def detail(laid: Laid) -> Stage:
    """One of them: from its list, or what was said last, or typed."""
    unit, kind, name = _parts(laid.subject)
    paper = Certificate(laid, unit, kind)
    head = Head(DETAILS[name], phrase("Certificate of {unit}", unit=unit), HINTS.get(name, ""))
    choices = tuple(
        Control(f"said_{place}", words, act, controls.key_of(place), hint)
        for place, (words, act, hint) in enumerate(_choices(laid, paper, name))
    )
    if name in {"treatment", "derogation"}:
        return page_over(head, choices)
    field = field_of(laid, DETAILS[name], takes_keys=not choices, digits=name == "weight_g")
    stage = page_over(head, choices, field, phrase("Put it on the certificate"))
    return replace(stage, head=replace(head, hint=listed((head.hint, _stands(paper, name))))) if choices else stage


def _choices(laid: Laid, paper: Certificate, name: str) -> Iterator[tuple[Wording, Act, Wording]]:
    if name == "treatment":
        yield from ((TREATED[one], Reason(one), "") for one in TREATMENTS)
    elif name == "derogation":
        yield from ((case.text, Reason(case.code), case.code) for case in paper.cases)
    else:
        yield from ((one, Reason(one), phrase("As said before")) for one in laid.around.issuing.said_before(name))
    if paper.said.get(name):
        yield phrase("Leave it out"), Reason(""), ""


def fault_of(act: Act, hand: Hand) -> Refusal | None:
    """Why what was typed cannot stand on a certificate; None where it can."""
    if hand.page.page is not Page.CERTIFICATE_DETAIL or not isinstance(act, Typed | Reason):
        return None
    name = _parts(hand.page.subject)[2]
    text = act.words if isinstance(act, Reason) else hand.typed
    fault = detail_fault(name, text) if text.strip() else None
    if fault is None:
        return None
    return Refusal("unfit_detail", say("This cannot stand on a certificate."), fault_said(name, fault))


def _parts(subject: str) -> tuple[str, str, str]:
    """Unit, kind of certificate, and what else the page is about."""
    unit, _, rest = subject.partition("|")
    kind, _, which = rest.partition("|")
    return unit, kind, which
