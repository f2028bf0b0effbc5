"""The library of a station: its checklists and policies, read from YAML once and checked whole.

Owns where the files lie under a resources folder (`checklists/*.yaml`, `policies/{grading,routes,holds}.yaml`,
`claims/*.yaml`). Refuses
to hand out a part: if one file is broken, a ConfigError names it with its line, and nothing is loaded. What it hands
out is frozen and may cross threads.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from app.domain.checklist import SAFE_DEFAULT, Checklist, choose
from app.domain.claims import ClaimDesk
from app.domain.disposition import RoutePolicy
from app.domain.grading import GradingRules
from app.domain.review import HoldPolicy
from app.domain.subject import plain_category
from app.errors import ConfigError
from app.saying import say
from app.store.checklist_file import checklist_in, self_contained
from app.store.claims_file import claims_in
from app.store.policy_file import grading_in, holds_in, routes_in
from app.store.yaml_file import YamlFile, read_yaml

POLICIES = ("grading", "routes", "holds")
_Document = Checklist | GradingRules | RoutePolicy | HoldPolicy | ClaimDesk


@dataclass(frozen=True, slots=True)
class Source:
    """What one checklist or policy was read from.

    Attributes:
        content: the file's data as JSON, in its order (that of the shots counts), needing no other file

    """

    kind: str
    id: str
    version: int
    file: str
    content: str


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a bench decides by. The safe default stands last among the checklists."""

    checklists: tuple[Checklist, ...]
    grading: GradingRules
    routes: RoutePolicy
    holds: HoldPolicy
    sources: tuple[Source, ...] = field(default=(), repr=False)
    desks: tuple[ClaimDesk, ...] = ()

    def checklist_for(self, category: str) -> Checklist:
        """The checklist of a category; the safe default where none claims it."""
        return choose(self.checklists, category)

    def checklist(self, identifier: str, version: int) -> Checklist | None:
        """One version of a checklist by its name; None where this library does not have it."""
        wanted = (identifier, version)
        return next((c for c in self.checklists if (c.id, c.version) == wanted), None)


def load_library(resources: Path) -> Library:
    """Reads and checks all checklists and policies; raises ConfigError for the first thing that is wrong."""
    grading, routes, holds = (read_yaml(resources / "policies" / f"{name}.yaml") for name in POLICIES)
    read = _checklists(resources / "checklists")
    desks = tuple(_desks(resources / "claims"))
    library = Library(
        tuple(checklist for _, checklist in read),
        grading_in(grading),
        routes_in(routes),
        holds_in(holds),
        desks=tuple(desk for _, desk in desks),
    )
    policies: tuple[tuple[YamlFile, _Document], ...] = (
        (grading, library.grading),
        (routes, library.routes),
        (holds, library.holds),
    )
    default = cast("dict[str, Any]", read[-1][0].data)
    sources = (
        *(_source("checklist", file, document, default) for file, document in read),
        *(_source(kind, file, document) for kind, (file, document) in zip(POLICIES, policies, strict=True)),
        *(_source("claims", file, desk) for file, desk in desks),
    )
    return replace(library, sources=sources)


def load_desks(resources: Path) -> tuple[ClaimDesk, ...]:
    """The desks of claims alone, without the checklists. Raises ConfigError."""
    return tuple(desk for _, desk in _desks(resources / "claims"))


def _desks(folder: Path) -> Iterator[tuple[YamlFile, ClaimDesk]]:
    for path in sorted(folder.glob("*.yaml")):
        file = read_yaml(path)
        desk = claims_in(file)
        if desk.id != path.stem:
            raise file.error(("id",), f"the id {desk.id} is not the file's name", "Give both the same name.")
        yield file, desk


def _source(kind: str, file: YamlFile, document: _Document, default: dict[str, Any] | None = None) -> Source:
    data = cast("dict[str, Any]", file.data)  # a document was made of it, so it is one
    content = json.dumps(self_contained(data, default) if default else data, ensure_ascii=False, separators=(",", ":"))
    return Source(kind, document.id, document.version, file.path.name, content)


def _checklists(folder: Path) -> tuple[tuple[YamlFile, Checklist], ...]:
    # Read first: the others take questions from it by `use`.
    default_file = read_yaml(folder / f"{SAFE_DEFAULT}.yaml")
    default = checklist_in(default_file, None)
    if default.id != SAFE_DEFAULT:
        raise default_file.error(("id",), f"the id must be {SAFE_DEFAULT}")
    claimed: dict[str, str] = {}
    checklists = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != default_file.path.name:
            file = read_yaml(path)
            checklist = checklist_in(file, default)
            _claim(file, checklist, claimed)
            checklists.append((file, checklist))
    return (*checklists, (default_file, default))


def _claim(file: YamlFile, checklist: Checklist, claimed: dict[str, str]) -> None:
    """A category belongs to one checklist, or it would be by chance which one is asked."""
    if checklist.id != file.path.stem:
        raise file.error(("id",), f"the id {checklist.id} is not the file's name", "Give both the same name.")
    for index, name in enumerate((checklist.id, *checklist.categories)):
        place = ("categories", index - 1) if index else ("id",)
        plain = plain_category(name)
        if not plain:
            raise file.error(place, "a category without a letter")
        other = claimed.setdefault(plain, checklist.id)
        if other != checklist.id:
            message = f"{name} belongs to the checklist {other} already"
            raise ConfigError(
                say("{path_name}: {message}.", path_name=file.path.name, message=message),
                "Take it out of one of the two.",
                line=file.line(place),
            )
