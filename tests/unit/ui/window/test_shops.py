"""The shops in the head: looked up while somebody works here, one look at a time; a fault is said nowhere else."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject

from app.errors import StoreError
from app.ui.window.shops import ShopWatch
from tests.room import graded, room  # noqa: F401 - fixtures


@pytest.fixture
def watch(qtbot, graded, room):  # noqa: F811
    owner = QObject()
    made = ShopWatch(room.parts, owner)
    yield made
    made.stop()
    owner.deleteLater()


def test_nobody_there_nothing_is_looked_up(watch):
    watch.look()
    assert not watch._reading


def test_whoever_comes_sees_it_at_once_and_in_their_language(qtbot, watch):
    with qtbot.waitSignal(watch.said) as told:
        watch.watch(True)
    assert told.args[0].startswith("Shops")
    with qtbot.waitSignal(watch.said):
        watch.retranslate()


def test_what_cannot_be_read_leaves_what_stands_there(qtbot, watch):
    def away(*_):
        raise StoreError("The records are away.", "Wait.")

    reads = SimpleNamespace(shop_standings=away, agreement=away, message_page=away)
    watch._parts = replace(watch._parts, station=replace(watch._parts.station, reads=reads))
    with qtbot.assertNotEmitted(watch.said):
        watch.watch(True)
        assert watch._reading
        watch.look()
        qtbot.waitUntil(lambda: not watch._reading)
