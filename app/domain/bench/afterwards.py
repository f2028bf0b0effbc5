"""After the grade: a supervisor's review, the work that a route asked for, destruction before a witness.

They concern units on record, not the state of the bench; only where such a unit is still on the bench does that change.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.access import MAY_REVIEW, Operator
from app.domain.certificates import DETAILS, detail_fault
from app.domain.derogation import claimed
from app.domain.disposition import ACCOUNT_OF, Route, ban_on
from app.domain.grading import Grade
from app.domain.rulebook import Rulebook
from app.domain.stock import Account, Move
from app.saying import say

from .actions import CloseWork, Destroy, Review
from .facts import (
    CertificateDue,
    Destroyed,
    Fact,
    Graded,
    LabelVoided,
    Moved,
    Offered,
    Reviewed,
    UnitPut,
    WorkCancelled,
    WorkClosed,
    WorkOpened,
)
from .finishing import LISTED_AS, SECOND_INSPECTION, WORK_OF, cases_of, needs_second, offered
from .found import Found, UnitRecord, UnitState
from .judging import Proposal, best_allowed, judged_again, subject_of, was_inspected
from .label_data import UNKNOWN_HAZARD, danger_reason
from .outcome import Outcome
from .refusal import Refused
from .state import Bench, Fields

LONGEST_TEXT = 500
FINISHED = frozenset({UnitState.FINISHED, UnitState.AWAITS_INSPECTION})
WORK_KINDS = ("donate", "recycle", "hand_over", "refurbish", SECOND_INSPECTION)
CERTIFICATE_OF = {"donate": "donation", "recycle": "recycling"}
COMES_BACK = frozenset({Route.REPAIR, Route.BONDED_REPAIR})


def record_of(lpn: str, found: Found) -> UnitRecord:
    """The unit an action names."""
    if found.unit is None:
        raise Refused(
            "unknown_unit",
            say("No unit is known as “{lpn}”.", lpn=lpn[:60]),
            "Scan its label, or look it up under Stock.",
        )
    return found.unit


def review(state: Bench, operator: Operator, action: Review, found: Found, rules: Rulebook) -> Outcome:
    """A supervisor approves, overrides (the stock moves at once) or sends a unit back to be inspected again."""
    if operator.role not in MAY_REVIEW:
        raise Refused("not_permitted", "Reviews are a supervisor's.", "Ask a supervisor to sign in.")
    record = record_of(action.unit, found)
    if record.state not in FINISHED or record.grade is None:
        raise Refused(
            "not_reviewable",
            say("{lpn} is {record}.", lpn=record.lpn, record=_words(record)),
            "Only finished units are reviewed.",
        )
    _refuse_own(operator, record, record.grade, action)
    facts = _decided(record, record.grade, action, rules)
    voids = any(isinstance(fact, LabelVoided) for fact in facts)
    return Outcome(_without_print(state, record) if voids else state, facts)


def _without_print(state: Bench, record: UnitRecord) -> Bench:
    """The unit stands on this bench with a print that says what it was: `accept` prints what it is now."""
    at_hand = state.label if state.label is not None else state.last
    if at_hand is None or at_hand.lpn != record.lpn or (state.label is None and state.waits != record.lpn):
        return state
    gone = replace(at_hand, void=True)
    return replace(state, label=gone, last=gone, waits="")


def _voided(record: UnitRecord, cause: str) -> tuple[Fact, ...]:
    """The label that a unit carries says what it was; scanned again, it gets a new one."""
    return (LabelVoided(record.lpn, record.newest_code, cause),) if record.newest_code else ()


def _refuse_own(operator: Operator, record: UnitRecord, grade: Grade, action: Review) -> None:
    """Nobody releases goods on his own word twice: a grade of one's own may be taken back, not approved or raised."""
    if record.graded_by != operator.user_id:
        return
    raises = action.decision == "override" and action.grade in set(Grade) and Grade(action.grade).is_better_than(grade)
    if raises or (action.decision == "approve" and record.held):
        raise Refused(
            "other_person", say("You graded {lpn} yourself.", lpn=record.lpn), "Another supervisor must decide this."
        )


