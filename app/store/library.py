"""The library of a station: its checklists and policies, read from YAML once and checked whole.

Owns where the files lie under a resources folder (`checklists/*.yaml`, `policies/{grading,routes,holds}.yaml`). Refuses
to hand out a part: if one file is broken, a ConfigError names it with its line, and nothing is loaded. What it hands
out is frozen and may cross threads.
"""

from dataclasses import dataclass
from pathlib import Path

from app.domain.checklist import SAFE_DEFAULT, Checklist, choose
from app.domain.disposition import RoutePolicy
from app.domain.grading import GradingRules
from app.domain.review import HoldPolicy
from app.domain.subject import plain_category
from app.errors import ConfigError
from app.store.checklist_file import checklist_in
from app.store.policy_file import grading_in, holds_in, routes_in
from app.store.yaml_file import YamlFile, read_yaml


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a bench decides by. The safe default stands last among the checklists."""

    checklists: tuple[Checklist, ...]
    grading: GradingRules
    routes: RoutePolicy
    holds: HoldPolicy

    def checklist_for(self, category: str) -> Checklist:
        """The checklist of a category; the safe default where none claims it."""
        return choose(self.checklists, category)

    def checklist(self, identifier: str, version: int) -> Checklist | None:
        """One version of a checklist by its name; None where this library does not have it."""
        wanted = (identifier, version)
        return next((c for c in self.checklists if (c.id, c.version) == wanted), None)


def load_library(resources: Path) -> Library:
    """Reads and checks all checklists and policies; raises ConfigError for the first thing that is wrong."""
    policies = resources / "policies"
    return Library(
        checklists=_checklists(resources / "checklists"),
        grading=grading_in(read_yaml(policies / "grading.yaml")),
        routes=routes_in(read_yaml(policies / "routes.yaml")),
        holds=holds_in(read_yaml(policies / "holds.yaml")),
    )


def _checklists(folder: Path) -> tuple[Checklist, ...]:
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
            checklists.append(checklist)
    return (*checklists, default)


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
            raise ConfigError(f"{file.path.name}: {message}.", "Take it out of one of the two.", line=file.line(place))
