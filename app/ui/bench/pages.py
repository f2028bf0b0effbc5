"""Pages laid over the question, in the same card and never modal: the exceptions, each a short list and a field.

Digits choose, the field takes other words, Esc goes back to the question. A scan goes on to the bench all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from app.domain.bench import actions as do
from app.domain.bench.afterwards import CERTIFICATE_OF
from app.domain.bench.judging import proposal_of
from app.domain.certificates import DESTRUCTION
from app.domain.disposition import Route
from app.domain.grading import Grade

from . import certifying, controls, forbidden, names
from .acts import Count, Open, Page, Prove, Send
from .around import title_of
from .arriving import lines_of
from .deciding import grades_open
from .laid import Laid, field_of, page_over, reasons_of
from .pieces import Control, Head, Line, Stage, Target, Tone
from .reviewing import decision
from .wording import Phrase, Wording, counted, listed, phrase

DIGITS = 10
"""Choices with a digit of their own: 1 to 9, and 0."""


def page_of(laid: Laid) -> Stage | None:
    """The page that is laid over the question, if any, and if it still means something here."""
    make = _PAGES.get(laid.hand.page.page)
    stage = make(laid) if make is not None else None
    return replace(stage, about=laid.about) if stage is not None and laid.about else stage


def _more(laid: Laid) -> Stage:
    found = (*controls.exceptions(laid.step, laid.state), *controls.filming(laid.state, laid.around))
    return page_over(
        Head(phrase("What else?"), phrase("More"), phrase("Each key works without this page as well.")), found
    )


def _danger(laid: Laid) -> Stage:
    kinds = [
        Control(f"danger_{kind}", text, Send(do.Danger(kind)), controls.key_of(place), hint, Tone.BAD)
        for place, (kind, text, hint) in enumerate(names.DANGERS)
    ]
    what = phrase("The unit") if laid.state.unit or laid.state.label or laid.state.shown else phrase("The whole parcel")
    head = Head(
        phrase("What kind of danger?"),
        phrase("Danger"),
        phrase("{what} goes to quarantine at once, with its tag.", what=what),
    )
    return page_over(head, kinds, field_of(laid, phrase("Or in your words")), phrase("To quarantine"))


def _short(laid: Laid) -> Stage | None:
    parcel = laid.state.parcel
    if parcel is None:
        return None
    lines = tuple(
        _countable(line, laid, place)
        for place, line in enumerate(one for one in lines_of(parcel, laid.around) if one.open)
    )
    missing = sum(line.marked for line in lines)
    here = sum(line.open - line.marked for line in lines)
    head = Head(
        counted("{n} piece is missing. Why?", "{n} pieces are missing. Why?", missing),
        phrase("Short parcel"),
        phrase("What is not scanned counts as missing. Say with − which pieces are here after all."),
    )
    if here:
        head = Head(
            counted("Scan the {n} piece that is here", "Scan the {n} pieces that are here", here),
            phrase("Short parcel"),
            phrase("Then close the parcel: the rest is missing."),
        )
        return Stage(head, lines=lines, over=True, controls=(controls.close(phrase("Back to scanning")),))
    said = [
        Control(
            f"reason_{place + 1}", why, Send(do.CloseParcel(_missing(laid, lines, why.words))), controls.key_of(place)
        )
        for place, why in enumerate(names.WHY_SHORT)
    ]
    return Stage(head, choices=tuple(said), lines=lines, over=True, controls=(controls.close(),))


def _countable(line: Line, laid: Laid, place: int) -> Line:
    here = min(laid.hand.here(line.name), line.open)
    current = place == laid.hand.row
    return Line(
        line.name,
        line.title,
        line.under,
        line.quantity,
        line.received,
        line.missing,
        line.wrong,
        marked=line.open - here,
        fewer=Control(f"fewer_{place}", phrase("One fewer is missing"), Count(line.name, -1), "−" if current else ""),
        more=Control(f"more_{place}", phrase("One more is missing"), Count(line.name, 1), "+" if current else ""),
        called_off=line.called_off,
    )


def _missing(laid: Laid, lines: Iterable[Line], why: str) -> tuple[do.MissingPieces, ...]:
    parcel = laid.state.parcel
    articles = {line.line_id: line.article for line in parcel.lines} if parcel is not None else {}
    return tuple(
        do.MissingPieces(articles[line.name].sku, line.marked, why, articles[line.name].client)
        for line in lines
        if line.marked
    )


def _empty(laid: Laid) -> Stage | None:
    """Asked before it is done: one key must not declare a buyer's parcel empty."""
    parcel = laid.state.parcel
    if parcel is None:
        return None
    pieces = sum(line.open for line in parcel.lines)
    missing = counted("{n} announced piece is then missing.", "{n} announced pieces are then missing.", pieces)
    look = phrase("Look under every flap and into every bag first.")
    head = Head(
        phrase("Is nothing at all inside?"), phrase("Empty parcel"), listed((look, missing if pieces else ""), " ")
    )
    close = controls.take(phrase("Close it as empty"), Send(do.CloseParcel(empty=True)))
    return Stage(head, lines=lines_of(parcel, laid.around), over=True, controls=(controls.close(), close))


