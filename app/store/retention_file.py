"""How the policy of retention is written in YAML, and how it becomes the domain's.

Refuses, with file and line, what would leave a doubt: a purpose twice for one client, days below 30, an unknown key.
The profile's own file takes the place of the shipped one, whole. No state; any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from app.domain.retention import Purpose, Rule
from app.store.checklist_file import Id, Version, Written
from app.store.yaml_file import read_yaml

OWN = "retention.yaml"
Days = Annotated[int, Field(strict=True, ge=30, le=36_500)]
Named = Annotated[str, Field(min_length=1, max_length=200)]


class WrittenRule(Written):
    purpose: Purpose
    days: Days | Literal["forever"]
    client: str = Field(default="", max_length=200)


class WrittenRetention(Written):
    id: Id
    version: Version
    rules: list[WrittenRule]
    holds: list[Named] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """The rules, and what is held whatever they say."""

    rules: tuple[Rule, ...]
    holds: frozenset[str]


def load_retention(shipped: Path, profile: Path) -> RetentionPolicy:
    """The profile's own policy, else the shipped one. Raises `ConfigError`."""
    own = profile / OWN
    file = read_yaml(own if own.exists() else shipped / "policies" / OWN)
    written = file.read_as(WrittenRetention)
    rules: list[Rule] = []
    for number, each in enumerate(written.rules):
        rule = Rule(each.purpose, None if each.days == "forever" else each.days, each.client)
        if any((rule.purpose, rule.client) == (other.purpose, other.client) for other in rules):
            raise file.error(("rules", number), "this purpose has a rule already")
        rules.append(rule)
    return RetentionPolicy(tuple(rules), frozenset(written.holds))
