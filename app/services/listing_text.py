"""Describing an open-box unit for a channel: its text from the records, and the photos that a buyer may see.

A photo is shown only where it was taken of the article in its newest inspection, passed the photo gate, lies on this
station, and no tracking number, order or parcel code can be read in it. Reads only; any thread, and it takes its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.domain.bench.refusal import Refused
from app.domain.checklist import Checklist, Dimension
from app.domain.identifiers import Kind, identify
from app.domain.listing_text import Described, ListingText, ListingWords, shown_photos, write
from app.domain.stock import Account
from app.errors import BenchError, UserError
from app.saying import say
from app.services.looking import Record

MARKETPLACE_LANGUAGES: Mapping[str, str] = {
    "A1PA6795UKMFR9": "de",
    "A1RKKUPIHCS9HS": "es",
    "A1AM78C64UM0Y8": "es",
}
"""Amazon's marketplaces (Germany, Spain, Mexico) that are not in English; see its list of marketplace ids."""
PRIVATE = frozenset({Kind.TRACKING, Kind.LPN, Kind.BADGE, Kind.COMMAND})


class CodesOf(Protocol):
    """Reads codes in a picture."""

    def __call__(self, picture: Path, /) -> tuple[str, ...]:
        """The texts of the symbols in it. Raises `BenchError` where it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo for the listing."""

    shot: str
    sha256: str
    file: Path


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A photo that a buyer does not see, and why."""

    shot: str
    why: str


@dataclass(frozen=True, slots=True)
class ListingWriter:
    """Describes units by words on file and checklists as they were; `checklist` gives one by name and version."""

    words: ListingWords
    checklist: Callable[[str, int], Checklist | None]
    photo_path: Callable[[str], Path]

    def describe(self, record: Record, kind: str, language: str) -> ListingText:
        """The text of a unit's listing. Raises `UserError` where there is none to be written.

        `record` is what `Reads.unit` gives with its languages.
        """
        if record["account"] != Account.SELLABLE_B.value:
            raise UserError(
                say("{lpn} is not on sale as open box.", lpn=record["lpn"]),
                "A unit that is sold as new has the text of its listing; others have none.",
                "not_open_box",
            )
        unit = Described(
            record["lpn"], record["identifiers"]["title"], tuple(record["found"] or ()), self._checked(record)
        )
        try:
            return write(self.words, kind, unit, language)
        except Refused as refused:
            raise UserError(refused.message, refused.hint, refused.code) from refused

    def fields(self, kind: str) -> tuple[str, str]:
        """What the channel calls condition and note."""
        form = self.words.channels[kind]
        return form.condition_field, form.note_field

    def photos(self, record: Record, codes: CodesOf) -> tuple[tuple[Shown, ...], tuple[LeftOut, ...]]:
        """The photos that a buyer may see, the best first, and those left out."""
        taken = {
            photo["shot"]: photo
            for photo in record["photos"]
            if photo["round"] == record["round"] and not photo["withdrawn"]
        }
        wanted = shown_photos(self.words, taken)
        shown: list[Shown] = []
        left = [LeftOut(shot, "it does not show the article alone") for shot in sorted(set(taken) - set(wanted))]
        private = _private(record)
        for shot in wanted:
            photo = taken[shot]
            file = self.photo_path(photo["sha256"])
            if why := _unfit(photo, file, codes, private):
                left.append(LeftOut(shot, why))
            else:
                shown.append(Shown(shot, photo["sha256"], file))
        return tuple(shown), tuple(left)

    def _checked(self, record: Record) -> frozenset[Dimension]:
        """The sides of the goods of which a question was answered by hand in the newest inspection."""
        rules = record["rules"]
        checklist = self.checklist(rules.checklist, rules.checklist_version)
        if checklist is None:  # an older version that is not at hand: nothing is said beyond what was found
            return frozenset()
        sides = {question.id: question.dimension for question in checklist.questions}
        return frozenset(
            sides[answer["question"]]
            for answer in record["answers"]
            if answer["round"] == record["round"] and not answer["settled_by"] and answer["question"] in sides
        )


def language_of(kind: str, credentials: Mapping[str, str], station: str) -> str:
    """What a channel's buyers read: of Amazon by its marketplace, elsewhere as the station is set."""
    if kind == "amazon":
        return MARKETPLACE_LANGUAGES.get(credentials.get("marketplace_id", ""), "en")
    return station


def _unfit(photo: Mapping[str, Any], file: Path, codes: CodesOf, private: frozenset[str]) -> str:
    """Why a photo is not shown, or empty; what cannot be looked at is not shown."""
    if photo["overrule"]:
        return "it did not pass the photo gate"
    if not file.is_file():
        return "it lies on another station"
    try:
        read = codes(file)
    except BenchError:
        return "it cannot be read"
    return "a private code can be read in it" if any(_is_private(code, private) for code in read) else ""


def _is_private(code: str, private: frozenset[str]) -> bool:
    plain = code.strip().upper()
    return any(one in plain for one in private) or identify(code).kind in PRIVATE


def _private(record: Record) -> frozenset[str]:
    """The parcel's and the order's own numbers: no buyer may read those of another."""
    parcel = record["parcel"] or {}
    order = parcel.get("order") or {}
    numbers: Iterable[str] = (parcel.get("tracking", ""), order.get("order_id", ""), order.get("rma", ""))
    return frozenset(number.strip().upper() for number in numbers if number and len(number.strip()) > 3)
