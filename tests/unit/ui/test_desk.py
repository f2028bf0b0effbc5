"""The desk brings every answer of a real bench to the main thread, in order."""

import pytest

from app.background.bridge import Relay
from app.background.lanes import Lane
from app.background.precedence import Precedence
from app.domain.bench import actions as do
from app.errors import StoreError
from app.ui.desk import Desk
from tests.lane import PIN, UPS, House


@pytest.fixture
def lane():
    made = Lane("bench")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, house: House, lane):
    return Desk(house.lane, lane, Relay())


def test_an_answer_comes_with_where_the_bench_stands(qtbot, desk):
    with qtbot.waitSignal(desk.stood) as told:
        desk.act(do.SignIn("LN-07"), pin=PIN)
        assert desk.busy
    assert told.args[0].reply["step"] == "idle"
    assert told.args[0].state.operator.name == "Li Na"
    assert desk.standing is told.args[0]
    assert not desk.busy


def test_the_bench_goes_first_until_its_last_answer_had_time_to_be_painted(qtbot, house, lane):
    first = Precedence()
    desk = Desk(house.lane, lane, Relay(), first=first)
    seen: list[tuple[bool, bool]] = []

    def stood(_: object) -> None:
        seen.append((first.taken, desk._calm._painted.isActive()))
        if len(seen) == 1:
            desk.ask()  # while the first answer waits for its paint

    desk.stood.connect(stood)
    assert not first.taken
    desk.act(do.SignIn("LN-07"), pin=PIN)
    assert first.taken
    qtbot.waitUntil(lambda: not first.taken)
    assert seen == [(True, False), (True, False)]
    assert not desk.busy


def test_requests_are_answered_in_the_order_in_which_they_came(qtbot, desk):
    steps: list[str] = []
    desk.stood.connect(lambda standing: steps.append(standing.reply["step"]))
    busy: list[bool] = []
    desk.worked.connect(busy.append)
    desk.act(do.SignIn("LN-07"), pin=PIN)
    desk.act(do.Scan(UPS))
    desk.ask()
    qtbot.waitUntil(lambda: len(steps) == 3)
    assert steps == ["idle", "item", "item"]
    assert busy == [True, False]


def test_a_refusal_leaves_the_bench_where_it_stood(qtbot, desk):
    with qtbot.waitSignal(desk.stood) as told:
        desk.act(do.Accept())
    assert not told.args[0].reply["ok"]
    assert told.args[0].state.operator is None


@pytest.mark.expects_warning
def test_a_bench_that_cannot_be_opened_is_told_in_words_and_asked_again(qtbot, house, lane):
    tries = iter([StoreError("The database is away.", "Check the network."), None])

    def opened():
        if fault := next(tries):
            raise fault
        return house.lane()

    desk = Desk(opened, lane, Relay())
    with qtbot.waitSignal(desk.failed) as told:
        desk.ask()
    assert told.args == ["The database is away. Check the network."]
    with qtbot.waitSignal(desk.stood):
        desk.ask()


def test_what_is_looked_up_waits_while_the_window_says_everything_anew(qtbot, house, lane):
    first = Precedence()
    desk = Desk(house.lane, lane, Relay(), first=first)
    desk.paint_first()
    assert first.taken
    qtbot.waitUntil(lambda: not first.taken)
