"""The desk brings every answer of a real bench to the main thread, in order."""

import pytest

from app.background.bridge import Relay
from app.background.lanes import Lane
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
