"""The operator script: one JSON object a line becomes a request to the bench, or a refusal that says what is wrong.

Strict: an unknown verb, field or type is refused, never guessed. PINs leave the line here and go nowhere but to the
PIN check; the fingerprint by which a repeated id is recognised is made without them.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.bench import actions as do
from app.domain.bench.refusal import Refused
from app.services.inspecting import Request

LONGEST_LINE = 1_000_000
LONGEST_TEXT = 10_000
LONGEST_ID = 200
MOST_DETAILS = 40
SECRETS = ("pin", "new_pin", "witness_pin")


class _Strict(BaseModel):
    """Nothing unknown, nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Line(_Strict, ABC):
    """The fields of one kind of action."""

    @abstractmethod
    def action(self) -> do.Action:
        """The action, without files and secrets."""

    @property
    def picture(self) -> str | None:
        """A file beside the action."""
        return None

    @property
    def secret(self) -> str:
        """A PIN beside the action."""
        return ""

    @property
    def new_secret(self) -> str:
        """A PIN that takes the place of that one."""
        return ""


class _SignIn(_Line):
    badge: str
    pin: str
    new_pin: str = ""

    def action(self) -> do.Action:
        return do.SignIn(self.badge)

    @property
    def secret(self) -> str:
        return self.pin

    @property
    def new_secret(self) -> str:
        return self.new_pin


class _Plain(_Strict):
    """An action without fields; which one, `_PLAIN` says."""


class _Scan(_Line):
    code: str

    def action(self) -> do.Action:
        return do.Scan(self.code)


class _Answer(_Line):
    question: str
    choice: str | list[str]
    note: str = ""

    def action(self) -> do.Action:
        choices = (self.choice,) if isinstance(self.choice, str) else tuple(self.choice)
        return do.GiveAnswer(self.question, choices, self.note)


class _Photo(_Line):
    shot: str
    file: str
    overrule: str = ""

    def action(self) -> do.Action:
        return do.TakePhoto(self.shot, self.overrule)

    @property
    def picture(self) -> str | None:
        return self.file


class _Weigh(_Line):
    grams: int | float = Field(ge=1, le=10_000_000)

    def action(self) -> do.Action:
        return do.Weigh(round(self.grams))


class _Regrade(_Line):
    grade: str
    reason: str

    def action(self) -> do.Action:
        return do.Regrade(self.grade, self.reason)


class _Route(_Line):
    to: str
    reason: str = ""
    derogation: str = ""

    def action(self) -> do.Action:
        return do.ChooseRoute(self.to, self.reason, self.derogation)


class _Resume(_Line):
    unit: str

    def action(self) -> do.Action:
        return do.Resume(self.unit)


class _Missing(_Strict):
    sku: str
    quantity: int = Field(ge=1, le=1_000_000)
    reason: str = ""
    client: str = ""


class _CloseParcel(_Line):
    missing: list[_Missing] = Field(default_factory=list, max_length=1000)
    empty: bool = False

    def action(self) -> do.Action:
        missing = tuple(do.MissingPieces(one.sku, one.quantity, one.reason, one.client) for one in self.missing)
        return do.CloseParcel(missing, self.empty)


class _NoCode(_Line):
    of: Literal["parcel", "item"]
    sku: str = ""
    description: str = ""

    def action(self) -> do.Action:
        return do.NoCode(self.of, self.sku, self.description)


class _Danger(_Line):
    kind: str

    def action(self) -> do.Action:
        return do.Danger(self.kind)


class _Reprint(_Line):
    reason: str

    def action(self) -> do.Action:
        return do.Reprint(self.reason)


class _VoidLabel(_Line):
    reason: str

    def action(self) -> do.Action:
        return do.VoidLabel(self.reason)


class _CloseWork(_Line):
    unit: str
    kind: str
    proof: str = ""
    details: dict[str, str] = Field(default_factory=dict, max_length=MOST_DETAILS)

    def action(self) -> do.Action:
        return do.CloseWork(self.unit, self.kind, self.proof, tuple(sorted(self.details.items())))

    @property
    def picture(self) -> str | None:
        """A proof that names a picture file is kept as evidence; any other is a reference in words."""
        suffix = Path(self.proof).suffix.lower() if len(self.proof) < 1000 else ""
        return self.proof if suffix in {".jpg", ".jpeg", ".png", ".webp"} else None


class _Review(_Line):
    unit: str
    decision: str
    grade: str = ""
    reason: str = ""

    def action(self) -> do.Action:
        return do.Review(self.unit, self.decision, self.grade, self.reason)


