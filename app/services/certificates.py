"""Certificates after their number: the document of one, and what declares one void and puts another in its place.

A number is never given twice and a certificate never altered: what is wrong in it is corrected by a new one that says
which it replaces, and the old one says by which it is replaced. Each document that leaves the house is on record by its
hash; the same certificate gives the same document. Any thread; each call is a transaction of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.config import Settings
from app.domain.access import MAY_REVIEW, Operator
from app.domain.bench.facts import CertificateCopied, CertificateDue, CertificateVoided, Fact
from app.domain.certificates import DETAILS, LONGEST_REASON, Certificate, Issuer, detail_fault
from app.errors import ConfigError, StoreError, UserError
from app.ports import Clock, Store, UserRecord
from app.saying import say

LONGEST_NUMBER = 40
KNOWN = frozenset({"weight_g"})
"""Details that a correction puts among what was known; what a person said of them at the closing then goes."""


class CertificateWriter(Protocol):
    """Writes a certificate as a document (PDF). Any thread.

    The same certificate with the same stills gives the same bytes. Raises `BenchError` where a font is missing.
    """

    def __call__(self, certificate: Certificate, stills: Sequence[bytes]) -> bytes:
        """The document; `stills` are pictures as they are kept, one for each of `certificate.pictures` that is here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as a document: its bytes, their SHA-256, and what it was made of."""

    certificate: Certificate
    document: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """What is done with certificates on record.

    Attributes:
        photo_path: where the picture of a SHA-256 lies, if it is here

    """

    store: Store
    write: CertificateWriter
    photo_path: Callable[[str], Path]
    clock: Clock

    def certificate(self, number: str) -> Certificate:
        """One by its number. Raises `UserError` where there is none."""
        with self.store.unit_of_work() as work:
            return _found(work.records.certificate(number[:LONGEST_NUMBER]), number)

    def show(self, number: str) -> Shown:
        """Its document; one that differs from all before is put on record by its hash.

        Raises `UserError` for a number that was never given, `StoreError` where its proof cannot be read.
        """
        certificate = self.certificate(number)
        document = self.write(certificate, self._stills(certificate))
        digest = hashlib.sha256(document).hexdigest()
        with self.store.unit_of_work() as work:
            if not work.records.copy_known(certificate.number, digest):
                copied = CertificateCopied(certificate.number, digest, len(document))
                work.records.write((copied,), at=self.clock.now(), operator=None)
                work.commit()
        return Shown(certificate, document, digest)

    def void(
        self,
        number: str,
        reason: str,
        *,
        by: Operator,
        replace: bool = False,
        corrected: Mapping[str, str] | None = None,
    ) -> tuple[Certificate, Certificate | None]:
        """Declare one void, and with `replace` give another number in its place, with what is corrected.

        `by` is who says so, a supervisor or a manager. A detail that is corrected to nothing is left out of the new
        one, which then says that it is not recorded. Both certificates as they then stand. Raises `UserError`; nothing
        is changed then.
        """
        reason = reason.strip()
        _refuse(reason, corrected or {}, replace=replace)
        with self.store.unit_of_work() as work:
            by = _permitted(work.records.user(by.badge), by)
            before = _found(work.records.certificate(number[:LONGEST_NUMBER]), number)
            if before.voided is not None:
                raise UserError(
                    say("The certificate {number} is void already.", number=before.number),
                    "Look it up: it says by which it was replaced.",
                    "void_already",
                )
            facts: list[Fact] = [CertificateVoided(before.number, reason)]
            if replace:
                facts.append(_successor(before, corrected or {}))
            receipts = work.records.write(facts, at=self.clock.now(), operator=by)
            after = _found(work.records.certificate(before.number), number)
            new = work.records.certificate(receipts[-1].id) if replace else None
            work.commit()
        return after, new

    def _stills(self, certificate: Certificate) -> tuple[bytes, ...]:
        """The proof as it was kept: what is not what it was is no proof."""
        stills = []
        for sha256 in certificate.pictures:
            try:
                content = self.photo_path(sha256).read_bytes()
            except FileNotFoundError:
                continue  # at another bench: the document says so
            except OSError as error:
                raise StoreError(
                    say(
                        "The proof of {number} cannot be read: {why}.",
                        number=certificate.number,
                        why=error.strerror or "",
                    ),
                    "Check the disk, then try again. Nothing was written.",
                ) from error
            if hashlib.sha256(content).hexdigest() != sha256:
                raise StoreError(
                    say("The proof of {number} is not what it was.", number=certificate.number),
                    "Nothing was written. Check the records: regrade audit verify.",
                    "proof_altered",
                )
            stills.append(content)
        return tuple(stills)


def _found(certificate: Certificate | None, number: str) -> Certificate:
    if certificate is None:
        raise UserError(
            say("There is no certificate {number}.", number=number[:LONGEST_NUMBER]),
            "See them all: regrade certificate list.",
            "unknown_certificate",
        )
    return certificate


def _successor(before: Certificate, corrected: Mapping[str, str]) -> CertificateDue:
    content = {name: value.strip() for name, value in corrected.items() if name in KNOWN}
    if content:
        content["weight_source"] = "corrected" if content["weight_g"] else ""
    details = {name: "" if name in KNOWN else value.strip() for name, value in corrected.items()}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True) if content else ""
    return CertificateDue(before.unit, before.kind, tuple(sorted(details.items())), written, before.number)


def _permitted(user: UserRecord | None, by: Operator) -> Operator:
    """As the records have that person now: who signed in this morning may have been disabled since."""
    if user is None or user.disabled or user.operator.user_id != by.user_id:
        raise UserError("Nobody who may void certificates is signed in.", "Sign in at the bench.", "not_signed_in")
    if user.operator.role not in MAY_REVIEW:
        raise UserError("Certificates are a supervisor's.", "Ask a supervisor.", "not_permitted")
    return user.operator


def _refuse(reason: str, corrected: Mapping[str, str], *, replace: bool) -> None:
    if not reason:
        raise UserError("Void it with a reason.", "Say what is wrong with it.", "reason_needed")
    if len(reason) > LONGEST_REASON or detail_fault("reason", reason):
        raise UserError(
            say("The reason has more than {most} characters, or some that cannot be printed.", most=LONGEST_REASON),
            "Say it in a sentence.",
            "unfit_reason",
        )
    if corrected and not replace:
        raise UserError("What is corrected stands on the one that takes its place.", "Add --replace.", "no_replacement")
    for name, value in corrected.items():
        taken_out = not value.strip() and name in DETAILS
        if not taken_out and (fault := detail_fault(name, value)):
            raise UserError(
                say("{fault}.", fault=fault), say("Known: {known}.", known=", ".join(DETAILS)), "unfit_detail"
            )


def issuer_of(settings: Settings) -> Issuer:
    """Who issues this site's certificates. Raises `ConfigError` for a detail that cannot stand on one."""
    said = settings.certificates
    for kind, details in said.usual.items():
        for name, value in details.items():
            if fault := detail_fault(name, value):
                raise ConfigError(
                    say("[certificates.usual.{kind}]: {fault}.", kind=kind, fault=fault),
                    say("Known: {known}.", known=", ".join(DETAILS)),
                )
    return Issuer(
        name=said.issuer,
        address=said.address,
        registration=said.registration,
        site=settings.station.site,
        station=settings.station.name,
        time_zone=said.time_zone,
        language="" if said.language == "auto" else said.language,
        languages=tuple((client, "" if one == "auto" else one) for client, one in sorted(said.languages.items())),
        paper="" if said.paper == "auto" else said.paper,
        usual=tuple((kind, tuple(sorted(details.items()))) for kind, details in sorted(said.usual.items())),
    )