def _decided(record: UnitRecord, grade: Grade, action: Review, rules: Rulebook) -> tuple[Fact, ...]:
    reason = action.reason.strip()[:LONGEST_TEXT]
    if action.decision == "approve":
        return _approved(record, grade, reason)
    if action.decision not in {"override", "send_back"}:
        raise Refused(
            "unknown_decision",
            say("“{decision}” is no decision.", decision=action.decision[:40]),
            "approve, override or send_back.",
        )
    if not reason:
        raise Refused("reason_needed", "This decision needs a reason.", "Say what the evidence shows.")
    if action.decision == "send_back":
        return _sent_back(record, grade, reason)
    if action.grade not in set(Grade):
        raise Refused("unknown_grade", say("“{grade}” is no grade.", grade=action.grade[:20]), "Choose A, B, C or S.")
    chosen = Grade(action.grade)
    if chosen is grade:
        raise Refused(
            "same_grade",
            say("{lpn} has the grade {grade} already.", lpn=record.lpn, grade=grade.value),
            "Approve it instead.",
        )
    return regraded(record, chosen, reason, rules, cause="review", reviewed=True)


def _approved(record: UnitRecord, grade: Grade, reason: str) -> tuple[Fact, ...]:
    said = Reviewed(record.lpn, "approve", grade, grade, reason)
    if not record.held or record.route is None:
        return (said,)
    if needs_second(record.flags, record.round, record.route):
        return (said, *_again(record, "approved"), *_voided(record, "approved"))
    moved = _moved(record, Account(ACCOUNT_OF[record.route]), "approved")
    return (said, *moved, *_work(record, record.route), *_voided(record, "approved"))


def _sent_back(record: UnitRecord, grade: Grade, reason: str) -> tuple[Fact, ...]:
    said = Reviewed(record.lpn, "send_back", grade, grade, reason)
    return (said, *_moved(record, Account.HELD, "sent_back"), *_again(record, reason), *_voided(record, "sent_back"))


def regraded(
    record: UnitRecord,
    grade: Grade,
    reason: str,
    rules: Rulebook,
    *,
    cause: str,
    reviewed: bool,
    to: Route | None = None,
) -> tuple[Fact, ...]:
    """Another grade for a finished unit: a new fact beside the old one, its quantity taken back the same way."""
    proposal = judged_again(record, grade, rules)
    if record.state is UnitState.AWAITS_INSPECTION and grade in LISTED_AS.values():
        raise Refused(
            "second_inspection_due",
            say("{lpn} waits for its second inspection.", lpn=record.lpn),
            "Only the grade of that inspection puts it on sale: scan its tag.",
        )
    if grade.is_better_than(record.grade or Grade.S) and not was_inspected(record, rules):
        raise Refused(
            "not_inspected",
            say("The checklist of {lpn} was never finished.", lpn=record.lpn),
            "Send it back to be inspected; then it gets its grade.",
        )
    if grade.is_better_than(best_allowed(proposal)):
        raise Refused(
            "grade_too_high",
            say("What was found allows {proposal} at best.", proposal=best_allowed(proposal).value),
            "Send it back to be inspected again.",
        )
    route = to or proposal.best.route
    before = record.grade or grade
    said: tuple[Fact, ...] = (Reviewed(record.lpn, "override", before, grade, reason),) if reviewed else ()
    again = needs_second(record.flags, record.round, route)
    account = Account.HELD if again else Account(ACCOUNT_OF[route])
    graded = _graded(record, proposal, route, account, reason, cause)
    follows = _again(record, cause) if again else _work(record, route)
    return (*said, graded, *_moved(record, account, cause), *follows, *_voided(record, cause))


def _graded(record: UnitRecord, proposal: Proposal, route: Route, account: Account, reason: str, cause: str) -> Graded:
    return Graded(
        lpn=record.lpn,
        round=record.round,
        rules=record.rules,
        proposed=proposal.judged.grade,
        grade=proposal.grade,
        reasons=proposal.judged.reasons,
        findings=proposal.findings,
        regrade_reason=reason,
        options=proposal.options,
        route=route,
        route_reason=reason,
        account=account,
        held=None,
        cause=cause,
    )


def _moved(record: UnitRecord, target: Account, reason: str) -> tuple[Fact, ...]:
    """Stock goes to another account, and the shops hear of what leaves or reaches a sellable one."""
    article = record.product.article
    if record.account == target:
        return ()
    moved = Moved(Move(article, record.account, target, 1, reason, record.lpn))
    taken = offered(record.lpn, article, record.account, "take")
    if record.account is Account.SOLD:  # the shop's order stands: its message is for a person
        taken = (Offered(record.lpn, article, record.grade or Grade.A, "take"),)
    return moved, *taken, *offered(record.lpn, article, target, "add")


def _work(record: UnitRecord, route: Route) -> tuple[Fact, ...]:
    kind = WORK_OF.get(route, "")
    if kind == record.work:
        return ()
    cancelled = (WorkCancelled(record.lpn, record.work, f"now {route.value}"),) if record.work else ()
    return (*cancelled, WorkOpened(record.lpn, kind)) if kind else cancelled


