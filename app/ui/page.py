"""A page of the window, and what the window asks of every page.

    SignInPage(parts)    BenchPage(parts)    StockPage(parts)    WorkPage(parts)    ImportsPage(parts)
    UnitPage(parts)    SettingsPage(parts)

The window makes a page when it is first shown, tells it when it comes to the front, and gives it what was scanned
meanwhile. A page reads in `parts.reading`, sends to `parts.desk`, and asks for other pages by its signals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.parts import Parts
from app.ui.words import _

LONGEST_CODE = 40
Telling = str | Callable[[], str]


class Page(QWidget):
    """One page.

    Signals:
        unit_asked(str): show the unit of this LPN
        claims_asked(str): show the claims of the unit of this LPN
        article_asked(str): show the stock of this SKU
        page_asked(str): go to the page of this name (`bench`, `stock`, `work`, `imports`, `settings`)
        back_asked(): go to the page that was in front before
        told(object, str): words for the footer, or what says them in the language spoken at the time (`Telling`),
            and their tone (`ok`, `warn`, `bad`, `neutral`)
        sounded(str): a tone by its name (`taken`, `refused`, `done`, or a bin family)

    """

    unit_asked = Signal(str)
    claims_asked = Signal(str)
    article_asked = Signal(str)
    page_asked = Signal(str)
    back_asked = Signal()
    told = Signal(object, str)
    sounded = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts

    def scanned(self, code: str) -> None:
        """A code was scanned while this page is in front. One that takes none says so, and sounds: whoever scans with
        their eyes on the goods must not believe that it was taken."""
        self.told.emit(partial(_not_taken, code[:LONGEST_CODE]), "warn")
        self.sounded.emit("refused")

    def seen(self, code: str) -> None:
        """The camera saw a code while `wants_codes`. Nobody aimed at it: a page may take less of it than of a scan."""
        self.scanned(code)

    @property
    def wants_codes(self) -> bool:
        """Whether codes that the camera sees are looked for now: only where one is asked for."""
        return False

    def came_to_front(self) -> None:
        """The page is shown: look again at what may have changed; keep the old content until the new is there."""

    def take_keys(self) -> None:
        """The keyboard goes on within the page: where it was before, else with all of it, else at the first part."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is self or (focused is not None and self.isAncestorOf(focused)):
            return
        last: QWidget | None = self.focusWidget()
        if last is None or not last.isVisible():
            parts = (one for one in self._chain() if self.isAncestorOf(one) and _takes_keys(one))
            last = self if _takes_keys(self) else next(parts, self)
        last.setFocus()

    def _chain(self) -> Iterator[QWidget]:
        """Whatever follows by Tab, until it is this page's turn again."""
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            yield one
            one = one.nextInFocusChain()

    def retranslate(self) -> None:
        """The language changed: say everything anew."""

    def ahead(self) -> Iterator[Callable[[], object]]:
        """Calls, each a little of what is needed when the page is first shown, for turns in which nobody waits."""
        yield from ()


def _not_taken(code: str) -> str:
    return _("{code} was not taken here. Codes are taken at the bench: F1.", code=code)


def _takes_keys(widget: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


@runtime_checkable
class ShowsArticles(Protocol):
    """A page that can show one article."""

    def show_article(self, sku: str) -> None:
        """Bring this article before the eye."""


@runtime_checkable
class ShowsClaims(Protocol):
    """A page that can show the claims of a unit."""

    def show_claims(self, lpn: str) -> None:
        """Bring this unit before the eye, and its claims."""
