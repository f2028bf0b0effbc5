"""The middle card while a unit is checked: weight, serial number, the question of the moment, the photos owed."""

from __future__ import annotations

from app.domain.bench import actions as do
from app.domain.bench.judging import checklist_of, owed, question_of
from app.domain.bench.offers import wants_serial, wants_weight
from app.domain.bench.state import Bench, Unit
from app.domain.checklist import Answer, Checklist, Dimension, Question, answers_after, next_question
from app.domain.rulebook import Rulebook

from . import controls
from .acts import GiveMarked, Mark, Send, Shoot, Typed
from .around import DARK, GONE
from .beside import shot_hint, shot_said
from .hand import Hand
from .names import SIDES
from .pieces import Chip, Control, Field, Head, Stage, Target, Tone
from .wording import Wording, counted, listed, phrase

MOST_AHEAD = 60


def checklist(state: Bench, unit: Unit, rules: Rulebook, hand: Hand, camera: str = "") -> Stage:
    """Whatever is asked first."""
    if wants_weight(state, unit):
        return _weight(unit, hand)
    if wants_serial(unit):
        return _serial()
    question = question_of(unit, rules)
    if question is None:  # the step says otherwise; a stage without a question is still a stage
        return photos(state, unit, rules, camera)
    return _asked(question, unit, rules, hand)


def _weight(unit: Unit, hand: Hand) -> Stage:
    expected = unit.product.weight_g
    return Stage(
        Head(
            phrase("Put it on the scale"),
            phrase("Weight"),
            phrase("The catalogue says {expected} g.", expected=expected or 0),
        ),
        field=Field("grams", phrase("Grams"), hand.typed, digits=True),
        controls=(controls.back(), controls.park(), controls.more(), controls.take(phrase("Take the weight"), Typed())),
    )


def _serial() -> Stage:
    return Stage(
        Head(
            phrase("Scan the serial number or IMEI"),
            phrase("Serial number"),
            phrase("From the piece itself, not from the box."),
        ),
        target=Target("serial", phrase("Scan"), phrase("Scanner or camera; T to type it")),
        controls=(controls.back(), controls.park(), controls.no_serial(), controls.type_code(), controls.more()),
    )


def _asked(question: Question, unit: Unit, rules: Rulebook, hand: Hand) -> Stage:
    number, about = progress(checklist_of(unit, rules), unit)
    kicker = listed(
        (SIDES[question.dimension], phrase("question {number} of about {about}", number=number, about=about))
    )
    hint: Wording = question.hint or ""
    if question.multiple:
        hint = listed((hint, phrase("Several may hold; none is an answer too.")), " ")
    low = [controls.back(), controls.park(), controls.more()]
    if question.multiple:
        low.append(_take_marked(question, hand))
    return Stage(
        Head(question.text, kicker, hint),
        choices=tuple(_choice(question, place, hand, unit) for place in range(len(question.choices))),
        multiple=question.multiple,
        chips=(*_note(hand), *chips(unit, rules)),
        controls=tuple(low),
    )


def _choice(question: Question, place: int, hand: Hand, unit: Unit) -> Control:
    choice = question.choices[place]
    act = Mark(choice.id) if question.multiple else Send(do.GiveAnswer(question.id, (choice.id,)))
    asks = counted("asks for {n} photo", "asks for {n} photos", len(choice.shots)) if choice.shots else ""
    return Control(
        f"choice_{choice.id}",
        choice.text,
        act,
        controls.key_of(place),
        choice.hint or asks or (_belonging(unit) if _says_complete(question, place) else ""),
        Tone.BAD if choice.stop else Tone.PLAIN,
        chosen=choice.id in hand.marked,
    )


def _says_complete(question: Question, place: int) -> bool:
    """The best answer about the parts: whoever gives it has to know what they are."""
    return question.dimension is Dimension.ACCESSORIES and place == 0 and not question.multiple


def _belonging(unit: Unit) -> str:
    """What the catalogue says belongs to the piece; the parts of a kit first."""
    return ", ".join((*unit.product.components, *unit.product.accessories))


def _take_marked(question: Question, hand: Hand) -> Control:
    marked = [choice for choice in question.choices if choice.id in hand.marked]
    words = counted("Take {n} answer", "Take {n} answers", len(marked)) if marked else phrase("None of these")
    return controls.take(words, GiveMarked(question.id))


def progress(checklist: Checklist, unit: Unit) -> tuple[int, int]:
    """Which question this is, and how many there will be if all the others get their best answer."""
    by_hand = sum(answer.settled_by is None for answer in unit.answers)
    answers, ahead = unit.answers, 0
    while ahead < MOST_AHEAD and (question := next_question(checklist, unit.subject, answers)) is not None:
        best = () if question.multiple else (question.choices[0].id,)
        answers = answers_after(checklist, unit.subject, answers, Answer(question.id, best))
        ahead += 1
    return by_hand + 1, by_hand + max(ahead, 1)


def chips(unit: Unit, rules: Rulebook) -> tuple[Chip, ...]:
    """The questions with their answers so far, the newest first: it is the newest that may have to be undone."""
    asked = {question.id: question for question in checklist_of(unit, rules).questions}
    made = [
        Chip(question.text, _said(question, answer))
        for answer in unit.answers
        if (question := asked.get(answer.question)) is not None and answer.settled_by is None
    ]
    return tuple(dict.fromkeys(reversed(made)))


def _said(question: Question, answer: Answer) -> Wording:
    texts = [choice.text for choice in question.choices if choice.id in answer.choices]
    if not answer.choices:
        return phrase("none")
    own = [choice.replace("_", " ") for choice in answer.choices] if not texts else []
    return listed((*texts, *own), ", ")


def _note(hand: Hand) -> tuple[Chip, ...]:
    return (Chip(phrase("Note"), hand.note),) if hand.note else ()


def _take(shot: str, camera: str) -> Control:
    """The key stays: pressed, it says what is wrong. But nothing promises a photo that would not come."""
    if camera == GONE:
        return Control("take", phrase("Try it all the same"), Shoot(shot), "Space")
    return controls.take(phrase("Take it all the same") if camera else phrase("Take the photo"), Shoot(shot), "Space")


_AIM = {
    "": Target("camera", phrase("Space takes the photo"), phrase("or touch the live picture")),
    DARK: Target("camera_dark", phrase("It is too dark for a photo"), phrase("Lens free? Lamp on? Then Space.")),
    GONE: Target(
        "camera_gone", phrase("The camera shows nothing"), phrase("See to its cable. The unit can be parked meanwhile.")
    ),
}


def photos(state: Bench, unit: Unit, rules: Rulebook, camera: str = "") -> Stage:
    """Every question is answered; photos are owed. What keeps the camera from them (`Around.camera`) is said first."""
    missing = owed(state, unit, rules)
    first = missing[0] if missing else ""
    kicker = counted("One photo owed", "{n} photos owed now", len(missing))
    take = _take(first, camera) if first else None
    return Stage(
        Head(
            shot_said(first, unit, rules) if first else phrase("Photos"),
            kicker,
            shot_hint(first, unit, rules) if first else "",
        ),
        target=_AIM[camera],
        chips=chips(unit, rules),
        controls=(controls.back(), controls.park(), controls.more(), *((take,) if take else ())),
    )