class _Film(_Line):
    file: str
    kind: str = "unboxing"
    unit: str = ""

    def action(self) -> do.Action:
        return do.KeepFilm(self.kind, unit=self.unit)

    @property
    def picture(self) -> str | None:
        return self.file


class _Destroy(_Line):
    unit: str
    file: str
    witness_badge: str
    witness_pin: str
    details: dict[str, str] = Field(default_factory=dict, max_length=MOST_DETAILS)

    def action(self) -> do.Action:
        return do.Destroy(self.unit, self.witness_badge, tuple(sorted(self.details.items())))

    @property
    def picture(self) -> str | None:
        return self.file

    @property
    def secret(self) -> str:
        return self.witness_pin


_PLAIN: dict[str, do.Action] = {
    "sign_out": do.SignOut(),
    "accept": do.Accept(),
    "back": do.Back(),
    "park": do.Park(),
    "state": do.AskState(),
}
_LINES: dict[str, type[_Line]] = {
    "sign_in": _SignIn,
    "scan": _Scan,
    "answer": _Answer,
    "photo": _Photo,
    "weigh": _Weigh,
    "regrade": _Regrade,
    "route": _Route,
    "resume": _Resume,
    "close_parcel": _CloseParcel,
    "no_code": _NoCode,
    "danger": _Danger,
    "reprint": _Reprint,
    "void_label": _VoidLabel,
    "close_work": _CloseWork,
    "review": _Review,
    "film": _Film,
    "destroy": _Destroy,
}


def request_of(line: bytes) -> Request:
    """The request of one line. What is no action becomes a request that is refused, and remembered under its id.

    Raises `Refused` for a line in which not even an id can be read.
    """
    content = _content(line)
    request_id = _id(content.pop("id", None))
    verb = content.pop("do", None)
    fingerprint = _fingerprint(verb, content)
    try:
        return _request(verb, content, request_id, fingerprint)
    except Refused as refusal:
        return Request(do.AskState(), request_id, fingerprint, unfit=refusal)


def _request(verb: object, content: dict[str, Any], request_id: str, fingerprint: str) -> Request:
    if isinstance(verb, str) and verb in _PLAIN:
        _parsed(_Plain, verb, content)
        return Request(_PLAIN[verb], request_id, fingerprint)
    if not isinstance(verb, str) or verb not in _LINES:
        known = ", ".join([*_LINES, *_PLAIN])
        raise Refused("unknown_action", f"“{str(verb)[:40]}” is no action.", f"“do” is one of: {known}.")
    parsed = _parsed(_LINES[verb], verb, content)
    picture = Path(parsed.picture) if parsed.picture else None
    return Request(parsed.action(), request_id, fingerprint, parsed.secret, parsed.new_secret, picture)


def _content(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise Refused("line_too_long", f"The line has {len(line)} bytes.", f"At most {LONGEST_LINE} are read.")
    try:
        content = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        words = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else "is no JSON"
        raise Refused("not_json", f"The line {words}.", 'Write one JSON object a line: {"do": "state"}.') from error
    if not isinstance(content, dict):
        raise Refused("not_an_object", "The line is no JSON object.", 'Write one JSON object a line: {"do": "state"}.')
    for text in _texts(content):
        _refuse_unfit(text)
    return content


def _texts(value: object, depth: int = 0) -> list[str]:
    """Every text in a line, keys included, whatever it is nested in."""
    if isinstance(value, str):
        return [value]
    if depth > 8:
        raise Refused("too_deep", "The line is nested too deeply.", "An action has plain fields.")
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in _texts(part, depth + 1)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part, depth + 1)]
    return []


def _refuse_unfit(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused("text_too_long", f"A text has {len(text)} characters.", f"At most {LONGEST_TEXT} are taken.")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Refused("unfit_text", "A text holds characters that are none.", "Send plain Unicode text without NUL.")


def _id(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int) or not 0 < len(str(value)) <= LONGEST_ID:
        raise Refused("bad_id", "The id of an action is a short text.", f"Use 1 to {LONGEST_ID} characters.")
    return str(value)


def _fingerprint(verb: object, content: dict[str, Any]) -> str:
    said = {key: value for key, value in content.items() if key not in SECRETS}
    text = json.dumps([verb, said], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_Fields = TypeVar("_Fields", bound=_Strict)


def _parsed(kind: type[_Fields], verb: str, content: dict[str, Any]) -> _Fields:
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])[:80] or "the action"
        names = ", ".join(kind.model_fields) or "no fields"
        raise Refused("bad_action", f"{verb}: {field}: {first['msg']}.", f"{verb} takes: {names}.") from None
