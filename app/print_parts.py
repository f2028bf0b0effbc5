"""How the way to the printers is put together, and what the doctor asks of it.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import PrinterSettings, Settings
from app.errors import ConfigError
from app.paths import Profile
from app.saying import say

if TYPE_CHECKING:
    from app.background.print_lanes import PrintLanes
    from app.ports import Clock, OwnLabels
    from app.services.printing import Printing, SetUpPrinter
    from app.store.unit_of_work import SqlStore

PRINTER_LOOK_S = 6.0
NO_GRADE_WITHOUT = ("unit", "sku")
"""Kinds of labels without which the bench refuses to end a unit; the others keep nobody from going on."""
ALSO_WANTED = ("park", "quarantine", "parcel", "scrap")


def printing(
    place: Profile, settings: Settings, kept: tuple[SqlStore, OwnLabels], clock: Clock, lanes: PrintLanes
) -> Printing:
    """The way to the printers. Raises `UsageError` for a transport that is set up and not built yet."""
    from app.devices.printers import is_running, printer_of, printers_of, this_process
    from app.services.printing import Printing, PrintTools
    from app.store.mapping import new_key
    from app.store.print_jobs import SqlPrintJobs

    store, labels = kept
    drivers = {one.name: printer_of(one, place.spool / "printer", clock) for one in printers_of(settings.printer)}
    tools = PrintTools(
        printers=set_up(settings),
        labels=labels,
        jobs=SqlPrintJobs(store.engine, store.station.id),
        open_printer=drivers.__getitem__,
        clock=clock,
        new_key=new_key,
        dispatch=lanes,
        owner=this_process(),
        is_alive=is_running,
        pause=time.sleep,
        language=settings.station.language,
    )
    return Printing(tools)


def set_up(settings: Settings) -> tuple[SetUpPrinter, ...]:
    """The printers, as printing knows them."""
    from app.devices.printers import printers_of, stock_of
    from app.services.printing import SetUpPrinter

    printers = printers_of(settings.printer)
    return tuple(SetUpPrinter(one.name, one.driver, one.dpi, stock_of(one), one.templates) for one in printers)


def look(place: Profile, printer: PrinterSettings) -> str:
    """Whether it takes connections and can print, asked within a few seconds."""
    from app.devices.clock import SystemClock
    from app.devices.printers import printer_of

    return printer_of(printer, place.spool / "printer", SystemClock()).look(PRINTER_LOOK_S)


def taken(settings: Settings, labels: OwnLabels, own: Path) -> str:
    """Which labels the printers take, together; `own` is the folder of the clients' own templates.

    Raises `ConfigError` where `templates` names what there is not, and where a unit could not be ended for want of a
    printer for its label.
    """
    known = {name for one in labels.templates() for name in (one.name, one.kind)}
    known |= {file.stem for file in own.glob("*/*.yaml")}
    for printer in settings.printer:
        if strange := [name for name in printer.templates if name not in known]:
            raise ConfigError(
                say(
                    "The printer {name} is to print “{label}”, which is no label.", name=printer.name, label=strange[0]
                ),
                say("Under `templates`, name some of: {known}.", known=", ".join(sorted(known))),
            )
    printers = set_up(settings)
    nobody = [
        kind for kind in (*NO_GRADE_WITHOUT, *ALSO_WANTED) if not any(_takes(one, kind, labels) for one in printers)
    ]
    if wanting := [kind for kind in nobody if kind in NO_GRADE_WITHOUT]:
        raise ConfigError(
            say("No printer takes the label “{label}”: no unit that gets one can be graded here.", label=wanting[0]),
            say(
                "Set up a printer with stock for it ({sizes}), or name it under the `templates` of one.",
                sizes=", ".join(sorted(_sizes(wanting[0], labels))),
            ),
        )
    if nobody:
        return say("a printer for each but {kinds}; those are not printed here", kinds=", ".join(nobody))
    return say("a printer for each")


def _takes(printer: SetUpPrinter, kind: str, labels: OwnLabels) -> bool:
    from app.services.printing import TAGS, USUAL_STOCK

    sizes = _sizes(kind, labels)
    template = labels.choose(kind, printer.stock or (USUAL_STOCK if USUAL_STOCK in sizes else min(sizes)))
    if template is None:
        return False
    named = {template.kind, template.name} & set(printer.templates)
    return bool(named) or not printer.templates or kind in TAGS  # a tag is printed wherever it fits


def _sizes(kind: str, labels: OwnLabels) -> set[str]:
    return {f"{one.width_mm:g}x{one.height_mm:g}" for one in labels.templates() if one.kind == kind}
