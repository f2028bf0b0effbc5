"""What leaves the house for a claim: copies of its photos with what names the buyer covered, a letter, a manifest.

Nothing leaves undecided: each photo that shows a parcel's label, or in which the reader finds one, needs a person's
word first. The copies are made anew from the originals, whose bytes are never touched; the manifest, which the station
signs, names the hash of each original beside that of its copy, and so does the audit chain. A claim's pack is checked
like any evidence pack. Takes its time: make one in a lane.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.domain import claim_case, evidence_pack
from app.domain.access import LANGUAGES, Operator
from app.domain.claim_case import Claim, ClaimPhoto, ClaimUnit
from app.domain.claim_facts import ClaimPacked
from app.domain.claim_texts import LetterWords, missing_texts, said_fault, texts_of
from app.domain.claims import ClaimCase, ClaimDesk, shot_named
from app.domain.evidence_pack import media_name
from app.errors import StoreError, UserError
from app.ports import Signer
from app.saying import say
from app.services.claim_letters import Letter, LetterPhoto, LetterWriter, text_of
from app.services.claim_rows import is_undecided, photos_of, shots_of
from app.services.claims import Claims, already_closed, permitted
from app.services.looking import Record
from app.services.packing import PackEntry, PackWriter, Progress, ReadMe, stamp

KB = 1000
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ClaimPack:
    """A claim's pack that is on disk; `left_out` photos are more than the desk takes."""

    file: Path
    sha256: str
    bytes: int
    pictures: int
    covered: int
    left_out: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedPhoto:
    """A photo with the copy of it that leaves."""

    photo: ClaimPhoto
    copy: bytes
    sha256: str
    unit: str


