"""Photos of phones and other cameras for the shot that is owed: from the watched folder, or chosen as a file.

The folder is looked into in a lane of its own, for a share may be slow or gone; while a photo is the question, again
and again, and what has newly come is offered at once. What opened so by itself is taken by its own key or button
alone: Space, Enter and the pedal were meant for the live picture, which comes back. What is taken is copied first, so
that the bench never waits for the share; it goes through the gate as any photo does, and is kept byte for byte as it
came. Main thread.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from app.background.timers import every, once
from app.services.inspecting import Request, Standing
from app.services.photo_folder import FolderPhoto, Looked, fetch, look_into
from app.ui.faults import told
from app.ui.kit.photo_viewer import Loader
from app.ui.parts import Parts
from app.ui.unit.pictures import Arrived, scaled
from app.ui.words import _, moment, ngettext

from .camera_tools import FOLDER
from .folder_offer import CHOOSE, CLOSE, KEYS, LIVE_KEYS, OLDER, TAKE, FolderOffer
from .presenter import Aim
from .tongue import spoken

if TYPE_CHECKING:
    from .page import BenchPage

LOOK_MS: Final = 1500
UNREAD_MS: Final = 400
"""Nobody can have looked at a photo that came so short a while ago: who presses J then wants to see the folder."""
PICTURES: Final = "*.jpg *.jpeg *.png *.webp"
MOST_DRAFTS: Final = 4
"""Copies of photos that were taken; one that was refused may still be kept with a reason."""


def loader_of(parts: Parts) -> Loader:
    """Reads a file in its folder's lane, turned as its camera was held."""

    def load(file: str, size: QSize, arrived: Arrived) -> None:
        def failed(_error: BaseException) -> None:
            arrived(None)

        def read() -> QImage | None:
            return scaled(Path(file), size)

        parts.folders.submit(Path(file).parent, read, parts.relay.home(arrived), parts.relay.home(failed))

    return load


