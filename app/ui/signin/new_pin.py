"""A PIN that somebody chooses: typed twice on the pad or by keys, its rules ticked off while it is typed.

Owns the first typing until the second one came. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.access import pin_fault
from app.ui.kit import Label, PinPad, painting
from app.ui.theme import Space, Type, current, paint_icon
from app.ui.words import _, translated

from .scene import PinRule, pin_rules


class NewPin(QWidget):
    """Signals: `pin_chosen(str)` when both were the same; `pin_undone()` when a new one is begun after that."""

    pin_chosen = Signal(str)
    pin_undone = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._first = self._typed = self._fault = ""
        self._state = "first"
        self.title = Label(kind=Type.NAME, name=f"{name}_title")
        self.pad = PinPad(f"{name}_pad")
        self._rules = [_RuleLine(f"{name}_rule_{number}") for number in range(3)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.title)
        column.addWidget(self.pad, 1)
        for rule in self._rules:
            column.addWidget(rule)
        self.setFocusProxy(self.pad)
        self.pad.typed.connect(self._on_typed)
        self.pad.pin_entered.connect(self._on_pin_entered)
        self.retranslate()

    def retranslate(self) -> None:
        """Says its words again."""
        self.pad.retranslate()
        self._show()

    def clear(self) -> None:
        """Forget all of it."""
        self._first, self._state = "", "first"
        self.pad.clear()
        self._show()

    @Slot(str)
    def _on_typed(self, pin: str) -> None:
        self._typed = pin
        if pin and self._state in {"done", "differs", "weak"}:
            if self._state == "done":
                self.pin_undone.emit()
            self._first, self._state = "", "first"
        self._show()

    @Slot(str)
    def _on_pin_entered(self, pin: str) -> None:
        if self._state == "second":
            self._state = "done" if pin == self._first else "differs"
        elif (fault := pin_fault(pin)) is not None:
            self._fault, self._state = fault, "weak"
        else:
            self._first, self._state = pin, "second"
        chosen, done = self._first, self._state == "done"
        self._show()
        if done:
            self._first = ""
            self.pin_chosen.emit(chosen)

    def _show(self) -> None:
        words = {
            "first": _("Choose a PIN"),
            "second": _("The same PIN once more"),
            "differs": _("These two were not the same. Choose a PIN again"),
            "weak": _("Not this one: {fault}", fault=translated(self._fault)),
            "done": _("The PIN is chosen"),
        }[self._state]
        self.title.say(words)
        self.title.set_tone({"differs": "bad", "weak": "bad", "done": "ok"}.get(self._state, "ink"))
        known = self._state in {"second", "done"}
        rules = [PinRule(rule.words, kept=known or rule.kept) for rule in pin_rules(self._typed)]
        rules.append(PinRule(_("Typed twice the same"), kept=self._state == "done"))
        for line, rule in zip(self._rules, rules, strict=True):
            line.show_rule(rule)


class _RuleLine(QWidget):
    """A rule with its tick."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rule = PinRule("", kept=False)

    def show_rule(self, rule: PinRule) -> None:
        self._rule = rule
        self.setAccessibleName(f"{rule.words}: {_('kept') if rule.kept else _('not yet')}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, max(22, painting.line_height(Type.SECOND) + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        icon, ink = ("check-circle-fill", theme.ok) if self._rule.kept else ("circle", theme.third)
        paint_icon(painter, icon, QRectF(0, (height - 18) / 2, 18, 18), ink)
        words = QRectF(26, 0, self.width() - 26, height)
        painting.write(painter, words, self._rule.words, Type.SECOND, theme.ink if self._rule.kept else theme.second)
        painter.end()
