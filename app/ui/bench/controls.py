"""The controls that every step has, each with its key; and the exceptions that lie under “More”.

Which of them are offered follows from the step alone, by the bench's own rules: what would be refused is not offered.
"""

from __future__ import annotations

from app.domain.access import MAY_REVIEW
from app.domain.bench import actions as do
from app.domain.bench.finishing import WORK_OF
from app.domain.bench.offers import wants_serial, wants_weight
from app.domain.bench.state import Bench, Label, Step
from app.domain.disposition import Route
from app.domain.films import DESTRUCTION, UNBOXING, FilmOf

from .acts import Act, ChangePerson, Close, Film, Open, Page, Send, Show
from .around import Around
from .names import WORK_DONE, went_to
from .pieces import Control, Tone
from .wording import Wording, phrase

UNIT_OPEN = frozenset({Step.CHECKLIST, Step.PHOTOS, Step.GRADE, Step.ROUTE})
LABEL_OPEN = frozenset({Step.LABEL, Step.VERIFY_LABEL})


def key_of(place: int) -> str:
    """The key of a choice by its place: 1 to 9, then 0, then with Ctrl 1 to 9."""
    return str((place + 1) % 10) if place < 10 else f"^{place - 9}" if place < 19 else ""


def back(text: Wording = "") -> Control:
    """Undo one step."""
    return Control("back", text or phrase("Back"), Send(do.Back()), "Backspace")


def park() -> Control:
    """Put the unit aside, with its tag."""
    return Control("park", phrase("Park"), Send(do.Park()), "P", phrase("Put it aside with a tag"))


def danger() -> Control:
    """To quarantine at once."""
    return Control("danger", phrase("Danger"), Open(Page.DANGER), "D", phrase("To quarantine at once"), Tone.BAD)


def more() -> Control:
    """Everything else that may be done now."""
    return Control("more", phrase("More"), Open(Page.MORE), "M")


def close(text: Wording = "") -> Control:
    """Back to the question."""
    return Control("close", text or phrase("Back"), Close(), "Esc")


def take(text: Wording, act: Act, key: str = "Enter") -> Control:
    """What the big button does."""
    return Control("take", text, act, key, tone=Tone.PRIMARY)


def type_code() -> Control:
    """For a code that no scanner reads."""
    return Control("type_code", phrase("Type a code"), Open(Page.TYPED), "T", phrase("Where no scanner can read it"))


def exceptions(step: Step, state: Bench) -> tuple[Control, ...]:
    """Everything that may be done now besides what the question asks, each within two acts."""
    return tuple(
        one
        for group in (_of_parcel(step, state), _of_unit(step, state), _of_label(step, state), _of_person())
        for one in group
    )


def filming(state: Bench, around: Around) -> tuple[Control, ...]:
    """Film the parcel that is open, or end the film that is being made."""
    parcel = state.parcel
    if not around.films or (around.filming is None and (parcel is None or not parcel.parcel_id)):
        return ()
    of = around.filming or FilmOf(UNBOXING, parcel.parcel_id if parcel is not None else "")
    if around.filming is not None:
        return (Control("film", phrase("End the film"), Film(of), "F", phrase("It is kept as evidence"), Tone.BAD),)
    return (Control("film", phrase("Film the unboxing"), Film(of), "F", phrase("While you work on")),)


def film_proof(unit: str, around: Around) -> tuple[Control, ...]:
    """A film may be the proof of a destruction."""
    if not around.films or around.filming not in {None, FilmOf(DESTRUCTION, unit=unit)}:
        return ()
    if around.filming is not None:
        return (Control("film", phrase("End the film: it is the proof"), Film(around.filming), "F", tone=Tone.PRIMARY),)
    return (Control("film", phrase("Film it"), Film(FilmOf(DESTRUCTION, unit=unit)), "F"),)


def _of_parcel(step: Step, state: Bench) -> list[Control]:
    if step is Step.IDLE:
        return [no_code_parcel(), parked(), type_code()]
    if step is not Step.ITEM or state.parcel is None:
        return []
    if state.whose:
        return [danger()]
    found: list[Control] = [no_code_item(), type_code()]
    if not state.parcel.owes_photo:
        found = [*_closing(state), *found]
    return [*found, danger(), parked()]


def _closing(state: Bench) -> list[Control]:
    parcel = state.parcel
    if parcel is None:
        return []
    empty = Control(
        "empty",
        phrase("Nothing inside"),
        Open(Page.EMPTY),
        "E",
        phrase("The whole parcel is empty"),
    )
    if parcel.units:
        return [short()] if parcel.open_lines else [_all_here()]
    return [short(), empty] if parcel.open_lines else [empty]


