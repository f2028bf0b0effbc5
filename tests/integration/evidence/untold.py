"""Which columns of the records an alteration is looked for in, and which not, each with its reason.

Every column that is not named in `UNTOLD` is altered by the tests of tampering, a new one as well.
"""

from collections.abc import Iterator, Mapping

from app.store.models import Base

WHOLE = "*"
"""All columns of a table."""

_FILE = "as a file says it, whose digest is told; too many to be told each"
_SHOP = "how far a program has come with a shop; what it made of it is told"
_WORK = "on its way to a printer; that a label came out, was scanned or is void is told of the label"
_OWN = "a key that nothing names"
_TEXT = "the words that its number is scanned by are compared (tracking_key)"
_AGAIN = "follows from columns that are compared"
_IMPORTED = {
    "updated_at": "when the file came; the import tells it",
    "version": "only says which fact is the newest",
}

UNTOLD: Mapping[str, Mapping[str, str]] = {
    "clients": {WHOLE: "only names whose the articles are, and these are compared"},
    "sales": {WHOLE: _FILE},
    "products": _IMPORTED,
    "listings": _IMPORTED,
    "instructions": _IMPORTED,
    "selling_rules": _IMPORTED,
    "fba_returns": _IMPORTED,
    "fba_removals": _IMPORTED,
    "fba_shipments": _IMPORTED,
    "inbox": {WHOLE: "as the shop told it; which unit was sold by it is told"},
    "channel_cursors": {WHOLE: _SHOP},
    "channel_listings": {WHOLE: _SHOP},
    "drifts": {WHOLE: "what a look at a shop found, and the next look finds anew"},
    "requests": {WHOLE: "answers that are given again; what was answered for is told itself"},
    "print_jobs": {WHOLE: _WORK},
    "stations": {WHOLE: "the profile's own files name the station and hold its key; this is a list of who was there"},
    "bench": {WHOLE: "where the bench stands: the log leads there again, and is compared"},
    "rulebooks": {
        "kind": "what an inspection was judged by is named with it; where that is not on record, nothing opens",
        "id": "as kind",
        "version": "as kind",
        "kept_at": "when a file was first read here",
    },
    "return_orders": {
        "id": _OWN,
        "client": "compared with each of its lines",
        "platform": "compared with each of its lines",
        "number": "compared with each of its lines",
        "rma": "compared with each of its lines",
        "tracking": _TEXT,
        "rma_key": _AGAIN,
        "number_key": _AGAIN,
        "parcel_key": _AGAIN,
        "reason_code": "repeats that of a line, which is compared",
        "reason_text": "repeats that of a line, which is compared",
        "customer_note": "repeats that of a line, which is compared",
        "requested_at": "repeats that of a line, which is compared",
        "origin": "which file told it",
        "announced_at": "when the file came; the act that booked it tells it",
    },
    "return_lines": {
        "position": "its place among equal lines",
        "missing_reason": "the act that counted it missing tells it",
        "announced_at": "when the file came; the act that booked it tells it",
        "called_off": "the quantity that it was taken off is compared",
        "called_off_at": "the act that took it off tells it",
        "version": "only says which fact is the newest",
    },
    "parcels": {"version": "only says which fact is the newest"},
    "units": {
        "rules": "the versions that a grade rests on are told with it",
        "bench": "where it is open just now",
        "changed_at": "each change is told with its time",
        "version": "only says which fact is the newest",
    },
    "users": {
        "language": "how the window speaks to them",
        "failures": "PINs that were wrong of late",
        "locked_until": "PINs that were wrong of late",
        "last_seen_at": "each sign-in is told",
        "version": "only says which fact is the newest",
    },
    "answers": {"id": _OWN},
    "photos": {
        "format": "the file shows it, and its hash is compared",
        "width": "the file shows it, and its hash is compared",
        "height": "the file shows it, and its hash is compared",
    },
    "drafts": {
        "station": "its park is told with who, when and where",
        "at": "its park is told with who, when and where",
    },
    "channel_writes": {
        "units": "the units of its rows, which are compared",
        "version": "only says which fact is the newest",
    }
    | dict.fromkeys(
        ("at", "expected", "tries", "looks", "target", "problem", "sent_at", "accepted_at", "ended_at"), _SHOP
    ),
    "outbox": dict.fromkeys(("attempts", "problem", "next_try_at", "write", "key", "sent_at"), _SHOP),
}
"""By table and column, why an alteration of it is not looked for."""


def columns() -> Iterator[tuple[str, str]]:
    """Table and column of all that the records hold."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            yield table.name, column.name


def is_told(table: str, column: str) -> bool:
    """Whether an alteration of it has to be found."""
    untold = UNTOLD.get(table, {})
    return WHOLE not in untold and column not in untold
