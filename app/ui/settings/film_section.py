"""Films: whether each parcel's unboxing is filmed, how long and large a film may be, where they lie. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Slot

from app.config import Settings
from app.services.safekeeping import Room, RoomState
from app.ui.kit import FactRows, Label, Segmented, Toggle
from app.ui.parts import Parts
from app.ui.words import _, number

from .rows import SettingRow
from .section import Section

MINUTES = (5, 10, 20, 30)
MEGABYTES = (200, 400, 800)
PICTURES_A_SECOND = (5, 10, 15)
GIB = 1 << 30
MIB = 1 << 20


class FilmSection(Section):
    """The bounds of films, and what room there is for them."""

    name = "film"
    icon = "video-camera"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._room: Room | None = None
        self._most_mb = parts.station.settings.film.most_mb
        self._about = Label(tone="second", name="film_about")
        self.facts = FactRows("film_facts")
        self._unboxing = Toggle("film_unboxing")
        self._minutes, self._size = Segmented("film_minutes"), Segmented("film_size")
        self._rate = Segmented("film_rate")
        self._rows = {
            "unboxing": SettingRow("film_unboxing", self._unboxing),
            "minutes": SettingRow("film_minutes", self._minutes),
            "size": SettingRow("film_size", self._size),
            "rate": SettingRow("film_rate", self._rate),
        }
        self.scrolled((self._about, self.facts), self._rows.values())
        self._unboxing.clicked.connect(self._on_unboxing_clicked)
        self._minutes.chosen.connect(self._on_minutes_chosen)
        self._size.chosen.connect(self._on_size_chosen)
        self._rate.chosen.connect(self._on_rate_chosen)

    @staticmethod
    def title() -> str:
        return _("Films")

    def came_to_front(self) -> None:
        """What is free changes with every film."""
        self.work(self.parts.station.room, self._on_room)

    def _on_room(self, room: Room) -> None:
        self._room = room
        self._show_facts()

    def show_settings(self, settings: Settings) -> None:
        film = settings.film
        self._most_mb = film.most_mb
        self._unboxing.setChecked(film.unboxing)
        for segmented, usual, now in (
            (self._minutes, MINUTES, film.most_minutes),
            (self._size, MEGABYTES, film.most_mb),
            (self._rate, PICTURES_A_SECOND, film.fps),
        ):
            choices = sorted({*usual, now})
            segmented.show_choices([(str(one), number(one)) for one in choices], str(now))
        self._show_facts()

    def retranslate(self) -> None:
        self._about.say(
            _("Key F films while work goes on: an unboxing at the bench, a destruction there or on the unit's page.")
        )
        rows = self._rows
        rows["unboxing"].say(_("Unboxing"), _("A film begins with each parcel's scan and ends with the parcel."))
        rows["minutes"].say(_("Longest film, in minutes"), _("A film that is as long ends by itself and is kept."))
        rows["size"].say(_("Largest film, in MB"), _("Likewise one that is as large."))
        rows["rate"].say(_("Pictures a second"), _("More show quick hands better and need more room."))
        self._unboxing.say(_("Each unboxing is filmed"))
        self._show_facts()

    def _show_facts(self) -> None:
        kept = str(self.parts.station.profile.evidence)
        free = room_said(self._room, self._most_mb) if self._room is not None else ""
        self.facts.show_facts([(_("Kept in"), kept), (_("Free"), free)])

    @Slot()
    def _on_unboxing_clicked(self) -> None:
        self.changed.emit({("film", "unboxing"): self._unboxing.isChecked()})

    @Slot(str)
    def _on_minutes_chosen(self, minutes: str) -> None:
        self.changed.emit({("film", "most_minutes"): int(minutes)})

    @Slot(str)
    def _on_size_chosen(self, megabytes: str) -> None:
        self.changed.emit({("film", "most_mb"): int(megabytes)})

    @Slot(str)
    def _on_rate_chosen(self, rate: str) -> None:
        self.changed.emit({("film", "fps"): int(rate)})


def room_said(room: Room, most_mb: int) -> str:
    """What is free, and for how many of the largest films that does."""
    if room.state is RoomState.SPENT:
        return _("The disk is full: no film can be kept.")
    films = room.free // (most_mb * MIB)
    return _(
        "{free} GiB, room for {films} films of the largest size", free=f"{room.free / GIB:.1f}", films=number(films)
    )
