"""Work and reviews of a unit that is not on the bench: its label is scanned, its page opened, its form filled."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.bench import actions as do
from app.ui.unit.view import UnitPage
from tests.shift.body import Body
from tests.shift.place import Place, turn, until

MOST_ARROWS = 6


@dataclass
class AtTheUnit:
    """Somebody at a unit's page, by touch or by keys."""

    place: Place
    body: Body
    touching: bool

    @property
    def page(self) -> UnitPage:
        page = self.place.window.page("unit")
        assert isinstance(page, UnitPage)
        return page

    def opened(self, lpn: str) -> bool:
        """From an idle bench that shows the unit to its page; False where the bench offers no way."""
        scene = self.place.bench.presenter.scene
        control = scene.named("show_unit") if scene is not None else None
        if control is None:
            return False
        if self.touching:
            self._touch_under_more("show_unit")
        else:
            self.body.key(control.key)
        until("the unit's page", lambda: self.place.window.front is self.page and self.page.shown is not None)
        until(f"unit {lpn}", lambda: self.page.shown is not None and self.page.shown.lpn == lpn)
        turn()
        return True

    def fill(self, action: do.CloseWork | do.Review) -> bool:
        """The form of this act, filled and sent; False where there is none, or it cannot be filled."""
        name = action.decision if isinstance(action, do.Review) else "close_work"
        if not self.body.sees(f"unit_{name}") or not self._is_due(action):
            return False
        self._press(f"unit_{name}")
        until("the panel", self.page.panel.isVisible)
        turn()
        if isinstance(action, do.Review) and action.grade and action.decision == "override":
            if not self.body.sees(f"unit_panel_grades_{action.grade}"):
                return False
            self._choose("unit_panel_grades", action.grade)
        words = action.reason if isinstance(action, do.Review) else action.proof
        if words.strip() and not self._say(words.strip()):
            return False
        turn()
        if not self.body.button("unit_panel_do").isEnabled():
            return False
        self._press("unit_panel_do")
        return True

    def _is_due(self, action: do.Action) -> bool:
        """The form closes whatever work the unit waits for, and no other."""
        shown = self.page.shown
        return not isinstance(action, do.CloseWork) or (shown is not None and shown.work == action.kind)

    def _choose(self, row: str, key: str) -> None:
        """One of a row: by touch, or by Tab into the row and arrows along it."""
        if self.touching:
            self.body.touch(f"{row}_{key}")
            return
        self.body.tab_into(row)
        for _ in range(MOST_ARROWS):
            focused: QWidget | None = self.place.window.focusWidget()
            if focused is not None and focused.objectName() == f"{row}_{key}":
                self.body.key("Space")
                return
            self.body.key("Right")
        raise AssertionError(f"the arrows never come to {row}_{key}")

    def _say(self, words: str) -> bool:
        if not self.touching:
            self.body.tab_to("unit_panel_words")
            self.body.write(words)
        elif self.body.sees("unit_reason_0"):
            self.body.touch("unit_reason_0")
        else:
            return False
        return True

    def _press(self, name: str) -> None:
        if self.touching:
            self.body.touch(name)
        else:
            self.body.tab_to(name)
            self.body.key("Space")

    def _touch_under_more(self, name: str) -> None:
        if not self.body.sees(name):
            self.body.touch("more")
            turn()
        self.body.touch(name)
