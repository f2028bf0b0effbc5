"""The left card: what is known of the parcel or the unit. Main thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import words
from app.ui.kit import Card, ElidedLabel, EmptyState, FactRows, Label, Notice, Photo, PhotoTile, ScrollColumn
from app.ui.kit.painting import fill_with_picture
from app.ui.theme import Type, current

from .asking import read_first
from .emptied import emptied, filled
from .pictures import OnImage, Pictures
from .pieces import Known, Lineup
from .tongue import spoken
from .wording import phrase

MOST_NOTICES = 2
MOST_TILES = 6
MOST_OLDEST = 3
LOWEST, HIGHEST = 110, 190


class KnownCard(Card):
    """Draws a `Known`; what has not changed is left as it is."""

    def __init__(self, photos: Pictures, products: Pictures) -> None:
        super().__init__("known", margin=16)
        self._photos = photos
        self._products = products
        self._known: Known | None = None
        self._shots: tuple[str, ...] = ()
        self.column.setSpacing(6)
        self._upper = ScrollColumn("known_upper", spacing=8)
        self._caption = Label(kind=Type.CAPTION, tone="second", name="known_caption")
        self._code = ElidedLabel(kind=Type.CODE, mode=Qt.TextElideMode.ElideMiddle, name="known_code")
        self._under = ElidedLabel(kind=Type.SECOND, tone="second", name="known_under")
        self._notices = [Notice(f"known_notice_{place}") for place in range(MOST_NOTICES)]
        self._picture = Reference()
        self._title = Label(kind=Type.NAME, name="known_title")
        self._facts = FactRows("known_facts")
        self._tiles = QWidget()
        self._grid = QGridLayout(self._tiles)
        self._waiting = QWidget()
        self._waits = QVBoxLayout(self._waiting)
        self._empty = EmptyState("nothing_waits", "coffee")
        self._asks_caption = Label(kind=Type.CAPTION, tone="second", name="known_asks_caption")
        self._asks = Label(kind=Type.BODY, tone="second", name="known_asks")
        self._evidence = Notice("known_evidence")
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._waits.setContentsMargins(0, 0, 0, 0)
        self._waits.setSpacing(2)
        self.column.setContentsMargins(16, 14, 6, 16)
        self._upper.column.setContentsMargins(0, 0, 10, 0)
        head = (self._caption, self._code, self._under)
        below = (self._picture, self._title, self._facts, self._tiles, self._waiting, self._empty)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 10, 0)
        top = QVBoxLayout()
        top.setSpacing(2)
        _stack(top, head)
        self._upper.column.addLayout(top)
        _stack(self._upper.column, (*self._notices, *below))
        _stack(foot, (self._asks_caption, self._asks, self._evidence))
        self.column.addWidget(self._upper, 1)
        self.column.addLayout(foot)
        for widget in (self._tiles, self._waiting, self._facts, self._empty):
            widget.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture.fit(self.width())
        super().resizeEvent(event)

    def draw(self, known: Known) -> None:
        """Show what is known now."""
        if known == self._known:
            return
        self._known = known
        self._say(self._caption, spoken(known.caption))
        self._code.say(known.code)
        self._code.setVisible(bool(known.code))
        self._under.say(spoken(known.under))
        self._under.setVisible(bool(known.under))
        self._draw_notices(known)
        self._draw_picture(known.picture if not known.shots or known.evidence is None else "")
        self._say(self._title, spoken(known.title))
        self._facts.codes = frozenset({words._("Order")})
        self._facts.show_facts([(spoken(fact.name), spoken(fact.value)) for fact in known.facts])
        self._facts.setVisible(bool(known.facts))
        self._draw_tiles(known.shots)
        self._draw_waiting(known.waiting)
        self._empty.setVisible(known.idle and not known.waiting)
        self._empty.say(words._("Nothing waits"), words._("Parked units and work for others will be listed here."))
        self._say(self._asks_caption, words._("Client asks") if known.asks else "")
        self._say(self._asks, "\n".join(read_first(known.asks, words.language.code)))
        evidence = known.evidence
        self._evidence.say(
            evidence.tone if evidence else "neutral",
            spoken(evidence.title) if evidence else "",
            spoken(evidence.text) if evidence else "",
        )

    def retranslate(self) -> None:
        """Say everything anew."""
        known, self._known = self._known, None
        if known is not None:
            self.draw(known)

    @staticmethod
    def _say(label: Label, text: str) -> None:
        label.say(text)
        label.setVisible(bool(text))

    def _draw_notices(self, known: Known) -> None:
        shown = known.notices[:MOST_NOTICES]
        for place, notice in enumerate(self._notices):
            if place < len(shown):
                notice.say(shown[place].tone, spoken(shown[place].title), spoken(shown[place].text))
            else:
                notice.clear()

    def _draw_picture(self, name: str) -> None:
        if self._picture.ask(name):
            self._products.fetch(name, lambda image: self._picture.show_image(name, image), self)

    def _draw_tiles(self, shots: tuple[str, ...]) -> None:
        if shots == self._shots:
            return
        self._shots = shots
        self._tiles.setVisible(bool(shots))
        emptied(self._grid, to_fill=True)
        for place, sha256 in enumerate(shots[-MOST_TILES:]):
            tile = PhotoTile(f"known_photo_{place}", QSize(125, 82))
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tile.show_photo("", Photo.SAVED)
            self._photos.fetch(sha256, _into(tile), tile)
            self._grid.addWidget(tile, place // 2, place % 2)
        filled(self._tiles)

    def _draw_waiting(self, lineups: tuple[Lineup, ...]) -> None:
        self._waiting.setVisible(bool(lineups))
        if not lineups and not self._waits.count():
            return
        emptied(self._waits, to_fill=True)
        for place, lineup in enumerate(lineups):
            title = words._("{what} · {n}", what=spoken(lineup.what), n=lineup.count)
            self._waits.addSpacing(6 if place else 0)
            self._waits.addWidget(Label(title, Type.STRONG, name=f"waiting_{place}"))
            now = datetime.now(UTC)
            for number, one in enumerate(lineup.oldest[: MOST_OLDEST if len(lineups) < 4 else 1]):
                said = " · ".join(filter(None, (one.key, spoken(one.title), words.ago(one.since, now))))
                self._waits.addWidget(ElidedLabel(said, Type.SECOND, "second", name=f"waiting_{place}_{number}"))
        filled(self._waiting)


def _stack(column: QVBoxLayout, widgets: Iterable[QWidget]) -> None:
    """One below the other: what is hidden leaves no gap."""
    for widget in widgets:
        column.addWidget(widget)


def _into(tile: PhotoTile) -> OnImage:
    return lambda image: tile.show_photo("", Photo.SAVED, image)


class Reference(QWidget):
    """The product as the client photographed it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reference_photo")
        self.setFixedHeight(LOWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = ""
        self._picture = QPixmap()
        self.hide()

    def ask(self, name: str) -> bool:
        """Another product's picture is wanted; whether it has to be fetched. Its place is kept while it comes."""
        if name == self._name:
            return False
        self._name = name
        self._picture = QPixmap()
        self.setVisible(False)
        self.setAccessibleName(spoken(phrase("Reference photo of {product}", product=name)) if name else "")
        return bool(name)

    def show_image(self, name: str, image: QImage) -> None:
        """It came; unless another product is on the bench meanwhile."""
        if name == self._name:
            self._picture = QPixmap.fromImage(image)
            self.setVisible(True)
            self.update()

    def fit(self, card_width: int) -> None:
        """As high as the card is wide: by its own width a scroll bar that comes and goes would chase it for ever."""
        self.setFixedHeight(min(HIGHEST, max(LOWEST, round((card_width - 46) * 0.49))))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(area, 12, 12)
        painter.setClipPath(outline)
        painter.fillRect(area, current().background)
        if not self._picture.isNull():
            fill_with_picture(painter, area, self._picture)
        painter.end()
