"""The language that is spoken now, and what is said in it.

    language.speak("zh_CN")            from now on; every screen hears `language.changed` and says its texts again
    _("Put it on the scale.")          in the language spoken now; ask again after a change, keep nothing
    _("{count} of {all}", count=3, all=5)
    ngettext("{n} photo is owed.", "{n} photos are owed.", n)
    translated(said)                   what the bench said (`app.saying`), in the language spoken now
    words_of(texts)                    the wording of a checklist's `Texts`
    again(words)                       what was said before, in the language spoken now

Owns the one holder of the language, and Qt's own words with it: a change reaches every widget as a LanguageChange
event too. Main thread; `_` may be asked from any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator, Signal

from app.domain.texts import Texts
from app.saying import Said

from .catalogue import ENGLISH, catalogue, known


class Language(QObject):
    """Which language is spoken in the window: the signed-in person's, else the station's."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._code = ENGLISH
        self._qt = QTranslator(self)

    @property
    def code(self) -> str:
        """`en`, `zh_CN` or `es`."""
        return self._code

    def speak(self, code: str) -> None:
        """Another language, at once; one that is not whole is English; the one that is spoken changes nothing."""
        code = known(code)
        if code == self._code:
            return
        self._code = code
        catalogue(code)
        self._teach_qt()
        self.changed.emit(code)

    def _teach_qt(self) -> None:
        # Taking the translator away and putting it in is also what sends LanguageChange to every widget.
        QCoreApplication.removeTranslator(self._qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._code != ENGLISH and self._qt.load(f"qtbase_{self._code}", folder):
            QCoreApplication.installTranslator(self._qt)


language = Language()


class Spoken(str):
    """Words in one language that can be said in another; compared, drawn and stored as the text that they are."""

    __slots__ = ("code", "once_more")
    code: str
    once_more: Callable[[], str]

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Copied and stored it is plain text."""
        return str, (str(self),)


def _(message: str, /, **values: object) -> str:
    """The message in the language spoken now, with its values."""
    if not message:
        return ""
    words = catalogue(language.code).gettext(message)
    return _spoken(_filled(words, message, values) if values else words, partial(_, message, **values))


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The form of the message that goes with this number; `{n}` is the number."""
    words = catalogue(language.code).ngettext(one, many, n)
    filled = _filled(words, one if n == 1 else many, {"n": n, **values})
    return _spoken(filled, partial(ngettext, one, many, n, **values))


def again(words: str) -> str:
    """What `_`, `ngettext` or `translated` said, in the language spoken now; any other text stays as it is."""
    return words.once_more() if isinstance(words, Spoken) and words.code != language.code else words


def _spoken(words: str, once_more: Callable[[], str]) -> str:
    spoken = Spoken(words)
    spoken.code, spoken.once_more = language.code, once_more
    return spoken


def translated(said: str) -> str:
    """What was said, in the language spoken now; a plain text that no catalogue knows stays as it is."""
    if isinstance(said, Said):
        return _(said.template, **said.values)
    return _(said)


def words_of(texts: Texts) -> str:
    """The wording of a text that came in several languages."""
    return texts.of_language(language.code)


def _filled(words: str, english: str, values: Mapping[str, object]) -> str:
    spoken = {name: _in_words(value) for name, value in values.items()}
    try:
        return words.format_map(spoken)
    except (KeyError, IndexError, ValueError):
        # A translator's slip must not keep a refusal from a person: it is said in English then.
        return english.format_map(spoken)


def _in_words(value: object) -> object:
    if isinstance(value, Said):
        return translated(value)
    if isinstance(value, Spoken):
        return again(value)
    return words_of(value) if isinstance(value, Texts) else value
