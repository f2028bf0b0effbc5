"""Digits for the finger, below a field that takes a weight or a PIN. Keeps nothing of what was pressed. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui import words
from app.ui.kit import SecondaryButton
from app.ui.theme import Space

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫")
ACROSS = 3


class DigitPad(QWidget):
    """Three by four keys.

    Signals:
        pressed(str): a digit, or nothing for the key that takes the newest one away

    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("digit_pad")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.TIGHT)
        for place, key in enumerate(KEYS):
            if key:
                grid.addWidget(self._key(key), place // ACROSS, place % ACROSS)

    def _key(self, key: str) -> SecondaryButton:
        digit = key if key.isdigit() else ""
        button = SecondaryButton(f"digit_{digit or 'back'}", digit, "" if digit else key, small=True)
        button.setAccessibleName(digit or words._("Delete the last digit"))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has the focus, so that keys go on working
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.pressed.emit(sender.objectName().removeprefix("digit_").replace("back", ""))
