"""The right card: the live picture with the shots owed, or the label with what happens next. Main thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui import words
from app.ui.camera import LivePicture
from app.ui.kit import Card, Chip, FlowLayout, Label, Notice, NumberedLines, Photo, PhotoTile, SecondaryButton
from app.ui.theme import Type
from app.ui.unit.pictures import Photos

from .acts import Prove, Shoot
from .dossier_photos import DossierPhotos
from .drawn import Drawn
from .emptied import emptied, filled
from .label_view import LabelPaper
from .papers import Papers
from .past_view import PastView
from .pictures import OnImage, Pictures
from .pieces import Beside, Control, LabelView, ShotTile, Tone
from .tongue import spoken

ACROSS = 4
MOST_TILES = 12
PROOF = "proof"
CHIP_HEIGHT = 30


class BesideCard(Card):
    """Draws a `Beside`.

    Signals:
        touched(str): the control of this name
        unit_asked(str): a unit of those done last
        photo_asked(): a photo that was taken was touched

    """

    photo_asked = Signal()

    touched = Signal(str)
    unit_asked = Signal(str)

    def __init__(
        self,
        photos: Pictures,
        picture: LivePicture,
        papers: Papers | None = None,
        large: Photos | None = None,
        *,
        tools: QWidget | None = None,
        offer: QWidget | None = None,
    ) -> None:
        super().__init__("beside", margin=14)
        self._papers = papers
        self._photos = photos
        self._picture = picture
        self._beside: Beside | None = None
        self._drawn_tiles, self._drawn_advice, self._drawn_buttons = Drawn(), Drawn(), Drawn()
        self._advice: tuple[tuple[str, str], ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._owed = Label(kind=Type.CAPTION, tone="second", name="owed_caption")
        self._tiles = QWidget()
        self._grid = QGridLayout(self._tiles)
        self._tools, self._offer = tools or QWidget(), offer or QWidget()
        self._offers = False
        self._label_caption = Label(kind=Type.CAPTION, tone="second", name="label_caption")
        self._label = LabelPaper()
        self._then_caption = Label(kind=Type.CAPTION, tone="second", name="then_caption")
        self._then = NumberedLines("then")
        self._dossier = DossierPhotos(large) if large is not None else None
        self._past = PastView()
        self._past.opened.connect(self.unit_asked)
        self._say = Notice("beside_notice")
        self._buttons = QWidget()
        self._row = QHBoxLayout(self._buttons)
        self._lay_out()

    def _lay_out(self) -> None:
        self.column.setSpacing(10)
        for layout in (self._grid, self._row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1)
        self._offer.hide()
        for widget in (self._picture, self._offer, self._chips, self._owed, self._tiles, self._tools):
            self.column.addWidget(widget)
        if self._dossier is not None:
            self.column.addWidget(self._dossier, 1)
            self._dossier.hide()
        for widget in (self._label_caption, self._label, self._then_caption, self._then, self._past):
            self.column.addWidget(widget)
            widget.hide()
        self.column.addStretch()
        self.column.addWidget(self._say)
        self.column.addWidget(self._buttons)

    def draw(self, beside: Beside) -> None:
        """Show this."""
        if beside == self._beside:
            return
        self._beside = beside
        self.setUpdatesEnabled(False)
        self._draw_camera(beside)
        self._draw_label(beside)
        if self._dossier is not None:
            self._dossier.setVisible(beside.dossier is not None)
            if beside.dossier is not None:
                self._dossier.draw(beside.dossier)
        self._past.setVisible(bool(beside.past))
        self._past.draw(beside.past)
        said = beside.say
        tone = {Tone.PLAIN: "accent", Tone.PRIMARY: "accent"}.get(said.tone, said.tone.value) if said else "neutral"
        self._say.say(tone, spoken(said.title) if said else "", spoken(said.text) if said else "")
        self._draw_buttons(beside.controls)
        self.setUpdatesEnabled(True)

    def press(self, key: str) -> bool:
        """A key for the photos of a review; whether it meant anything to them."""
        return self._dossier is not None and not self._dossier.isHidden() and self._dossier.press(key)

    def show_offer(self, *, wanted: bool) -> None:
        """What is offered instead of the live picture, or that again."""
        self._offers = wanted
        if self._beside is not None:
            self._draw_camera(self._beside)

    def advise(self, advice: tuple[tuple[str, str], ...]) -> None:
        """What is said of the live picture now."""
        if advice != self._advice:
            self._advice = advice
            self._draw_advice()

    def retranslate(self) -> None:
        """Say everything anew."""
        beside, self._beside = self._beside, None
        if beside is not None:
            self.draw(beside)

    def _draw_camera(self, beside: Beside) -> None:
        offers = self._offers and beside.camera and beside.shoot is not None
        self._picture.setVisible(beside.camera and not offers)
        self._offer.setVisible(offers)
        self._draw_advice()
        act = beside.shoot.act if beside.shoot is not None else None
        shot = act.shot if isinstance(act, Shoot) else PROOF if isinstance(act, Prove) else ""
        self._picture.aim(shot, spoken(beside.aim), words._("Space") if shot else "", spoken(beside.hold))
        self._tools.setVisible(beside.camera and isinstance(act, Shoot) and not offers)
        shown = beside.camera and bool(beside.tiles)
        self._owed.setVisible(shown)
        self._owed.say(words._("Photos owed"))
        self._tiles.setVisible(shown)
        if self._drawn_tiles.is_again(beside.tiles):
            return
        emptied(self._grid, to_fill=True)
        now = True
        for place, tile in enumerate(beside.tiles[:MOST_TILES]):
            widget = self._tile(tile, place, now=now and tile.control is not None)
            now = now and tile.control is None
            self._grid.addWidget(widget, place // ACROSS, place % ACROSS)
        filled(self._tiles)

    def _tile(self, tile: ShotTile, place: int, *, now: bool) -> PhotoTile:
        name = tile.control.name if tile.control is not None else f"taken_{place}"
        widget = PhotoTile(name)
        text = spoken(tile.text)
        if tile.control is None:
            widget.show_photo(text, Photo.SAVED)
            self._photos.fetch(tile.sha256, _into(widget, text), widget)
            widget.clicked.connect(self.photo_asked)
        else:
            widget.show_photo(text, Photo.OWED_NOW if now else Photo.OWED_LATER)
            widget.clicked.connect(self._on_clicked)
        return widget

    def _draw_advice(self) -> None:
        shown = self._beside is not None and self._beside.camera and self._beside.shoot is not None
        shown = shown and not self._offers
        self._chips.setVisible(shown)  # an empty bench has nothing to be sharp
        self._chips.setMinimumHeight(CHIP_HEIGHT)  # also while nothing is said: what lies below must not jump
        if self._drawn_advice.is_again(shown, self._advice):
            return
        emptied(self._flow, to_fill=True)
        for place, (text, tone) in enumerate(self._advice if shown else ()):
            self._flow.addWidget(Chip(f"advice_{place}", text, tone, filled=True))
        filled(self._chips)

    def _draw_label(self, beside: Beside) -> None:
        label = beside.label
        self._label_caption.setVisible(label is not None)
        self._label.setVisible(label is not None)
        if label is not None:
            self._label.draw(label)
            self._label_caption.say(self._captioned(label))
            if self._papers is not None and label.paper is not None and label.paper.fields:
                self._papers.fetch(label.paper, partial(self._on_paper, label), self._label)
        self._then_caption.setVisible(bool(beside.then))
        self._then_caption.say(words._("What happens with Enter") if beside.enters else words._("What to do"))
        self._then.show_lines([spoken(line) for line in beside.then])
        self._then.setVisible(bool(beside.then))

    def _captioned(self, label: LabelView) -> str:
        return " · ".join(filter(None, (spoken(label.caption), self._label.size_said)))

    def _on_paper(self, label: LabelView, picture: QImage) -> None:
        self._label.show_picture(label, picture)
        if self._beside is not None and self._beside.label == label:
            self._label_caption.say(self._captioned(label))

    def _draw_buttons(self, controls: tuple[Control, ...]) -> None:
        self._buttons.setVisible(bool(controls))
        if self._drawn_buttons.is_again(controls):
            return
        emptied(self._row, to_fill=True)
        for control in controls:
            button = SecondaryButton(control.name, spoken(control.text), control.key)
            button.set_grave(control.tone is Tone.BAD)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_clicked)
            self._row.addWidget(button)
        filled(self._buttons)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.touched.emit(sender.objectName())


def _into(tile: PhotoTile, text: str) -> OnImage:
    return lambda image: tile.show_photo(text, Photo.SAVED, image)
