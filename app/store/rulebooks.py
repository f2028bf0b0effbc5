"""Keeps every version of a checklist or policy that a bench was opened with, for good.

Whatever was judged can so be judged again: an inspection that began under an older version ends under it, and a replay
finds it. The same version with other content is refused, with what to do. What is found on record goes through the
checks of a file, and one that was changed there is refused. Writes only what is new; processes may open at once.

That a station judges by another version from now on is told to the audit chain, with the version before. What it began
with is no change: each grade names the versions it was given by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.rulebook import Rulebook
from app.errors import ConfigError, StoreError
from app.saying import say
from app.store import audit, models
from app.store.checklist_file import checklist_in
from app.store.claims_file import claims_in
from app.store.engine import READING
from app.store.library import POLICIES, Library, Source
from app.store.policy_file import grading_in, holds_in, routes_in
from app.store.yaml_file import YamlFile

_RULEBOOKS = models.table(models.Rulebook)
_KEPT = select(_RULEBOOKS).order_by(_RULEBOOKS.c.kind, _RULEBOOKS.c.id, _RULEBOOKS.c.version)
_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_READERS: dict[str, Callable[[YamlFile], Any]] = {
    "checklist": lambda file: checklist_in(file, None),
    "grading": grading_in,
    "routes": routes_in,
    "holds": holds_in,
    "claims": claims_in,
}


def open_rulebook(engine: Engine, library: Library, *, site: str, at: datetime, station: str = "") -> Rulebook:
    """The library with every earlier version on record; keeps what is new of it, and tells it to the station's chain.

    Raises `ConfigError` where a version is on record with other content, `StoreError` where the record was changed.
    """
    with engine.connect().execution_options(**READING) as connection, connection.begin():
        kept = _kept(connection)
    new = [source for source in library.sources if _key(source) not in kept]
    if new:
        with engine.begin() as connection:
            _keep(connection, new, at)
            if kept and station:
                _tell(connection, new, newest=_newest(kept), at=at, station=station)
            kept = _kept(connection)
    for source in library.sources:
        _refuse_other_content(source, kept[_key(source)])
    shipped = {_key(source) for source in library.sources}
    earlier = {
        kind: tuple(_read(row) for key, row in kept.items() if key[0] == kind and key not in shipped)
        for kind in _READERS
    }
    gradings, routes, holds = (
        (*earlier[kind], current)
        for kind, current in zip(POLICIES, (library.grading, library.routes, library.holds), strict=True)
    )
    desks = (*earlier["claims"], *library.desks)
    return Rulebook(library.checklists, gradings, routes, holds, site=site, earlier=earlier["checklist"], desks=desks)


def _key(source: Source) -> tuple[str, str, int]:
    return source.kind, source.id, source.version


def _kept(connection: Connection) -> dict[tuple[str, str, int], Any]:
    return {(row.kind, row.id, row.version): row for row in connection.execute(_KEPT)}


def _keep(connection: Connection, sources: Iterable[Source], at: datetime) -> None:
    rows = [
        {
            "kind": source.kind,
            "id": source.id,
            "version": source.version,
            "sha256": _digest(source.content),
            "content": source.content,
            "kept_at": at,
        }
        for source in sources
    ]
    # Another process may have kept it since: then its content counts, and ours is compared with it.
    connection.execute(_INSERTS[connection.dialect.name](_RULEBOOKS).on_conflict_do_nothing(), rows)


def _newest(kept: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """The newest version of each checklist and policy."""
    newest: dict[tuple[str, str], int] = {}
    for kind, named, version in kept:
        newest[kind, named] = max(version, newest.get((kind, named), version))
    return newest


def _tell(
    connection: Connection,
    sources: Iterable[Source],
    *,
    newest: dict[tuple[str, str], int],
    at: datetime,
    station: str,
) -> None:
    facts = [
        {
            "kind": "rules",
            "rules": source.kind,
            "id": source.id,
            "before": newest.get((source.kind, source.id)),
            "after": source.version,
            "sha256": _digest(source.content),
        }
        for source in sources
    ]
    audit.append(connection, station=station, at=at, actor="start", kind="rules", payload={"facts": facts})


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _refuse_other_content(source: Source, row: Any) -> None:
    if row.sha256 != _digest(source.content):
        raise ConfigError(
            say(
                "{file} was changed, but it still says version {version}, "
                "and what was judged by that version is on record.",
                file=source.file,
                version=source.version,
            ),
            say("Raise `version` in {file}, then start again. Nothing was changed.", file=source.file),
        )


def _read(row: Any) -> Any:
    """The document of a version on record, checked like a file."""
    if _digest(row.content) != row.sha256 or row.kind not in _READERS:
        raise StoreError(
            say("Version {version} of {row_id} was changed in the records.", version=row.version, row_id=row.id),
            "Nothing can be judged by it. Put the records back from a backup.",
        )
    return _READERS[row.kind](
        YamlFile(Path(f"{row.id} (version {row.version}, on record)"), json.loads(row.content), {})
    )