def _again(record: UnitRecord, reason: str) -> tuple[Fact, ...]:
    """The unit waits for another inspection; whatever else it waited for is no longer wanted."""
    waits = UnitPut(record.lpn, UnitState.AWAITS_INSPECTION)
    if record.work == SECOND_INSPECTION:
        return (waits,)
    cancelled = (WorkCancelled(record.lpn, record.work, reason),) if record.work else ()
    return (*cancelled, waits, WorkOpened(record.lpn, SECOND_INSPECTION))


def close_work(
    action: CloseWork, operator: Operator, found: Found, rules: Rulebook
) -> tuple[UnitRecord, tuple[Fact, ...]]:
    """End the work that a route asked for; what it needs as proof, and what it leads to.

    What lies in quarantine leaves it by `recycle` alone, at a supervisor's word: to who is licensed for such goods.
    """
    record = record_of(action.unit, found)
    if action.kind not in WORK_KINDS:
        raise Refused(
            "unknown_work",
            say("“{kind}” is no kind of work.", kind=action.kind[:40]),
            say("One of: {work_kinds}.", work_kinds=", ".join(WORK_KINDS)),
        )
    if record.state is not UnitState.FINISHED:
        raise Refused(
            "not_due",
            say("{lpn} is {record}.", lpn=record.lpn, record=_words(record)),
            "Only finished units wait for work.",
        )
    if record.held:
        raise Refused("held", say("{lpn} waits for its review.", lpn=record.lpn), "Ask a supervisor.")
    taken_out = _out_of_quarantine(record, action, operator, rules)
    if record.work != action.kind and not taken_out:
        due = say("Its open work is: {work}.", work=record.work) if record.work else say("No work on it is open.")
        raise Refused(
            "not_due",
            say("{lpn} does not wait for {kind}. {due}", lpn=record.lpn, kind=action.kind, due=due),
            "Check the unit's label.",
        )
    proof = action.proof.strip()[:LONGEST_TEXT]
    details = checked_details(action.details, record.route_reason, rules)
    if details and action.kind not in CERTIFICATE_OF:
        raise Refused("no_certificate", say("{kind} has no certificate.", kind=action.kind), "Leave out the details.")
    if action.kind in {"donate", "recycle", "hand_over"} and not (proof or found.photo):
        raise Refused(
            "proof_needed",
            say("{kind} is closed with a proof.", kind=action.kind),
            "Name the receipt, note or consignment number.",
        )
    closed = WorkClosed(record.lpn, action.kind, proof, found.photo)
    return record, (*taken_out, closed, *_follows(record, action.kind, details))


def _out_of_quarantine(record: UnitRecord, action: CloseWork, operator: Operator, rules: Rulebook) -> tuple[Fact, ...]:
    """Its stock goes to what was recycled; its tag stays on it, for that says what is wrong with it.

    Where no answer to the checklist says it, for danger ended the inspection, the tag's word is the reason.
    """
    if action.kind != Route.RECYCLE.value or record.work or record.account is not Account.QUARANTINE:
        return ()
    if operator.role not in MAY_REVIEW:
        raise Refused(
            "not_permitted", "What lies in quarantine leaves it at a supervisor's word.", "Ask a supervisor to sign in."
        )
    if Route.RECYCLE in record.product.forbidden:
        raise Refused(
            "route_refused",
            say("The client's instructions forbid to recycle {lpn}.", lpn=record.lpn),
            "Ask the client. It stays in quarantine.",
        )
    facts: list[Fact] = []
    for fact in regraded(
        record,
        record.grade or Grade.S,
        record.route_reason,
        rules,
        cause="out_of_quarantine",
        reviewed=False,
        to=Route.RECYCLE,
    ):
        if isinstance(fact, Graded) and fact.proposed is not Grade.S:
            facts.append(replace(fact, proposed=Grade.S, reasons=(danger_reason(record.hazard or UNKNOWN_HAZARD),)))
        elif not isinstance(fact, LabelVoided):
            facts.append(fact)
    return tuple(facts)


def _follows(record: UnitRecord, kind: str, details: Fields) -> tuple[Fact, ...]:
    if kind in CERTIFICATE_OF:
        return CertificateDue(record.lpn, CERTIFICATE_OF[kind], details), UnitPut(record.lpn, UnitState.CLOSED)
    if kind == "refurbish" or (kind == "hand_over" and record.route in COMES_BACK):
        waits = UnitPut(record.lpn, UnitState.AWAITS_INSPECTION)
        return waits, WorkOpened(record.lpn, SECOND_INSPECTION)
    return (UnitPut(record.lpn, UnitState.CLOSED),) if kind == "hand_over" else ()


