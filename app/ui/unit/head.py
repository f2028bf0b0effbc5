"""The head of the unit page: which unit, its grade, how it stands, and what may be done to it. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from app.ui.kit import Card, Chip, ElidedLabel, GradeMark, Label, SecondaryButton
from app.ui.theme import Space, Type
from app.ui.words import _

from .acts import Form
from .pieces import Pairs, UnitView

MOST_ACTS = 5


class Head(Card):
    """`show_unit(view)`, `show_acts(forms)`, `press(key)`.

    Signals:
        back_asked(): to where the person came from
        act_asked(str): an act by the name of its form

    """

    back_asked = Signal()
    act_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("unit_head", margin=Space.CARD)
        self.back = SecondaryButton("unit_back", key="Esc", icon="arrow-left", small=True)
        self.grade = GradeMark("unit_grade", side=52)
        self.lpn = Label("", Type.TITLE, wrap=False, name="unit_lpn")
        self.title = ElidedLabel("", Type.BODY, "second", name="unit_title")
        self._chips = [Chip(f"unit_chip_{place}", filled=True) for place in range(4)]
        self._acts = [ActButton(place) for place in range(MOST_ACTS)]
        self._lay_out()
        self.back.clicked.connect(self._on_back_pressed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.CARD)
        row.addWidget(self.back)
        row.addWidget(self.grade)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(Space.TIGHT)
        first.addWidget(self.lpn)
        for chip in self._chips:  # how it stands is read whole: the acts give way first, to two lines of words
            chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            first.addWidget(chip)
        first.addStretch()
        words.addLayout(first)
        words.addWidget(self.title)
        row.addLayout(words, 1)
        for act in self._acts:
            act.hide()
            act.asked.connect(self._on_act_pressed)
            row.addWidget(act)
        self.column.addLayout(row)

    def show_unit(self, view: UnitView) -> None:
        """Another unit, or the same as it stands now."""
        self.grade.show_grade(view.grade)
        self.lpn.say(view.lpn)
        self.title.say(f"{view.title} · {view.article}")
        self._show_chips(view.chips)

    def show_acts(self, forms: Sequence[Form]) -> None:
        """What may be done now."""
        for place, act in enumerate(self._acts):
            act.setVisible(place < len(forms))
            if place < len(forms):
                act.show_form(forms[place])

    def press(self, key: str) -> bool:
        """The act that has this key; whether one has it."""
        act = next((act for act in self._acts if act.key == key and act.isVisible()), None)
        if act is not None:
            act.click()
        return act is not None

    def retranslate(self) -> None:
        """Say its own words anew."""
        self.back.say("")
        self.back.setAccessibleName(_("Back"))
        self.back.setToolTip(_("Back"))

    def _show_chips(self, chips: Pairs) -> None:
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(chips))
            if place < len(chips):
                chip.say(*chips[place])

    @Slot()
    def _on_back_pressed(self) -> None:
        self.back_asked.emit()

    @Slot(str)
    def _on_act_pressed(self, name: str) -> None:
        self.act_asked.emit(name)


class ActButton(SecondaryButton):
    """The button of one act, with its place as its key. Signals: asked(str): the name of its form."""

    asked = Signal(str)

    def __init__(self, place: int) -> None:
        super().__init__(f"unit_act_{place}", key=str(place + 1), small=True)
        self._name = ""
        self.clicked.connect(self._on_clicked)

    def show_form(self, form: Form) -> None:
        """Another act."""
        self._name = form.name
        self.setObjectName(f"unit_{form.name}")
        self.set_grave(form.grave)
        self.say(form.title)

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(self._name)
