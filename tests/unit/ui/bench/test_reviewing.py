"""A review: all that is decided on stands beside the decision."""

import pytest

from app.domain.disposition import Route
from app.ui.bench.acts import Open, Page
from app.ui.bench.around import Around
from app.ui.bench.examined import Examined
from app.ui.bench.hand import Hand
from app.ui.bench.reviewing import known_of_examined, label_if_approved, reviewed, verdict_of
from app.ui.bench.scene import scene_of
from app.ui.unit.scene import read_unit
from tests.bench_screen import standing_of, words
from tests.room import graded  # noqa: F401 - a fixture
from tests.world import ANN, World

BOTTLE = "R-000002"


@pytest.fixture
def examined(graded, room):  # noqa: F811
    record = read_unit(room.station.reads, BOTTLE)
    assert record is not None
    return Examined(record, graded.rules)


def _scene(page, examined=None, subject=BOTTLE):
    standing = standing_of(World().sign_in(ANN))
    return scene_of(standing, Hand(pages=(Open(page, subject),)), Around(examined=examined))


def test_what_a_review_is_about():
    assert reviewed(Hand(pages=(Open(Page.REVIEW_WHY, "R-000007|override|B"),))) == "R-000007"
    assert reviewed(Hand(pages=(Open(Page.MORE),))) == ""


def test_grade_route_and_money_as_they_were_saved(examined):
    assert words(verdict_of(examined)).startswith("Graded S · Scrap · Destroy · ")


def test_the_buyers_reason_and_the_article_at_the_left(examined):
    known = known_of_examined(examined)
    assert known.code == BOTTLE
    assert {"SKU", "Client"} <= {words(fact.name) for fact in known.facts}


def test_the_label_that_an_approval_prints(examined):
    label = label_if_approved(examined)
    assert label is not None
    assert (label.lpn, label.says("work")) == (BOTTLE, Route.DESTROY.value)
    assert not label.held
    examined.record.record["route"] = "elsewhere"
    assert label_if_approved(examined) is None


def test_the_scene_shows_the_record_once_it_is_read_and_only_its_own(examined):
    waiting, other = _scene(Page.REVIEW), _scene(Page.REVIEW, examined, "R-000001")
    assert waiting.stage.about == BOTTLE
    assert waiting.stage.dossier is other.stage.dossier is None
    scene = _scene(Page.REVIEW, examined)
    assert scene.stage.dossier is scene.beside.dossier is examined
    assert scene.known.code == BOTTLE
    assert scene.beside.label is not None
    assert [scene.keyed(key).name for key in "123"] == ["review_approve", "review_override", "review_send_back"]
    assert scene.keyed("Enter") is None, "nothing is approved by the key that everything else is taken with"


def test_the_photos_stay_while_a_grade_or_a_reason_is_chosen(examined):
    scene = _scene(Page.REVIEW_WHY, examined, f"{BOTTLE}|send_back|")
    assert scene.stage.dossier is None
    assert scene.beside.dossier is examined
    assert scene.beside.label is None
