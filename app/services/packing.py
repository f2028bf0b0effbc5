"""Evidence packs: which units, what is said of them, and what goes in with it; and what checking one found.

A pack is for somebody outside: it holds the units of one client, whole, or it is refused. Everything is read as of one
moment; photos are copied from disk while their hashes are recomputed, so what does not fit its record never gets into a
pack. The file is there whole or not at all. Takes its time: make one in a lane.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from app.domain import evidence_pack
from app.domain.access import Operator
from app.domain.canonical import canonical
from app.domain.checkpoint_code import checkpoint_code
from app.domain.evidence_pack import annotated_name, certificate_name, media_name
from app.domain.photo_marks import Mark, marks_of, shares_of
from app.errors import StoreError, UserError
from app.ports import Clock, Signer
from app.saying import say
from app.services.looking import Record, lpn_of

MOST_COPIES = 200
"""Annotated photos beyond it stand in `annotations.json` alone."""

Progress = Callable[[int, int], None]
"""Is told how many files are done, and of how many; in the thread that packs."""

CertificatePdf = Callable[[str], bytes | None]
"""The PDF of a certificate by its number; None where there is none of it."""


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or film on record: `told` is what the manifest says of it beside name, hash and size.

    `drawn` is the layer that a person drew on it: `marks`, `time`, `operator`, `station`.
    """

    sha256: str
    size: int
    format: str
    told: Record
    drawn: Record | None = None


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What the records say of the units of a pack, as of one moment. Times are ISO 8601 in UTC, money decimal texts.

    Attributes:
        units: a record each, as `regrade unit` shows it, with its LPN as `unit`
        media: the photos of the units, then those of their parcels, oldest first
        certificates: `number`, `unit`, `time`, `operator`, `station`
        audit: the entries of the chains that are about these units and their parcels, with all that their hashes cover
        head: number and hash of the newest entry of this station's chain
        people: whoever is named, by key: `badge`, `name`
        stations: names of the stations that are named, by key

    """

    units: tuple[Record, ...]
    media: tuple[Media, ...]
    certificates: tuple[Record, ...]
    audit: tuple[Record, ...]
    head: tuple[int, str]
    people: Record
    stations: Record


class PackReads(Protocol):
    """What packs are made of. Any thread."""

    def named_by(self, case: str, client: str) -> tuple[str, ...]:
        """LPNs of the units that came by this order, RMA or tracking number; of one client where it is named."""

    def facts(self, lpns: Sequence[str]) -> PackFacts | None:
        """Everything about these units; None where one of them is not on record. Raises `StoreError` where an entry of
        the chain does not fit its own hash."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A file of a pack: from a file on disk, which must have this SHA-256, or written here."""

    name: str
    source: Path | bytes
    sha256: str = ""
    told: Record = field(default_factory=dict)


class PackWriter(Protocol):
    """Writes packs; implemented by `app.documents.evidence_packs`."""

    def __call__(
        self, path: Path, manifest: dict[str, Any], entries: Sequence[PackEntry], signer: Signer, progress: Progress
    ) -> str:
        """A ZIP in the place of what was there, durable when this returns; its SHA-256. Fills `files` of the manifest.

        Raises `StoreError`, and leaves what was there as it was: the disk, or a picture that is not what is on record.
        """


class MarkedCopy(Protocol):
    """Makes copies with what was drawn burnt in; implemented by `app.devices.marked_copy`."""

    def __call__(self, picture: Path, sha256: str, marks: Sequence[Mark], band: str) -> bytes:
        """A JPEG, with a band that says what it is. Raises `StoreError` where the file is not what it should be."""


class ReadMe(Protocol):
    """Says how a pack is checked; implemented by `app.documents.pack_readme`."""

    def __call__(self, manifest: Record, names: Sequence[PackEntry], language: str) -> bytes:
        """UTF-8 text, in this language and in English."""


