"""What is said for a certificate before it gets its number: a field for each, and what would stand there not recorded.

What the site says of all its certificates stands in the field faintly and counts where nothing is typed. Nothing is
filled in for anybody. Main thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.certificates import DETAILS, TREATMENTS, detail_fault, lacking
from app.ui.certificate_words import detail_hint, detail_said, fault_said, lacks_said, treatment_said
from app.ui.kit import Label, ScrollColumn
from app.ui.theme import Space, Type
from app.ui.words import _

Said = Mapping[str, str]
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Details:
    """What is asked for, and what is known already.

    Attributes:
        kind: of the certificate
        names: the fields in their order
        given: what the certificate says that is to be replaced; stands in the fields, and is left out when emptied
        usual: what the site says of all of this kind
        known: what else the certificate will say, of what it is expected to
        derogations: the codes that the law knows here, each with its case

    """

    kind: str
    names: tuple[str, ...]
    given: Said = field(default_factory=dict)
    usual: Said = field(default_factory=dict)
    known: Said = field(default_factory=dict)
    derogations: tuple[tuple[str, str], ...] = ()


class DetailFields(QWidget):
    """`ask(details)`. Signals: changed(): something else is typed; pressed(): Enter."""

    changed = Signal()
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unit_details")
        self._asked: Details | None = None
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        self.lacks = Label("", Type.SECOND, "warn", name="unit_details_lack")
        self._scroll = ScrollColumn("unit_details_rows", spacing=Space.NEAR)
        self._grid: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.lacks)

    def ask(self, asked: Details | None, *, keep: bool = False) -> None:
        """Other fields, empty but for what is given; `keep` has what was typed stay there."""
        typed = self._typed() if keep else {}
        self._asked = asked
        self.fields = {}
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        if asked is not None:
            self._fill(asked, typed or dict(asked.given))
        self._on_changed()

    def _fill(self, asked: Details, texts: Said) -> None:
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, Space.NEAR, 0)
        grid.setHorizontalSpacing(Space.CARD)
        grid.setVerticalSpacing(Space.TIGHT)
        for place, name in enumerate(asked.names):
            row, column = divmod(place, COLUMNS)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Label(detail_said(name), Type.CAPTION, "second", wrap=False))
            entry = self._entry(asked, name, texts.get(name, ""))
            cell.addWidget(entry)
            grid.addLayout(cell, row, column)
            self.fields[name] = entry
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._scroll.column.addWidget(self._grid)

    def _entry(self, asked: Details, name: str, text: str) -> QLineEdit | QComboBox:
        usual = asked.usual.get(name, "")
        choices = self._choices(asked, name)
        entry: QLineEdit | QComboBox
        if choices:
            entry = QComboBox()
            entry.addItem(_("{value} (this site)", value=dict(choices).get(usual, usual)) if usual else "–", "")
            for code, words in choices:
                entry.addItem(words, code)
            entry.setCurrentIndex(max(0, entry.findData(text)))
            entry.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            entry.setMinimumContentsLength(12)
            entry.currentIndexChanged.connect(self._on_changed)
        else:
            entry = QLineEdit(text)
            entry.setMaxLength(DETAILS[name])
            entry.setPlaceholderText(self._unless_said(asked, name))
            entry.textChanged.connect(self._on_changed)
            entry.returnPressed.connect(self.pressed)
        entry.setObjectName(f"unit_detail_{name}")
        entry.setAccessibleName(detail_said(name))
        return entry

    @staticmethod
    def _unless_said(asked: Details, name: str) -> str:
        """What the certificate says of it where nothing is typed, else how it is written."""
        if usual := asked.usual.get(name, ""):
            return _("{value} (this site)", value=usual)
        known = asked.known.get(name, "")
        return _("{value} (on record)", value=known) if known else detail_hint(name)

    @staticmethod
    def _choices(asked: Details, name: str) -> tuple[tuple[str, str], ...]:
        if name == "treatment":
            return tuple((one, treatment_said(one)) for one in TREATMENTS)
        if name == "derogation":
            return tuple((code, f"{code} · {case}") for code, case in asked.derogations)
        return ()

    def _typed(self) -> dict[str, str]:
        return {
            name: str(entry.currentData() or "") if isinstance(entry, QComboBox) else entry.text().strip()
            for name, entry in self.fields.items()
        }

    def details(self) -> tuple[tuple[str, str], ...]:
        """What was typed and is not given already; a given one that was emptied has no text."""
        given = self._asked.given if self._asked is not None else {}
        return tuple((name, text) for name, text in self._typed().items() if text != given.get(name, ""))

    def fault(self) -> tuple[str, str] | None:
        """The first field that cannot stand on a certificate, and why, in words."""
        for name, text in self.details():
            if text and (fault := detail_fault(name, text)):
                return _("This cannot stand on a certificate."), fault_said(name, fault)
        return None

    @Slot()
    def _on_changed(self, _what: object = None) -> None:
        if self._asked is not None:
            typed = {name: text for name, text in self._typed().items() if text}
            said = {**self._asked.known, **self._asked.usual, **typed}
            words = lacks_said(lacking(self._asked.kind, said))
            self.lacks.say(_("On the certificate, {what}.", what=words) if words else "")
            self.lacks.setVisible(bool(words))
        self.changed.emit()