@dataclass(frozen=True, slots=True)
class ClaimPacking:
    """Makes the packs of one station's claims; `station` is its key, name and site."""

    claims: Claims
    write: PackWriter
    readme: ReadMe
    words: LetterWords
    letter_pdf: LetterWriter
    signer: Signer
    station: Record

    def pack(
        self,
        number: str,
        path: Path,
        by: Operator,
        *,
        as_is: bool = False,
        language: str = "",
        said: Mapping[str, str] = NOTHING_SAID,
        progress: Progress = lambda _done, _of: None,
    ) -> ClaimPack:
        """Make a pack at `path`; `as_is` lets it go although something is missing, `said` is told where the records
        know nothing, by the name of the text. Without a `language` the letter is in the desk's.

        Raises `UserError` for a claim that lacks something, or photos that nobody decided about (they are named), and
        `StoreError` where disk or evidence fail; nothing is left at `path` then but what was there.
        """
        _refuse_language(language)
        claim = self.claims.claim(number)
        with self.claims.open_work() as work:
            permitted(work, by)
        if claim.outcome:
            raise already_closed(claim.number)
        desk, units = self.claims.desk(claim.desk), self.claims.reads.units(claim.lpns)
        language = language or self.words.language_of(desk.id)
        cases = claim_case.cases_named(desk, claim.cases)
        texts = _texts(cases, units, language, said)
        missing = _missing(cases, units, texts)
        if missing and not as_is:
            raise UserError(
                say("This claim still lacks: {missing}.", missing="; ".join(missing)[:600]),
                "Take the photos while the goods are in the house, or pack it as it is with --as-is.",
                "claim_incomplete",
            )
        chosen, left_out = self._chosen(desk, cases, units)
        self._refuse_undecided(chosen)
        packed = [self._packed(one, desk, units, progress, (place, len(chosen))) for place, one in enumerate(chosen)]
        now = self.claims.clock.now()
        films = tuple(one for one in photos_of(units) if one.film)
        made = _Made(claim, desk, cases, units, tuple(packed), films, texts, missing, left_out, now, by.badge, language)
        digest = self._written(made, path, progress, by)
        covered = sum(bool(one.photo.decision and one.photo.decision.boxes) for one in packed)
        return ClaimPack(path, digest, path.stat().st_size, len(packed), covered, left_out, missing)

    def _chosen(
        self, desk: ClaimDesk, cases: Sequence[ClaimCase], units: Sequence[ClaimUnit]
    ) -> tuple[tuple[ClaimPhoto, ...], int]:
        photos = {one.key: one for one in photos_of(units) if not one.film}
        most = desk.files.pictures if desk.files else len(photos)
        shots = [(one.key, one.shot) for one in photos.values()]
        keys, left_out = claim_case.in_order(shots, claim_case.wanted_shots(cases), most)
        return tuple(photos[key] for key in keys), left_out

    def _refuse_undecided(self, photos: Sequence[ClaimPhoto]) -> None:
        """Photos of labels first, by their names; then every other is looked at, for a label may lie in any."""
        undecided = [one for one in photos if is_undecided(one)]
        if not undecided:
            place = self.claims.photo_path
            undecided = [
                one for one in photos if one.decision is None and self.claims.redactor.look(place(one.sha256)).of_parcel
            ]
        if undecided:
            named = ", ".join(dict.fromkeys(one.shot for one in undecided))
            raise UserError(
                say("Nobody has said what is covered on: {photos}.", photos=named[:1500]),
                "Cover what names the buyer, or say that there is nothing to cover: with the unit's photos, or by "
                "regrade claim cover.",
                "undecided_photos",
            )

    def _packed(
        self,
        photo: ClaimPhoto,
        desk: ClaimDesk,
        units: Sequence[ClaimUnit],
        progress: Progress,
        place: tuple[int, int],
    ) -> PackedPhoto:
        progress(*place)
        most = desk.files.picture_kb * KB if desk.files else evidence_pack.MOST_BYTES
        boxes = photo.decision.boxes if photo.decision else ()
        source = self.claims.photo_path(photo.sha256)
        copy = self.claims.redactor.copy(source, photo.sha256, boxes, most)
        unit = "" if photo.of_parcel else next((one.lpn for one in units if photo in one.photos), "")
        return PackedPhoto(photo, copy, hashlib.sha256(copy).hexdigest(), unit)

    def _manifest(self, made: _Made) -> dict[str, Any]:
        return {
            "format": evidence_pack.FORMAT,
            "version": evidence_pack.VERSION,
            "made_at": stamp(made.at),
            "made_by": made.by,
            "station": dict(self.station),
            "stations": {},
            "people": {},
            "audit": [],
            "claim": {
                "number": made.claim.number,
                "desk": made.desk.id,
                "desk_version": made.desk.version,
                "cases": list(made.claim.cases),
                "order": made.claim.order_number,
                "rma": made.claim.rma,
                "missing": list(made.missing),
                "left_out": made.left_out,
                "films": [{"id": one.key, "shot": one.shot, "sha256": one.sha256} for one in made.films],
            },
            "units": [{"unit": unit.lpn, "client": unit.client, "sku": unit.sku, "grade": unit.grade}
                      for unit in made.units],
        }  # fmt: skip

    def _entries(self, made: _Made) -> list[PackEntry]:
        told = {"time": stamp(made.at), "operator": made.by, "station": self.station["id"]}
        letter = _letter(made, self.words, self.claims.desks)
        document = self.letter_pdf(letter, [one.copy for one in made.photos])
        entries = [
            PackEntry(evidence_pack.PUBLIC_KEY, self.signer.public_pem, told={"kind": "key", **told}),
            PackEntry(evidence_pack.LETTER, text_of(letter).encode(), told={"kind": "letter", **told}),
            PackEntry(evidence_pack.LETTER_PDF, document, told={"kind": "letter", **told}),
            *(_entry(place, one, told) for place, one in enumerate(made.photos, 1)),
        ]
        readme = self.readme({**self._manifest(made), "chain": {"code": ""}}, entries, made.language)
        return [PackEntry(evidence_pack.README, readme, told={"kind": "readme", **told}), *entries]

    def _written(self, made: _Made, path: Path, progress: Progress, by: Operator) -> str:
        """In its place once it is on record: what is not does not leave, and what was there stays. Its SHA-256."""
        draft = path.with_name(f".{made.claim.number}-{os.getpid()}.zip")
        try:
            digest = self.write(draft, self._manifest(made), self._entries(made), self.signer, progress)
            self._record(made, draft.stat().st_size, digest, by)
            draft.replace(path)
        except OSError as error:
            raise StoreError(
                say("The pack cannot be written to {path}: {reason}.", path=str(path), reason=error.strerror or ""),
                "Nothing was written. Name another place for it.",
                "pack_not_written",
            ) from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
        return digest

    def _record(self, made: _Made, size: int, digest: str, by: Operator) -> None:
        copies = tuple((one.photo.key, one.photo.sha256, one.sha256) for one in made.photos)
        fact = ClaimPacked(made.claim.number, made.claim.lpns[0], digest, size, copies)
        with self.claims.open_work() as work:
            permitted(work, by)
            work.records.write((fact,), at=made.at, operator=by)
            work.commit()


