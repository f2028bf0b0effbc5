"""`print --data`: a label that is the label of no unit and no parcel, from data that somebody gives: of a bin, of a
return's address, of a client's own kind.

What stands on a unit comes from the records alone: its labels, tags and trials are refused here. The data are printed
exactly as they are or not at all.
"""

from __future__ import annotations

from app.domain.bench.refusal import Refused
from app.domain.print_jobs import PrintJob
from app.errors import UsageError, UserError
from app.saying import say
from app.services.print_asked import OF_A_UNIT
from app.services.printing import PARCEL_TAG, Printing, Wanted
from app.services.trial_label import TEST

FROM_THE_RECORDS = OF_A_UNIT | {PARCEL_TAG, TEST}


def print_given(printing: Printing, asked: Wanted) -> PrintJob:
    """Print the template `asked.kind` with `asked.data` and wait for it; its job as it ended.

    Raises `UsageError` for a template or printer that is not there, a label that only the records can fill, and data
    that do not fit it (the field is named); `UserError` where the printer has no stock for it. There is no job then.
    """
    printing.named(asked.printer)
    if printing.kind_of(asked.kind, asked.client) in FROM_THE_RECORDS:
        raise UsageError(
            say(
                "“{kind}” is printed from the records of a unit or a parcel, never from given data.",
                kind=asked.kind[:60],
            ),
            say("Name the unit with --unit. With --data, labels of bins and addresses are printed."),
        )
    code = asked.data.get("code") or asked.data.get("rma") or asked.kind
    wanted = Wanted(asked.kind, code, asked.data, client=asked.client, printer=asked.printer, exactly=True)
    try:
        return printing.print_alone(wanted)
    except Refused as refusal:
        if isinstance(refusal.__cause__, UsageError):
            raise refusal.__cause__ from refusal
        raise UserError(refusal.message, refusal.hint, refusal.code) from refusal
