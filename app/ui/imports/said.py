"""The words of the import page: the kinds of file, counts of rows, and the reasons that the import gives.

Only words, asked anew in the language spoken now.
"""

from __future__ import annotations

from app.services.importing import Imported, Rejected
from app.ui.words import _, ngettext, number, translated

_KIB, _MIB = 1024, 1024 * 1024


def kind_said(kind: str) -> tuple[str, str]:
    """A kind of file in plain words: what it is, and what it is for."""
    names = {
        "products": (_("Articles"), _("What is sold: SKU, title, barcodes, price")),
        "returns": (_("Announced returns"), _("Orders that come back, with their reasons")),
        "listings": (_("Where articles are sold"), _("Shop and number of each SKU and grade")),
        "instructions": (_("Clients' instructions"), _("How a client wants goods handled")),
        "selling": (_("Selling rules"), _("Listings, bundles and shops by grade")),
        "sales": (_("Sales"), _("What was sold, to reckon return rates")),
        "fba-returns": (_("Amazon: FBA customer returns"), _("What buyers sent back to Amazon")),
        "fba-removal-orders": (_("Amazon: removal orders"), _("What was ordered out of Amazon")),
        "fba-removal-shipments": (_("Amazon: removal shipments"), _("What Amazon sent us, by parcel")),
        "mfn-returns": (_("Amazon: seller-fulfilled returns"), _("Returns that come to us directly")),
        "tiktok-returns": (_("TikTok Shop: returns"), _("The shop's own list of returns")),
    }
    return names.get(kind, (kind.replace("-", " "), ""))


def size_said(size: int) -> str:
    """`12 KiB`, `3.4 MiB`."""
    if size < _KIB:
        return f"{number(size)} B"
    return f"{number(round(size / _KIB))} KiB" if size < _MIB else f"{number(round(size / _MIB, 1))} MiB"


def encoding_said(encoding: str) -> str:
    """How the file is written."""
    names = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030"}
    return names.get(encoding.lower().replace("_", "-"), encoding.upper()) if encoding else _("workbook")


def counts_said(done: Imported, *, rehearsed: bool) -> tuple[tuple[str, str, str], ...]:
    """Caption, count and tone of each fate of a row."""
    refused = len(done.rejected)
    captions = (
        (_("Would be new"), _("Would change"), _("As before"), _("Refused"))
        if rehearsed
        else (_("New"), _("Changed"), _("As before"), _("Refused"))
    )
    counts = (done.inserted, done.updated, done.unchanged, refused)
    return (
        (_("Rows"), number(done.rows), "ink"),
        *(
            (caption, number(count), "bad" if place == len(counts) - 1 and count else "ink")
            for place, (caption, count) in enumerate(zip(captions, counts, strict=True))
        ),
    )


def import_said(done: Imported) -> str:
    """What the act says that takes the file in."""
    count = done.inserted + done.updated
    return ngettext("Import {count} row", "Import {count} rows", count, count=number(count))


def outcome_said(done: Imported) -> tuple[str, str, str]:
    """State, title and text of a file that was taken in, or was ended on the way."""
    refused = len(done.rejected)
    if done.stopped:
        return (
            "warn",
            ngettext("Ended after {count} row", "Ended after {count} rows", done.rows, count=number(done.rows)),
            _("What came in until then stays. Import the file again to complete it: nothing is counted twice."),
        )
    if refused:
        return (
            "warn",
            ngettext(
                "Imported. {count} row was refused", "Imported. {count} rows were refused", refused,
                count=number(refused),
            ),
            _("Save the refused rows, mend them, and import that file."),
        )  # fmt: skip
    return "ok", _("Imported"), _("Everything in the file is on record now.")


def reason_said(row: Rejected) -> str:
    """Why a row was refused, in the language spoken now where it has words there."""
    return translated(row.reason)
