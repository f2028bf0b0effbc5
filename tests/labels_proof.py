"""One label, proven: drawn for whatever printer it is the same dots, and a scanner reads exactly the data."""

import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from app.errors import UsageError
from app.ports import Labels, LabelTemplate
from tests.hostile_labels import EXACT, REFUSED, Hostile, Outcome
from tests.labels_drawn import Dots, NotALabelError, ZplEngine, dots_of_png, draw_pdf, draw_tspl
from tests.labels_read import Symbol, faults, unlike

DOTS_A_MM = {203: 8.0, 300: 11.8}
MM_AN_INCH = 25.4
ALL = "zpl tspl pdf"
RETAIL_LENGTHS = {8: "EAN-8", 12: "UPC-A", 13: "EAN-13"}
SHOP_CODE = "shop_code"  # the field that is drawn as a shop's own bars where it is a GTIN
SURELY_FITS = 12  # characters of a unit's code for which every label has room


def example(template: LabelTemplate) -> dict[str, str]:
    """The template's own data to look at it with."""
    return {field.name: field.example for field in template.fields if not field.computed}


def computed(template: LabelTemplate, name: str, data: Mapping[str, str]) -> str:
    """What a computed field holds, told from its example, in which the examples of others stand word for word.

    What stands between the first two parts stands between all; a part that is empty is left out.
    """
    told = next(field.example for field in template.fields if field.name == name)
    parts = [field for field in template.fields if not field.computed and field.example and field.example in told]
    parts.sort(key=lambda field: told.index(field.example))
    ends = [told.index(field.example) + len(field.example) for field in parts]
    between = told[ends[0] : told.index(parts[1].example)] if len(parts) > 1 else ""
    assert between.join(field.example for field in parts) == told, f"{name} is not made of {parts}"
    return between.join(data[field.name] for field in parts if data.get(field.name))


def expected_symbols(template: LabelTemplate, data: Mapping[str, str]) -> list[Symbol]:
    """The symbols that must stand on this label, and what is in them."""
    own = {field.name for field in template.fields if field.computed}
    found = []
    for symbol in template.symbols:
        text = computed(template, symbol.field, data) if symbol.field in own else data.get(symbol.field, "")
        bars = symbol.field == SHOP_CODE and symbol.symbology == "Code128"
        retail = RETAIL_LENGTHS.get(len(text), "") if bars and _is_gtin(text) else ""
        if text:
            found.append((retail or symbol.symbology, text.encode()))
    return found


def _is_gtin(text: str) -> bool:
    """By the rule itself: from the right, every other digit counts three times, and the sum ends in 0."""
    if not (text.isascii() and text.isdigit()) or not any(length == len(text) for length in RETAIL_LENGTHS):
        return False
    zero_led = len(text) == 13 and text[0] == "0"  # bars of a UPC-A: read back without its 0, so another text
    return not zero_led and sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(text))) % 10 == 0


class Proof:
    """Proves labels of one library; `engine` is shared by many labels."""

    def __init__(self, labels: Labels, engine: ZplEngine) -> None:
        self.labels = labels
        self.engine = engine

    def faults(
        self, template: LabelTemplate, data: Mapping[str, str], dpi: int, language: str = "en", *, drivers: str = ALL
    ) -> list[str]:
        """What is wrong with this label, drawn for these printers; empty where nothing is. Raises `UsageError`."""
        scale = DOTS_A_MM[dpi]
        width, height = int(template.width_mm * scale), int(template.height_mm * scale)

        def drawn(driver: str) -> bytes:
            return self.labels.render(template.name, data, driver=driver, dpi=dpi, language=language)

        try:
            preview = dots_of_png(drawn("png"))
            label = self.engine.draw(drawn("zpl"), width, height, twice=drivers == ALL)
            found = faults(label, expected_symbols(template, data)) + unlike(label, preview)
            if "tspl" in drivers:
                found += [f"tspl: {words}" for words in unlike(draw_tspl(drawn("tspl"), width, height), label)]
            if "pdf" in drivers:
                size_mm = (width / scale, height / scale)
                page = draw_pdf(drawn("pdf"), *size_mm, scale * MM_AN_INCH, width, height)
                found += [f"pdf: {words}" for words in unlike(page, label)]
        except NotALabelError as fault:
            found = [str(fault)]
        return found

    def hostile(self, template: LabelTemplate, record: Hostile, dpi: int, fields: Sequence[str]) -> list[str]:
        """What is wrong with how a record fares in these fields: in each it is there exactly, or refused by its name.

        One label is read back that has it in all the fields which take it; in each alone where they share a place that
        is too small for all.
        """
        found, taking = [], []
        for field in fields:
            taken, wrong = self._fares(template, record, dpi, field)
            found += [f"{field}: {words}" for words in wrong]
            taking += [field] * taken
        try:
            return [*found, *self.faults(template, _with(template, record, taking), dpi, drivers="zpl")]
        except UsageError:
            for field in taking:
                found += self.faults(template, _with(template, record, [field]), dpi, drivers="zpl")
            return found

    def _fares(self, template: LabelTemplate, record: Hostile, dpi: int, field: str) -> tuple[bool, list[str]]:
        outcome = certain(template, field, record)
        data = _with(template, record, [field])
        try:
            self.labels.render(template.name, data, driver="png", dpi=dpi)
        except UsageError as refusal:
            wrong = [] if field in refusal.message else [f"refused without its name: {refusal.message!r}"]
            if outcome == EXACT:
                wrong.append(f"refused, though it can be drawn: {refusal.message!r}")
            return False, wrong
        if outcome == REFUSED:
            return True, ["drawn, though it can only be altered or cut"]
        return True, self._missing(template, data, field, dpi) if field == "title" else []

    def _missing(self, template: LabelTemplate, data: Mapping[str, str], field: str, dpi: int) -> list[str]:
        """A text that is all there looks otherwise with any letter left out: the last one, and one in the middle."""
        whole = self._look(template, data, dpi)
        text = data[field]
        seen = [place for place, letter in enumerate(text) if unicodedata.category(letter)[0] in "LNPS"]
        found = []
        for place in {seen[-1], seen[len(seen) // 2]} if seen else ():
            without = self._look(template, {**data, field: text[:place] + text[place + 1 :]}, dpi)
            if without is not None and whole is not None and np.array_equal(without, whole):
                found.append(f"looks the same without {text[place]!r}, its character {place}")
        return found

    def _look(self, template: LabelTemplate, data: Mapping[str, str], dpi: int) -> Dots | None:
        try:
            return dots_of_png(self.labels.render(template.name, data, driver="png", dpi=dpi))
        except UsageError:
            return None


def _with(template: LabelTemplate, record: Hostile, fields: Sequence[str]) -> dict[str, str]:
    return example(template) | dict.fromkeys(fields, record.text)


def certain(template: LabelTemplate, name: str, record: Hostile) -> Outcome:
    """What must come of a record in this field, as far as it is certain: a small place may refuse what is long."""
    field = next(each for each in template.fields if each.name == name)
    if field.type not in {"text", "code"}:
        return "either"
    outcome = record.title if field.type == "text" else record.code
    if not record.text.strip() and not field.required:
        return "either"
    if outcome != EXACT:
        return outcome
    roomy = name == "title" or (name == "code" and len(record.text) <= SURELY_FITS)
    return EXACT if roomy and len(record.text) <= (field.longest or len(record.text)) else "either"
