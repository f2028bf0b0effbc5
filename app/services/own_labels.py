"""The label page: what templates there are and who prints them, data to look at them with, and a client's own.

A client's own template or logo decides what stands on its goods, so it is for a supervisor or a manager; who asks is
looked up in the records. What is to be kept is checked first. Each change is in the audit chain, by the hash of what
stood there before and of what stands there after, and durable before the change is; where it could not be kept after
all, a second entry says so. Any thread; it takes its time, so in a lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from app.domain.access import Operator
from app.errors import BenchError, ConfigError, UsageError, UserError
from app.ports import Clock, LabelFault, LabelField, LabelTemplate, OwnLabels
from app.saying import say
from app.services.access import OpenWork
from app.services.people import is_trusted
from app.services.printing import Printing, SetUpPrinter
from app.services.trial_label import TEST


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template as it stands on the page.

    Attributes:
        template: None where it is broken; `fault` says why then
        own: whether it is the client's own; `replaces` whether a shipped one stands behind it
        printers: those that print it, the first of them unasked
        newest: what stood on the last real label of it, if one was printed lately

    """

    name: str
    template: LabelTemplate | None
    own: bool = False
    replaces: bool = False
    printers: tuple[SetUpPrinter, ...] = ()
    newest: Mapping[str, str] = field(default_factory=dict)
    fault: LabelFault | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All templates that count for a client, or for all; `logo` is a PNG, empty where there is none."""

    client: str = ""
    labels: tuple[Shelved, ...] = ()
    logo: bytes = b""
    logo_fault: LabelFault | None = None


class Sample(StrEnum):
    """With what data a template is looked at."""

    EXAMPLE = "example"
    LONG = "long"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class OwnLogo:
    """A client's logo is to be this picture, or none."""

    client: str
    picture: bytes | None


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A client's own template is to be this, or none."""

    client: str
    name: str
    content: bytes | None


OwnChange = OwnLogo | OwnTemplate

MOST_BYTES: Final = 8 << 20
LONG: Final = {
    "title": "防泼水徒步双肩背包 45 升 · Hiking backpack 45 l with rain cover, “Ridgeline”, graphite/orange, size M/L",
    "sku": "RIDGELINE-45L-GRAPHITE-ML",
    "client": "远景户外 · Vista Outdoor",
    "name": "二次销售区 · Second-hand shelves, row 14",
    "by": "欧阳晓明 · Max Oberdörfer",
    "operator": "欧阳 晓明 · Maximiliane Oberdörfer",
    "witness": "María Fernanda Ortiz de la Fuente",
    "reason": "Beyond repair: frame broken, shoulder strap torn; 背带断裂，无法修复",
    "to_name": "远景户外用品（深圳）有限公司 Returns Department",
    "to_line1": "Industriestraße 128, Gebäude C, Tor 14",
    "to_line2": "c/o Kontraktlogistik Süd-West GmbH",
    "to_city": "74177 Bad Friedrichshall-Kochendorf",
    "mark": "REPRINT",
}  # fmt: skip
"""Texts as long as they come in the trade, in two scripts; a field without one keeps its example."""


def shelf(labels: OwnLabels, printing: Printing, client: str = "") -> Shelf:
    """What stands on the page. Raises `StoreError` for folders that cannot be read."""
    own, known = set(labels.own(client)) if client else set(), {one.name for one in labels.templates()}
    newest = printing.newest(client)
    found = [
        Shelved(
            one.name, one, one.name in own, one.name in known, printing.takers(one, client), newest.get(one.name, {})
        )
        for one in labels.templates(client)
    ]
    found += [
        Shelved(fault.name, None, own=True, replaces=fault.name in known, fault=fault)
        for fault in (labels.faults(client) if client else ())
    ]
    logo, logo_fault = b"", None
    try:
        logo = labels.logo(client) if client else b""
    except ConfigError as error:
        logo_fault = LabelFault("logo", error.message, error.hint, error.line)
    return Shelf(client, tuple(sorted(found, key=lambda one: one.name)), logo, logo_fault)


