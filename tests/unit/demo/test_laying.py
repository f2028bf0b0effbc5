"""What is laid before the camera for a visitor, step by step: always what the bench asks for next."""

from __future__ import annotations

import pytest

from app.demo.catalogue import Article, Catalogue
from app.demo.laying import Laid, laid_for
from app.demo.looking import parcel_sight
from app.devices.drawing.sights import EMPTY, Sight
from app.devices.drawing.things import Thing
from app.domain.bench import actions as do
from tests.bench_screen import standing_of
from tests.operators import grade, inspect
from tests.world import ANN, CUP, PHONE, SHOE, World, order

TITLES = {
    one.article.sku: Article(one.article.sku, one.title, one.category, "red", one.codes[0])
    for one in (CUP, SHOE, PHONE)
}
CATALOGUE = Catalogue(tuple(TITLES.values()), TITLES)


def laid(world: World) -> Laid:
    return laid_for(standing_of(world), CATALOGUE)


def scan(world: World, *codes: str) -> None:
    for code in codes:
        world.act(do.Scan(code))


def seen(sight: Sight | None) -> Sight:
    assert sight is not None
    return sight


@pytest.fixture
def world() -> World:
    return World(order(1, "TRK1", (SHOE, 1)), order(2, "TRK2", (PHONE, 1), serial="SN77")).sign_in(ANN)


def test_an_idle_bench_is_empty_and_awaits_a_parcel(world):
    assert laid(world) == Laid(EMPTY, awaits_parcel=True)
    assert laid(World()) == Laid(EMPTY)
    assert parcel_sight("1Z999AA10123456784") == Sight(
        Thing("carton"), "parcel", code="1Z999AA10123456784", words=("ups",)
    )


def test_an_open_parcel_gives_its_article_in_its_box_a_moment_later(world):
    world.act(do.Scan("TRK1"))
    assert laid(world).at_once is None
    box = seen(laid(world).soon)
    assert (box.boxed, box.thing, box.code) == (True, Thing("shoe", "red"), "C-SHOE")


def test_a_parcel_that_nobody_announced_gives_nothing(world):
    world.act(do.NoCode("parcel"))
    assert laid(world) == Laid()


def test_a_serial_number_lies_there_to_be_read(world):
    scan(world, "TRK2", "C-PHONE")
    assert seen(laid(world).soon).code == "SN77"


def test_the_thing_comes_out_of_its_box_when_it_was_opened(world):
    scan(world, "TRK1", "C-SHOE")
    assert seen(laid(world).at_once).boxed
    world.act(do.GiveAnswer("sealed", ("opened",)))
    assert seen(laid(world).at_once) == Sight(Thing("shoe", "red"), "front", words=(SHOE.title,))


def test_each_photo_that_is_owed_has_its_view(world):
    scan(world, "TRK1", "C-SHOE")
    views = []
    while world.step() in {"checklist", "photos"}:
        wants = world.expects()
        if "answer" in wants:
            asked = wants["answer"]
            choice = {"sealed": "opened", "packaging_intact": "damaged"}.get(asked["question"], asked["choices"][0])
            world.act(do.GiveAnswer(asked["question"], (choice,)))
        else:
            views.append(seen(laid(world).at_once))
            assert views[-1].shot == wants["photo"]["shots"][0]
            world.act(do.TakePhoto(wants["photo"]["shots"][0]))
    assert {"front", "sole"} <= {view.shot for view in views}
    assert [view.mark for view in views if view.shot == "defect:packaging"] == ["tear"]


def test_at_the_grade_the_thing_lies_there_and_at_the_label_its_code(world):
    scan(world, "TRK1", "C-SHOE")
    inspect(world, sealed="opened")
    assert seen(laid(world).at_once).thing == Thing("shoe", "red")
    grade(world)
    label = world.benches["one"].label
    assert label is not None
    shown = seen(laid(world).soon)
    assert (shown.thing, shown.code) == (Thing("shoe", "red"), label.code)
    world.act(do.VoidLabel("jam"))
    assert laid(world).soon is None


def test_what_the_demo_does_not_know_is_drawn_by_its_words(world):
    scan(world, "TRK1")
    world.act(do.NoCode("item", description="blue desk fan"))
    world.act(do.GiveAnswer("sealed", ("opened",)))
    assert seen(laid(world).at_once).thing == Thing("box", "card", "blue desk fan")
