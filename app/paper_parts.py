"""What the station writes for others to read, joined to it: certificates and reports.

A part of `app.bootstrap`, apart for its size. What is heavy is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.config import Settings
from app.paths import Profile, shipped
from app.ports import Clock
from app.services.station import Station

if TYPE_CHECKING:
    from app.domain.fba import Basis
    from app.services.certificates import Certificates
    from app.store.unit_of_work import SqlStore

Row = Sequence[str | int | Decimal]


def writing(station: Station, place: Profile, store: SqlStore) -> Station:
    """The same station, which writes certificates and reports."""
    settings, clock = station.settings, station.clock
    open_certificates = cache(lambda: certificates(place, store, clock))
    return replace(
        station,
        open_certificates=open_certificates,
        certificate_pdf=lambda number: open_certificates().show(number).document,
        open_basis=lambda: basis(settings, clock),
        write_sheet=write_sheet,
        write_report=write_report,
    )


def certificates(place: Profile, store: SqlStore, clock: Clock) -> Certificates:
    """What is done with certificates on record."""
    from app.documents.certificate import PdfCertificates
    from app.services.certificates import Certificates
    from app.store.disk import photo_path

    return Certificates(store, PdfCertificates(shipped("labels")), partial(photo_path, place.evidence), clock)


def basis(settings: Settings, clock: Clock) -> Basis:
    """What reports on Amazon's pieces reckon by, as of today. Raises `ConfigError`."""
    from app.store.fba_policy_file import load_basis

    return load_basis(shipped("resources"), settings.station.site, clock.now().date())


def write_sheet(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    """A report as a workbook."""
    from app.documents import sheets

    sheets.write_sheet(path, header, rows)


def write_report(path: Path, title: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    """A report as a PDF."""
    from app.documents import report

    report.write_report(path, title, header, rows)