def sample(shelved: Shelved, which: Sample) -> dict[str, str]:
    """Data to look at a template with; the example where nothing else is there."""
    if shelved.template is None:
        return {}
    asked = [each for each in shelved.template.fields if not each.computed]
    if which is Sample.NEWEST and shelved.newest:
        return {each.name: shelved.newest[each.name] for each in asked if each.name in shelved.newest}
    if which is Sample.LONG and shelved.template.kind != TEST:  # what a test label says is short, and our own
        return {each.name: value for each in asked if (value := _long(each))}
    return {each.name: each.example for each in asked if each.example}


def _long(asked: LabelField) -> str:
    words = LONG.get(asked.name, "") if asked.type == "text" else ""
    return (words or asked.example)[: asked.longest or None].rstrip()


def change_own(
    work: OpenWork, labels: OwnLabels, clock: Clock, change: OwnChange, by: Operator | None
) -> OwnChange | None:
    """Keep or take away what is a client's own; what would bring back what was there, where that can be.

    Raises `UserError` for whoever may not and for a picture that cannot be used, `ConfigError` for a template that
    cannot, and then nothing is told or kept; `StoreError` where it cannot be kept.
    """
    after = _checked(labels, change)
    before, back = _before(labels, change)
    asking = _told(work, clock, change, (before, after), by)
    try:
        if isinstance(change, OwnLogo):
            labels.set_logo(change.client, change.picture)
        else:
            labels.set_template(change.client, change.name, change.content)
    except BenchError as error:
        with work() as transaction:
            facts = [{"kind": "own_label_not_kept", "why": error.message}]
            transaction.tell("own_label_not_kept", facts, at=clock.now(), actor=asking.user_id)
            transaction.commit()
        raise
    return back


def read_choice(file: Path) -> bytes:
    """A file that a person chose, no more of it than anything here may have. Raises `UserError`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            say("The file {name} cannot be read: {error}.", name=file.name[:60], error=error.strerror),
            "Choose another file.",
        ) from error
    if len(content) > MOST_BYTES:
        raise UserError(say("The file {name} is too large.", name=file.name[:60]), "Choose a smaller one.")
    return content


def _checked(labels: OwnLabels, change: OwnChange) -> bytes:
    """What will stand there."""
    if not change.client.strip():
        raise UsageError("Templates and logos of their own belong to clients.", "Name the client.")
    if isinstance(change, OwnLogo):
        return b"" if change.picture is None else labels.check_logo(change.picture)
    if change.content is not None:
        labels.check(change.name, change.content)
    return change.content or b""


def _before(labels: OwnLabels, change: OwnChange) -> tuple[bytes, OwnChange | None]:
    """What stands there now, and the change that brings it back; none where it could not be taken in again."""
    if isinstance(change, OwnLogo):
        try:
            logo = labels.logo(change.client)
        except ConfigError:
            return b"", None
        return logo, OwnLogo(change.client, logo or None)
    if change.name not in labels.own(change.client):
        return b"", OwnTemplate(change.client, change.name, None)
    content = labels.written(change.name, change.client)
    try:
        labels.check(change.name, content)
    except ConfigError:
        return content, None
    return content, OwnTemplate(change.client, change.name, content)


def _told(
    work: OpenWork, clock: Clock, change: OwnChange, contents: tuple[bytes, bytes], by: Operator | None
) -> Operator:
    """The change in the chain, before it is made; who asked for it."""
    before, after = (sha256(each).hexdigest() if each else "" for each in contents)
    name = "logo" if isinstance(change, OwnLogo) else change.name
    with work() as transaction:
        if by is None or not is_trusted(transaction, by):
            raise UserError("Only a supervisor or a manager changes it.", "Ask one of them.", "not_allowed")
        fact = {"kind": "own_label", "client": change.client, "name": name, "before": before, "after": after}
        transaction.tell("own_label", [fact], at=clock.now(), actor=by.user_id)
        transaction.commit()
    return by
