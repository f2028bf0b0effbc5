"""What lies behind the row that is looked at, in words and facts, and the two acts that may be done to it.

Shows what it is given; an act is told by a signal. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import (
    Card,
    Chip,
    ElidedLabel,
    EmptyState,
    FactRows,
    Label,
    Notice,
    PrimaryButton,
    ScrollColumn,
    SecondaryButton,
)
from app.ui.theme import Space, Type
from app.ui.words import _

from .scene import Detail as Shown

MOST_TOLD = 4
RETRY_KEY, OPEN_KEY = "R", "U"


class Detail(Card):
    """The right card.

    Signals:
        retry_asked(str): bring this message back
        unit_asked(str), claims_asked(str), article_asked(str): open what it is about

    """

    retry_asked = Signal(str)
    unit_asked = Signal(str)
    claims_asked = Signal(str)
    article_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("work_detail")
        self.shown: Shown | None = None
        self.title = Label("", Type.NAME, name="work_detail_title")
        self.about = ElidedLabel("", Type.SECOND, "second", name="work_detail_about")
        self.chip = Chip("work_detail_state", filled=True)
        self.outcome = Notice("work_outcome")
        self._told = [_Paragraph(place) for place in range(MOST_TOLD)]
        self.facts = FactRows("work_facts")
        self.retry = PrimaryButton("work_retry", key=RETRY_KEY, small=True)
        self.why_not = Label("", Type.SECOND, "second", name="work_why_not")
        self.open = SecondaryButton("work_open", key=OPEN_KEY, small=True)
        self.empty = EmptyState("work_detail_empty", "hand-pointing")
        self._body = QWidget()
        self._lay_out()
        self.retry.clicked.connect(self.act)
        self.open.clicked.connect(self.open_it)

    def _lay_out(self) -> None:
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.TIGHT)
        words = ScrollColumn("work_told", spacing=Space.NEAR)
        for paragraph in self._told:
            words.column.addWidget(paragraph)
        words.column.addWidget(self.facts)
        for widget in (self.title, self.about, self.chip):
            body.addWidget(widget)
        body.addWidget(words, 1)
        acts = QHBoxLayout()
        acts.setSpacing(Space.TIGHT)
        acts.addWidget(self.retry, 1)
        acts.addWidget(self.open, 1)
        body.addWidget(self.why_not)
        body.addLayout(acts)
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self._body, 1)
        self._body.hide()

    def show_detail(self, shown: Shown | None) -> None:
        """Another row, or the same one as it stands now; None where nothing is looked at."""
        self.shown = shown
        self._body.setVisible(shown is not None)
        self.empty.setVisible(shown is None)
        if shown is None:
            return
        self.title.say(shown.title)
        self.about.say(shown.about)
        self.about.setVisible(bool(shown.about))
        self.chip.say(shown.chip, "neutral" if shown.tone == "second" else shown.tone)
        for place, paragraph in enumerate(self._told):
            told = shown.told[place] if place < len(shown.told) else None
            paragraph.say(told.caption if told else "", told.words if told else "", told.tone if told else "ink")
        self.facts.show_facts(shown.facts)
        self.retry.setVisible(bool(shown.retry))
        self.why_not.say(shown.why_not)
        self.why_not.setVisible(bool(shown.why_not))
        self.open.setVisible(bool(shown.unit or shown.article or shown.claims_of))
        self.open.say(
            _("Open unit") if shown.unit else _("Open its claims") if shown.claims_of else _("Open in the stock")
        )

    def say_outcome(self, state: str, title: str = "", text: str = "") -> None:
        """What came of an act, until the next one."""
        self.outcome.say(state, title, text)

    def retranslate(self) -> None:
        """Say everything anew; the row is shown anew after it."""
        self.empty.say(_("Nothing chosen"), _("Choose a line to see what happened, what is safe, and what to do."))
        self.retry.say(_("Retry"))
        self.outcome.clear()

    @Slot()
    def act(self) -> None:
        """The key or the button: retry, where that may be done."""
        if self.shown is not None and self.shown.retry and self.retry.isEnabled():
            self.retry_asked.emit(self.shown.retry)

    @Slot()
    def open_it(self) -> None:
        """Open the unit, or the article in the stock."""
        if self.shown is None:
            return
        if self.shown.unit:
            self.unit_asked.emit(self.shown.unit)
        elif self.shown.claims_of:
            self.claims_asked.emit(self.shown.claims_of)
        elif self.shown.article:
            self.article_asked.emit(self.shown.article)


class _Paragraph(QWidget):
    """A caption over its words."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"work_told_{place}")
        self._caption = Label("", Type.CAPTION, "second", name=f"work_told_{place}_caption")
        self._words = Label("", Type.BODY, name=f"work_told_{place}_words")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._caption)
        column.addWidget(self._words)

    def say(self, caption: str, words: str, tone: str) -> None:
        self._caption.say(caption)
        self._words.say(words)
        self._words.set_tone(tone)
        self.setVisible(bool(words))
