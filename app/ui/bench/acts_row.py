"""The foot of the middle card: the answers so far, and what may be done, each with its key; the big button last.

Where a question's choices are above, the acts are quiet key caps beside the answers; where nothing but acts is left,
they are buttons for a glove. Their places follow from the scene alone. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import words
from app.ui.kit import Chip, KeyCap, Pressable, PrimaryButton, SecondaryButton
from app.ui.kit.painting import plain_tip
from app.ui.theme import Space

from .drawn import Drawn
from .emptied import emptied, filled
from .pieces import Chip as Given
from .pieces import Control, Stage, Tone
from .tongue import spoken

DRAWN = {"Backspace": "⌫", "Enter": "Enter", "Space": "␣"}
GAP = 10
LONGEST_ASKED, LONGEST_CHIP = 30, 26


class ActsRow(QWidget):
    """Draws chips and controls.

    Signals:
        touched(str): the control of this name

    """

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("acts")
        # Its width is the card's: were it its buttons', the card would widen, draw them anew, and narrow, without end.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._made_of: object = None
        self._drawn = Drawn()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def draw(self, stage: Stage, width: int) -> None:
        """Show what this stage offers, in a card so wide inside."""
        made_of = (stage.controls, stage.chips, bool(stage.choices), stage.over, width, words.language.code)
        if made_of == self._made_of:
            return
        self._made_of = made_of
        if self._drawn.is_again(stage.controls, stage.chips, bool(stage.choices), stage.over, width):
            return
        emptied(self._column, to_fill=True)
        big = [one for one in stage.controls if one.tone is Tone.PRIMARY]
        others = [one for one in stage.controls if one.tone is not Tone.PRIMARY]
        if big:
            self._chips(stage.chips, width)
            self._buttons(others, big[0], width)
        elif stage.choices or stage.over:
            self._quiet(stage.chips, others, width)
        else:
            self._grid(others, width)
        filled(self)

    def _quiet(self, chips: tuple[Given, ...], others: list[Control], width: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        caps = [self._cap(one) for one in others]
        room = width - sum(cap.sizeHint().width() + Space.TIGHT for cap in caps)
        for chip in _fitting(chips, room):
            row.addWidget(chip)
        row.addStretch(1)
        for cap in caps:
            row.addWidget(cap)
        self._column.addLayout(row)

    def _chips(self, chips: tuple[Given, ...], width: int) -> None:
        if not chips:
            return
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        for chip in _fitting(chips, width):
            row.addWidget(chip)
        row.addStretch(1)
        self._column.addLayout(row)

    def _buttons(self, others: list[Control], big: Control, width: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        primary = PrimaryButton(big.name, spoken(big.text), DRAWN.get(big.key, big.key))
        primary.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._listen(primary)
        primary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made: list[Pressable] = [self._button(one) for one in others]
        if sum(one.sizeHint().width() + GAP for one in made) + primary.sizeHint().width() > width:
            for one in made:
                one.deleteLater()
            made = [self._cap(one) for one in others]
        for one in made:
            row.addWidget(one)
        # Its words may stand in two lines: a row of its own would take its height from what is decided above.
        needed = sum(one.sizeHint().width() + GAP for one in made) + primary.minimumSizeHint().width()
        if needed > width:  # in a small window, or in large letters, what Enter does still has to be read
            row.addStretch(1)
            self._column.addLayout(row)
            self._column.addWidget(primary)
            return
        row.addWidget(primary, 1)
        self._column.addLayout(row)

    def _grid(self, others: list[Control], width: int) -> None:
        """Two in a row, all of one width; an odd one shares the last row with two others where there is room."""
        buttons = [self._button(one) for one in others]
        rows = [buttons[place : place + 2] for place in range(0, len(buttons), 2)]
        if len(rows) > 1 and len(rows[-1]) == 1:
            threes = [*rows[-2], *rows[-1]]
            if max(one.sizeHint().width() for one in threes) <= (width - 2 * GAP) // 3:
                rows[-2:] = [threes]
        for buttons in rows:
            row = QHBoxLayout()
            row.setSpacing(GAP)
            for button in buttons:
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                row.addWidget(button, 1)
            self._column.addLayout(row)

    def _button(self, control: Control) -> SecondaryButton:
        button = SecondaryButton(control.name, spoken(control.text), DRAWN.get(control.key, control.key))
        button.set_grave(control.tone is Tone.BAD)
        self._listen(button)
        return button

    def _cap(self, control: Control) -> KeyCap:
        cap = KeyCap(control.name, DRAWN.get(control.key, control.key), spoken(control.text))
        self._listen(cap)
        return cap

    def _listen(self, button: Pressable) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys mean what the control says, wherever the focus is
        button.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _fitting(chips: tuple[Given, ...], room: int) -> list[Chip]:
    """As many of the newest answers as there is room for, the oldest of them first."""
    made: list[Chip] = []
    for place, given in enumerate(chips):
        chip = Chip(f"answer_{place}")
        asked, text = spoken(given.name), spoken(given.text)
        chip.say(_cut(asked, LONGEST_ASKED), "neutral", _cut(text, LONGEST_CHIP))
        chip.call(f"{asked} {text}")
        chip.setToolTip(plain_tip(f"{asked} {text}"))
        room -= chip.sizeHint().width() + Space.TIGHT
        if room < 0 and made:
            chip.deleteLater()
            break
        made.append(chip)
    return made[::-1]