def _no_code_item(laid: Laid) -> Stage | None:
    parcel = laid.state.parcel
    if parcel is None:
        return None
    articles = dict.fromkeys(line.article for line in parcel.open_lines)
    known = [
        Control(
            f"item_{article.sku}",
            title_of(article, laid.around),
            Send(do.NoCode("item", sku=article.sku)),
            controls.key_of(place),
            listed((article.sku, article.client)),
        )
        for place, article in enumerate(articles)
    ]
    head = Head(
        phrase("Which item is it?"),
        phrase("Item without a code"),
        phrase("Pick what was announced, or describe what you see. A photo of it is owed."),
    )
    field = field_of(laid, phrase("Describe it in a few words"), takes_keys=not known)
    return page_over(head, known, field, phrase("Take it in as described"))


def _grade(laid: Laid) -> Stage | None:
    unit = laid.state.unit
    if unit is None:
        return None
    grades = [
        Control(
            f"grade_{grade.value}",
            _graded(grade),
            Open(Page.GRADE_WHY, grade.value),
            controls.key_of(place),
            grade=grade,
        )
        for place, grade in enumerate(grades_open(unit, laid.rules))
    ]
    head = Head(
        phrase("Which grade instead?"),
        phrase("Other grade"),
        phrase("Never better than what was found allows: else go back and correct the answer."),
    )
    return page_over(head, grades)


def _graded(grade: Grade) -> Wording:
    return phrase("{grade} · {name}", grade=grade.value, name=names.GRADES[grade])


def _grade_why(laid: Laid) -> Stage:
    unit = laid.state.unit
    words: tuple[Phrase, ...] = names.WHY_WORSE
    if unit is not None and Grade(laid.subject).is_better_than(proposal_of(unit, laid.rules).judged.grade):
        words = names.WHY_BETTER
    head = Head(
        phrase("Why {grade}?", grade=laid.subject), phrase("Other grade"), phrase("The reason stands in the evidence.")
    )
    return page_over(head, reasons_of(words), field_of(laid, phrase("Or in your words")))


def _route_why(laid: Laid) -> Stage:
    route = next((words for one, words in names.ROUTES.items() if one.value == laid.subject), laid.subject)
    head = Head(
        phrase("Why “{route}”?", route=route),
        phrase("Other route"),
        phrase("It is not the route that the policy puts first."),
    )
    return page_over(head, reasons_of(names.WHY_ROUTE), field_of(laid, phrase("Or in your words")))


def _route_law(laid: Laid) -> Stage | None:
    unit, route = laid.state.unit, laid.subject
    ban = forbidden.law_on(unit, Route(route), laid.rules) if unit is not None and route in set(Route) else None
    return None if ban is None else forbidden.cases(ban, Route(route))


def _route_law_why(laid: Laid) -> Stage | None:
    unit, (route, _, code) = laid.state.unit, laid.subject.partition("|")
    ban = forbidden.law_on(unit, Route(route), laid.rules) if unit is not None and route in set(Route) else None
    if ban is None:
        return None
    field = field_of(laid, phrase("The justification stands in the evidence and on the certificate"), takes_keys=True)
    return page_over(forbidden.justification(ban, code), (), field)


def _label_of(laid: Laid) -> Wording:
    """Which label is meant: at an idle bench nothing else on the screen would say so."""
    label = laid.state.label or laid.state.last
    return phrase("Label") if label is None else listed((phrase("Label"), label.lpn, label.says("title")))


def _reprint(laid: Laid) -> Stage:
    head = Head(phrase("Why print it again?"), _label_of(laid), phrase("The earlier print no longer verifies."))
    return page_over(head, reasons_of(names.WHY_REPRINT), field_of(laid, phrase("Or in your words")))


