"""Owns the proof that the shipped library is whole, and that a part of one is never handed out."""

import shutil
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from app.errors import ConfigError
from app.store.library import load_library

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def resources(tmp_path):
    for folder in ("checklists", "policies"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)
    return tmp_path


def test_the_shipped_library_is_whole():
    library = load_library(RESOURCES)
    assert [checklist.id for checklist in library.checklists] == [
        "apparel",
        "battery_powered",
        "cosmetics_sealed",
        "hard_goods",
        "kits",
        "phones_electronics",
        "shoes",
        "small_appliances",
        "safe_default",
    ]
    assert (library.grading.id, library.routes.id, library.holds.id) == ("grading", "routes", "holds")
    assert library == load_library(RESOURCES)
    with pytest.raises(FrozenInstanceError):
        library.checklists = ()  # type: ignore[misc]


def test_a_checklist_is_found_by_category_and_by_version():
    library = load_library(RESOURCES)
    assert library.checklist_for("Shoes").id == "shoes"
    assert library.checklist_for("anvil").id == "safe_default"
    assert library.checklist("shoes", library.checklist_for("shoes").version) is library.checklist_for("shoes")
    assert library.checklist("apparel", 99) is None


@pytest.mark.parametrize(
    "name", ["checklists/safe_default.yaml", *(f"policies/{name}.yaml" for name in ("grading", "routes", "holds"))]
)
def test_a_missing_or_broken_file_is_named(resources, name):
    path = resources / name
    path.write_text("id: [", encoding="utf-8")
    with pytest.raises(ConfigError, match=path.name):
        load_library(resources)
    path.unlink()
    with pytest.raises(ConfigError, match=path.name):
        load_library(resources)


def test_two_checklists_cannot_claim_one_category(resources):
    text = (resources / "checklists" / "apparel.yaml").read_text(encoding="utf-8")
    shoes = text.replace("id: apparel", "id: footwear_only", 1)
    (resources / "checklists" / "footwear_only.yaml").write_text(shoes, encoding="utf-8")
    with pytest.raises(ConfigError, match="belongs to the checklist apparel already") as raised:
        load_library(resources)
    assert raised.value.line > 0


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("apparel", "id: apparel", "id: clothes_new", "is not the file's name"),
        ("safe_default", "id: safe_default", "id: other", "the id must be safe_default"),
        ("apparel", "categories: [clothes", "categories: ['--', clothes", "a category without a letter"),
    ],
)
def test_names_that_do_not_fit_are_refused(resources, name, old, new, words):
    path = resources / "checklists" / f"{name}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=words):
        load_library(resources)
