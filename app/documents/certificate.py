"""A certificate as a PDF: destruction, donation, recycling, in the language and on the paper of whoever it is for.

Says what was frozen with its number and nothing else; what nobody recorded is printed as not recorded. Multi-page by
its nature: whatever is long goes on to the next page under the certificate's number. Pure but for the fonts it reads;
any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from app.documents import paper
from app.documents.paper import ALARM, QUIET, Sheet, plain
from app.documents.wording import Wording, Wordings, read_wordings
from app.domain.certificates import DESTRUCTION, DONATION, RECYCLING, Certificate, short_code, weight_said

QR_SIDE = 31 * mm
STILL = (104 * mm, 70 * mm)
_LAW = (
    "treatment", "waste_code", "sic_code", "container", "recipient", "recipient_registration", "carrier",
    "carrier_registration", "downstream", "derogation", "justification", "customs_code", "customs_reference",
)  # fmt: skip
_OF_DESTRUCTION = frozenset({"recipient", "derogation", "justification"})
"""What stands under the act itself where goods are handed over, or does not concern it."""
_STATED = {
    DESTRUCTION: ("issuer", "method", "witness", "proof"),
    DONATION: ("issuer", "recipient"),
    RECYCLING: ("issuer", "recipient"),
}
"""What the statement of each kind speaks of, by the words that it has further down."""
_NAMED = frozenset({"treatment"})
"""Details that are an id, and have their words."""


class PdfCertificates:
    """Implements `app.services.certificates.CertificateWriter` with the words in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _wordings(self) -> Wordings:
        return read_wordings(self._folder)

    def __call__(self, certificate: Certificate, stills: Sequence[bytes]) -> bytes:
        """The document."""
        site = str(certificate.content.get("site", ""))
        words = self._wordings.of(str(certificate.content.get("language", "")), site)
        size = self._wordings.paper(str(certificate.content.get("paper", "")), site)
        return _Document(certificate, words, size, tuple(stills)).printed()


