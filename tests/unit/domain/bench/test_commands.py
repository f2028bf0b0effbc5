"""The bench by command codes alone."""

import pytest

from app.domain.bench import actions as do
from app.domain.bench.commands import acted
from app.domain.bench.refusal import Refused
from app.domain.bench.state import Bench
from app.domain.identifiers import parse_command
from tests.operators import grade, inspect
from tests.world import CUP, SHARED_BARCODE, World, order, shipped_rules, ups


def meant(code, state=None):
    command = parse_command(code)
    assert command is not None
    return acted(command, state or Bench(), shipped_rules())


def at_item():
    world = World(order(1, "TRK1", (CUP, 1))).sign_in()
    world.act(do.Scan("TRK1"))
    return world


def with_unit():
    world = at_item()
    world.act(do.Scan(SHARED_BARCODE))
    return world


@pytest.mark.parametrize(
    ("code", "action"),
    [
        ("RG:ACCEPT", do.Accept()),
        ("rg:back", do.Back()),
        ("RG:PARK", do.Park()),
        ("RG:EMPTY", do.CloseParcel(empty=True)),
        ("RG:SIGN_OUT", do.SignOut()),
        ("RG:STATE", do.AskState()),
        ("RG:NO_CODE:PARCEL", do.NoCode("parcel", description="no readable code")),
        ("RG:NO_CODE", do.NoCode("item", description="no readable code")),
        ("RG:DANGER:HOT", do.Danger("hot")),
        ("RG:DANGER", do.Danger("other")),
        ("RG:REPRINT:TORN", do.Reprint("torn")),
        ("RG:VOID", do.VoidLabel("command code")),
    ],
)
def test_a_command_is_the_action_it_stands_for(code, action):
    assert meant(code) == action


@pytest.mark.parametrize(("code", "refusal"), [("RG:DANCE", "unknown_command"), ("RG:ANSWER:1", "no_question")])
def test_a_command_that_means_nothing_here_is_refused(code, refusal):
    with pytest.raises(Refused) as refused:
        meant(code)
    assert refused.value.code == refusal


def test_a_unit_is_answered_by_command_codes_alone():
    world = with_unit()
    world.act(do.Scan("RG:ANSWER:1"))
    world.act(do.Scan("RG:ANSWER:1"))
    world.act(do.TakePhoto("front"))
    world.act(do.Scan("RG:ACCEPT"))
    assert world.step() == "verify_label"
    assert world.balance(CUP, "sellable_a") == 1


@pytest.mark.parametrize("number", ["0", "3", "99", "x", "-1"])
def test_an_answer_that_is_not_there_is_refused(number):
    assert with_unit().refuses(do.Scan(f"RG:ANSWER:{number}")) == "unknown_choice"


def test_none_of_several_is_answer_nought():
    world = with_unit()
    inspect_until(world, "missing_parts")
    world.act(do.Scan("RG:ANSWER:0"))
    answers = {one.question: one.choices for one in world.open_unit().answers}
    assert answers["missing_parts"] == ()


def inspect_until(world, question):
    choices = {"sealed": "opened", "parts_complete": "missing"}
    while world.expects()["answer"]["question"] != question:
        asked = world.expects()["answer"]
        given = choices.get(asked["question"], asked["choices"][0])
        world.act(do.GiveAnswer(asked["question"], (given,)))


def test_back_park_and_sign_out():
    world = with_unit()
    world.act(do.Scan("RG:ANSWER:1"))
    world.act(do.Scan("RG:BACK"))
    assert world.open_unit().answers == ()
    world.act(do.Scan("RG:PARK"))
    assert world.step() == "idle"
    world.act(do.Scan("RG:SIGN_OUT"))
    assert world.step() == "signed_out"


def test_an_empty_parcel_and_danger_at_a_unit():
    world = at_item()
    world.act(do.Scan("RG:EMPTY"))
    assert world.balance(CUP, "missing") == 1
    world = with_unit()
    world.act(do.Scan("RG:DANGER:HOT"))
    assert world.balance(CUP, "quarantine") == 1


LOOK_UPS = [
    pytest.param(lambda: World().sign_in(), "RG:NO_CODE:PARCEL", "item", id="no_code parcel"),
    pytest.param(at_item, "RG:NO_CODE:ITEM", "checklist", id="no_code item"),
    pytest.param(at_item, "RG:DANGER:HOT", "verify_label", id="danger parcel"),
    pytest.param(lambda: grade(with_unit()), "RG:REPRINT", "verify_label", id="reprint"),
    pytest.param(lambda: grade(with_unit()), "RG:VOID", "label", id="void"),
]


@pytest.mark.parametrize(("make", "code", "step"), LOOK_UPS)
def test_a_command_is_looked_up_as_its_action(make, code, step):
    world = make()
    world.act(do.Scan(code))
    assert world.step() == step
    world.assert_sound()


def test_whose_item_is_answered_by_a_command():
    world = World().sign_in()
    world.act(do.Scan(ups(1)))
    world.act(do.Scan(SHARED_BARCODE))
    world.act(do.Scan("RG:ANSWER:2"))
    assert world.unit_row().record.product.article.client == "BETA"
    inspect(world)
