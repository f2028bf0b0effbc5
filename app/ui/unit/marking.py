"""Drawing on a photo: arrows, circles and words in a layer of their own. Stands in the place of the large photo.

What is drawn counts when it was saved; the photo itself is never touched. Main thread; saving is done in the lane of
the look-ups.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.access import MAY_INSPECT, Operator
from app.domain.photo_marks import LONGEST_WORD, Ink, Mark, Shape
from app.ui.faults import told
from app.ui.kit import MarkSheet, Notice, PrimaryButton, SecondaryButton, Segmented
from app.ui.parts import Parts
from app.ui.theme import Space, Touch
from app.ui.words import _

from .pictures import Photos
from .pieces import PhotoView

KEYS = {Qt.Key.Key_A: Shape.ARROW, Qt.Key.Key_C: Shape.CIRCLE, Qt.Key.Key_W: Shape.WORD}
INKS = {Qt.Key.Key_1: Ink.RED, Qt.Key.Key_2: Ink.YELLOW, Qt.Key.Key_3: Ink.BLUE}


class Marking(QWidget):
    """`ask(photo)`. Signals: closed(): nothing more is to be done here; saved(): another layer counts."""

    closed = Signal()
    saved = Signal()

    def __init__(self, parts: Parts, pictures: Photos) -> None:
        super().__init__()
        self.setObjectName("unit_mark")
        self._parts = parts
        self._photo: PhotoView | None = None
        self._saving = self._saved = False
        self.sheet = MarkSheet("unit_mark_sheet", pictures.photo)
        self.notice = Notice("unit_mark_notice")
        self.shapes = {
            Shape.ARROW: SecondaryButton("unit_mark_arrow", key="A", small=True),
            Shape.CIRCLE: SecondaryButton("unit_mark_circle", key="C", small=True),
            Shape.WORD: SecondaryButton("unit_mark_word", key="W", small=True),
        }
        self.field = QLineEdit()
        self.ink = Segmented("unit_mark_ink")
        self.undo = SecondaryButton("unit_mark_undo", key="^Z", small=True)
        self.remove = SecondaryButton("unit_mark_remove", key="Del", small=True)
        self.close_button = SecondaryButton("unit_mark_close", key="Esc", small=True)
        self.do = PrimaryButton("unit_mark_do", key="Enter")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.field.setObjectName("unit_mark_field")
        self.field.setMaxLength(LONGEST_WORD)
        self.field.setMinimumHeight(Touch.LEAST)
        self.field.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.notice)
        column.addWidget(self.field)
        tools, ends = QHBoxLayout(), QHBoxLayout()
        for row in (tools, ends):
            row.setSpacing(Space.TIGHT)
            column.addLayout(row)
        for button in self.shapes.values():
            tools.addWidget(button)
        tools.addWidget(self.ink, 1)
        for button in (self.close_button, self.undo, self.remove):
            ends.addWidget(button)
        ends.addWidget(self.do, 1)

    def _connect(self) -> None:
        for shape, button in self.shapes.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_shape, shape))
        self.sheet.changed.connect(self._on_changed)
        self.sheet.closed.connect(self.closed)
        self.ink.chosen.connect(self._on_ink)
        self.field.returnPressed.connect(self._on_word)
        self.undo.clicked.connect(self._on_undo)
        self.remove.clicked.connect(self._on_remove)
        self.close_button.clicked.connect(self.closed)
        self.do.clicked.connect(self._on_do)

    @property
    def may(self) -> bool:
        """Whether whoever is signed in may draw."""
        by = self._by
        return by is not None and by.role in MAY_INSPECT

    @property
    def _by(self) -> Operator | None:
        standing = self._parts.desk.standing
        return standing.state.operator if standing else None

    def retranslate(self) -> None:
        """Say its words anew."""
        self.shapes[Shape.ARROW].say(_("Arrow"))
        self.shapes[Shape.CIRCLE].say(_("Circle"))
        self.shapes[Shape.WORD].say(_("Word"))
        self.undo.say(_("Undo"))
        self.remove.say(_("Remove"))
        self.close_button.say(_("Back"))
        self.do.say(_("Save what is drawn"))
        self.field.setPlaceholderText(_("A word for the photo; Enter sets it there"))
        self.field.setAccessibleName(_("Word"))
        inks = {Ink.RED: _("Red"), Ink.YELLOW: _("Yellow"), Ink.BLUE: _("Blue")}
        self.ink.show_choices([(ink.value, words) for ink, words in inks.items()], self.sheet.ink.value)
        self.ink.call(_("Colour"))
        if self.notice.state != "bad":
            self._say()
        self._on_changed()

    def _say(self) -> None:
        if self._saved:
            self.notice.say("ok", _("Saved beside the photo."), "")
        else:
            self.notice.say("neutral", _("Drag to draw. The photo itself stays as it is."), "")

    def ask(self, photo: PhotoView) -> None:
        """Draw on another photo."""
        self._photo, self._saving, self._saved = photo, False, False
        self.field.hide()
        self.sheet.show_photo(photo.sha256, photo.title)
        self.sheet.show_marks(photo.marks)
        self._say()
        self._on_changed()
        self.sheet.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self._on_shape(KEYS[key], add=True)
        elif key in INKS:
            self._on_ink(INKS[key].value)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_do()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_shape(self, shape: Shape, *_checked: object, add: bool = False) -> None:
        """By key a new one lies in the middle at once; by touch the next drag draws it. A word is written first."""
        self.sheet.shape = shape
        self.field.setVisible(shape is Shape.WORD)
        if shape is Shape.WORD:
            self.field.setFocus()
        else:
            if add:
                self.sheet.add(shape)
            self.sheet.setFocus()
        self._on_changed()

    @Slot()
    def _on_word(self) -> None:
        self.sheet.word = " ".join(self.field.text().split())
        if self.sheet.word:
            self.sheet.add(Shape.WORD)
            self.field.clear()
            self.field.hide()
            self.sheet.shape = Shape.ARROW
            self.sheet.setFocus()
            self._on_changed()

    @Slot(str)
    def _on_ink(self, ink: str) -> None:
        self.sheet.colour(Ink(ink))
        self.retranslate()

    @Slot()
    def _on_changed(self) -> None:
        for shape, button in self.shapes.items():
            button.setChecked(shape is self.sheet.shape)
        self.undo.setEnabled(self.sheet.can_undo)
        self.remove.setEnabled(self.sheet.chosen is not None)
        self.do.setEnabled(self.sheet.can_undo and self.may and not self._saving)

    @Slot()
    def _on_undo(self) -> None:
        self.sheet.undo()
        self.sheet.setFocus()

    @Slot()
    def _on_remove(self) -> None:
        self.sheet.remove()
        self.sheet.setFocus()

    @Slot()
    def _on_do(self) -> None:
        photo, by, marks = self._photo, self._by, self.sheet.marks
        if photo is None or not self.do.isEnabled():
            return
        self._saving = True
        self._on_changed()
        marking = self._parts.station.open_marking
        self._parts.read(
            lambda: marking().mark(photo.key, marks, by),
            lambda _none: self._on_saved(photo, marks),
            partial(self._on_failed, photo),
        )

    def _on_saved(self, photo: PhotoView, marks: tuple[Mark, ...]) -> None:
        if photo is self._photo:
            self._saving, self._saved = False, True
            self.sheet.show_marks(marks)
            self._say()
            self.saved.emit()

    def _on_failed(self, photo: PhotoView, error: BaseException) -> None:
        if photo is self._photo:
            self._saving = False
            self.notice.say("bad", *told(error))
            self._on_changed()