@dataclass(frozen=True)
class _Document:
    """One certificate on its way to paper."""

    certificate: Certificate
    words: Wording
    size: str
    stills: tuple[bytes, ...]
    details: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "details", self.certificate.payload.get("details", {}))

    def printed(self) -> bytes:
        parts = [
            *self._head(),
            *self._parties(),
            *self._goods(),
            *self._act(),
            *self._law(),
            *self._custody(),
            *self._proof(),
            # Whoever signs has the hash of what is signed on the same sheet: a page of signatures alone is anything's.
            KeepTogether([*self._integrity(), *self._signatures()]),
        ]
        return paper.print_on(self._sheet, parts)

    @cached_property
    def _sheet(self) -> Sheet:
        one, title = self.certificate, self._title
        issuer = str(one.content.get("issuer", ""))
        return Sheet(
            title=f"{title} {one.number}",
            head=f"{title}  ·  {one.number}",
            foot="  ·  ".join(filter(None, (one.number, f"SHA-256 {one.digest[:16]}…", issuer))),
            page=lambda number, pages: self.words("page", page=str(number), pages=str(pages)),
            language=self.words.language,
            author=issuer,
            paper=self.size,
            stamp=self.words("void") if one.voided else "",
        )

    @property
    def _title(self) -> str:
        return self.words(f"title_{self.certificate.kind}")

    def _head(self) -> list[Flowable]:
        one, wide = self.certificate, self._sheet.width
        said: list[Flowable] = [
            plain(self._title, 17, bold=True),
            Spacer(0, 4),
            plain(one.number, 14, bold=True),
            Spacer(0, 3),
            plain(f"{self.words('issued')}: {self._moment(one.at)}", 8.6, colour=QUIET),
        ]
        said += [Spacer(0, 5), plain(self.words(f"statement_{one.kind}"), 8.8), *self._uncertified()]
        head = paper.columns([said, paper.qr(one.code, QR_SIDE)], [wide - QR_SIDE, QR_SIDE])
        return [head, *self._standing()]

    def _uncertified(self) -> list[Flowable]:
        """What the statement speaks of and nobody recorded: no certificate may vouch for that."""
        known = {**self.details, "witness": self.certificate.content.get("witness_name")}
        known |= {"proof": self.certificate.pictures, "issuer": self.certificate.content.get("issuer")}
        names = [self.words(name) for name in _STATED[self.certificate.kind] if not known.get(name)]
        if not names:
            return []
        return [Spacer(0, 3), plain(self.words("uncertified", names=", ".join(names)), 8.8, bold=True)]

    def _standing(self) -> list[Flowable]:
        """Whether it counts, and what it replaces or is replaced by."""
        said: list[Flowable] = []
        voided = self.certificate.voided
        if voided is not None:
            since = self.words("void_since", at=self._moment(voided.at), reason=voided.reason)
            by = (
                self.words("replaced_by", number=voided.replaced_by)
                if voided.replaced_by
                else self.words("not_replaced")
            )
            who = [self.words("void_by", name=voided.by)] if voided.by else []
            said.append(plain("\n".join((since, *who, by)), 9.4, bold=True, colour=ALARM))
        if replaces := self.certificate.payload.get("replaces"):
            said.append(plain(self.words("replaces", number=str(replaces)), 9, bold=True))
        return [Spacer(0, 4), *said] if said else []

    def _parties(self) -> list[Flowable]:
        content = self.certificate.content
        where = " · ".join(str(content[name]) for name in ("site", "station") if content.get(name))
        return self._section(
            "parties",
            [
                ("owner", self._said(self.certificate.payload.get("client"))),
                ("issuer", self._said(content.get("issuer"))),
                ("site", self._said(where)),
                ("address", self._said(content.get("address"))),
                ("registration", self._said(content.get("registration"))),
            ],
        )

    def _goods(self) -> list[Flowable]:
        payload, content = self.certificate.payload, self.certificate.content
        looks = ", ".join(str(content[name]) for name in ("size", "colour") if content.get(name))
        described = f"{content.get('title', '')}{f' ({looks})' if looks else ''}"
        row = [
            "1",
            self._said(payload.get("sku")),
            self._said(self.certificate.unit),
            self._said(payload.get("serial")),
            self._said(described),
            str(content.get("quantity", "1")),
            self._weight(),
        ]
        heads = ["", *(self.words(name) for name in ("sku", "lpn", "serial", "description", "quantity", "weight"))]
        shares = (0.04, 0.16, 0.13, 0.16, 0.29, 0.07, 0.15)
        table = paper.grid(heads, [row], [share * self._sheet.width for share in shares])
        answer = self.details.get("sanitisation") or self.words.named(str(content.get("data_answer", "")))
        more = [
            ("category", self._said(content.get("category"))),
            ("data_bearing", self._yes(content.get("data_bearing"))),
            ("battery", self._yes(content.get("battery"))),
        ]
        if content.get("data_bearing") == "yes" or answer:
            more.append(("sanitisation", self._said(answer)))
        return [paper.section(self.words("goods"), self._sheet.width), Spacer(0, 4), table, self._fields(more)]

    def _weight(self) -> Paragraph:
        """In whole grams, which every language writes alike, and how it is known; what a person said goes before."""
        grams = weight_said(self.certificate.payload)
        if not grams.isdigit():
            return self._said("")
        source = "stated" if self.details.get("weight_g") else str(self.certificate.content.get("weight_source", ""))
        return plain(f"{int(grams)} g\n{self.words.named(source)}" if source else f"{int(grams)} g", 8.2)

    def _act(self) -> list[Flowable]:
        one = self.certificate
        pairs = [("at", self._said(self._moment(one.done_at))), ("reason", self._said(self._reason()))]
        if one.kind == DESTRUCTION:
            pairs += [(name, self._said(self.details.get(name))) for name in ("method", "equipment")]
            pairs += [(name, self._said(self._person(name))) for name in ("operator", "witness")]
            pairs += [(name, self._said(self.details.get(name))) for name in ("process", "third_party")]
        else:
            pairs += [(name, self._said(self.details.get(name))) for name in ("recipient", "method")]
            pairs += [("operator", self._said(self._person("operator")))]
            pairs += [("receipt", self._said(one.payload.get("proof")))]
            pairs += [("process", self._said(self.details.get("process")))]
        return self._section(f"act_{one.kind}", pairs)

    def _reason(self) -> str:
        """What a person said for the certificate, else the grade and what the inspection found."""
        if said := self.details.get("reason"):
            return said
        content = self.certificate.content
        reasons: Mapping[str, str] = content.get("reasons", {})
        found = reasons.get(self.words.language) or reasons.get("en", "")
        grade = self.words("grade", grade=str(content["grade"])) if content.get("grade") else ""
        return ": ".join(part for part in (grade, str(content.get("regrade_reason") or found)) if part)

    def _law(self) -> list[Flowable]:
        destroyed = self.certificate.kind == DESTRUCTION
        pairs = [(name, self._said(self._detail(name))) for name in _LAW if destroyed or name not in _OF_DESTRUCTION]
        parts = self._section("law", pairs)
        if self.details.get("customs_reference"):
            parts += [Spacer(0, 3), plain(self.words("customs_note"), 7.6, colour=QUIET)]
        return parts

    def _detail(self, name: str) -> str:
        """An id by its words; a derogation with the case that it stands for, and its law."""
        said = str(self.details.get(name, ""))
        if name == "derogation" and said:
            cases: Mapping[str, str] = self.certificate.content.get("derogation_text", {})
            case = cases.get(self.words.language) or cases.get("en", "")
            return " · ".join(part for part in (said, case, str(self.certificate.content.get("law", ""))) if part)
        return self.words.named(said) if name in _NAMED and said else said

    def _custody(self) -> list[Flowable]:
        content = self.certificate.content
        order = " ".join(str(content[name]) for name in ("platform", "order_id") if content.get(name))
        received = content.get("received_at")
        return self._section(
            "custody",
            [
                ("tracking", self._said(content.get("tracking"))),
                ("received_at", self._said(self._moment(datetime.fromisoformat(str(received))) if received else "")),
                ("order", self._said(order)),
                ("ended_at", self._said(self._moment(self.certificate.done_at))),
                ("rma", self._said(content.get("rma"))),
                ("seal", self._said(self.details.get("seal"))),
            ],
        )

    def _proof(self) -> list[Flowable]:
        payload, pictures = self.certificate.payload, self.certificate.pictures
        heading = paper.section(self.words("proof"), self._sheet.width)
        if not pictures:
            return [KeepTogether([heading, Spacer(0, 4), plain(self.words("no_still"), 8.6)])]
        shown: list[Flowable] = [plain(self.words("still_away"), 8.6, colour=QUIET)]
        if self.stills:
            side = min(1.0, 1.4 / len(self.stills))  # the two of a film are smaller, one above the other
            drawn = (paper.still(one, STILL[0] * side, STILL[1] * side) for one in self.stills)
            shown = [part for one in drawn for part in (one, Spacer(0, 5))]
        beside: list[Flowable] = []
        if film := self.certificate.film:
            beside += [plain(self.words("film_sha256"), 7.4, colour=QUIET), plain(_halves(film), 8.2), Spacer(0, 5)]
        beside.append(plain(self.words("sha256"), 7.4, colour=QUIET))
        beside += [plain(_halves(picture), 8.2) for picture in pictures]
        if code := payload.get("code_read"):
            beside += [Spacer(0, 6), plain(self.words("code_read"), 7.4, colour=QUIET), plain(str(code), 10, bold=True)]
        both = paper.columns([shown, beside], [STILL[0] + 6 * mm, self._sheet.width - STILL[0] - 6 * mm])
        return [KeepTogether([heading, Spacer(0, 4), both])]

    def _integrity(self) -> list[Flowable]:
        chain: Mapping[str, Any] = self.certificate.payload.get("audit", {})
        code = f"{short_code(int(chain['seq']), str(chain['hash']))} ({chain.get('station', '')})" if chain else ""
        heading = paper.section(self.words("integrity"), self._sheet.width)
        rows = [("record_hash", self._said(self.certificate.digest)), ("audit", self._said(code))]
        pairs = paper.fields([(self.words(name), said) for name, said in rows], self._sheet.width, beside=1)
        explained = plain(self.words("verify"), 7.6, colour=QUIET)
        return [heading, pairs, Spacer(0, 3), explained]

    def _signatures(self) -> list[Flowable]:
        other = "witness" if self.certificate.kind == DESTRUCTION else "recipient"
        names = [self.words("sign_operator"), self.words(f"sign_{other}")]
        if self.certificate.kind == DESTRUCTION and self.details.get("third_party"):
            names.append(self.words("sign_third_party"))
        heading = paper.section(self.words("signatures"), self._sheet.width)
        return [heading, Spacer(0, 15 * mm), paper.lines_to_sign(names, self._sheet.width)]

    def _section(self, name: str, pairs: Sequence[tuple[str, Paragraph]]) -> list[Flowable]:
        return [paper.section(self.words(name), self._sheet.width), self._fields(pairs)]

    def _fields(self, pairs: Sequence[tuple[str, Paragraph]]) -> Flowable:
        return paper.fields([(self.words(name), said) for name, said in pairs], self._sheet.width)

    def _said(self, value: object) -> Paragraph:
        said = str(value or "").strip()
        return plain(said, 8.4) if said else plain(self.words("not_recorded"), 8.4, colour=QUIET)

    def _yes(self, value: object) -> Paragraph:
        return self._said(self.words(str(value)) if value in {"yes", "no"} else "")

    def _person(self, role: str) -> str:
        content = self.certificate.content
        name, badge = (str(content.get(f"{role}_{part}", "")) for part in ("name", "badge"))
        return f"{name} ({badge})" if name and badge else name

    def _moment(self, at: datetime) -> str:
        """In the time of the site, with its offset and the zone's name: no reader must guess."""
        zone = str(self.certificate.content.get("time_zone", ""))
        local = at.astimezone(ZoneInfo(zone) if zone else UTC)
        offset = local.strftime("%z")
        return f"{local:%Y-%m-%d %H:%M:%S} UTC{offset[:3]}:{offset[3:]}{f' ({zone})' if zone else ''}"


def _halves(digest: str) -> str:
    """In two lines of the same length, so that two papers can be compared by eye."""
    return f"{digest[: len(digest) // 2]}\n{digest[len(digest) // 2 :]}"
