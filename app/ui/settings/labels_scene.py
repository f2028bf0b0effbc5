"""What the label page shows and says of templates: its list, what each is for, its facts. No widgets, no I/O."""

from __future__ import annotations

from dataclasses import dataclass

from app.config import PrinterSettings
from app.domain.bench.labels import SHOP_LABEL
from app.domain.print_jobs import GOOD, JobState, PrintJob
from app.domain.symbols import Symbology
from app.ports import LabelFault, LabelTemplate
from app.services.own_labels import OwnChange, OwnLogo, Sample, Shelf, Shelved
from app.services.printing import SetUpPrinter
from app.ui.words import _, listed, translated

LOGO = "!logo"
"""The key of the client's logo in the list; no template can be called so."""
IN_ORDER = ("unit", "sku", "park", "parcel", "quarantine", "scrap", "handover", "rma", "bin", "test")
SHOP_CODE = "shop_code"
ON_LABELS = {"en": "English", "zh_CN": "中文", "es": "Español", "de": "Deutsch"}
"""What labels speak, each by its own name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; `mark` is a word at its right, `tone` how it is said (`accent`, `bad`)."""

    key: str
    words: str
    more: str
    mark: str = ""
    tone: str = "accent"


def entries(shelf: Shelf) -> tuple[Entry, ...]:
    """The client's logo, where one client is looked at, and every template."""
    found = [_entry(one) for one in sorted(shelf.labels, key=_place)]
    if shelf.client:
        found.insert(0, _logo_entry(shelf))
    return tuple(found)


def _place(one: Shelved) -> tuple[int, str]:
    """Labels in the order in which goods meet them; what is nobody's usual label comes last."""
    kind = one.template.kind if one.template is not None else one.name
    return (IN_ORDER.index(kind) if kind in IN_ORDER else len(IN_ORDER), one.name)


def _entry(one: Shelved) -> Entry:
    if one.template is None:
        return Entry(one.name, purpose_words(one.name), one.name, _("Cannot be used"), "bad")
    template = one.template
    where = listed([each.name for each in one.printers]) if one.printers else _("no printer")
    more = f"{one.name} · {size_words(template)} · {where}"
    return Entry(one.name, label_words(template), more, _("Own") if one.own else "")


def _logo_entry(shelf: Shelf) -> Entry:
    rooms = [one.name for one in shelf.labels if one.template is not None and one.template.logo]
    more = _("Stands on: {names}", names=", ".join(rooms)) if rooms else _("No template has room for it")
    if shelf.logo_fault is not None:
        return Entry(LOGO, _("Logo"), more, _("Cannot be used"), "bad")
    return Entry(LOGO, _("Logo"), more, _("Own") if shelf.logo else "")


def purpose_words(kind: str) -> str:
    """What a label is for; a kind of a client's own by its name."""
    known = {
        "unit": _("Label of a graded unit"),
        "sku": _("Shop label"),
        "park": _("Tag of a parked piece"),
        "parcel": _("Tag of a parcel without a code"),
        "quarantine": _("Quarantine tag"),
        "bin": _("Label of a bin"),
        "scrap": _("Certificate of destruction"),
        "handover": _("Donation or recycling"),
        "rma": _("Return address"),
        "test": _("Test label"),
    }
    return known.get(kind, kind)


def label_words(template: LabelTemplate) -> str:
    """What it is for; a shop's label also by what carries the shop's code, for there is one of each."""
    if template.kind != SHOP_LABEL:
        return purpose_words(template.kind)
    carriers = [Symbology(one.symbology) for one in template.symbols if one.field == SHOP_CODE]
    if not carriers:
        return _("Shop label · text")
    square = all(one.corrects_itself for one in carriers)
    return _("Shop label · 2D code") if square else _("Shop label · bars")


def size_words(template: LabelTemplate) -> str:
    """Its size, as stock is called."""
    return f"{template.width_mm:g} × {template.height_mm:g} mm"


def sample_choices(shelved: Shelved) -> list[tuple[str, str]]:
    """The data that it can be looked at with."""
    found = [(Sample.EXAMPLE.value, _("Example")), (Sample.LONG.value, _("Long text"))]
    if shelved.newest:
        found.append((Sample.NEWEST.value, _("Last printed")))
    return found


def dpi_of(printers: tuple[SetUpPrinter, ...], named: str) -> int:
    """The dots of the printer that prints it: the one that is named, else the first, else as printers come."""
    usual = PrinterSettings().dpi
    return next((one.dpi for one in printers if one.name == named), printers[0].dpi if printers else usual)


def facts(template: LabelTemplate, dpi: int, printers: tuple[SetUpPrinter, ...]) -> str:
    """Size, resolution, barcodes, and whether it can be printed at all."""
    codes = ", ".join(f"{each.symbology} ({each.field})" for each in template.symbols)
    parts = [size_words(template), f"{dpi} dpi", codes]
    names = [each.name for each in printers]
    parts.append(_("printed by {printers}", printers=listed(names)) if names else _("no printer here has stock for it"))
    return " · ".join(filter(None, parts))


def fault_words(fault: LabelFault) -> tuple[str, str]:
    """What is wrong with a file, with its line, and what to do."""
    return with_line(fault.message, fault.line), translated(fault.hint)


def with_line(message: str, line: int) -> str:
    """What happened, with the line that is to blame."""
    said = translated(message)
    return _("Line {line}: {what}", line=line, what=said) if line else said


def change_words(change: OwnChange) -> str:
    """What was just done."""
    if isinstance(change, OwnLogo):
        if change.picture is None:
            return _("{client} has no logo any more.", client=change.client)
        return _("{client} has this logo now.", client=change.client)
    if change.content is None:
        return _("The own template {name} of {client} was taken out.", name=change.name, client=change.client)
    return _("{client} has its own template {name} now.", name=change.name, client=change.client)


def print_words(job: PrintJob) -> tuple[str, str, str]:
    """State, title and text of what became of a trial."""
    words = {
        JobState.SENT: _("The trial went to the printer {printer}.", printer=job.printer),
        JobState.CONFIRMED: _("The printer {printer} has printed the trial.", printer=job.printer),
        JobState.UNKNOWN: _(
            "Nobody knows what became of the trial. Look at the printer {printer}.", printer=job.printer
        ),
    }
    said = words.get(job.state, _("The trial was not printed."))
    return ("ok", said, "") if job.state in GOOD else ("warn", said, translated(job.message))
