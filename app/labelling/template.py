"""What a label template says: its size, the fields it asks for, and what stands where. All measures are millimetres.

Owns the model and what holds within it: everything stands on the label, and names only what there is. How it is
written belongs to `template_file`. Frozen; any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.symbols import Symbology
from app.saying import say

Words = Mapping[str, Mapping[str, str]]
"""What an id is called, by language: `{"open_box": {"en": "Open box", "es": "Caja abierta"}}`."""

_NEAR = 0.001  # mm: what adding decimals leaves
_PART = re.compile(r"\{(?:(?P<kind>word|say):)?(?P<name>[a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the label; from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    def inset(self, by: float) -> Box:
        """The same place with this margin taken off each side."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def holds(self, other: Box) -> bool:
        """Whether the other stands within it."""
        return (
            other.left >= self.left - _NEAR
            and other.top >= self.top - _NEAR
            and other.right <= self.right + _NEAR
            and other.bottom <= self.bottom + _NEAR
        )

    def meets(self, other: Box) -> bool:
        """Whether the two have ground in common."""
        return (
            other.left < self.right - _NEAR
            and other.right > self.left + _NEAR
            and other.top < self.bottom - _NEAR
            and other.bottom > self.top + _NEAR
        )


@dataclass(frozen=True, slots=True)
class Field:
    """One field; see `app.ports.LabelField`.

    Attributes:
        choices: the only values that it may have; empty where any will do
        made_of: the fields that it is computed from, in their order, those that are empty left out
        joined_by: what stands between them

    """

    name: str
    type: str
    required: bool
    longest: int
    example: str
    choices: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    joined_by: str = ""

    @property
    def computed(self) -> bool:
        return bool(self.made_of)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a wording: letters as they are (`kind` empty), a `field`, a `word` for its id, or what to `say`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says. Where it has fields and all of them are empty, it says nothing at all."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, written: str) -> Wording:
        """`{title}` is a field, `{word:work}` the words for a field's id, `{say:bin}` fixed words."""
        parts: list[Part] = []
        end = 0
        for found in _PART.finditer(written):
            if found.start() > end:
                parts.append(Part("", written[end : found.start()]))
            parts.append(Part(found["kind"] or "field", found["name"]))
            end = found.end()
        if end < len(written):
            parts.append(Part("", written[end:]))
        return cls(tuple(parts))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it tells of, in their order."""
        return tuple(part.text for part in self.parts if part.kind in {"field", "word"})

    @property
    def said(self) -> tuple[str, ...]:
        """The fixed words that it says."""
        return tuple(part.text for part in self.parts if part.kind == "say")


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a place.

    Attributes:
        largest: the height of its letters (of the em, as fonts are measured), where there is room
        smallest: what it may shrink to
        lines: on how many lines it may stand
        align: `left`, `center` or `right`
        valign: `top`, `middle` or `bottom`
        filled: white on black, over the whole place
        when: drawn only where this field is not empty

    """

    place: Box
    wording: Wording
    largest: float
    smallest: float
    lines: int = 1
    bold: bool = False
    align: str = "left"
    valign: str = "middle"
    filled: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode with its quiet zone in a place; the first of `symbologies` that can hold the field's text is drawn.

    Attributes:
        smallest: the narrowest module that a scanner at the bench reads well
        largest: the widest that is still of use

    """

    place: Box
    field: str
    symbologies: tuple[Symbology, ...]
    smallest: float
    largest: float
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Frame:
    """A line, a box or a filled box; `thick` is its stroke, 0 fills it. Drawn only where `when` is not empty."""

    place: Box
    thick: float = 0.0
    rounded: float = 0.0
    when: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn sign: `grade` is the letter of `field` in its shape, `hazard` the triangle."""

    place: Box
    sign: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """The client's logo, where there is one."""

    place: Box


Element = Text | Symbol | Frame | Sign | Logo


@dataclass(frozen=True, slots=True)
class Template:
    """A label as it is designed. Elements are drawn in their order."""

    name: str
    kind: str
    width: float
    height: float
    fields: tuple[Field, ...]
    elements: tuple[Element, ...]
    words: Words = field(default_factory=dict)

    def field(self, name: str) -> Field | None:
        """The field of this name."""
        return next((each for each in self.fields if each.name == name), None)

    def example(self) -> dict[str, str]:
        """A label's data as the template shows it: the example of each field that is not computed."""
        return {each.name: each.example for each in self.fields if each.example and not each.computed}

    def faults(self, words: Words) -> Iterator[tuple[int | str, str]]:
        """What does not hold: the number of the element, or the name of the field, and what is wrong with it."""
        names = {each.name for each in self.fields}
        for each in self.fields:
            for other in each.made_of:
                source = self.field(other)
                if source is None or source.computed:
                    yield each.name, say("there is no field {name} that it could be computed from", name=other)
        for number, element in enumerate(self.elements):
            if not self._holds(element.place):
                yield number, say("it reaches beyond the edge of the label")
            if any(self._covers(element, other) for other in self.elements if isinstance(other, Symbol)):
                yield number, say("it covers a barcode or the white around it")
            for name in _fields_of(element):
                if name not in names:
                    yield number, say("there is no field {name}", name=name)
            if isinstance(element, Text):
                missing = [key for key in element.wording.said if key not in self.words and key not in words]
                yield from ((number, say("there are no words {key}", key=key)) for key in missing)

    @staticmethod
    def _covers(element: Element, symbol: Symbol) -> bool:
        """Whether it may put ink where a symbol and its quiet zone stand; one may stand within a frame."""
        if element is symbol or not element.place.meets(symbol.place):
            return False
        within = isinstance(element, Frame) and element.thick and element.place.inset(element.thick)
        return not (within and within.holds(symbol.place))

    def _holds(self, place: Box) -> bool:
        return Box(0, 0, self.width, self.height).holds(place)


def _fields_of(element: Element) -> tuple[str, ...]:
    match element:
        case Text():
            return (*element.wording.fields, *((element.when,) if element.when else ()))
        case Symbol():
            return (element.field,)
        case Sign() if element.field:
            return (element.field,)
        case Frame() if element.when:
            return (element.when,)
    return ()
