"""What Enter does is worked out by the bench itself."""

from app.domain.bench import actions as do
from app.ui.bench.enter import told, tried
from tests.bench_screen import words
from tests.operators import inspect
from tests.world import CUP, PHONE, World, order


def _told(world):
    state = world.benches["one"]
    outcome = tried(state, world.rules, do.Accept())
    assert outcome is not None
    return [words(line) for line in told(state, outcome)]


def _graded(*goods, **choices):
    world = World(order(1, "TRK1", *goods)).sign_in()
    world.act(do.Scan("TRK1"))
    world.act(do.NoCode("item", sku=goods[0][0].article.sku))
    return inspect(world, **choices)


def test_a_clean_unit_of_a_parcel_of_one():
    assert _told(_graded((CUP, 1))) == [
        "Grade A, the answers and 3 photos are saved together",
        "Stock: one more sellable as new",
        "The shop that sells grade A is told at once",
        "Label R-000001-1H prints",
        "The parcel is complete and closed",
        "Then: put the label on the unit and scan it",
    ]


def test_more_is_awaited_in_the_parcel():
    assert "The parcel is complete and closed" not in _told(_graded((CUP, 2)))


def test_a_unit_that_is_held_goes_to_no_shop():
    lines = _told(_graded((PHONE, 1), account_lock_off="locked"))
    assert "Held: not on sale before somebody else looked at it" in lines
    assert not any("shops" in line for line in lines)


def test_after_another_grade_enter_takes_only_the_grade():
    world = _graded((CUP, 1))
    world.act(do.Regrade("B", "a scratch"))
    assert _told(world) == ["The grade is taken; then the route is chosen"]


def test_what_enter_says_is_what_enter_does():
    world = _graded((CUP, 1))
    said = tried(world.benches["one"], world.rules, do.Accept())
    done = world.act(do.Accept())
    assert said is not None
    assert [type(fact) for fact in said.facts] == [type(fact) for fact in done.facts]


def test_nothing_is_said_of_an_act_that_would_be_refused():
    world = World().sign_in()
    assert tried(world.benches["one"], world.rules, do.Accept()) is None