def _void(laid: Laid) -> Stage:
    head = Head(
        phrase("Why is the label void?"),
        _label_of(laid),
        phrase("The unit then has no label until a new one is printed."),
    )
    return page_over(head, reasons_of(names.WHY_VOID), field_of(laid, phrase("Or in your words")))


def _note(laid: Laid) -> Stage:
    head = Head(phrase("What should be on record?"), phrase("Note"), phrase("It goes with the next answer."))
    return page_over(head, (), field_of(laid, phrase("Note"), takes_keys=True), phrase("Keep the note"))


def _typed(laid: Laid) -> Stage:
    head = Head(phrase("Type the code"), phrase("By hand"), phrase("As it stands under the bars; Enter takes it."))
    return page_over(head, (), field_of(laid, phrase("Code"), takes_keys=True))


def _parked(laid: Laid) -> Stage:
    """As many as are seen whole and have a digit; the key N leads to the next ones, Esc back."""
    parked, every = laid.around.parked, laid.around.parked_count
    first = int(laid.subject or 0) if int(laid.subject or 0) < len(parked) else 0
    last = min(first + DIGITS, len(parked))
    units = [
        Control(f"unit_{one.key}", one.key, Send(do.Resume(one.key)), controls.key_of(place), one.title)
        for place, one in enumerate(parked[first:last])
    ]
    others = every - last
    more = counted("{n} more is parked: scan its tag.", "{n} more are parked: scan their tags.", others)
    part = phrase("{first} to {last} of {all}, the oldest first.", first=first + 1, last=last, all=max(every, last))
    goes_on = last < len(parked)
    head = Head(
        phrase("Which unit is taken up again?") if units else phrase("Nothing is parked"),
        phrase("Parked units"),
        part if goes_on else more if others > 0 else phrase("Scanning its tag does the same."),
    )
    stage = page_over(head, units)
    if not goes_on:
        return stage
    on = Control("parked_on", phrase("Next ones"), Open(Page.PARKED, str(last)), "N")
    return replace(stage, controls=(*stage.controls, on))


def _review(laid: Laid) -> Stage:
    return decision(laid.subject, laid.examined, _found(laid))


def _found(laid: Laid) -> Wording:
    grade = _grade_found(laid)
    return phrase("Graded {grade}", grade=_graded(grade)) if grade is not None else ""


def _grade_found(laid: Laid) -> Grade | None:
    """The grade that is decided on: from the record, else from the unit's label where the bench still has it."""
    label, examined = laid.state.last, laid.examined
    found = label.says("grade") if label is not None and label.lpn == laid.subject else ""
    found = (examined.record.record["grade"] or "") if examined is not None else found
    return Grade(found) if found in set(Grade) else None


def _review_grade(laid: Laid) -> Stage:
    grades = [
        Control(
            f"grade_{grade.value}",
            _graded(grade),
            Open(Page.REVIEW_WHY, f"{laid.subject}|override|{grade.value}"),
            controls.key_of(place),
            grade=grade,
        )
        for place, grade in enumerate(grade for grade in Grade if grade is not _grade_found(laid))
    ]
    return page_over(
        Head(phrase("Which grade instead?"), phrase("Review of {unit}", unit=laid.subject), _found(laid)), grades
    )


def _review_why(laid: Laid) -> Stage:
    unit = laid.subject.partition("|")[0]
    head = Head(phrase("Why?"), phrase("Review of {unit}", unit=unit), phrase("The reason stands in the evidence."))
    return page_over(head, reasons_of(names.WHY_REVIEW), field_of(laid, phrase("Or in your words")))


def _overrule(laid: Laid) -> Stage:
    head = Head(
        phrase("Take this photo all the same?"),
        phrase("Photo below the gate"),
        phrase("The reason shows in the review. Space takes it again, Esc goes back."),
    )
    return page_over(head, reasons_of(names.WHY_OVERRULE), field_of(laid, phrase("Or in your words")))


def _destroy(laid: Laid) -> Stage:
    unit = laid.subject
    open_unit = laid.state.unit
    if open_unit is not None and not (open_unit.serial or open_unit.prints):
        return _label_first(unit)
    head = Head(
        phrase("Who watches it?"),
        phrase("Destruction of {unit} · 1 of 3", unit=unit),
        phrase("Do not destroy it yet. A colleague scans the badge; it must be another person than you."),
    )
    says = (certifying.card(laid, unit, DESTRUCTION),)
    return page_over(head, says, field_of(laid, phrase("Badge"), takes_keys=True), phrase("Go on to the PIN"))