class FolderPhotos(QObject):
    """Lives as long as its page; `press` hears the keys while something is offered."""

    def __init__(self, page: BenchPage, offer: FolderOffer) -> None:
        super().__init__(page)
        self._page, self._offer, self._choices = page, offer, page.parts.choices
        self._looked, self._at = Looked(), 0
        self._known: frozenset[FolderPhoto] | None = None
        self._gone: set[FolderPhoto] = set()
        self._sent: tuple[Request, FolderPhoto | None] | None = None
        self._looking = self._wanted = False
        self._copying: Aim | None = None
        self._drafts: tuple[Path, ...] = ()
        self._problem = ""
        self._dialog: QFileDialog | None = None
        self._unread = once(UNREAD_MS, self._on_could_be_read, self)
        self._timer = every(LOOK_MS, self._on_time_to_look, self)
        offer.asked.connect(self._on_asked)
        page.tools.asked.connect(self._on_tool)
        page.presenter.drawn.connect(self._on_drawn)
        page.parts.desk.stood.connect(self._on_stood)
        self._choices.changed.connect(self._on_chosen)

    @property
    def is_open(self) -> bool:
        """Whether a photo is being offered."""
        return not self._offer.isHidden()

    @property
    def _photos(self) -> list[FolderPhoto]:
        return [one for one in self._looked.photos if one not in self._gone]

    @property
    def _has_none(self) -> bool:
        """Whether it is known that there is nothing to take."""
        return not self._photos and (bool(self._problem) or self._known is not None)

    def press(self, key: str) -> bool:
        """A key; whether it meant what is offered. One that was meant for the live picture brings that back."""
        if not self.is_open or key not in KEYS:
            return False
        if key in LIVE_KEYS and (not self._wanted or self._has_none):
            self._close()
            return False
        self._on_asked(KEYS[key])
        return True

    def retranslate(self) -> None:
        """Say what is offered anew."""
        if self.is_open:
            self._show()

    @Slot(str)
    def _on_tool(self, tool: str) -> None:
        if tool == FOLDER and not self._choices.inbox:
            self._choose()
        elif tool == FOLDER:
            self._wanted, self._at = True, 0
            self._open()
            self._look()

    @Slot(str)
    def _on_asked(self, what: str) -> None:
        if what == CLOSE:
            self._close()
        elif what == CHOOSE:
            self._choose()
        elif what == OLDER and self._photos:
            self._at = (self._at + 1) % len(self._photos)
            self._show()
        elif what == TAKE and self._unread.isActive():
            self._unread.stop()
            self._wanted = True  # what is seen stays, and the next press takes it
        elif what == TAKE and self._at < len(self._photos):
            photo = self._photos[self._at]
            self._take(photo.file, photo)

    def _take(self, file: Path, photo: FolderPhoto | None) -> None:
        """Copy it; what is owed when the copy is there must be what was owed when it was asked for."""
        aim = self._page.presenter.aim
        if aim is None or self._copying is not None:
            return
        self._copying = aim
        parts, home = self._page.parts, self._page.parts.relay.home
        old, self._drafts = self._drafts[: 1 - MOST_DRAFTS], self._drafts[1 - MOST_DRAFTS :]
        job = partial(_copied, file, parts.station.profile.spool / "tmp", old)
        parts.folders.submit(
            file.parent, job, home(partial(self._on_copied, aim, photo)), home(partial(self._on_not_copied, aim))
        )
        if self.is_open:
            self._show()

    def _on_copied(self, aim: Aim, photo: FolderPhoto | None, draft: Path) -> None:
        self._drafts = (*self._drafts, draft)
        if self._copying is not aim:  # it was put away meanwhile
            return
        self._copying = None
        request = self._page.presenter.bring(draft, aim)
        if request is not None:
            self._sent = request, photo
            self._close()
        elif self.is_open:
            self._show()

    def _on_not_copied(self, aim: Aim, error: BaseException) -> None:
        """Said where the bench says why a photo was not taken, for what is offered goes on being looked for."""
        was, self._copying = self._copying, None if self._copying is aim else self._copying
        if was is aim and aim == self._page.presenter.aim:
            self._page.presenter.not_taken(*told(error))

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        """What the bench took is not offered again; what it refused is, for another shot or with a reason."""
        if self._sent is not None and self._page.parts.desk.answered is self._sent[0]:
            photo, self._sent = self._sent[1], None
            if photo is not None and standing.reply["ok"]:
                self._gone.add(photo)

    @Slot(object)
    def _on_drawn(self, _scene: object) -> None:
        """Where no shot is owed any more nothing is offered for it."""
        if self.is_open and self._page.presenter.shot is None:
            self._close()
        elif self.is_open:
            self._show()

    @Slot()
    def _on_chosen(self) -> None:
        self._known, self._looked = None, Looked()

    @Slot()
    def _on_time_to_look(self) -> None:
        if self._choices.inbox and self._page.isVisible() and self._page.presenter.owes is not None:
            self._look()

    def _look(self) -> None:
        if self._looking or not self._choices.inbox:
            return
        self._looking = True
        parts, folder = self._page.parts, Path(self._choices.inbox)
        home = parts.relay.home
        look = partial(_looked_into, folder)
        parts.folders.submit(folder, look, home(partial(self._on_looked, folder)), home(self._on_failed))

    def _on_looked(self, folder: Path, looked: Looked) -> None:
        self._looking, self._problem = False, ""
        if Path(self._choices.inbox) != folder:
            return
        before, self._known = self._known, frozenset(looked.photos)
        shown = self._photos[self._at] if self.is_open and self._at < len(self._photos) else None
        self._looked = looked
        new = before is not None and looked.photos and looked.photos[0] not in before
        if new and not self._wanted and self._page.presenter.owes is not None:
            self._at = 0
            self._open()
            self._unread.start()
        elif self.is_open:
            self._at = self._photos.index(shown) if shown in self._photos else 0
            self._show()

    def _on_failed(self, error: BaseException) -> None:
        self._looking = False
        self._problem = " ".join(filter(None, told(error)))
        if self.is_open:
            self._looked = Looked()
            self._show()

    @Slot()
    def _on_could_be_read(self) -> None:
        """From now on its key and its button take what is offered."""

    def _open(self) -> None:
        if self._page.presenter.shot is None:
            self._wanted = False
            return
        self._page.show_offer(wanted=True)
        self._show()

    def _close(self) -> None:
        self._wanted, self._copying = False, None
        self._unread.stop()
        self._page.show_offer(wanted=False)

    def _show(self) -> None:
        photos, scene = self._photos, self._page.presenter.scene
        aim = spoken(scene.beside.aim) if scene is not None else ""
        if not photos:
            self._offer.show_photo("", "", self._problem or self._nothing(), aim)
            return
        self._at = min(self._at, len(photos) - 1)
        photo = photos[self._at]
        at = moment(datetime.fromtimestamp(photo.changed_at, UTC), datetime.now(UTC))
        about = _("{place} of {count} · {time}", place=self._at + 1, count=len(photos), time=at)
        if self._copying is not None:
            about = _("Being copied…")
        self._offer.show_photo(str(photo.file), photo.file.name, about, aim)

    def _nothing(self) -> str:
        if self._looked.untaken:
            count = self._looked.untaken
            said = ngettext("{n} picture is of a kind not taken.", "{n} pictures are of kinds not taken.", count)
            return f"{said} {_('Set the phone to JPEG (“most compatible”).')}"
        return _("No photo lies in the folder. Send one from the phone: it is offered here at once.")

    def _choose(self) -> None:
        """The system's own choice of a file, beside the window: it holds nothing up."""
        if self._page.presenter.shot is None:
            return
        inbox = "" if self._problem else self._choices.inbox  # one that does not answer would hold the window up
        self._dialog = QFileDialog(self._page, _("A photo for this shot…"), inbox, PICTURES)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self._on_file_chosen)
        self._dialog.show()

    @Slot(str)
    def _on_file_chosen(self, name: str) -> None:
        if name:
            self._take(Path(name), None)


def _looked_into(folder: Path) -> Looked:
    return look_into(folder, time.time())


def _copied(file: Path, drafts: Path, old: tuple[Path, ...]) -> Path:
    """In the folder's lane. What cannot be removed now the next start sweeps."""
    with suppress(OSError):
        for draft in old:
            draft.unlink(missing_ok=True)
    return fetch(file, drafts)
