"""Domain data as JSON text and back: the bench, its drafts and log, and what an inspection rests on.

Fields that have their default are left out, so a state stays small and an older one can be read by a program that
knows more fields. Refuses text that does not fit by pydantic's `ValidationError`: that is a bug or a damaged record.
The adapters are made once and may be used by any thread.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

from app.domain.bench.actions import ACTIONS, Action
from app.domain.texts import Texts
from app.store.record_keys import new_key as new_key

T = TypeVar("T")

_NAMES = {kind: name for name, kind in ACTIONS.items()}
_adapters: dict[Any, TypeAdapter[Any]] = {}
_NAMESPACE = {"Texts": Texts}  # names that a domain module imports for type checkers only


def to_text(value: object, kind: Any = None) -> str:
    """Domain data as JSON text; `kind` where the type of the value does not say it (a tuple of something)."""
    return _adapter(kind or type(value)).dump_json(value, exclude_defaults=True).decode()


def from_text(kind: type[T], text: str) -> T:
    """Domain data from JSON text."""
    read: T = _adapter(kind).validate_json(text)
    return read


def action_to_text(action: Action) -> str:
    """An action with its name of the operator script: `{"do": "scan", "code": …}` in two fields."""
    name = _NAMES[type(action)]
    return f'{{"do":"{name}","with":{to_text(action)}}}'


def action_from_text(text: str) -> Action:
    """The action that `action_to_text` wrote."""
    plain = _adapter(dict[str, Any]).validate_json(text)
    action: Action = _adapter(ACTIONS[plain["do"]]).validate_python(plain["with"])
    return action


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return _adapters.get(kind) or _adapters.setdefault(kind, _made(kind))


def _made(kind: Any) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(kind, config=None)
    adapter.rebuild(force=False, raise_errors=True, _types_namespace=_NAMESPACE)
    return adapter
