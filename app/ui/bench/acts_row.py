"""The foot of the middle card: the answers so far, and what may be done, each with its key; the big button last.

Where a question's choices are above, the acts are quiet key caps beside the answers; where nothing but acts is left,
they are buttons for a glove. Their places follow from the scene alone. Main thread.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import words
from app.ui.kit import Chip, KeyCap, Pressable, PrimaryButton, SecondaryButton
from app.ui.kit.painting import elided, plain_tip, width_of
from app.ui.theme import Space, Type
from app.ui.theme.fonts import scale

from .drawn import Drawn
from .pieces import Chip as Given
from .pieces import Control, Stage, Tone
from .reused import Reused
from .tongue import spoken

DRAWN = {"Backspace": "⌫", "Enter": "Enter", "Space": "␣"}
GAP = 10
LONGEST_ASKED, LONGEST_CHIP = 30, 26
WIDEST_CHIP, LEAST_ASKED = 360, 84
Heard = TypeVar("Heard", bound=Pressable)


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
        self._bigs = Reused(lambda: self._heard(PrimaryButton("", parent=self)))
        self._large = Reused(lambda: self._heard(SecondaryButton("", parent=self)))
        self._caps = Reused(lambda: self._heard(KeyCap("", "", parent=self)))
        self._given = Reused(lambda: Chip("", parent=self))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def draw(self, stage: Stage, width: int) -> None:
        """Show what this stage offers, in a card so wide inside."""
        made_of = (stage.controls, stage.chips, bool(stage.choices), stage.over, width, words.language.code, scale())
        if made_of == self._made_of:
            return
        self._made_of = made_of
        if self._drawn.is_again(stage.controls, stage.chips, bool(stage.choices), stage.over, width):
            return
        _take_out(self._column)
        kinds = (self._bigs, self._large, self._caps, self._given)
        for kind in kinds:
            kind.begin()
        big = [one for one in stage.controls if one.tone is Tone.PRIMARY]
        others = [one for one in stage.controls if one.tone is not Tone.PRIMARY]
        if big:
            self._chips(stage.chips, width)
            self._buttons(others, big[0], width)
        elif stage.choices or stage.over:
            self._quiet(stage.chips, others, width)
        else:
            self._grid(others, width)
        for kind in kinds:
            kind.rest()
        self._show([one for kind in kinds for one in kind.unseen])

    def _show(self, unseen: list[QAbstractButton]) -> None:
        """What is shown in a room that is seen makes Qt lay out everything around it, each time: so it is not seen."""
        seen = bool(unseen) and self.isVisible()
        if seen:
            self.hide()
        for one in unseen:
            one.show()
        if seen:
            self.show()
        self._column.invalidate()
        self._column.activate()

    def _quiet(self, chips: tuple[Given, ...], others: list[Control], width: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        caps = [self._cap(one) for one in others]
        room = width - sum(cap.sizeHint().width() + Space.TIGHT for cap in caps)
        for chip in self._fitting(chips, room):
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
        for chip in self._fitting(chips, width):
            row.addWidget(chip)
        row.addStretch(1)
        self._column.addLayout(row)

    def _buttons(self, others: list[Control], big: Control, width: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        primary = self._bigs.take()
        primary.setObjectName(big.name)
        primary.say(spoken(big.text), DRAWN.get(big.key, big.key))
        primary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made: list[Pressable] = [self._button(one) for one in others]
        if sum(one.sizeHint().width() + GAP for one in made) + primary.sizeHint().width() > width:
            self._large.give_back(len(made))
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
        button = self._large.take()
        button.setObjectName(control.name)
        button.say(spoken(control.text), DRAWN.get(control.key, control.key))
        button.set_grave(control.tone is Tone.BAD)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return button

    def _cap(self, control: Control) -> KeyCap:
        cap = self._caps.take()
        cap.setObjectName(control.name)
        cap.show_key(DRAWN.get(control.key, control.key), spoken(control.text))
        return cap

    def _fitting(self, chips: tuple[Given, ...], room: int) -> list[Chip]:
        """As many of the newest answers as there is room for, the oldest of them first."""
        made: list[Chip] = []
        for place, given in enumerate(chips):
            chip = self._given.take()
            chip.setObjectName(f"answer_{place}")
            asked, text = spoken(given.name), spoken(given.text)
            if made:
                chip.say(_cut(asked, LONGEST_ASKED), "neutral", _cut(text, LONGEST_CHIP))
            else:
                self._say_newest(chip, asked, text, room)
            chip.call(f"{asked} {text}")
            chip.setToolTip(plain_tip(f"{asked} {text}"))
            room -= chip.sizeHint().width() + Space.TIGHT
            if room < 0 and made:
                self._given.give_back(1)
                break
            made.append(chip)
        return made[::-1]

    @staticmethod
    def _say_newest(chip: Chip, asked: str, text: str, room: int) -> None:
        """What was answered is what may have to be undone: it gives way last, and the question before it."""
        chip.say(asked, "neutral", text)
        wide = min(room, WIDEST_CHIP)
        if (over := chip.natural_width - wide) <= 0:
            return
        left = width_of(asked, Type.SECOND) - over
        if left < LEAST_ASKED:
            left = LEAST_ASKED
            spare = wide - chip.natural_width + width_of(asked, Type.SECOND) + width_of(text, Type.PILL_STRONG) - left
            text = elided(text, Type.PILL_STRONG, spare)
        chip.say(elided(asked, Type.SECOND, left - 1), "neutral", text)

    def _heard(self, button: Heard) -> Heard:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys mean what the control says, wherever the focus is
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())


def _take_out(layout: QLayout) -> None:
    """Rows go; what stood in them stays, to be told anew."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            _take_out(inner)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