@dataclass(frozen=True, slots=True)
class PackAsked:
    """Which units: by LPN or label code, or all that came by an order, RMA or tracking number; of one client."""

    units: tuple[str, ...] = ()
    case: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that is on disk. `code` is the short code of the chain's head, to be written down elsewhere."""

    file: Path
    units: tuple[str, ...]
    files: int
    bytes: int
    sha256: str
    code: str


@dataclass(frozen=True, slots=True)
class PackChecked:
    """What checking a pack found. What it says of itself stands here only where its signature holds.

    Attributes:
        ok: signed by a trusted key, and exactly what was signed
        key: SHA-256 of the public key that lies in the pack (DER), in hex
        problems: what is wrong, in words

    """

    ok: bool
    units: tuple[str, ...] = ()
    station: str = ""
    made_at: str = ""
    key: str = ""
    files: int = 0
    entries: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Packing:
    """Makes the packs of one station.

    Attributes:
        station: key, name and site of this station
        photo_path: where the photo of a SHA-256 lies

    """

    reads: PackReads
    write: PackWriter
    readme: ReadMe
    signer: Signer
    photo_path: Callable[[str], Path]
    clock: Clock
    station: Record
    language: str = "en"
    certificate_pdf: CertificatePdf = lambda _number: None
    marked_copy: MarkedCopy | None = None

    def pack(
        self, asked: PackAsked, path: Path, by: Operator | None = None, progress: Progress = lambda _done, _of: None
    ) -> Packed:
        """Make a pack at `path`. Raises `UserError` for units that cannot be packed together or are not on record,
        `StoreError` where disk or evidence fail; nothing is left at `path` then but what was there."""
        facts = self._facts(self._wanted(asked))
        manifest = self._manifest(facts, asked, by)
        entries = self._entries(facts, manifest)
        digest = self.write(path, manifest, entries, self.signer, progress)
        units = tuple(str(unit["unit"]) for unit in facts.units)
        files = len(entries) + len(evidence_pack.UNNAMED)
        return Packed(path, units, files, path.stat().st_size, digest, manifest["chain"]["code"])

    def _wanted(self, asked: PackAsked) -> tuple[str, ...]:
        lpns = tuple(dict.fromkeys(lpn_of(one) for one in asked.units))
        if asked.case:
            lpns = tuple(dict.fromkeys((*lpns, *self.reads.named_by(asked.case, asked.client))))
        if not lpns:
            raise UserError(
                say("No unit came by {case}.", case=asked.case[:80]),
                "Name the order, the RMA or the tracking number as it was announced, or the units themselves.",
                "unknown_case",
            )
        if len(lpns) > evidence_pack.MOST_UNITS:
            raise UserError(
                say("These are {count} units; a pack holds {most} at most.", count=len(lpns),
                    most=evidence_pack.MOST_UNITS),
                "Name fewer of them, and make several packs.",
                "pack_too_large",
            )  # fmt: skip
        return lpns

    def _facts(self, lpns: tuple[str, ...]) -> PackFacts:
        facts = self.reads.facts(lpns)
        if facts is None:
            raise UserError(
                say("No unit {lpn} is on record.", lpn=", ".join(lpns)[:80]),
                "Scan its label again, or look under another profile with --profile.",
                "unknown_unit",
            )
        clients = sorted({str(unit["client"]) for unit in facts.units})
        if len(clients) > 1:
            raise UserError(
                say("These units belong to several clients: {clients}.", clients=", ".join(clients)[:200]),
                "A pack goes to one of them and must not show the others' goods: name the client with --client.",
                "several_clients",
            )
        return facts

    def _manifest(self, facts: PackFacts, asked: PackAsked, by: Operator | None) -> dict[str, Any]:
        seq, digest = facts.head
        made: dict[str, Any] = {
            "format": evidence_pack.FORMAT,
            "version": evidence_pack.VERSION,
            "made_at": stamp(self.clock.now()),
            "made_by": by.badge if by else "",
            "station": dict(self.station),
            "stations": dict(facts.stations),
            "people": dict(facts.people),
            "chain": {
                "station": self.station["id"],
                "seq": seq,
                "hash": digest,
                "code": checkpoint_code(seq, digest),
            },
            "audit": list(facts.audit),
        }
        if len(facts.units) == 1 and not asked.case:
            return {**facts.units[0], **made}
        return {"case": asked.case, "units": list(facts.units), **made}

    def _entries(self, facts: PackFacts, manifest: dict[str, Any]) -> list[PackEntry]:
        made: Record = {
            "time": manifest["made_at"],
            "operator": manifest["made_by"],
            "station": self.station["id"],
        }
        key = PackEntry(evidence_pack.PUBLIC_KEY, self.signer.public_pem, told={"kind": "key", **made})
        entries = [key, *self._certificates(facts.certificates), *self._media(facts.media)]
        entries += self._annotations(facts.media, made)
        if len(entries) > evidence_pack.MOST_FILES:
            raise _too_large()
        if sum(one.size for one in facts.media) > evidence_pack.MOST_BYTES - evidence_pack.MOST_MANIFEST:
            raise _too_large()
        text = self.readme(manifest, entries, self.language)
        return [PackEntry(evidence_pack.README, text, told={"kind": "readme", **made}), *entries]

    def _certificates(self, certificates: Iterable[Record]) -> list[PackEntry]:
        drawn = [(row, pdf) for row in certificates if (pdf := self.certificate_pdf(str(row["number"])))]
        return [
            PackEntry(certificate_name(number), pdf, told={"kind": "certificate", **row})
            for number, (row, pdf) in enumerate(drawn, 1)
        ]

    def _annotations(self, media: Sequence[Media], made: Record) -> Iterable[PackEntry]:
        """What was drawn, apart from the photos that it is drawn on; and a copy of each that shows it."""
        drawn = [(number, one, one.drawn) for number, one in enumerate(media, 1) if one.drawn]
        if not drawn:
            return
        told = [
            {**layer, "photo": media_name(number, one.format), "sha256": one.sha256, "marks": shares_of(layer["marks"])}
            for number, one, layer in drawn
        ]
        text = canonical({"annotations": told}).encode()
        yield PackEntry(evidence_pack.ANNOTATIONS, text, told={"kind": "annotations", **made})
        if self.marked_copy is None:
            return
        for number, one, layer in drawn[:MOST_COPIES]:
            name = media_name(number, one.format)
            band = f"ANNOTATED COPY, not the evidence. The photo as it was taken: {name}"
            copy = self.marked_copy(self.photo_path(one.sha256), one.sha256, marks_of(layer["marks"]), band)
            about = {name: one.told.get(name, "") for name in ("unit", "shot")}
            yield PackEntry(annotated_name(number), copy, told={"kind": "annotated copy", "of": name, **about, **made})

    def _media(self, media: Sequence[Media]) -> list[PackEntry]:
        return [
            PackEntry(media_name(number, one.format), self.photo_path(one.sha256), one.sha256, one.told)
            for number, one in enumerate(media, 1)
        ]


def stamp(at: datetime) -> str:
    """A time as packs write it."""
    return at.isoformat(timespec="microseconds")


def entry_content(entry: Record) -> str:
    """What the hash of an audit entry is the SHA-256 of."""
    return canonical({name: entry[name] for name in ("actor", "at", "kind", "payload", "prev", "seq", "station")})


def damaged_picture(sha256: str, why: str) -> StoreError:
    """What stands where a photo should is not it."""
    return StoreError(
        say("Photo {sha256} cannot be packed: {why}.", sha256=sha256, why=why),
        "No pack was made. Look with `regrade audit verify`; a photo of another station is packed there.",
        "evidence_damaged",
    )


def _too_large() -> UserError:
    return UserError(
        "This is more than a pack can hold.", "Name fewer units, and make several packs.", "pack_too_large"
    )
