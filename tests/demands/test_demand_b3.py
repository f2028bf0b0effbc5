"""B3: packaging, appearance, function, accessories: four dimensions stored apart, each with its findings and photos."""

from pathlib import Path

from tests.e2e.floor import LAMP, Wants
from tests.e2e.house import house

FOUND: Wants = {
    "sealed": "opened",
    "packaging_intact": "damaged",
    "parts_complete": "missing",
    "missing_parts": ["cable_or_charger"],
    "damage": "light",
    "defects": ["edge"],
    "powers_on": "faulty",
}
DUE: dict[str, dict[str, set[str]]] = {
    "packaging": {"packaging_damaged": {"defect:packaging"}},
    "appearance": {"light_damage": set(), "defect_edge": {"defect:edge"}},
    "function": {"faulty": {"defect:function"}},
    "accessories": {"parts_missing": {"parts"}, "cable_missing": set()},
}


def test_demand_b3_four_dimensions_are_stored_apart(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((LAMP, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until(FOUND, "grade")
        scene.person.act("accept")
        unit = at.unit(lpn)
        shown: dict[str, dict[str, set[str]]] = {dimension: {} for dimension in DUE}
        for finding in unit["findings"]:
            shown[finding["dimension"]][finding["code"]] = set(finding["shots"])
        assert shown == DUE
        assert {photo["shot"] for photo in unit["photos"]} >= {
            shot for one in DUE.values() for s in one.values() for shot in s
        }


def test_demand_b3_a_clean_dimension_has_no_finding(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        scene = at.parcel((LAMP, 1))
        scene.open()
        lpn = scene.receive(scene.first)
        scene.person.until({"sealed": "opened", "packaging_intact": "damaged"}, "grade")
        scene.person.act("accept")
        assert {finding["dimension"] for finding in at.unit(lpn)["findings"]} == {"packaging"}
