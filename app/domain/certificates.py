"""Numbered certificates: what may be said on one, what is frozen when it gets its number, and the hash of its record.

A certificate says what was known when its number was given, and never anything else: it is not altered, but declared
void with a reason, and another may take its place under a number of its own. What nobody recorded stays empty here and
is printed as not recorded. Pure; any thread.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.saying import say

DESTRUCTION, DONATION, RECYCLING = "destruction", "donation", "recycling"
KINDS = (DESTRUCTION, DONATION, RECYCLING)

TREATMENTS = ("reuse", "remanufacturing", "recycling", "recovery", "disposal")
"""What becomes of discarded goods, in the order of the waste hierarchy (Directive 2008/98/EC, Article 4)."""

LONGEST_DETAIL = 200
LONGEST_REASON = 500

DETAILS: Mapping[str, int] = {
    "reason": LONGEST_REASON,
    "method": LONGEST_DETAIL,
    "equipment": LONGEST_DETAIL,
    "process": LONGEST_DETAIL,
    "treatment": 20,
    "waste_code": 20,
    "sic_code": 20,
    "container": LONGEST_DETAIL,
    "seal": LONGEST_DETAIL,
    "recipient": LONGEST_DETAIL,
    "recipient_registration": LONGEST_DETAIL,
    "carrier": LONGEST_DETAIL,
    "carrier_registration": LONGEST_DETAIL,
    "downstream": LONGEST_DETAIL,
    "sanitisation": LONGEST_DETAIL,
    "customs_code": 20,
    "customs_reference": LONGEST_DETAIL,
    "third_party": LONGEST_DETAIL,
    "derogation": 40,
    "justification": LONGEST_REASON,
    "weight_g": 9,
}
"""What a person or the site's policy may add to a certificate, each with its most characters."""

_HANDED_OVER = (
    "weight_g", "recipient", "recipient_registration", "method", "treatment", "waste_code", "container", "seal",
    "carrier", "carrier_registration", "downstream", "sanitisation", "customs_code", "customs_reference", "reason",
)  # fmt: skip
ASKED: Mapping[str, tuple[str, ...]] = {
    DESTRUCTION: (
        "weight_g", "method", "equipment", "process", "treatment", "waste_code", "third_party", "customs_reference",
        "customs_code", "seal", "container", "carrier", "downstream", "sanitisation", "reason", "derogation",
        "justification",
    ),
    DONATION: _HANDED_OVER,
    RECYCLING: _HANDED_OVER,
}  # fmt: skip
"""What a person may be asked before a certificate gets its number, the likeliest first."""

_TRANSPORT = ("carrier", "carrier_registration", "container", "downstream")
OF_THE_SITE: Mapping[str, tuple[str, ...]] = {
    DESTRUCTION: ("method", "equipment", "process", "treatment", "waste_code", "sic_code", *_TRANSPORT),
    DONATION: ("recipient", "recipient_registration", "process", *_TRANSPORT),
    RECYCLING: (
        "recipient", "recipient_registration", "method", "process", "treatment", "waste_code", "sic_code", *_TRANSPORT,
    ),
}  # fmt: skip
"""What is mostly the same for every certificate of a site, and can be set once."""

_COMMON = ("issuer", "address", "weight_g", "seal")
EXPECTED: Mapping[str, tuple[str, ...]] = {
    DESTRUCTION: (*_COMMON, "method", "equipment", "process", "treatment", "waste_code", "third_party"),
    DONATION: (*_COMMON, "recipient"),
    RECYCLING: (*_COMMON, "recipient", "method", "treatment", "waste_code"),
}
"""What whoever checks a certificate looks for, of what the bench cannot know by itself."""

