"""Photos by themselves: tells the camera's lane which photo is the question, and takes it when it is due. Main thread.

Only the photo that the bench asks for now is taken so: while something else is the question, a photo in between would
swallow the key that answers it. A due photo that cannot be taken yet is taken when it can; one stillness gives one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from app.background.live import Live
from app.domain.auto_capture import Auto, Order
from app.domain.bench.gate import code_of
from app.domain.bench.own_codes import is_own_code
from app.domain.claims import CodeOf
from app.ui.camera import Choices, LivePicture

from .acts import Shoot

if TYPE_CHECKING:
    from .page import BenchPage


class ByItself(QObject):
    """Lives as long as its page."""

    def __init__(self, page: BenchPage, picture: LivePicture, live: Live, choices: Choices) -> None:
        super().__init__(page)
        self._page, self._live, self._choices = page, live, choices
        self._order: Order | None = None
        self._taken_since = -1.0
        page.installEventFilter(self)
        page.presenter.drawn.connect(self._on_drawn)
        page.presenter.learned.connect(self._on_drawn)
        choices.changed.connect(self._on_chosen)
        picture.due.connect(self._on_due)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Behind another page nothing is owed: nobody would see the countdown."""
        if watched is self._page and event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._owe(shown=event.type() == QEvent.Type.Show)
        return False

    @Slot(object)
    def _on_drawn(self, _scene: object) -> None:
        self._owe(shown=self._page.isVisible())

    @Slot()
    def _on_chosen(self) -> None:
        self._owe(shown=self._page.isVisible())

    def _owe(self, *, shown: bool) -> None:
        order = self._page.presenter.owes if shown else None
        standing = self._page.presenter.standing
        fits = None
        if order != self._order and standing is not None:
            state = standing.state
            of = code_of(state, order.shot, standing.rules) if order is not None else CodeOf.PIECE
            fits = partial(is_own_code, state.unit, state.parcel, of=of)
        self._order = order
        self._live.owe(order, wanted=self._choices.auto, fits=fits)

    @Slot(object)
    def _on_due(self, auto: Auto) -> None:
        if auto.order is None or auto.order != self._order or auto.since == self._taken_since:
            return
        if self._page.isVisible() and not self._page.parts.desk.busy:
            self._taken_since = auto.since
            self._page.presenter.do(Shoot(auto.order.shot))
