"""What may be done to a unit from its page, what each act asks of the person, and the requests that it becomes.

Which acts are offered follows role and standing, so that nothing is shown that must be refused; whether it is taken is
the bench's to say. Pure: no widget. A PIN is only ever in a `Request`, which never shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.access import MAY_INSPECT, MAY_REVIEW, Operator
from app.domain.bench import actions as do
from app.domain.certificates import ASKED, DESTRUCTION, DONATION, RECYCLING, Issuer
from app.services.inspecting import Request
from app.ui.bench.names import WHY_REPRINT, WHY_REVIEW
from app.ui.bench.wording import Phrase
from app.ui.words import _

from .detail_fields import Details
from .pieces import UnitView
from .said import route_said, work_said

APPROVE, OVERRIDE, SEND_BACK = "approve", "override", "send_back"
REPRINT, CLOSE_WORK, DESTROY = "reprint", "close_work", "destroy"
OUT_OF_QUARANTINE = "out_of_quarantine"
VOID_CERTIFICATE, REPLACE_CERTIFICATE = "void_certificate", "replace_certificate"
OF_CERTIFICATES = frozenset({VOID_CERTIFICATE, REPLACE_CERTIFICATE})
"""Asked of the station, not of the bench: they change nothing that lies there."""
OF_A_DEROGATION = frozenset({"derogation", "justification"})
CERTIFIED_BY = {"donate": DONATION, "recycle": RECYCLING}
"""The kind of certificate that closing a work brings."""
GRADES = ("A", "B", "C", "S")
FINISHED = frozenset({"finished", "awaits_inspection"})


@dataclass(frozen=True, slots=True)
class Form:
    """An act and what it asks for.

    Attributes:
        words: what the text field asks for, empty where there is none
        must: the text is needed
        reasons: usual texts, to be chosen by a touch
        grades: grades of which one is chosen
        witness: another person's badge and PIN
        proof: a picture of what was done, taken when all else was found right
        file: a picture beside the words
        details: what the certificate that comes of it may say besides
        about: the number of the certificate that it is about, as it stood when this was asked

    """

    name: str
    title: str
    hint: str
    button: str
    words: str = ""
    must: bool = False
    reasons: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    witness: bool = False
    proof: bool = False
    file: bool = False
    grave: bool = False
    details: Details | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person gave a form."""

    words: str = ""
    grade: str = ""
    badge: str = ""
    pin: str = field(default="", repr=False)
    file: Path | None = None
    details: tuple[tuple[str, str], ...] = ()

    def missing(self, form: Form) -> bool:
        """Whether the form asks for something that is not there yet."""
        return bool(
            (form.must and not self.words.strip())
            or (form.grades and not self.grade)
            or (form.witness and not (self.badge.strip() and self.pin))
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """What certificates say by themselves: their issuer, and the derogations that the law of the site knows."""

    issuer: Issuer = field(default_factory=Issuer)
    derogations: tuple[tuple[str, str], ...] = ()

    def details(self, unit: UnitView, kind: str, *, again: bool = False) -> Details:
        """What is asked for a certificate of this kind; `again`: for one that takes the newest one's place."""
        known = {"issuer": self.issuer.name, "address": self.issuer.address, "weight_g": unit.weight_g}
        asked = [name for name in ASKED[kind] if self.derogations or name not in OF_A_DEROGATION]
        if not again:
            return Details(kind, tuple(asked), {}, self.issuer.usual_for(kind), known, self.derogations)
        given = {**dict(unit.said), "weight_g": unit.said_weight}
        names = tuple(dict.fromkeys((*asked, "weight_g", *given)))
        return Details(kind, names, given, {}, dict(unit.known), self.derogations)


NO_PAPER = Paper()


def forms_of(unit: UnitView, operator: Operator | None, paper: Paper = NO_PAPER) -> tuple[Form, ...]:
    """The acts that this person may do to this unit, the likeliest first."""
    if operator is None or operator.role not in MAY_INSPECT:
        return ()
    reviewing = operator.role in MAY_REVIEW
    forms = _reviews(unit) if reviewing else []
    void = _certificates(unit, paper) if reviewing else []
    out = _out_of_quarantine(unit, paper) if reviewing else []
    return (*forms, *_work(unit, paper), *out, *_destruction(unit, paper), *_labels(unit), *void)


def requests_of(form: Form, unit: UnitView, entered: Entered) -> tuple[Request, ...]:
    """What is sent to the bench, in this order."""
    words = entered.words.strip()
    if form.name in {APPROVE, OVERRIDE, SEND_BACK}:
        return (Request(do.Review(unit.lpn, form.name, entered.grade, words)),)
    if form.name == CLOSE_WORK:
        return (Request(do.CloseWork(unit.lpn, unit.work, words, entered.details), file=entered.file),)
    if form.name == OUT_OF_QUARANTINE:
        return (Request(do.CloseWork(unit.lpn, "recycle", words, entered.details), file=entered.file),)
    if form.name == DESTROY:
        return (
            Request(do.Destroy(unit.lpn, entered.badge.strip(), entered.details), pin=entered.pin, file=entered.file),
        )
    return Request(do.Scan(unit.lpn)), Request(do.Reprint(words))


def _reviews(unit: UnitView) -> list[Form]:
    if unit.state not in FINISHED or not unit.grade:
        return []
    reasons = _said(WHY_REVIEW)
    why = _("Why")
    forms = [
        Form(
            OVERRIDE,
            _("Another grade"),
            _("The stock moves at once; the shops hear of it."),
            _("Give this grade"),
            why,
            must=True,
            reasons=reasons,
            grades=tuple(grade for grade in GRADES if grade != unit.grade),
        ),
        Form(
            SEND_BACK,
            _("Send back"),
            _("It is held until somebody has inspected it again."),
            _("Send it back"),
            why,
            must=True,
            reasons=reasons,
        ),
    ]
    if not unit.held:
        return forms
    goes = route_said(unit.route)
    hint = _("It goes its way: {route}. Its label must then be printed anew.", route=goes)
    return [Form(APPROVE, _("Approve"), hint, _("Approve it"), _("Remark"), reasons=reasons), *forms]


def _work(unit: UnitView, paper: Paper) -> list[Form]:
    if (
        not unit.work
        or unit.held
        or unit.state != "finished"
        or unit.work in {"destroy", "second_inspection", "repair"}
    ):
        return []
    needs = unit.work in {"donate", "recycle", "hand_over"}
    hint = _("Number of the receipt, note or consignment, or a picture of it.") if needs else _("What was done.")
    title = _("Done: {work}", work=work_said(unit.work))
    kind = CERTIFIED_BY.get(unit.work)
    details = paper.details(unit, kind) if kind else None
    return [Form(CLOSE_WORK, title, hint, _("Close this work"), _("Proof"), must=needs, file=True, details=details)]


def _out_of_quarantine(unit: UnitView, paper: Paper) -> list[Form]:
    """What lies in quarantine does not lie there for ever: it goes to who may take such goods, with its paper."""
    if unit.route != "quarantine" or unit.work or unit.held or unit.state != "finished":
        return []
    return [
        Form(
            OUT_OF_QUARANTINE,
            _("Recycle"),
            _("Only to a firm that is licensed for such goods. Number of its receipt, or a picture of it."),
            _("It was handed over"),
            _("Proof"),
            must=True,
            file=True,
            grave=True,
            details=paper.details(unit, RECYCLING),
        )
    ]


def _destruction(unit: UnitView, paper: Paper) -> list[Form]:
    if unit.route != "destroy" or unit.held or unit.state != "finished":
        return []
    hint = _("Do not destroy it yet: first the witness, who is another person than you; then the proof.")
    return [
        Form(
            DESTROY,
            _("Destroy"),
            hint,
            _("Go on to the proof"),
            witness=True,
            proof=True,
            grave=True,
            details=paper.details(unit, DESTRUCTION),
        )
    ]


def _certificates(unit: UnitView, paper: Paper) -> list[Form]:
    """The newest that counts may be declared void, or another may take its place; what it proves stays on record, and
    its PDF says so from now on."""
    if not unit.valid:
        return []
    number = unit.valid[-1]
    return [
        Form(
            VOID_CERTIFICATE,
            _("Void certificate"),
            _("{number} stays on record, and says from now on that it is void, and why.", number=number),
            _("Declare {number} void", number=number),
            _("What is wrong with it"),
            must=True,
            grave=True,
            about=number,
        ),
        Form(
            REPLACE_CERTIFICATE,
            _("Correct certificate"),
            _(
                "{number} becomes void; a new one takes its place and says so. A field left empty is left out.",
                number=number,
            ),
            _("Replace {number}", number=number),
            _("What is wrong with it"),
            must=True,
            grave=True,
            details=paper.details(unit, unit.certified, again=True),
            about=number,
        ),
    ]


def _labels(unit: UnitView) -> list[Form]:
    if not unit.label or unit.state not in FINISHED:
        return []
    hint = _("Earlier prints no longer count; scan the new one on the bench.")
    return [Form(REPRINT, _("Print label again"), hint, _("Print it"), _("Why"), must=True, reasons=_said(WHY_REPRINT))]


def _said(phrases: Sequence[Phrase]) -> tuple[str, ...]:
    return tuple(_(one.words) for one in phrases)
