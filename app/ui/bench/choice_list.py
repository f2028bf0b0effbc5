"""The choices of the question, each a card for a glove: one column while they fit, else two; a long list scrolls.

Cards are kept and told anew, so that nothing flickers between two questions. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QSizePolicy, QWidget

from app.ui.kit import ChoiceCard

from .pieces import Control
from .tongue import spoken

GAP, TIGHT = 10, 6
"""Between two cards; where they would else be a little too many for what there is, the lesser one."""
QWIDGETSIZE_MAX = (1 << 24) - 1
LEAST, MOST = 68, 92
COLUMNS = 2
FEW = 5
"""Cards are as high as though there were so many, so that their height does not change from question to question."""


class ChoiceList(QScrollArea):
    """Draws choices.

    Signals:
        touched(str): the choice of this name

    """

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choices")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self.viewport().setAutoFillBackground(False)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # a scroll area gives its widget a ground
        self._cards: list[ChoiceCard] = []
        self._shown = 0
        self._abreast = False
        self._low = False
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def draw(self, choices: tuple[Control, ...], *, multiple: bool, abreast: bool = False, low: bool = False) -> None:
        """Show these, in their order; `abreast` in one row, so that there is room above them; `low` below what is to
        be done, and no higher than they are."""
        self._abreast, self._low = abreast, low
        while len(self._cards) < len(choices):
            self._cards.append(self._made())
        self._shown = len(choices)
        for place, card in enumerate(self._cards):
            if place < len(choices):
                self._tell(card, choices[place], multiple=multiple, told=not abreast)
            card.setVisible(place < len(choices))
        self.verticalScrollBar().setValue(0)
        self._arrange()
        self._keep_height()

    def _made(self) -> ChoiceCard:
        card = ChoiceCard("choice", self._inner)
        card.clicked.connect(self._on_clicked)
        return card

    @staticmethod
    def _tell(card: ChoiceCard, control: Control, *, multiple: bool, told: bool) -> None:
        card.setObjectName(control.name)
        hint = spoken(control.hint)
        card.show_choice(
            control.key, spoken(control.text), hint if told else "", multiple=multiple, ticked=control.chosen
        )
        card.show_grade(control.grade.value if control.grade is not None else "")
        card.setToolTip("" if told else hint)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._keep_height()

    def sizeHint(self) -> QSize:
        return QSize(420, LEAST * 4)

    def _keep_height(self) -> None:
        """One row needs no more than itself; a list has whatever there is."""
        own = self._abreast or self._low
        most = self._inner.height() if own and self._shown else QWIDGETSIZE_MAX
        if self.maximumHeight() != most:
            self.setMaximumHeight(most)
        if self.minimumHeight() != (most if own else 0):
            self.setMinimumHeight(most if own and self._shown else 0)

    def _arrange(self) -> None:
        """By hand, for the number of columns follows from the height that there is."""
        width, room = self.viewport().width(), self.viewport().height()
        cards = self._cards[: self._shown]
        if not cards:
            self._inner.resize(width, 0)
            return
        single = self._low or self._height(cards, 1, width) <= room
        columns = len(cards) if self._abreast else 1 if single else COLUMNS
        wide = (width - GAP * (columns - 1)) // columns
        rows = -(-len(cards) // columns)
        roomy = LEAST if self._abreast or self._low else min(MOST, (room - GAP * (FEW - 1)) // max(rows, FEW))
        if self._height(cards, columns, width, roomy) > room:
            roomy = LEAST
        gap = GAP if self._height(cards, columns, width) <= room else TIGHT
        top = GAP if self._low else 0
        for first in range(0, len(cards), columns):
            row = cards[first : first + columns]
            height = max(LEAST, roomy, *(card.heightForWidth(wide) for card in row))
            for place, card in enumerate(row):
                card.setGeometry(place * (wide + GAP), top, wide, height)
            top += height + gap
        self._inner.resize(width, max(0, top - gap))

    @staticmethod
    def _height(cards: list[ChoiceCard], columns: int, width: int, least: int = LEAST) -> int:
        wide = (width - GAP * (columns - 1)) // columns
        heights = [max(least, card.heightForWidth(wide)) for card in cards]
        rows = [max(heights[first : first + columns]) for first in range(0, len(heights), columns)]
        return sum(row + GAP for row in rows) - GAP