_SHAPES = {
    "waste_code": (
        re.compile(r"\d{2} ?\d{2} ?\d{2}\*?"),
        say("six digits as in 20 01 36, with * where it is hazardous"),
    ),
    "customs_code": (re.compile(r"\d{4}(?:[ .]?\d{2}){0,3}"), say("four to ten digits as in 6109.10")),
    "sic_code": (re.compile(r"\d{2,5}(?:\.\d{1,2})?"), say("digits as in 38.32")),
    "treatment": (re.compile("|".join(TREATMENTS)), say("one of {known}", known=", ".join(TREATMENTS))),
    "derogation": (re.compile(r"[a-z0-9_]{1,40}"), say("the code of a derogation as in espr_2a")),
    "weight_g": (re.compile(r"[1-9]\d{0,8}"), say("whole grams")),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a site's certificates, and what each of them says besides.

    Attributes:
        site: country and state (`US-NJ`, `DE`)
        station: name of the bench
        time_zone: IANA name; empty is UTC
        language: of documents for clients that are not in `languages`; empty goes by the country
        paper: `A4`, `Letter`, or empty to go by the country
        usual: details by the kind of certificate, which what is said at closing overrides

    """

    name: str = ""
    address: str = ""
    registration: str = ""
    site: str = ""
    station: str = ""
    time_zone: str = ""
    language: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    paper: str = ""
    usual: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    def language_for(self, client: str) -> str:
        """The language in which a client reads its documents, or empty."""
        return dict(self.languages).get(client, self.language)

    def usual_for(self, kind: str) -> dict[str, str]:
        """What this site's certificates of a kind say when nobody says otherwise."""
        return dict(dict(self.usual).get(kind, ()))


@dataclass(frozen=True, slots=True)
class Voided:
    """That a certificate no longer counts: why, since when, by whose word, and which number took its place."""

    reason: str
    at: datetime
    by: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate on record. `payload` is what was frozen with its number: texts, numbers, mappings of them.

    `at` is when its number was given; `pictures` are the SHA-256 of the stills that belong to it.
    """

    number: str
    kind: str
    unit: str
    at: datetime
    payload: Mapping[str, Any]
    voided: Voided | None = None

    @property
    def content(self) -> Mapping[str, Any]:
        """What it says besides unit, client, SKU and serial number; empty in the oldest ones."""
        content: Mapping[str, Any] = self.payload.get("content", {})
        return content

    @property
    def done_at(self) -> datetime:
        """When what it certifies was done: of one that took another's place, as that one had it; else as its number."""
        done = self.payload.get("done_at")
        return datetime.fromisoformat(str(done)) if done else self.at

    @property
    def pictures(self) -> tuple[str, ...]:
        """The proof's stills: the photo itself, or of a film those of its first and its last second."""
        sha256 = str(self.payload.get("sha256", ""))
        stills = tuple(str(one) for one in self.payload.get("stills", ()))
        return stills or ((sha256,) if sha256 else ())

    @property
    def film(self) -> str:
        """The SHA-256 of the film that is its proof; empty where a photo is."""
        return str(self.payload.get("sha256", "")) if self.payload.get("stills") else ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is expected on it and was not recorded."""
        return lacking(self.kind, {**self.content, **self.payload.get("details", {})})

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the canonical JSON of the record: whoever has the record can recompute it."""
        record = {
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": self.kind,
            "number": self.number,
            "payload": dict(self.payload),
            "unit": self.unit,
        }
        text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def code(self) -> str:
        """What its QR code holds: number and hash."""
        return f"{self.number} {self.digest}"


def detail_fault(name: str, value: str) -> str | None:
    """Why something cannot stand on a certificate, in words; None where it can."""
    if name not in DETAILS:
        return say("“{name}” is nothing that a certificate says", name=name[:40])
    if not value.strip():
        return say("{name} is empty", name=name)
    if len(value) > DETAILS[name]:
        return say("{name} has more than {most} characters", name=name, most=DETAILS[name])
    if _CONTROL.search(value):
        return say("{name} holds characters that cannot be printed", name=name)
    shape = _SHAPES.get(name)
    if shape is not None and shape[0].fullmatch(value.strip()) is None:
        return say("{name} is written as {shape}", name=name, shape=shape[1])
    return None


def lacking(kind: str, said: Mapping[str, object]) -> tuple[str, ...]:
    """What is expected on a certificate of this kind and would stand there as not recorded."""
    return tuple(name for name in EXPECTED.get(kind, ()) if not str(said.get(name) or "").strip())


def weight_said(payload: Mapping[str, Any]) -> str:
    """The weight in whole grams that stands on it: what a person stated goes before what was known; empty for none."""
    details, content = payload.get("details", {}), payload.get("content", {})
    return str(details.get("weight_g") or content.get("weight_g", ""))


def short_code(seq: int, digest: str) -> str:
    """An entry of the audit chain as it stands on paper: its number and the first 16 digits of its hash."""
    return f"{seq}-{digest[:4]}-{digest[4:8]}-{digest[8:12]}-{digest[12:16]}"
