"""A question or an offer in its place on the page: replace it? undo it? Nothing is modal, and it goes by itself with
the next act. Owns no deed: it only tells what was chosen. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit import Notice, SecondaryButton
from app.ui.theme import Space


class Offer(QWidget):
    """`ask("warn", "ACME has one already.", "It is replaced.", yes="Replace it", no="Leave it")`, `clear()`.

    Signals:
        taken(): the first button
        left(): the other button, or Escape

    """

    taken = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.notice = Notice(f"{name}_notice")
        self.yes, self.no = SecondaryButton(f"{name}_yes", small=True), SecondaryButton(f"{name}_no", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.notice, 1)
        for button in (self.yes, self.no):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.yes.clicked.connect(self.taken)
        self.no.clicked.connect(self.left)
        self.hide()

    def ask(self, state: str, title: str, text: str = "", *, yes: str, no: str = "") -> None:
        """Show it; without a word for the other button there is none."""
        self.notice.say(state, title, text)
        self.yes.say(yes)
        self.yes.set_grave(state == "warn")
        self.no.say(no)
        self.no.setVisible(bool(no))
        self.show()

    def clear(self) -> None:
        """Nothing is asked any more."""
        self.notice.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
