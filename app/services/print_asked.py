"""`print`: one label of one unit, outside of its way over the bench; the print is the unit's newest from then on.

Sends its own job and waits for it; what others left queued stays queued.
"""

from __future__ import annotations

from app.domain.access import Operator
from app.domain.bench.facts import LabelPrinted
from app.domain.bench.found import UnitRecord
from app.domain.bench.labels import HANDOVER_LABEL, SCRAP_LABEL, asked_for
from app.domain.bench.refusal import Refused
from app.domain.print_jobs import PrintJob
from app.errors import UsageError, UserError
from app.ports import BenchRecords, Clock, Store
from app.saying import say
from app.services.certifying import handover_label, scrap_label
from app.services.printing import Printing, Wanted

OF_A_UNIT = frozenset({"unit", "sku", "park", "quarantine", SCRAP_LABEL, HANDOVER_LABEL})


def print_asked(
    store: Store, printing: Printing, clock: Clock, asked: Wanted, *, site: str, by: Operator | None = None
) -> PrintJob:
    """Print the label `asked.kind` (a template by its name, or a kind) of `asked.unit`; its job as it ended.

    `by` is who asked for it, where that is known.

    Raises `UsageError` for a template or printer that is not there, `UserError` where the unit is unknown or carries no
    such label, or where it cannot be printed here; nothing is saved then.
    """
    printing.named(asked.printer)
    with store.unit_of_work() as work:
        records = work.records
        record = records.unit(asked.unit)
        if record is None:
            raise UserError(
                say("No unit {lpn} is on record.", lpn=asked.unit[:60]), "Scan its label again.", "unknown_unit"
            )
        try:
            fact = _fact(records, record, _kind(printing, asked.kind, record), site)
            data = dict(fact.fields)
            client = record.product.article.client
            sheet = printing.sheet(
                Wanted(asked.kind, fact.code, data, unit=record.lpn, client=client, printer=asked.printer)
            )
        except Refused as refusal:
            raise UserError(refusal.message, refusal.hint, refusal.code) from refusal
        at = clock.now()
        records.write((fact,), at=at, operator=by)
        records.queue_prints((sheet.job,), owner=printing.owner, at=at)
        work.commit()
    return printing.send_now(sheet)


def _kind(printing: Printing, named: str, record: UnitRecord) -> str:
    kind = printing.kind_of(named, record.product.article.client)
    if kind not in OF_A_UNIT:
        raise UsageError(
            say("“{kind}” is no label of a unit.", kind=named[:60]),
            say("One of: {known}.", known=", ".join(sorted(OF_A_UNIT))),
        )
    return kind


def _fact(records: BenchRecords, record: UnitRecord, kind: str, site: str) -> LabelPrinted:
    if kind == HANDOVER_LABEL:
        handed = handover_label(records, record.lpn, site=site)
        if handed is None:
            raise Refused(
                "no_certificate",
                say("{lpn} was neither donated nor recycled.", lpn=record.lpn),
                "Close that work first, with its proof.",
            )
        return handed
    if kind != SCRAP_LABEL:
        return asked_for(record, kind)
    due = scrap_label(records, record.lpn, site=site, again=True)
    if due is None:
        raise Refused(
            "no_certificate",
            say("{lpn} has no certificate of destruction.", lpn=record.lpn),
            "Destroy it first, with its proof.",
        )
    return due
