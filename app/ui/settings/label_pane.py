"""The label that is looked at: with which data, in which language, by which printer; its dots, and what can be done.

Owns what is chosen here, and keeps the old picture until the new one is there. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.services.own_labels import Sample, Shelf, Shelved
from app.ui.kit import EmptyState, Label, Notice, SecondaryButton, Segmented
from app.ui.stills import still
from app.ui.theme import Space, Type
from app.ui.words import _

from .dots import DotPicture
from .labels_scene import ON_LABELS, dpi_of, facts, fault_words, sample_choices

WHOLE, DOTS = "whole", "dots"


class LabelPane(QWidget):
    """`show_label(shelved, may)` or `show_logo(shelf, may)`, then `show_picture(image)`.

    Signals:
        wanted(): other data, another language or printer was chosen: draw it anew
        print_asked(), export_asked(), take_out_asked(), logo_asked(): the buttons

    """

    wanted = Signal()
    print_asked = Signal()
    export_asked = Signal()
    take_out_asked = Signal()
    logo_asked = Signal()

    def __init__(self, speaks: str) -> None:
        super().__init__()
        self.setObjectName("label_pane")
        self.shelved: Shelved | None = None
        self._shelf: Shelf | None = None
        self._may = False
        self._speaks = speaks if speaks in ON_LABELS else "en"
        self._sample = Sample.EXAMPLE
        self.samples, self.languages, self.zoom = (
            Segmented(f"label_{name}") for name in ("sample", "language", "zoom")
        )
        self.picture = DotPicture("label_picture")
        self.empty = EmptyState("label_empty", "image")
        self.fault = Notice("label_fault")
        self.facts = Label(kind=Type.SECOND, tone="second", name="label_facts")
        self.printers = QComboBox()
        self.printers.setObjectName("label_printer")
        self.print, self.export, self.take_out, self.choose = (
            SecondaryButton(f"label_{name}", icon=icon, small=True)
            for name, icon in (("print", "printer"), ("export", "export"), ("take_out", "trash"), ("logo", "image"))
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above, facts, acts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (above, facts, acts):
            row.setSpacing(Space.NEAR)
        above.addWidget(self.samples)
        above.addStretch(1)
        above.addWidget(self.languages)
        facts.addWidget(self.facts, 1)
        facts.addWidget(self.zoom)
        for widget in (self.printers, self.print, self.choose):
            acts.addWidget(widget)
        acts.addStretch(1)
        for widget in (self.export, self.take_out):
            acts.addWidget(widget)
        self._stack = QStackedWidget()
        for page in (self.picture, self.empty):
            self._stack.addWidget(page)
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(above)
        column.addWidget(self.fault)
        column.addWidget(self._stack, 1)
        column.addLayout(facts)
        column.addLayout(acts)
        self.take_out.set_grave(True)
        self.printers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.printers.setMaximumWidth(200)
        self.zoom.hide()

    def _connect(self) -> None:
        self.samples.chosen.connect(self._on_sample_chosen)
        self.languages.chosen.connect(self._on_language_chosen)
        self.printers.currentIndexChanged.connect(self._on_printer_chosen)
        self.zoom.chosen.connect(self._on_zoom_chosen)
        self.picture.fits.connect(self._on_fits)
        self.print.clicked.connect(self.print_asked)
        self.export.clicked.connect(self.export_asked)
        self.take_out.clicked.connect(self.take_out_asked)
        self.choose.clicked.connect(self.logo_asked)

    # What is chosen.

    @property
    def sample(self) -> Sample:
        """The chosen data; the example where the label at hand has no such."""
        newest = self.shelved is not None and bool(self.shelved.newest)
        return Sample.EXAMPLE if self._sample is Sample.NEWEST and not newest else self._sample

    @property
    def speaks(self) -> str:
        """The language on the label."""
        return self._speaks

    @property
    def printer(self) -> str:
        """The chosen printer's name; empty where none prints it."""
        return str(self.printers.currentData() or "")

    @property
    def dpi(self) -> int:
        return dpi_of(self.shelved.printers if self.shelved is not None else (), self.printer)

    # What is shown.

    def show_label(self, shelved: Shelved, may: bool) -> None:
        """One template; its picture follows."""
        chosen = self.printer
        self.shelved, self._shelf, self._may = shelved, None, may
        self.printers.blockSignals(True)
        self.printers.clear()
        for one in shelved.printers:
            self.printers.addItem(f"{one.name} · {one.dpi} dpi", one.name)
        self.printers.setCurrentIndex(max(0, self.printers.findData(chosen)))
        self.printers.blockSignals(False)
        self.retranslate()

    def show_logo(self, shelf: Shelf, may: bool) -> None:
        """The client's logo as it is printed, or how it comes."""
        self.shelved, self._shelf, self._may = None, shelf, may
        self.show_picture(still(shelf.logo or b""))
        self.retranslate()

    def show_picture(self, image: QImage) -> None:
        """It was drawn; nothing is wrong with it."""
        self.fault.clear()
        self.picture.show_picture(image)
        self._stack.setCurrentWidget(self.empty if image.isNull() else self.picture)
        self._on_fits()

    def show_fault(self, title: str, text: str) -> None:
        """It cannot be drawn: no old picture stays beside the words."""
        self.show_picture(QImage())
        self.fault.say("bad", title, text)

    def retranslate(self) -> None:
        """Say everything anew."""
        label = self.shelved
        drawn = label is not None and label.template is not None
        for widget in (self.samples, self.languages, self.print):
            widget.setVisible(drawn)
        self.facts.setVisible(drawn)
        self.printers.setVisible(drawn and self.printers.count() > 1)
        self.export.setVisible(label is not None)
        self.choose.setVisible(self._shelf is not None and self._may)
        has_own = label.own if label is not None else self._has_logo()
        self.take_out.setVisible(self._may and has_own)
        self.print.setEnabled(self.printers.count() > 0)
        if label is not None and label.template is not None:
            self.samples.show_choices(sample_choices(label), self.sample.value)
            self.languages.show_choices(list(ON_LABELS.items()), self._speaks)
            self.facts.say(facts(label.template, self.dpi, label.printers))
        self._say_buttons()
        self._say_empty()
        self._on_fits()

    def _has_logo(self) -> bool:
        return self._shelf is not None and bool(self._shelf.logo or self._shelf.logo_fault)

    def _say_buttons(self) -> None:
        self.samples.call(_("Data on the label"))
        self.languages.call(_("Language of the label"))
        self.zoom.call(_("How large the label is shown"))
        self.printers.setAccessibleName(_("Printer"))
        self.print.say(_("Print a trial"))
        self.export.say(_("Save as a file…"))
        self.take_out.say(_("Take it out"))
        self.choose.say(_("Choose a picture…"))
        whole = self.zoom.key or WHOLE
        self.zoom.show_choices([(WHOLE, _("Whole")), (DOTS, _("Dot for dot"))], whole)

    def _say_empty(self) -> None:
        shelf, label = self._shelf, self.shelved
        if label is not None and label.fault is not None:
            self.show_fault(*fault_words(label.fault))
            self.empty.say(_("Nothing is printed with it"), _("Save it as a file, mend it, and add it again."))
        elif label is not None:
            self.empty.say("", "")
        elif shelf is not None and shelf.logo_fault is not None:
            self.show_fault(*fault_words(shelf.logo_fault))
            self.empty.say(_("This logo cannot be printed"), _("Choose another picture, or take it out."))
        elif shelf is not None:
            self.empty.say(
                _("{client} has no logo yet", client=shelf.client),
                _("A dark picture on white is best: labels are black and white. PNG or JPEG, at most 4 MB."),
            )
        self.picture.setAccessibleName(self._picture_words())

    def _picture_words(self) -> str:
        if self.shelved is not None:
            return _("The label {name} as it is printed", name=self.shelved.name)
        return _("The logo as it is printed")

    # What a person chose.

    @Slot()
    def _on_fits(self) -> None:
        """Only what is larger than its place can be shown in two ways."""
        shown = self._stack.currentWidget() is self.picture
        self.zoom.setVisible(shown and not self.picture.does_fit)

    @Slot(str)
    def _on_zoom_chosen(self, key: str) -> None:
        self.picture.set_whole(key == WHOLE)

    @Slot(str)
    def _on_sample_chosen(self, key: str) -> None:
        self._sample = Sample(key)
        self.wanted.emit()

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        self._speaks = code
        self.wanted.emit()

    @Slot()
    def _on_printer_chosen(self) -> None:
        self.retranslate()
        self.wanted.emit()
