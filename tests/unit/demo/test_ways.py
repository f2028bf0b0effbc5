"""The way to an act is found on the screen as it stands; walked there, it leads to that act. None leads nowhere."""

from __future__ import annotations

import pytest

from app.demo.ways import Press, Write, way_to
from app.domain.bench import actions as do
from app.domain.bench.actions import MissingPieces
from app.ui.bench.around import Around
from tests.bench_screen import Screen
from tests.operators import grade, inspect
from tests.world import ANN, CUP, LAMP, PHONE, SHOE, SUE, World, order


def screen(world: World) -> Screen:
    return Screen(world)


def opened(*orders) -> World:
    """Ann is signed in, and the first parcel is open."""
    world = World(*(orders or (order(1, "TRK1", (SHOE, 1), (LAMP, 2)),))).sign_in(ANN)
    world.act(do.Scan("TRK1"))
    return world


def shoe() -> World:
    world = opened()
    world.act(do.Scan("C-SHOE"))
    return world


def walked(world: World, wanted: do.Action) -> do.Action:
    """The act that comes of walking the way there."""
    at = screen(world)
    assert at.presenter.standing is not None
    way = way_to(wanted, at.presenter.standing, Around())
    assert way is not None
    for move in way:
        if isinstance(move, Write):
            at.type(move.words)
        elif move.key:
            at.press(move.key)
        else:
            at.touch(move.name)
    return at.desk.sent[-1].action


@pytest.mark.parametrize(
    "wanted",
    [
        do.CloseParcel(empty=True),
        do.CloseParcel(
            (
                MissingPieces("SHOE", 1, "Not in the parcel", "ACME"),
                MissingPieces("LAMP", 2, "Not in the parcel", "ACME"),
            )
        ),
        do.NoCode("item", description="a blue fan"),
        do.Danger("leaking"),
        do.Danger("something of its own"),
        do.Back(),
        do.SignOut(),
    ],
)
def test_at_an_open_parcel(wanted):
    assert walked(opened(), wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        do.GiveAnswer("sealed", ("opened",)),
        do.GiveAnswer("sealed", ("opened",), "the flap was glued again"),
        do.Park(),
        do.Danger("battery_swollen"),
    ],
)
def test_at_a_question(wanted):
    assert walked(shoe(), wanted) == wanted


@pytest.mark.parametrize("count", [0, 1, 2])
def test_several_answers_are_marked_one_by_one(count):
    world = shoe()
    while (asked := world.expects()["answer"])["question"] != "missing_parts":
        choice = {"sealed": "opened", "parts_complete": "missing"}.get(asked["question"], asked["choices"][0])
        world.act(do.GiveAnswer(asked["question"], (choice,)))
    answer = do.GiveAnswer("missing_parts", tuple(asked["choices"][:count]))
    assert walked(world, answer) == answer


def test_to_a_photo_it_leads_up_to_its_key():
    world = shoe()
    while "answer" in world.expects():
        asked = world.expects()["answer"]
        world.act(do.GiveAnswer(asked["question"], (asked["choices"][0],)))
    shot = world.expects()["photo"]["shots"][0]
    at = screen(world)
    assert at.presenter.standing is not None
    (press,) = way_to(do.TakePhoto(shot), at.presenter.standing, Around()) or ()
    assert isinstance(press, Press)
    assert press.key == "Space"


@pytest.mark.parametrize(
    "wanted", [do.Accept(), do.Regrade("C", "a smell of smoke"), do.ChooseRoute("open_box", "a buyer waits")]
)
def test_at_the_grade(wanted):
    assert walked(inspect(shoe()), wanted) == wanted


@pytest.mark.parametrize("wanted", [do.Reprint("jam"), do.VoidLabel("wrong roll")])
def test_at_the_label(wanted):
    assert walked(grade(shoe()), wanted) == wanted


def test_a_parcel_without_a_code_needs_no_words():
    wanted = do.NoCode("parcel", description="label torn off")
    assert walked(World().sign_in(ANN), wanted) == do.NoCode("parcel")


def test_a_review_where_the_unit_waits():
    world = opened(order(1, "TRK1", (PHONE, 1)))
    world.act(do.Scan("C-PHONE"))
    world.act(do.Scan("SN1"))
    grade(world, sealed="opened", wiped="not_wiped")
    assert world.benches["one"].label is not None
    world.act(do.Scan(world.benches["one"].label.code))
    world.act(do.SignIn(SUE.badge), operator=SUE)
    wanted = do.Review(world.benches["one"].waits, "send_back", "", "wipe it first")
    assert walked(world, wanted) == wanted


@pytest.mark.parametrize(
    "wanted", [do.Accept(), do.GiveAnswer("sealed", ("opened",)), do.Reprint("jam"), do.TakePhoto("front")]
)
def test_what_the_screen_does_not_offer_has_no_way(wanted):
    at = screen(World(order(1, "TRK1", (CUP, 1))).sign_in(ANN))
    assert at.presenter.standing is not None
    assert way_to(wanted, at.presenter.standing, Around()) is None
