"""What is the question of the moment is owed to the camera's lane, and a due photo is taken once."""

from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.background.live import Live as RealLive
from app.domain.auto_capture import Auto, Order, Why
from app.domain.claims import CodeOf
from app.ui.bench import by_itself
from app.ui.bench.acts import Shoot
from app.ui.bench.by_itself import ByItself
from app.ui.bench.page import BenchPage
from app.ui.camera import Choices, LivePicture

FRONT = Order("front", "LN-07/R-000001")


class Presenter(QObject):
    drawn = Signal(object)
    learned = Signal(object)

    def __init__(self):
        super().__init__()
        self.owes, self.done = FRONT, []
        self.standing = SimpleNamespace(state=SimpleNamespace(unit=None, parcel=None), rules=None)

    def do(self, act):
        self.done.append(act)


class Live:
    def owe(self, order, *, wanted, fits=None):
        self.order, self.wanted = order, wanted
        self.fits = fits or getattr(self, "fits", None)


class Eye(QObject):
    due = Signal(object)


class Page(QWidget):
    """As much of the bench page as it needs."""

    def __init__(self):
        super().__init__()
        self.presenter, self.eye, self.live, self.choices = Presenter(), Eye(), Live(), Choices()
        self.parts = SimpleNamespace(desk=SimpleNamespace(busy=False))
        picture, live = cast("LivePicture", self.eye), cast("RealLive", self.live)
        self.own = ByItself(cast("BenchPage", self), picture, live, self.choices)


@pytest.fixture
def page(qtbot):
    made = Page()
    qtbot.addWidget(made)
    return made


def test_it_is_owed_while_the_bench_is_in_front_and_it_is_switched_on(page):
    page.show()
    assert (page.live.order, page.live.wanted) == (FRONT, False)
    page.choices.choose(auto=True)
    assert page.live.wanted
    page.hide()
    assert page.live.order is None
    page.show()
    assert page.live.order == FRONT
    page.presenter.owes = None
    page.presenter.drawn.emit(None)
    assert page.live.order is None


def test_only_a_code_of_what_the_shot_shows_makes_it_due(page, monkeypatch):
    monkeypatch.setattr(by_itself, "code_of", lambda _state, shot, _rules: CodeOf(shot))
    page.presenter.owes = Order("parcel", "LN-07/R-000001")
    page.show()
    assert page.live.fits.keywords == {"of": CodeOf.PARCEL}
    page.presenter.owes = Order("piece", "LN-07/R-000001")
    page.presenter.drawn.emit(None)
    assert page.live.fits.keywords == {"of": CodeOf.PIECE}


def test_one_stillness_gives_one_photo_and_a_busy_bench_is_waited_for(page):
    page.show()
    due = Auto(Why.DUE, FRONT, 1.0, since=7.0)
    page.parts.desk.busy = True
    page.eye.due.emit(due)
    assert page.presenter.done == []
    page.parts.desk.busy = False
    for _ in range(3):
        page.eye.due.emit(due)
    assert page.presenter.done == [Shoot("front")]


def test_what_was_due_for_another_shot_or_behind_another_page_is_not_taken(page):
    page.show()
    page.eye.due.emit(Auto(Why.DUE, Order("back", FRONT.subject), 1.0, since=7.0))
    page.hide()
    page.eye.due.emit(Auto(Why.DUE, FRONT, 1.0, since=8.0))
    assert page.presenter.done == []
