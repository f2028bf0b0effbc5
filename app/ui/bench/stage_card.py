"""The middle card: the rail, the question of the moment, whatever answers it, and what may be done.

The head has room for two lines whatever is asked, so that nothing below it moves; a refusal lies over the foot of the
head, where the eye is, and goes with the next good act. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui import words
from app.ui.kit import Card, Label, Notice, StepRail, StepState
from app.ui.kit.painting import height_of, line_height
from app.ui.theme import Type
from app.ui.touch_typing import OWN_KEYS

from .acts_row import ActsRow
from .choice_list import ChoiceList
from .digit_pad import DigitPad
from .dossier_view import DossierView
from .lines_view import LinesView
from .pieces import Field, Head, Scene, Stage, StopState, Tone
from .target_view import TargetView
from .tongue import spoken
from .verdict_view import VerdictView

MARGIN = 24
TITLE_LINES = HINT_LINES = HEAD_GAP = 2
RAIL_GAP = 14
MANY = 9
"""So many choices want the room that a short head leaves: better than to look for the last of them below."""
NOTICE_GAP = 8
STATES = {
    StopState.DONE: StepState.DONE,
    StopState.NOW: StepState.NOW,
    StopState.AHEAD: StepState.NEXT,
    StopState.SKIPPED: StepState.SKIPPED,
}

_NOTICED = {Tone.BAD: "bad", Tone.OK: "ok"}


class StageCard(Card):
    """Draws a scene's stage.

    Signals:
        touched(str): the control of this name
        typed(str): what stands in the field
        entered(): Enter within the field
        left(): Esc within the field

    """

    touched = Signal(str)
    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("stage", margin=MARGIN)
        self.column.setContentsMargins(MARGIN, 12, MARGIN, 20)
        self.column.setSpacing(0)
        self._rail = StepRail("rail")
        self._head = HeadView()
        self._verdict = VerdictView()
        self._lines = LinesView()
        self._dossier = DossierView()
        self._choices = ChoiceList()
        self._field = FieldView()
        self._target = TargetView()
        self._acts = ActsRow()
        self._notice = Notice("refusal", parent=self)
        self._scene: Scene | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.addWidget(self._rail)
        self.column.addSpacing(RAIL_GAP)
        self.column.addWidget(self._head)
        self.column.addWidget(self._verdict, 1)
        self.column.addWidget(self._lines, 1)
        self.column.addWidget(self._dossier, 3)
        self.column.addWidget(self._target, 2)
        self.column.addSpacing(0)
        self.column.addWidget(self._choices, 2)
        self.column.addWidget(self._field)
        self.column.addStretch(0)
        self.column.addSpacing(10)
        self.column.addWidget(self._acts)

    def _connect(self) -> None:
        for part in (self._verdict, self._lines, self._dossier, self._target, self._choices, self._field):
            part.hide()  # before the first scene nothing may ask for room
        for view in (self._verdict, self._lines, self._choices, self._acts):
            view.touched.connect(self.touched)
        self._field.typed.connect(self.typed)
        self._field.entered.connect(self.entered)
        self._field.left.connect(self.left)

    @property
    def field(self) -> FieldView:
        """The field of the page, shown or not."""
        return self._field

    def make_ahead(self) -> None:
        """What the first verdict would have to make while somebody waits for it."""
        self._verdict.make_rows()

    def shows(self, scene: Scene) -> bool:
        """Whether all of this scene that belongs here was drawn last."""
        return self._scene is not None and _own(scene) == _own(self._scene)

    def draw(self, scene: Scene) -> None:
        """Show this scene."""
        self._scene = scene
        stage = scene.stage
        self.setUpdatesEnabled(False)
        self._rail.show_steps([(spoken(stop.text), STATES[stop.state]) for stop in scene.rail])
        self._draw_body(stage)
        self._acts.draw(stage, self.width() - 2 * MARGIN)
        self._draw_notice(scene)
        self.setUpdatesEnabled(True)

    def _draw_body(self, stage: Stage) -> None:
        self._head.setVisible(stage.verdict is None)
        self._head.be_short(stage.dossier is not None or len(stage.choices) >= MANY)
        self._head.draw(stage.head)
        for view, shown in (
            (self._verdict, stage.verdict is not None),
            (self._lines, bool(stage.lines)),
            (self._target, stage.target is not None),
            (self._dossier, stage.dossier is not None),
            (self._choices, bool(stage.choices)),
            (self._field, stage.field is not None),
        ):
            view.setVisible(shown)
        if stage.verdict is not None:
            self._verdict.draw(stage.verdict)
        self._lines.draw(stage.lines)
        if stage.target is not None:
            self._target.draw(stage.target)
        if stage.dossier is not None:
            self._dossier.draw(stage.dossier)
        self._choices.draw(stage.choices, multiple=stage.multiple, abreast=stage.abreast, low=stage.target is not None)
        if stage.field is not None:
            self._field.draw(stage.field)

    def _draw_notice(self, scene: Scene) -> None:
        if scene.refusal is not None:
            refusal = scene.refusal
            self._notice.say("bad", words.translated(refusal.message), words.translated(refusal.hint))
        elif scene.warnings:
            worst = next((one for one in scene.warnings if one.tone is Tone.BAD), scene.warnings[0])
            self._notice.say(_NOTICED.get(worst.tone, "warn"), spoken(worst.title), spoken(worst.text))
        else:
            self._notice.clear()
        self._head.lie_below(scene.refusal is not None or bool(scene.warnings))
        self._place_notice()

    def _place_notice(self) -> None:
        """Over the foot of the head; over the reasons where there is a verdict."""
        width = self.width() - 2 * MARGIN
        height = max(self._notice.heightForWidth(width), self._notice.sizeHint().height())
        top, room = self._rail.geometry().bottom() + RAIL_GAP, self._head.height()
        free = 0 if self._head.isHidden() else room - self._head.said_height() - height
        bottom = top + room - max(0, min(NOTICE_GAP, free // 2))
        self._notice.setGeometry(MARGIN, max(self._rail.geometry().bottom() + 10, bottom - height), width, height)
        self._notice.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._scene is not None:
            self._acts.draw(self._scene.stage, self.width() - 2 * MARGIN)
            self._place_notice()

    def read_on(self, steps: int) -> bool:
        """Further down in what is read before a decision, or up; whether there is anything to read."""
        if self._dossier.isHidden():
            return False
        self._dossier.read_on(steps)
        return True

    def retranslate(self) -> None:
        """Say everything anew."""
        if self._scene is not None:
            self.draw(self._scene)


def _own(scene: Scene) -> tuple[object, ...]:
    return scene.rail, scene.stage, scene.refusal, scene.warnings


class HeadView(QWidget):
    """Kicker, question and hint in a height that never changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("head")
        self._short = False
        self._kicker = Label(kind=Type.BODY, tone="second", name="kicker", wrap=False)
        self._title = Label(kind=Type.QUESTION, name="question")
        self._hint = Label(kind=Type.BODY, tone="second", name="hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HEAD_GAP)
        for label in (self._kicker, self._title, self._hint):
            column.addWidget(label)
        column.addStretch()
        place = self._hint.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self._hint.setSizePolicy(place)
        self._fit()

    def be_short(self, short: bool) -> None:
        """One line each: what lies below needs the room."""
        if short != self._short:
            self._short = short
            self._fit()

    def lie_below(self, notice: bool) -> None:
        """A notice lies over the foot: half a line beside it would only confuse."""
        self._hint.setVisible(not notice)

    def said_height(self) -> int:
        """How far down the kicker and the question reach."""
        title = self._title.text()
        return line_height(Type.BODY) + HEAD_GAP + height_of(title, self._kind_for(title), self.width() - 4)

    def draw(self, head: Head) -> None:
        """Show this head."""
        self._kicker.say(spoken(head.kicker))
        title = spoken(head.title)
        self._title.set_kind(self._kind_for(title))
        self._title.say(title)
        self._hint.say(spoken(head.hint))

    def _kind_for(self, title: str) -> Type:
        """A question of one line, if need be in letters a little smaller: a word left over for a second line, and a
        hint of two below it, would lie on the choices."""
        for kind, lines in ((Type.QUESTION, 1), (Type.TITLE, 1), (Type.QUESTION, TITLE_LINES)):
            if height_of(title, kind, self.width() - 4) <= lines * line_height(kind) + 2:
                return kind
        return Type.NAME

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        """Room for a question of one line with a hint of two, or of two with one, in letters as large as wanted."""
        titles = 1 if self._short else TITLE_LINES
        lines = line_height(Type.BODY) * HINT_LINES + line_height(Type.QUESTION) * titles
        self.setMinimumHeight(lines + 2 * HEAD_GAP)


class FieldView(QWidget):
    """A line to type into, with its label; where digits are asked for, keys for a finger.

    Signals:
        typed(str), entered(), left()

    """

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field")
        self._label = Label(kind=Type.CAPTION, tone="second", name="field_label")
        self._line = TypedLine()
        self._pad = DigitPad()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self._line)
        column.addSpacing(8)
        column.addWidget(self._pad)
        self._pad.pressed.connect(self._on_pad_pressed)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self.entered)
        self._line.left.connect(self.left)

    def draw(self, field: Field) -> None:
        """Show this field; what is being typed is not touched."""
        self._label.say(spoken(field.label))
        self._line.setAccessibleName(spoken(field.label))
        self._line.setEchoMode(QLineEdit.EchoMode.Password if field.secret else QLineEdit.EchoMode.Normal)
        self._pad.setVisible(field.digits)
        self._line.setProperty(OWN_KEYS, field.digits)
        if self._line.text() != field.value:
            self._line.setText(field.value)

    def begin_anew(self) -> None:
        """What was refused goes with the first key; it may be mended as well."""
        self._line.selectAll()

    def take_keys(self) -> None:
        """The keyboard is the field's now."""
        self._line.setFocus()

    @Slot(str)
    def _on_pad_pressed(self, digit: str) -> None:
        """A digit by finger; nothing takes the newest one away."""
        if digit:
            self._line.insert(digit)
        else:
            self._line.backspace()
        self.typed.emit(self._line.text())


class TypedLine(QLineEdit):
    """Keys are its own: Esc leaves it, Enter takes it, and neither goes on to the screen behind it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("words")
        self.setMaxLength(500)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:  # types nothing: it means what it means without a field
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not (event.isAutoRepeat() and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            super().keyPressEvent(event)
        event.accept()  # Qt hands Enter on to the parent, where it would mean the big button of what comes next
