"""Everything of a label in its place, in whole dots: the one layout that every driver draws from.

Owns the step from millimetres to dots, and that a symbol's modules are whole dots with their quiet zone around them. A
text that does not fit and a code that its symbol cannot hold are refused here, with the field named. Any thread.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from app.domain.symbols import Symbology
from app.errors import UsageError
from app.labelling import shapes
from app.labelling.fields import as_read, code_fault, named, refused
from app.labelling.symbols import Modules, encode
from app.labelling.template import Box, Element, Frame, Logo, Sign, Symbol, Template, Text, Words
from app.labelling.text import Dots, Undrawable, fit
from app.labelling.words import spoken
from app.saying import say

DOTS_A_MM = {203: 8.0, 300: 11.8}
_TOLERANCE = 0.06  # dots: 0.25 mm is 2.95 dots at 300 dpi, and meant as 3


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Dots that are black, from this place on: a text, a shape, a picture or a symbol."""

    left: int
    top: int
    dots: Dots


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """Where a symbol stands, without its quiet zone, in dots; `module` is the width of its narrowest bar."""

    symbology: Symbology
    field: str
    text: str
    left: int
    top: int
    width: int
    height: int
    module: int
    quiet: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A label in dots."""

    name: str
    width: int
    height: int
    dots_a_mm: float
    ink: tuple[Ink, ...]
    symbols: tuple[PlacedSymbol, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """What a label is drawn with besides its data: words in a language, and the client's logo (black is True)."""

    words: Words = field(default_factory=dict)
    language: str = "en"
    logo: Dots | None = None


def dots_a_mm(dpi: int) -> float:
    """Raises `UsageError` for a resolution that labels are not drawn at."""
    if dpi not in DOTS_A_MM:
        raise UsageError(say("Labels are drawn at 203 or 300 dpi, not {dpi}.", dpi=dpi), "Give one of these.")
    return DOTS_A_MM[dpi]


def lay_out(template: Template, values: Mapping[str, str], dpi: int, style: Style) -> Layout:
    """The label. `values` as `fields.filled` gives them. Raises `UsageError` for what does not go onto it."""
    page = _Page(template, values, dots_a_mm(dpi), style)
    for element in template.elements:
        page.put(element)
    width, height = (int(side * page.scale) for side in (template.width, template.height))
    return Layout(template.name, width, height, page.scale, tuple(page.ink), tuple(page.symbols))