def destroy(operator: Operator, action: Destroy, found: Found, rules: Rulebook) -> tuple[UnitRecord, tuple[Fact, ...]]:
    """Carry out the route `destroy`: proof with the unit's code in frame, a witness, a numbered certificate."""
    record = record_of(action.unit, found)
    if record.state is UnitState.CLOSED:
        raise Refused("closed_already", say("{lpn} is closed already.", lpn=record.lpn), "Look up its certificate.")
    if record.route is not Route.DESTROY or record.held or record.state is not UnitState.FINISHED:
        raise Refused(
            "not_for_destruction", say("{lpn} is not on the route destroy.", lpn=record.lpn), "Check the unit's label."
        )
    details = checked_details(action.details, record.route_reason, rules)
    _refuse_forbidden(record, dict(details).get("derogation", ""), rules)
    if found.witness is None or found.witness.user_id == operator.user_id:
        raise Refused("other_witness", "The witness must be another person.", "Ask a colleague for badge and PIN.")
    return record, proven(record.lpn, record.codes, found, details)


def _refuse_forbidden(record: UnitRecord, derogation: str, rules: Rulebook) -> None:
    """The law of today counts, whatever the unit was routed by."""
    ban = ban_on(rules.route_policies[-1], Route.DESTROY, subject_of(record), rules.site, derogation)
    if ban is None:
        return
    others = judged_again(record, record.grade or Grade.S, rules).options
    known = ", ".join(one.route.value for one in others if not one.ruled_out and one.route is not Route.DESTROY)
    hint = say("Open instead, by a supervisor's review: {known}.", known=known)
    raise Refused("law_forbids", say("{lpn}: {law}.", lpn=record.lpn, law=ban.text), hint + cases_of(ban))


def checked_details(given: Fields, route_reason: str, rules: Rulebook) -> Fields:
    """What was said for the certificate, clean; a derogation that the route was taken under goes along.

    One that no law in the rules knows would stand on a document, and in what is disclosed, as if there were such a law.
    """
    details = {name: value.strip() for name, value in given}
    for name, value in given:
        if fault := detail_fault(name, value):
            raise Refused(
                "unfit_detail", say("{fault}.", fault=fault), say("Known: {known}.", known=", ".join(DETAILS))
            )
    code, justification = claimed(route_reason)
    if code and "derogation" not in details:
        details |= {"derogation": code, "justification": justification}
    if "derogation" in details and not details.get("justification"):
        raise Refused("justification_needed", "A derogation needs its justification.", "Say why it applies here.")
    known = [case.code for ban in rules.route_policies[-1].bans for case in ban.derogations]
    if (claim := details.get("derogation")) is not None and claim not in known:
        raise Refused(
            "unfit_detail",
            say("“{code}” is a derogation of no law in the rules.", code=claim),
            say("Known: {known}.", known=", ".join(known)),
        )
    return tuple(sorted(details.items()))


def proven(lpn: str, codes: tuple[str, ...], found: Found, details: Fields = ()) -> tuple[Fact, ...]:
    """The facts of a destruction whose proof shows the unit's code."""
    if found.proof is None or found.witness is None:
        raise Refused(
            "proof_needed", "A destruction needs its photo and a witness.", "Take it again with the label in frame."
        )
    if found.proof.known:
        raise Refused("old_picture", "This picture is on record already.", "Take a new one, of the destruction itself.")
    wanted = {code.upper() for code in codes}
    read = next((code for code in found.proof.codes if code.strip().upper() in wanted), None)
    if read is None and any(code.strip().upper() in wanted for code in found.proof.at_one_end):
        raise Refused(
            "code_at_one_end",
            say("The code of {lpn} can be read at only one end of the film.", lpn=lpn),
            "Film it again: the unit's label in the picture for a second at the start, and once more at the end.",
        )
    if read is None:
        seen = ", ".join(found.proof.codes[:3]) or "none"
        raise Refused(
            "code_not_in_frame",
            say("The code of {lpn} cannot be read in the proof (read: {seen}).", lpn=lpn, seen=seen[:120]),
            "Take it again with the unit's label in frame, sharp and whole.",
        )
    destroyed = Destroyed(lpn, found.proof.photo, read, found.witness.user_id, found.proof.stills)
    closed = WorkClosed(lpn, "destroy", read)
    return destroyed, closed, CertificateDue(lpn, "destruction", details), UnitPut(lpn, UnitState.CLOSED)


def _words(record: UnitRecord) -> str:
    return {
        UnitState.OPEN: say("still being inspected"),
        UnitState.PARKED: say("parked before its grade"),
        UnitState.CLOSED: say("closed for good"),
        UnitState.WITHDRAWN: say("void"),
    }.get(record.state, say("not graded yet"))
