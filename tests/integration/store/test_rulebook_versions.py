"""An inspection ends under the version of the rules it began with, whatever came since; so does its replay."""

from __future__ import annotations

import re
import shutil

from app.domain.bench.replay import replay
from app.domain.bench.state import Bench
from app.paths import shipped
from app.store import models
from app.store.bench_log import entries
from app.store.library import load_library
from app.store.mapping import from_text
from app.store.rulebooks import open_rulebook
from tests.lane import PIN, STATION, UPS_2, House, to_grade, to_photos, took
from tests.records import NOW

SHARED_SEALED = "036000291452"


def test_an_inspection_ends_under_the_version_it_began_with(tmp_path):
    house = House(tmp_path).prepare()
    resources = tmp_path / "resources"
    for folder in ("checklists", "policies"):
        shutil.copytree(shipped("resources") / folder, resources / folder)
    house.rules = open_rulebook(house.store.engine, load_library(resources), site="US-NJ", at=NOW)
    before = house.rules.current("hard goods")
    asked = to_photos(house.signed_in(), code=UPS_2, item=SHARED_SEALED, answers=())
    for file in ("checklists/hard_goods.yaml", "policies/grading.yaml"):
        path = resources / file
        raised = re.sub(r"(?m)^version: \d+$", "version: 99", path.read_text(encoding="utf-8"), count=1)
        path.write_text(raised, encoding="utf-8")
    house.rules = open_rulebook(house.store.engine, load_library(resources), site="US-NJ", at=NOW)
    lane = house.lane()
    assert took(lane, do="sign_in", badge="LN-07", pin=PIN)["expects"] == asked["expects"]
    _finish(house, lane)
    to_grade(house, lane, code=UPS_2, item=SHARED_SEALED)
    _finish(house, lane)
    versions = [(row["checklist_version"], row["grading_version"]) for row in house.rows(models.Inspection)]
    assert sorted(versions) == [(before.checklist_version, before.grading), (99, 99)]
    with house.store.reading() as connection:
        stands = replay(entries(connection, STATION.id), house.rules)
    assert stands == from_text(Bench, house.rows(models.Bench)[0]["state"])
    house.close()


def _finish(house, lane) -> None:
    """On from wherever the unit is to its verified label."""
    for question, choice in (("sealed", "sealed"), ("prohibited_goods", "none")):
        if "answer" in (asked := lane.standing()["expects"]) and asked["answer"]["question"] == question:
            took(lane, do="answer", question=question, choice=choice)
    while shots := lane.standing()["expects"].get("photo", {}).get("shots"):
        took(lane, do="photo", shot=shots[0], file=house.shot(shots[0]))
    took(lane, do="scan", code=took(lane, do="accept")["expects"]["code"])