@dataclass(frozen=True, slots=True)
class _Made:
    """What a pack is made of."""

    claim: Claim
    desk: ClaimDesk
    cases: tuple[ClaimCase, ...]
    units: tuple[ClaimUnit, ...]
    photos: tuple[PackedPhoto, ...]
    films: tuple[ClaimPhoto, ...]
    texts: Mapping[str, str]
    missing: tuple[str, ...]
    left_out: int
    at: datetime
    by: str
    language: str


def _refuse_language(language: str) -> None:
    """No desk is written to in another language than was asked for."""
    if language and language not in LANGUAGES:
        raise UserError(
            say("No letter can be written in “{language}”.", language=language[:20]),
            say("Use one of: {languages}.", languages=", ".join(LANGUAGES)),
            "unknown_language",
        )


def _texts(
    cases: Sequence[ClaimCase], units: Sequence[ClaimUnit], language: str, said: Mapping[str, str]
) -> Mapping[str, str]:
    """What the records know goes before what somebody says. Raises `UserError` for words that cannot stand there."""
    wanted = claim_case.wanted_texts(cases)
    for name, text in said.items():
        if fault := said_fault(name, text, wanted):
            raise UserError(
                say("{fault}.", fault=fault), say("Use one of: {texts}.", texts=", ".join(wanted)), "unfit_text"
            )
    return {**said, **texts_of(units, language)}


def _missing(cases: Sequence[ClaimCase], units: Sequence[ClaimUnit], told: Mapping[str, str]) -> tuple[str, ...]:
    wanted = claim_case.wanted_shots(cases)
    shots = [f"{unit.lpn} {shot}" for unit in units for shot in claim_case.missing_of(wanted, shots_of(unit))]
    return (*shots, *missing_texts(claim_case.wanted_texts(cases), units, told))


def _entry(place: int, one: PackedPhoto, told: Record) -> PackEntry:
    covered = len(one.photo.decision.boxes) if one.photo.decision else 0
    about = {
        "kind": "photo",
        "id": one.photo.key,
        "unit": one.unit,
        "shot": one.photo.shot,
        "original_sha256": one.photo.sha256,
        "covered": covered,
        "decided_by": one.photo.decision.by if one.photo.decision else "",
    }
    return PackEntry(media_name(place, "jpeg"), one.copy, one.sha256, {**told, **about, "time": stamp(one.photo.at)})


def _whose(made: _Made, words: LetterWords) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who claims, and about which pieces: a desk has to know it whatever else it asks for."""
    yield words.seller.of_language(made.language), (made.claim.client,)
    items = (" · ".join(filter(None, (one.title, one.sku, one.serial, one.lpn))) for one in made.units)
    yield words.items.of_language(made.language), tuple(items)


def _letter(made: _Made, words: LetterWords, desks: Sequence[ClaimDesk]) -> Letter:
    language, claim = made.language, made.claim
    wanted = claim_case.wanted_texts(made.cases)
    called = {name: words.texts[name].of_language(language) if name in words.texts else name for name in wanted}
    covered = any(one.photo.decision and one.photo.decision.boxes for one in made.photos)

    def shot_said(name: str) -> str:
        shot = shot_named(desks, name)
        text = shot.text if shot else words.shots.get(name)
        return text.of_language(language) if text else name.replace("_", " ").replace(":", ": ")

    def lack_said(lack: str) -> str:
        """A text of the desk, or a photo behind the unit that has none."""
        lpn, _, shot = lack.rpartition(" ")
        return f"{lpn} {shot_said(shot)}" if lpn else called.get(lack, lack)

    lacks = "; ".join(map(lack_said, made.missing))
    missing = f"{words.missing.of_language(language)} {lacks}" if lacks else ""

    return Letter(
        language=language,
        title=made.desk.title.of_language(language),
        about=f"{words.claim.of_language(language)} {claim.number} · {made.at:%Y-%m-%d}",
        cases=tuple(case.text.of_language(language) for case in made.cases),
        told=(*_whose(made, words), *((called[name], tuple(made.texts.get(name, "").splitlines())) for name in wanted)),
        pictures=words.photos.of_language(language),
        photos=tuple(
            LetterPhoto(
                place,
                media_name(place, "jpeg"),
                shot_said(one.photo.shot),
                one.unit,
                one.photo.at,
                bool(one.photo.decision and one.photo.decision.boxes),
            )
            for place, one in enumerate(made.photos, 1)
        ),
        no_films=words.films.of_language(language),
        films=tuple(f"{one.at:%Y-%m-%d %H:%M} UTC  {shot_said(one.shot)}  SHA-256 {one.sha256}" for one in made.films),
        covered=words.covered.of_language(language) if covered else "",
        notes=tuple(filter(None, (words.kept.of_language(language), missing))),
    )
