"""Languages: every string that a person sees is said here.

    _("Back"), _("{n} of {all}", n=1, all=3)    the message in the language spoken now, values filled in
    ngettext("{n} photo", "{n} photos", n)       with the number's own form
    translated(answer["error"]["message"])       what the bench said: `Said` by its template, a plain text by itself
    words_of(texts)                              a checklist's `Texts`
    again(words)                                 what one of these said, in the language spoken now
    language.code, language.speak("es"), language.changed   the holder; LANGUAGES: code → its own name
    money, number, percent, weight, seconds, duration, ago, moment, day, listed     written as the language does

English is the source; `resources/translations/zh_CN.po` and `es.po` are read as they are. After a change to the
strings run `make words`, which finds them again in the code and adds the new ones to both files, then translate.
A screen keeps no translated text: it says all of them anew in its `retranslate()`, on `language.changed`. Widgets of
the kit, which say a few words of their own, hear Qt's LanguageChange event; a notice says what it was told `again`.
"""

from .catalogue import LANGUAGES as LANGUAGES
from .formats import ago as ago
from .formats import day as day
from .formats import duration as duration
from .formats import listed as listed
from .formats import moment as moment
from .formats import money as money
from .formats import number as number
from .formats import percent as percent
from .formats import seconds as seconds
from .formats import weight as weight
from .language import Language as Language
from .language import _ as _
from .language import again as again
from .language import language as language
from .language import ngettext as ngettext
from .language import translated as translated
from .language import words_of as words_of

__all__ = [
    "LANGUAGES",
    "Language",
    "_",
    "again",
    "ago",
    "day",
    "duration",
    "language",
    "listed",
    "moment",
    "money",
    "ngettext",
    "number",
    "percent",
    "seconds",
    "translated",
    "weight",
    "words_of",
]