def _label_first(unit: str) -> Stage:
    """A piece that bears no code yet cannot be proven to be the one that was destroyed."""
    head = Head(
        phrase("Do not destroy it yet"),
        phrase("Destruction of {unit}", unit=unit),
        phrase("The proof must show its label. Print it, put it on and scan it; then choose this again."),
    )
    enter = controls.take(phrase("Save the grade, print the label"), Send(do.Accept()))
    return Stage(head, over=True, controls=(controls.close(), enter))


def _witness_pin(laid: Laid) -> Stage:
    head = Head(
        phrase("The witness's PIN"),
        phrase("Destruction of {unit} · 2 of 3", unit=laid.subject),
        phrase("Typed by the witness, before anything is destroyed."),
    )
    field = field_of(laid, phrase("PIN"), takes_keys=True, secret=True, digits=True)
    return page_over(head, (), field, phrase("Go on to the proof"))


def _proof(laid: Laid) -> Stage:
    """The last step, and the only one that nobody can take back: all else was found right before."""
    unit = laid.subject
    head = Head(
        phrase("Destroy it now, then take the proof"),
        phrase("Destruction of {unit} · 3 of 3", unit=unit),
        phrase("Its label must be in the frame, sharp and whole. With the proof the certificate gets its number."),
    )
    prove = Control("prove", phrase("Take the proof, close the destruction"), Prove(unit), "Space", tone=Tone.PRIMARY)
    film = controls.film_proof(unit, laid.around)
    target = Target("camera", phrase("Space takes the proof"), phrase("The label beside what is left of it"))
    if laid.around.filming is not None:
        target = Target("camera", phrase("F ends the film"), phrase("The label in the picture now, for a second"))
        return Stage(_filmed(unit), over=True, target=target, controls=(controls.close(), *film))
    says = (certifying.card(laid, unit, DESTRUCTION),)
    return Stage(head, over=True, target=target, choices=says, controls=(controls.close(), *film, prove))


def _filmed(unit: str) -> Head:
    return Head(
        phrase("Destroy it now, while it is filmed"),
        phrase("Destruction of {unit} · 3 of 3", unit=unit),
        phrase("Its label must be in the picture in the first second and in the last, sharp and whole."),
    )


def _work_proof(laid: Laid) -> Stage:
    unit, _, kind = laid.subject.partition("|")
    title = phrase("What proves it?")
    hint = phrase("The number of the receipt, note or consignment; it stands in the evidence.")
    said: tuple[Phrase, ...] = ()
    if kind == "refurbish":
        title, hint, said = phrase("What was done?"), phrase("Then it is inspected once more."), names.WHAT_WAS_DONE
    head = Head(title, phrase("Work on {unit}", unit=unit), hint)
    says = (certifying.card(laid, unit, CERTIFICATE_OF[kind]),) if kind in CERTIFICATE_OF else ()
    field = field_of(laid, phrase("In your words"), takes_keys=not said)
    return page_over(head, (*reasons_of(said), *says), field, phrase("Work done"))


_PAGES: dict[Page, Callable[[Laid], Stage | None]] = {
    Page.MORE: _more,
    Page.DANGER: _danger,
    Page.SHORT: _short,
    Page.EMPTY: _empty,
    Page.NO_CODE_ITEM: _no_code_item,
    Page.GRADE: _grade,
    Page.GRADE_WHY: _grade_why,
    Page.ROUTE_WHY: _route_why,
    Page.ROUTE_LAW: _route_law,
    Page.ROUTE_LAW_WHY: _route_law_why,
    Page.REPRINT: _reprint,
    Page.VOID: _void,
    Page.NOTE: _note,
    Page.TYPED: _typed,
    Page.PARKED: _parked,
    Page.REVIEW: _review,
    Page.REVIEW_GRADE: _review_grade,
    Page.REVIEW_WHY: _review_why,
    Page.OVERRULE: _overrule,
    Page.DESTROY: _destroy,
    Page.WITNESS_PIN: _witness_pin,
    Page.PROOF: _proof,
    Page.WORK_PROOF: _work_proof,
    Page.CERTIFICATE: certifying.says,
    Page.CERTIFICATE_DETAIL: certifying.detail,
}
