"""The bench as a page of the window: three cards whose places never move, and the keys that mean what they show.

Keys reach it wherever the focus is in its window, but for a field that is being typed into. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.background.timers import once
from app.domain.identifiers import parse_badge, parse_command
from app.domain.stock import Article
from app.errors import BenchError
from app.services.certificates import issuer_of
from app.services.inspecting import Standing
from app.services.looking import ArticleCard
from app.ui.camera import LivePicture
from app.ui.page import Page
from app.ui.parts import Parts
from app.ui.unit.pictures import Pictures as UnitPictures
from app.ui.unit.scene import Known as Record
from app.ui.unit.scene import read_unit
from app.ui.words import translated

from .around import Around, read_around
from .beside_card import BesideCard
from .camera_tools import CameraTools
from .examined import Examined
from .films import BenchFilms
from .folder_offer import FolderOffer
from .folder_photos import FolderPhotos, loader_of
from .known_card import KnownCard
from .papers import Papers
from .pedal import Pedal
from .pictures import Pictures
from .pieces import Scene
from .presenter import BenchPresenter, Shutter, no_camera
from .stage_card import StageCard
from .tongue import spoken
from .wording import Wording

GAP: Final = 14
SHOOTS: Final = frozenset({"take", "shoot", "shot_0"})
BIG_KEYS: Final = frozenset({"Enter", "Space"})
BOUNCE_MS: Final = 120
UNPAINTED_MS: Final = 50
"""A window that lies below another one is not painted: what stands beside the question does not wait for longer."""
SCROLLS: Final[Mapping[str, int]] = {"Up": -1, "Down": 1}
LEFT: Final = (0.218, 224, 380)
RIGHT: Final = (0.302, 300, 560)
NAMED: Final[Mapping[int, str]] = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Minus: "−",
    Qt.Key.Key_F6: "F6",
    Qt.Key.Key_F10: "F10",
}
DIGITS: Final[Mapping[int, int]] = {Qt.Key.Key_0 + digit: digit for digit in range(1, 10)}
HARMLESS: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class BenchPage(Page):
    """The inspection."""

    def __init__(self, parts: Parts, picture: LivePicture | None = None, shutter: Shutter = no_camera) -> None:
        """`app.ui.bench.seeing` joins the station's camera; without one the picture says so."""
        super().__init__(parts)
        self.setObjectName("bench")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = picture or LivePicture()
        self._films = _films_of(parts, self)
        self.presenter = BenchPresenter(parts.desk, shutter, self, self._films)
        photos, self._known = parts.take(_known)
        self._stage = parts.take(_stage)
        self.tools, self._offer = CameraTools(), FolderOffer(loader_of(parts))
        self.pedal = Pedal(parts.choices, self._on_pedal, self)
        self._beside = BesideCard(
            photos, self._picture, Papers(parts), UnitPictures(parts), tools=self.tools, offer=self._offer
        )
        self._examining = ""
        self._asked: frozenset[Article] = frozenset()
        self._pressed = ("", 0)
        self._aside = once(UNPAINTED_MS, self._on_time_for_sides, self)
        self._known_is_drawn = False
        self._lay_out()
        self._connect()
        self._folder = FolderPhotos(self, self._offer)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._known)
        row.addWidget(self._stage, 1)
        row.addWidget(self._beside)

    def _connect(self) -> None:
        presenter, desk = self.presenter, self.parts.desk
        desk.stood.connect(presenter._on_stood)  # noqa: SLF001 - its slot
        desk.failed.connect(presenter._on_failed)  # noqa: SLF001
        desk.stood.connect(self._on_stood)
        desk.printed.connect(presenter._on_printed)  # noqa: SLF001
        presenter.drawn.connect(self._on_drawn)
        presenter.learned.connect(self._on_learned)
        presenter.sounded.connect(self.sounded)
        presenter.told.connect(self._on_told)
        presenter.unit_asked.connect(self.unit_asked)
        presenter.written.connect(self._on_written)
        presenter.person_asked.connect(self._on_person_asked)
        presenter.ended.connect(self._on_ended)
        if self._films is not None:
            self._films.changed.connect(presenter._on_film_changed)  # noqa: SLF001
            self._films.proved.connect(presenter._on_film_proved)  # noqa: SLF001
            self._films.told.connect(self._on_told)
            self._films.failed.connect(self._on_film_failed)
        self._stage.touched.connect(self._on_touched)
        self._beside.unit_asked.connect(self.unit_asked)
        self._stage.typed.connect(self._on_typed)
        self._stage.entered.connect(self._on_entered)
        self._stage.left.connect(self._on_left)
        self._beside.touched.connect(self._on_touched)
        self._beside.photo_asked.connect(self._on_photo_asked)

    # --- what the window asks of a page

    def scanned(self, code: str) -> None:
        """A code was scanned while the bench is in front; another person's badge is the sign-in's."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self.setFocus()  # who scans goes on here, whatever was being looked for
        command = parse_command(code)
        if command is not None and command.verb == "KEY" and self._press_tool((command.argument or "").capitalize()):
            return
        if command is not None and command.verb == "PHOTO" and self._folder.press("Space"):
            return
        if parse_badge(code) is not None and not self.presenter.awaits_witness:
            self._change_person(code)
        else:
            self.presenter.scanned(code)

    def seen(self, code: str) -> None:
        """Goods only: commands and badges hang and lie about, and what they do needs a hand that means it."""
        if parse_command(code) is None and parse_badge(code) is None:
            self.presenter.scanned(code)

    @property
    def wants_codes(self) -> bool:
        """A parcel, an item, a serial number or a label is awaited, and nothing else is being asked meanwhile."""
        return self.presenter.awaits_code

    @property
    def is_whole(self) -> bool:
        """Whether the cards beside the question say what it says."""
        return not self._aside.isActive()

    def _change_person(self, badge: str) -> None:
        self.page_asked.emit("signin")
        front = self.parentWidget()
        page = front.currentWidget() if isinstance(front, QStackedWidget) else None
        if isinstance(page, Page) and page is not self:
            page.scanned(badge)

    def came_to_front(self) -> None:
        """Ask where the bench stands, and what waits."""
        self.presenter.issues(issuer_of(self.parts.station.settings))
        self.parts.desk.ask()
        self._read_around()
        self.setFocus()

    def retranslate(self) -> None:
        """Say everything anew."""
        self._picture.retranslate()
        self._known.retranslate()
        self._stage.retranslate()
        self._beside.retranslate()
        self.tools.draw(self.parts.choices)
        self._folder.retranslate()

    def ahead(self) -> Iterator[Callable[[], object]]:
        """What is seen after some questions."""
        yield self._stage.make_ahead

    def advise(self, advice: tuple[tuple[str, str], ...]) -> None:
        """What is said of the live picture now: words with their tone."""
        self._beside.advise(advice)

    # --- keys

    def showEvent(self, event: QShowEvent) -> None:
        self.window().installEventFilter(self)
        self.pedal.listen(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.window().removeEventFilter(self)
        self.pedal.listen(False)
        self.presenter.left()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that nobody in the window took; what is typed into a field of another's is not the bench's."""
        kind = event.type()
        if kind == QEvent.Type.UpdateRequest and self._aside.isActive() and not self.parts.desk.busy:
            self._aside.start(0)  # this is the paint that was waited for
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched is not self.window():
            return False
        return not isinstance(self.window().focusWidget(), QLineEdit) and self._press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def _on_pedal(self) -> None:
        if not self._folder.press("Space"):
            self.presenter.press("Space")

    def show_offer(self, *, wanted: bool) -> None:
        """A photo from a folder in the place of the live picture, or that again."""
        self._beside.show_offer(wanted=wanted)

    def _press(self, event: QKeyEvent) -> bool:
        if self.pedal.takes(event):
            return True
        key = key_of(event)
        if not key or event.isAutoRepeat() or self._bounced(key, event.timestamp()):
            return bool(key)
        if self._beside.press(key) or (key in SCROLLS and self._stage.read_on(SCROLLS[key])):
            return True
        return self._press_tool(key) or self.presenter.press(key)

    def _press_tool(self, key: str) -> bool:
        """A key of what is offered, or of a tool of the live picture that no control bears now."""
        scene = self.presenter.scene
        return self._folder.press(key) or (scene is not None and scene.keyed(key) is None and self.tools.press(key))

    def _bounced(self, key: str, at_ms: int) -> bool:
        """The same big key again before anybody could have read what the first press led to. Digits are no such keys:
        who knows the questions answers quickly. Keys without a stamp (sent by a program) are believed."""
        (before, then), self._pressed = self._pressed, (key, at_ms)
        return key in BIG_KEYS and key == before and 0 < at_ms - then < BOUNCE_MS and then > 0

    # --- what happens

    @Slot(object)
    def _on_drawn(self, scene: Scene) -> None:
        """What is asked now is on the screen first; what stands beside it follows in the next turn."""
        self._examine(scene.stage.about)
        self._stage.draw(scene)
        self._draw_sides()
        if scene.stage.field is not None and scene.stage.field.takes_keys:
            if self.isVisible():  # an answer may come when another page is in front: its focus is not ours to take
                self._stage.field.take_keys()
            if scene.refusal is not None:
                self._stage.field.begin_anew()
        elif self.isVisible() and not _is_typing(self, within=scene.stage.field is not None):
            self.setFocus()

    def _examine(self, lpn: str) -> None:
        """A review lies open: its unit is read, once each time, for it may have been decided meanwhile."""
        if lpn == self._examining:
            return
        self._examining = lpn
        if lpn:
            reads, damage = self.parts.station.reads, self.parts.station.damaged
            self.parts.read(lambda: read_unit(reads, lpn, damage), self._on_examined, self._on_unread)

    def _on_examined(self, record: Record | None) -> None:
        standing = self.presenter.standing
        if record is not None and standing is not None:
            self.presenter.examined(Examined(record, standing.rules))

    @Slot(object)
    def _on_learned(self, scene: Scene) -> None:
        """What stands in the middle is mostly the same, and the keyboard stays where it is."""
        if not self._stage.shows(scene):
            self._on_drawn(scene)
        else:
            self._draw_sides()

    def _draw_sides(self) -> None:
        """The left and the right card: after the paint of the middle one, together with whatever else is learned until
        then; a turn each, for both at once would keep the next key waiting. While an answer is awaited they wait for a
        while, for what it leads to goes before them. Where nobody sees them there is no paint to wait for."""
        self._known_is_drawn = False
        if self.isVisible():
            self._aside.start(UNPAINTED_MS)
            self.update(0, 0, 1, 1)  # so that a paint comes, even if nothing in the middle changed
        else:
            self._on_time_for_sides()

    @Slot()
    def _on_time_for_sides(self) -> None:
        """One of them; without anybody who looks, both."""
        self._aside.stop()
        scene = self.presenter.scene
        if scene is None:
            return
        if not self._known_is_drawn:
            self._known_is_drawn = True
            self._known.draw(scene.known)
            if self.isVisible():
                self._aside.start(UNPAINTED_MS if self.parts.desk.busy else 0)
                return
        self._beside.draw(scene.beside)

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        """Titles and pictures of whatever is on the bench."""
        state = standing.state
        lines = state.parcel.lines if state.parcel is not None else ()
        wanted = {line.article for line in lines}
        if state.unit is not None:
            wanted.add(state.unit.product.article)
        if new := frozenset(wanted) - self._asked:
            self._asked |= new
            reads = self.parts.station.reads
            self.parts.read(lambda: reads.articles(new), self._on_cards_read, self._on_unread)

    def _on_cards_read(self, cards: Mapping[Article, ArticleCard]) -> None:
        self.presenter.cards_read(cards)

    @Slot()
    def _on_photo_asked(self) -> None:
        """A photo that was taken is looked at, and drawn on, on the unit's page."""
        standing = self.presenter.standing
        if standing is not None and standing.state.unit is not None:
            self.unit_asked.emit(standing.state.unit.lpn)

    @Slot(object, str)
    def _on_told(self, wording: Wording, tone: str) -> None:
        self.told.emit(partial(spoken, wording), tone)

    @Slot(object)
    def _on_film_failed(self, error: BenchError) -> None:
        self.presenter.not_taken(translated(error.message), translated(error.hint))

    @Slot()
    def _on_person_asked(self) -> None:
        self.page_asked.emit("signin")

    @Slot()
    def _on_written(self) -> None:
        self._stage.field.take_keys()

    @Slot()
    def _on_ended(self) -> None:
        self._read_around()

    @Slot(str)
    def _on_touched(self, name: str) -> None:
        """While a photo is offered that somebody asked for, that is the photo which “Take the photo” means."""
        if name not in SHOOTS or not self._folder.press("Space"):
            self.presenter.touch(name)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.presenter.type(text)

    @Slot()
    def _on_entered(self) -> None:
        self.presenter.press("Enter")

    @Slot()
    def _on_left(self) -> None:
        """Esc within a field: out of it, and out of a page that is nothing but the field."""
        scene = self.presenter.scene
        if scene is not None and scene.stage.field is not None and not scene.stage.field.takes_keys:
            self.setFocus()
        else:
            self.presenter.press("Esc")
            self.setFocus()

    def _read_around(self) -> None:
        reads = self.parts.station.reads
        self.parts.read(lambda: read_around(reads), self._on_around_read, self._on_unread)

    def _on_around_read(self, around: Around) -> None:
        self.presenter.around_read(around)

    def _on_unread(self, _: BaseException) -> None:
        """What waits is told when it can be read again; the bench goes on without."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        for card, (share, least, most) in ((self._known, LEFT), (self._beside, RIGHT)):
            card.setFixedWidth(min(most, max(least, round(self.width() * share))))
        super().resizeEvent(event)


def _films_of(parts: Parts, page: QWidget) -> BenchFilms | None:
    """What films this bench; none where its camera has nobody who films."""
    lane = parts.live.film
    if lane is None:
        return None
    filming = parts.station.filming
    return BenchFilms(lane, parts.relay, parts.desk, page, unboxing=filming is not None and filming.unboxing)


def _is_typing(page: QWidget, *, within: bool) -> bool:
    """Into a field of the page that is still asked for, or into one beside it, as the search: what is drawn anew behind
    it must not take the next letters for keys of the bench."""
    focused = page.window().focusWidget()
    return isinstance(focused, QLineEdit) and (within or not page.isAncestorOf(focused))


def key_of(event: QKeyEvent) -> str:
    """The key as the caps call it; empty for what means nothing here."""
    if event.modifiers() & ~HARMLESS == Qt.KeyboardModifier.ControlModifier and event.key() in DIGITS:
        return f"^{DIGITS[event.key()]}"
    if event.modifiers() & ~HARMLESS:
        return ""
    named = NAMED.get(event.key())
    if named is not None:
        return named
    text = event.text().upper()
    return text if len(text) == 1 and text.isascii() and text.isalnum() else ""


def _known(parts: Parts) -> tuple[Pictures, KnownCard]:
    photos, products = Pictures(parts, parts.station.photo_path), Pictures(parts, parts.station.reference)
    return photos, KnownCard(photos, products)


def _stage(_parts: Parts) -> StageCard:
    return StageCard()


PIECES = (_known, _stage)