def _all_here() -> Control:
    return Control(
        "close_parcel", phrase("Nothing more inside"), Send(do.CloseParcel()), "S", phrase("Close the parcel")
    )


def short() -> Control:
    """Announced pieces did not come."""
    return Control("short", phrase("Pieces missing"), Open(Page.SHORT), "S", phrase("Announced, but not inside"))


def no_code_parcel() -> Control:
    """The parcel gets a code of ours."""
    return Control(
        "no_code_parcel",
        phrase("Parcel without a code"),
        Send(do.NoCode("parcel")),
        "K",
        phrase("It gets one of ours"),
    )


def no_code_item() -> Control:
    """An item is named by hand."""
    return Control(
        "no_code_item",
        phrase("Item without a code"),
        Open(Page.NO_CODE_ITEM),
        "K",
        phrase("Pick or describe it"),
    )


def no_serial() -> Control:
    """The serial number cannot be read."""
    return Control(
        "no_serial",
        phrase("Not readable"),
        Send(do.NoCode("item")),
        "K",
        phrase("The full check and a photo are asked"),
    )


def parked() -> Control:
    """Units put aside."""
    return Control("parked", phrase("Parked units"), Open(Page.PARKED), "L", phrase("Take one up again"))


def _of_unit(step: Step, state: Bench) -> list[Control]:
    unit = state.unit
    if step not in UNIT_OPEN or unit is None:
        return []
    found = [danger(), park()]
    if step is Step.CHECKLIST and not wants_serial(unit) and not wants_weight(state, unit):
        found.append(note())
    if step is Step.CHECKLIST and wants_serial(unit):
        found += [no_serial(), type_code()]
    return found


def note() -> Control:
    """Words that go with the next answer."""
    return Control("note", phrase("Add a note"), Open(Page.NOTE), "N", phrase("It goes with the next answer"))


def _of_label(step: Step, state: Bench) -> list[Control]:
    """The newest label, on the bench or done before; a unit whose label was just scanned is meant as well."""
    found: list[Control] = []
    open_here = step in LABEL_OPEN or step is Step.REVIEW
    if open_here:
        found.append(danger())
    elif step is Step.IDLE and state.shown:
        found += [danger(), show_unit(state.shown)]
    if step in LABEL_OPEN:
        found.append(park())
    label = state.label or state.last
    if label is not None and (open_here or step is Step.IDLE):
        found.append(reprint())
        if not label.void:
            found.append(void())
    if step is Step.REVIEW:
        found += deciding(state)
    if step is Step.VERIFY_LABEL:
        found.append(type_code())
    if label is not None and step is Step.IDLE:
        found += _due(label)
    return found


def _due(label: Label) -> list[Control]:
    """The work that the label says is due: ended here, with its proof. Whether it still is due, the bench knows."""
    where = went_to(label)
    if where is Route.DESTROY:
        return [destroy(label.lpn)]
    kind = WORK_OF.get(where) if where is not None else None
    if kind is None:
        return []
    return [Control("close_work", WORK_DONE[kind], Open(Page.WORK_PROOF, f"{label.lpn}|{kind}"), "W", label.lpn)]


def deciding(state: Bench) -> list[Control]:
    """A supervisor may review the unit that waits here."""
    if state.operator is None or state.operator.role not in MAY_REVIEW:
        return []
    return [Control("review", phrase("Decide it now"), Open(Page.REVIEW, state.waits), "V")]


def show_unit(unit: str) -> Control:
    """Everything that is known of it."""
    return Control("show_unit", phrase("See the unit"), Show(unit), "I")


def reprint() -> Control:
    """The last label once more."""
    return Control("reprint", phrase("Print the label again"), Open(Page.REPRINT), "R", phrase("Marked as a reprint"))


def void() -> Control:
    """The last label no longer counts."""
    return Control("void", phrase("Void the label"), Open(Page.VOID), "X", phrase("It no longer counts"))


def destroy(unit: str) -> Control:
    """Carry out the route, before a witness."""
    return Control(
        "destroy",
        phrase("Destroy before a witness"),
        Open(Page.DESTROY, unit),
        "Y",
        phrase("A photo with its label in frame, badge and PIN of a colleague"),
    )


def _of_person() -> list[Control]:
    return [
        Control("change_person", phrase("Change person"), ChangePerson(), "U"),
        Control("sign_out", phrase("Sign out"), Send(do.SignOut()), "O"),
    ]
