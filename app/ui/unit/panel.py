"""The panel of an act: what it asks for, and the button that does it. In the place of the lists; nothing is modal.

Keeps what a person types until the act is done or closed; a PIN is let go of as soon as it is handed over, or, where a
proof follows, with that proof or when the panel is left. Main thread.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.kit import FlowLayout, Label, Notice, PrimaryButton, SecondaryButton, Segmented
from app.ui.kit.filling import filling
from app.ui.theme import Space, Type
from app.ui.words import _

from .acts import Entered, Form
from .detail_fields import DetailFields
from .proof import Proof

LONGEST = 500
LONGEST_PIN = 32


class Panel(QWidget):
    """`show_form(form)`, `refuse(message, hint)`.

    Signals:
        entered(Form, Entered): the button was pressed, with everything that the act needs; of an act with a proof once
            without its file, and again with it after `ask_proof`
        closed(): nothing is to be done

    """

    entered = Signal(object, object)
    closed = Signal()

    def __init__(self, proof: Proof) -> None:
        super().__init__()
        self.setObjectName("unit_panel")
        self.proof = proof
        self._watched: Entered | None = None
        self.form: Form | None = None
        self._file: Path | None = None
        self._dialog: QFileDialog | None = None
        self.title = Label("", Type.NAME, name="unit_panel_title")
        self.hint = Label("", Type.BODY, "second", name="unit_panel_hint")
        self.grades = Segmented("unit_panel_grades")
        self._reasons = QWidget()
        self._reasons_layout = FlowLayout(self._reasons)
        self.words = _field("unit_panel_words", LONGEST)
        self.badge, self.pin = _field("unit_panel_badge", 128), _field("unit_panel_pin", LONGEST_PIN)
        self.details = DetailFields()
        self.file = SecondaryButton("unit_panel_file", icon="image", small=True)
        self.notice = Notice("unit_panel_notice")
        self.do = PrimaryButton("unit_panel_do", key="⏎")
        self.close_button = SecondaryButton("unit_panel_close", key="Esc")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        for widget in (self.title, self.hint, self.grades, self._reasons, self.words, self.badge, self.pin):
            column.addWidget(widget)
        column.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details, 40)
        column.addWidget(self.proof, 4)
        column.addWidget(self.notice)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.NEAR)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.do, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for field in (self.words, self.badge, self.pin):
            field.textChanged.connect(self._on_changed)
            field.returnPressed.connect(self._on_do_pressed)
        self.details.pressed.connect(self._on_do_pressed)
        self.grades.chosen.connect(self._on_changed)
        self.file.clicked.connect(self._on_file_pressed)
        self.do.clicked.connect(self._on_do_pressed)
        self.close_button.clicked.connect(self._on_close_pressed)
        self.proof.given.connect(self._on_proof_given)
        self.proof.failed.connect(self.refuse)

    def show_form(self, form: Form) -> None:
        """Another act, with empty fields; the same one in another language keeps what was typed."""
        other = self.form is None or self.form.name != form.name
        self.details.ask(form.details, keep=not other)
        if other:
            for field in (self.words, self.badge, self.pin):
                field.clear()
            self._file = self._watched = None
            self.grades.show_choices([(grade, grade) for grade in form.grades], "")
            self.notice.clear()
        self.form = form
        self.grades.setVisible(bool(form.grades))
        self._show_reasons(form)
        self.words.setVisible(bool(form.words))
        self.words.setPlaceholderText(form.words)
        self.words.setAccessibleName(form.words)
        for field, words in ((self.badge, _("Badge of the witness")), (self.pin, _("PIN of the witness"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.file.setVisible(form.file)
        self.do.say(form.button)
        self.close_button.say(_("Close"))
        self.proof.retranslate()
        self._show_proof()
        self._show_file()
        self._on_changed()

    def ask_proof(self, entered: Entered) -> None:
        """The witness was found right: now the act itself, and its proof."""
        self._watched = entered
        self.notice.clear()
        self._show_proof()
        self.proof.setFocus()

    def ask_witness(self) -> None:
        """The witness is asked for again, and the PIN forgotten."""
        self._watched = None
        self._show_proof()

    def _show_proof(self) -> None:
        form, watched = self.form, self._watched is not None
        for field in (self.badge, self.pin):
            field.setVisible(form is not None and form.witness and not watched)
        self.details.setVisible(form is not None and form.details is not None and not watched)
        self.do.setVisible(not watched)
        self.proof.setVisible(watched)
        self.proof.wait(waits=False)
        if watched:
            self.title.say(_("Destroy it now, then take the proof"))
            self.hint.say(
                _("Its label must be in the frame, sharp and whole. With the proof the certificate gets its number.")
            )
        elif form is not None:
            self.title.say(form.title)
            self.hint.say(form.hint)

    def clear(self) -> None:
        """Forget the act and what was typed."""
        self.form = None
        self._file = self._watched = None
        self.proof.hide()
        self.details.ask(None)
        for field in (self.words, self.badge, self.pin):
            field.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """A PIN that was typed and not sent waits for nobody: whoever comes next may be somebody else."""
        self.pin.clear()
        self.ask_witness()
        super().hideEvent(event)

    @Slot(object, object)
    def refuse(self, message: str, hint: str) -> None:
        """The act was not taken."""
        self.notice.say("bad", message, hint)
        self.do.setEnabled(True)
        self.proof.wait(waits=False)

    def take_scan(self, code: str) -> bool:
        """A badge that is scanned fills its field."""
        if self.form is None or not self.form.witness or self._watched is not None:
            return False
        self.badge.setText(code.removeprefix("RGB:"))
        self.pin.setFocus()
        return True

    def focus(self) -> None:
        """Where what must be given begins."""
        if self.grades.isVisibleTo(self):
            self.grades.take_keys()
            return
        first = next((field for field in (self.words, self.badge) if field.isVisibleTo(self)), self.do)
        first.setFocus()

    def _show_reasons(self, form: Form) -> None:
        while (item := self._reasons_layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with filling(self._reasons):
            for place, reason in enumerate(form.reasons):
                button = ReasonButton(place, reason)
                button.chosen.connect(self._on_reason_chosen)
                self._reasons_layout.addWidget(button)
        self._reasons.setVisible(bool(form.reasons))

    def _show_file(self) -> None:
        self.file.say(self._file.name if self._file else _("Choose a picture…"))

    def _entered(self) -> Entered:
        return Entered(
            self.words.text(), self.grades.key, self.badge.text(), self.pin.text(), self._file, self.details.details()
        )

    @Slot()
    def _on_changed(self, _what: str = "") -> None:
        self.do.setEnabled(self.form is not None and not self._entered().missing(self.form))

    @Slot(str)
    def _on_reason_chosen(self, reason: str) -> None:
        self.words.setText(reason)
        self.words.setFocus()

    @Slot()
    def _on_do_pressed(self) -> None:
        entered = self._entered()
        if self.form is None or entered.missing(self.form):
            return
        if fault := self.details.fault():
            self.notice.say("bad", *fault)
            return
        self.notice.clear()
        self.do.setEnabled(False)
        self.pin.clear()
        self.do.setEnabled(False)
        self.entered.emit(self.form, entered)

    @Slot(object)
    def _on_proof_given(self, file: Path) -> None:
        if self.form is not None and self._watched is not None:
            self.notice.clear()
            self.proof.wait(waits=True)
            self.entered.emit(self.form, replace(self._watched, file=file))

    @Slot()
    def _on_close_pressed(self) -> None:
        self.clear()
        self.closed.emit()

    @Slot()
    def _on_file_pressed(self) -> None:
        """The system's own choice of files, beside the window: it holds nothing up."""
        self._dialog = QFileDialog(self, _("Choose a picture…"), "", "*.jpg *.jpeg *.png *.webp")
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.fileSelected.connect(self._on_file_chosen)
        self._dialog.show()

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        self._file = Path(name) if name else None
        self._show_file()
        self._on_changed()


class ReasonButton(SecondaryButton):
    """A usual reason. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, place: int, reason: str) -> None:
        super().__init__(f"unit_reason_{place}", reason, small=True)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.words)


def _field(name: str, longest: int) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setMaxLength(longest)
    return field
