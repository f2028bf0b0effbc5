"""Every version is kept as it was, an inspection under an older one ends under it, and none is changed in silence."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.errors import ConfigError, StoreError
from app.store import models
from app.store.library import POLICIES, load_library
from app.store.rulebooks import open_rulebook
from tests.records import NOW

RESOURCES = Path(__file__).parents[3] / "resources"
SHIPPED = len(list((RESOURCES / "checklists").glob("*.yaml"))) + len(POLICIES)


@pytest.fixture
def resources(tmp_path):
    for folder in ("checklists", "policies"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)
    return tmp_path


def opened(store, resources):
    return open_rulebook(store.engine, load_library(resources), site="US-NJ", at=NOW, station=store.station.id)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def raise_version(path: Path) -> int:
    """The file's next version, which it then has."""
    text = path.read_text(encoding="utf-8")
    (version,) = re.findall(r"^version: (\d+)$", text, re.MULTILINE)
    edit(path, f"\nversion: {version}", f"\nversion: {int(version) + 1}")
    return int(version) + 1


def kept(store) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(models.Rulebook)).scalar()


def test_what_is_shipped_is_kept_once(store, resources):
    rules = opened(store, resources)
    assert kept(store) == SHIPPED
    assert (rules.site, rules.earlier) == ("US-NJ", ())
    again = opened(store, resources)
    assert kept(store) == SHIPPED
    assert again.checklists == rules.checklists


def test_an_earlier_version_is_found_as_it_was(store, resources):
    before = opened(store, resources)
    old = before.current("shoes")
    names = ("checklists/shoes", "policies/grading", "policies/routes", "policies/holds")
    versions = tuple(raise_version(resources / f"{name}.yaml") for name in names)
    edit(resources / "checklists/shoes.yaml", "{en: Shoes,", "{en: All shoes,")
    now = opened(store, resources)
    new = now.current("shoes")
    assert (new.checklist_version, new.grading, new.routes, new.holds) == versions
    assert str(now.checklist(new).title) == "All shoes"
    assert now.checklist(old) == before.checklist(old)
    assert now.grading(old) == before.grading(old)
    assert now.routes(old) == before.routes(old)
    assert now.holds(old) == before.holds(old)


def test_a_checklist_that_is_no_longer_shipped_starts_no_inspection(store, resources):
    old = opened(store, resources).current("shoes")
    (resources / "checklists/shoes.yaml").unlink()
    now = opened(store, resources)
    assert now.current("shoes").checklist == "safe_default"
    assert now.checklist(old).id == "shoes"


@pytest.mark.parametrize(("folder", "file"), [("checklists", "apparel.yaml"), ("policies", "routes.yaml")])
def test_other_content_under_the_same_version_is_refused(store, resources, folder, file):
    opened(store, resources)
    path = resources / folder / file
    edit(path, "{en: ", "{en: Now ")
    with pytest.raises(ConfigError) as refused:
        opened(store, resources)
    assert f"Raise `version` in {file}" in refused.value.hint
    raise_version(path)
    opened(store, resources)


def test_a_change_of_the_safe_default_shows_in_what_uses_it(store, resources):
    opened(store, resources)
    default = resources / "checklists/safe_default.yaml"
    edit(default, "{en: Front,", "{en: The front,")
    raise_version(default)
    with pytest.raises(ConfigError, match=r"apparel\.yaml"):
        opened(store, resources)


def test_comments_and_spaces_change_nothing(store, resources):
    opened(store, resources)
    edit(resources / "policies/holds.yaml", "\nversion: ", "\n# said again\nversion:   ")
    opened(store, resources)
    assert kept(store) == SHIPPED


def test_an_earlier_version_changed_on_record_is_refused(store, resources):
    opened(store, resources)
    raise_version(resources / "policies/holds.yaml")
    with store.engine.begin() as connection:
        whole = models.Rulebook.content
        mine = models.Rulebook.kind == "holds"
        connection.execute(update(models.Rulebook).where(mine).values(content=func.replace(whole, "en", "xx")))
    with pytest.raises(StoreError, match="changed in the records"):
        opened(store, resources)


def test_another_version_in_use_is_told_to_the_chain_with_the_one_before(store, resources):
    opened(store, resources)
    version = raise_version(resources / "policies/holds.yaml")
    opened(store, resources)
    opened(store, resources)
    with store.reading() as connection:
        rows = connection.execute(select(models.Audit.payload).where(models.Audit.kind == "rules")).scalars().all()
        sha256 = connection.execute(
            select(models.Rulebook.sha256).where(models.Rulebook.kind == "holds", models.Rulebook.version == version)
        ).scalar_one()
    (facts,) = (json.loads(row)["facts"] for row in rows)
    (fact,) = facts
    assert (fact["rules"], fact["before"], fact["after"], fact["sha256"]) == ("holds", version - 1, version, sha256)