class _Page:
    """The label as it grows."""

    def __init__(self, template: Template, values: Mapping[str, str], scale: float, style: Style) -> None:
        self.template = template
        self.values = values
        self.scale = scale
        self.style = style
        self.words = {**style.words, **template.words}
        self.ink: list[Ink] = []
        self.symbols: list[PlacedSymbol] = []

    def put(self, element: Element) -> None:
        when = element.when if isinstance(element, Text | Frame) else ""
        if when and not self.values.get(when):
            return
        match element:
            case Text():
                self._text(element)
            case Symbol():
                self._symbol(element)
            case Frame():
                self._frame(element)
            case Sign():
                self._sign(element)
            case Logo() if self.style.logo is not None:
                self._logo(element, self.style.logo)

    def _text(self, element: Text) -> None:
        read = {each.name: as_read(each, self.values.get(each.name, "")) for each in self.template.fields}
        said = spoken(element.wording, read, self.words, self.style.language)
        if not said:
            return
        left, top, width, height = self._dots(element.place)
        inner = width - 2 * self._margin(element), height - self._margin(element)
        try:
            found = fit(said, *inner, self._sizes(element), lines=element.lines, bold=element.bold)
        except Undrawable as undrawable:
            why = say("no font here can draw {character}", character=named(undrawable.character))
            raise refused(self.template.name, self._blamed(element, undrawable.character), why) from undrawable
        if found is None:
            why = say("it is too long for its place, even in the smallest letters")
            raise refused(self.template.name, self._blamed(element), why, "Nothing was printed. Shorten it.")
        drawn = found.draw(inner[0], element.align)
        dots = np.zeros((height, width), np.bool_)
        down = found.from_top(height, element.valign)
        right = self._margin(element)
        dots[down : down + found.height, right : right + inner[0]] = drawn
        self.ink.append(Ink(left, top, ~dots if element.filled else dots))

    def _margin(self, element: Text) -> int:
        """White letters need black around them."""
        return max(round(element.place.height * self.scale * 0.12), 2) if element.filled else 0

    def _sizes(self, element: Text) -> range:
        smallest = max(math.ceil(element.smallest * self.scale - _TOLERANCE), 1)
        return range(max(int(element.largest * self.scale + _TOLERANCE), smallest), smallest - 1, -1)

    def _blamed(self, element: Text, character: str = "") -> str:
        """The field to name: the one that has the character, else the longest."""
        wording = element.wording
        names = wording.fields or wording.said or tuple(part.text for part in wording.parts)
        return max(names, key=lambda name: (character in self.values.get(name, ""), len(self.values.get(name, ""))))

    def _symbol(self, element: Symbol) -> None:
        text = self.values.get(element.field, "")
        if not text:
            return
        modules = encode(element.symbologies, text)
        place = self._dots(element.place)
        module = 0 if modules is None else _module(element, modules, place, self.scale)
        if modules is None or not module:
            last = element.symbologies[-1].value
            why = say("its {symbology} cannot hold it at this size", symbology=last)
            raise refused(self.template.name, element.field, why, "Nothing was printed. Codes are never cut.")
        left, top, width, height = place
        rows = np.array(modules.rows, np.bool_)
        repeat = (height, module) if modules.linear else (module, module)
        dots = np.repeat(np.repeat(rows, repeat[0], 0), repeat[1], 1)
        room = width - dots.shape[1]
        quiet = modules.quiet_x * module
        right = {"left": quiet, "center": room // 2, "right": room - quiet}[element.align]
        down = (height - dots.shape[0]) // 2
        self.ink.append(Ink(left + right, top + down, dots))
        self.symbols.append(
            PlacedSymbol(
                modules.symbology, element.field, text, left + right, top + down, dots.shape[1], dots.shape[0],
                module, quiet,
            )
        )  # fmt: skip

    def _frame(self, element: Frame) -> None:
        left, top, width, height = self._dots(element.place)
        thick = max(round(element.thick * self.scale), 1) if element.thick else 0
        rounded = min(round(element.rounded * self.scale), min(width, height) // 2)
        self.ink.append(Ink(left, top, shapes.frame(max(width, 1), max(height, 1), thick, rounded)))

    def _sign(self, element: Sign) -> None:
        left, top, width, height = self._dots(element.place)
        if element.sign == "hazard":
            drawn = shapes.hazard(width, height)
        elif value := self.values.get(element.field, ""):
            try:
                drawn = shapes.grade(value, width, height)
            except ValueError as error:
                why = say("it is one of {choices}", choices=", ".join(shapes.GRADES))
                raise refused(self.template.name, element.field, why) from error
        else:
            return
        down, right = (height - drawn.shape[0]) // 2, (width - drawn.shape[1]) // 2
        self.ink.append(Ink(left + right, top + down, drawn))

    def _logo(self, element: Logo, logo: Dots) -> None:
        left, top, width, height = self._dots(element.place)
        share = min(width / logo.shape[1], height / logo.shape[0])
        size = max(int(logo.shape[1] * share), 1), max(int(logo.shape[0] * share), 1)
        drawn = shapes.resized(logo, *size)
        self.ink.append(Ink(left + (width - size[0]) // 2, top + (height - size[1]) // 2, drawn))

    def _dots(self, place: Box) -> tuple[int, int, int, int]:
        return _place(self.template, place, self.scale)


def holds(template: Template, data: Mapping[str, str]) -> bool:
    """Whether its codes may stand there as they are, and its symbols can hold them in every resolution."""
    if any(code_fault(field, data[field.name]) for field in template.fields if data.get(field.name)):
        return False
    for element in template.elements:
        text = data.get(element.field, "") if isinstance(element, Symbol) else ""
        if isinstance(element, Symbol) and text:
            modules = encode(element.symbologies, text)
            places = ((_place(template, element.place, scale), scale) for scale in DOTS_A_MM.values())
            if modules is None or not all(_module(element, modules, place, scale) for place, scale in places):
                return False
    return True


def _module(element: Symbol, modules: Modules, place: tuple[int, int, int, int], scale: float) -> int:
    """As wide as there is room and use, in whole dots; 0 where a scanner would not read it well."""
    _, _, width, height = place
    most = width // modules.columns
    if not modules.linear:
        most = min(most, height // modules.lines)
    least = max(math.ceil(element.smallest * scale - _TOLERANCE), 1)
    useful = max(int(element.largest * scale + _TOLERANCE), least)
    return min(most, useful) if most >= least else 0


def _place(template: Template, place: Box, scale: float) -> tuple[int, int, int, int]:
    """Left, top, width and height in dots, within the label; from its edges, so that neighbours meet."""
    left, top = round(place.left * scale), round(place.top * scale)
    right = min(round(place.right * scale), int(template.width * scale))
    bottom = min(round(place.bottom * scale), int(template.height * scale))
    return left, top, max(right - left, 1), max(bottom - top, 1)
