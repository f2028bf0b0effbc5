"""What goes along into the built program, and what of its libraries stays behind. Read by `pyinstaller.spec`.

Owns the list of fonts: those that `app.ui.theme.fonts` names first, in the weights that are used, and those that
`app.labelling.fonts` draws labels with, all under the Open Font License; and the one that `app.documents.fonts` sets
Chinese in (it can embed no other outlines), under the Apache License. They are taken from the machine that builds,
`REGRADE_FONTS` (a folder) before the system's own places.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final

Entry = tuple[str, str, str]
"""PyInstaller's: the name in the build, where it comes from, what it is."""

ROOT: Final = Path(__file__).resolve().parents[2]
FONTS_VARIABLE: Final = "REGRADE_FONTS"
SCRIPTS: Final = (
    "Arabic", "Hebrew", "Thai", "Devanagari", "Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada",
    "Malayalam", "Sinhala", "Lao", "Khmer", "Myanmar", "Armenian", "Georgian", "Ethiopic", "Symbols",
)  # fmt: skip
"""What a product's name may be written in besides; for labels, and for the window too."""
FONTS: Final[Mapping[str, str]] = {
    "Inter-Regular": "fonts-inter",
    "Inter-Medium": "fonts-inter",
    "Inter-SemiBold": "fonts-inter",
    "Inter-Bold": "fonts-inter",
    "NotoSans-Regular": "fonts-noto-core",
    "NotoSans-Bold": "fonts-noto-core",
    "NotoSansMono-Regular": "fonts-noto-mono",
    "NotoSansMono-Bold": "fonts-noto-mono",
    "NotoSansCJK-Regular": "fonts-noto-cjk",
    "NotoSansCJK-Bold": "fonts-noto-cjk",
    **{f"NotoSans{script}-{weight}": "fonts-noto-core" for script in SCRIPTS for weight in ("Regular", "Bold")},
    "NotoSansSymbols2-Regular": "fonts-noto-core",
    "NotoSansMath-Regular": "fonts-noto-core",
    "DroidSansFallbackFull": "fonts-droid-fallback",
}
"""Each file by its name without its ending, and the Debian package that brings it with its licence."""
SYSTEM_FONTS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
NOT_SHIPPED: Final = ("packaging", "setup")
"""Folders of `resources` that only the checkout needs."""
LANGUAGES: Final = ("en", "zh", "es", "de")
"""Of Babel's thousand languages: those that a station can be set to."""

BARCODES: Final = (
    "code128", "code39", "code93", "common", "dmtx", "eanbc", "ecc200datamatrix", "fourstate", "lto", "qr", "qrencoder",
    "usps", "usps4s", "widgets",
)  # fmt: skip
"""Of the papers' library: whoever draws a QR code imports them all, by names that are put together."""
HIDDEN: Final = (
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql",
    "psycopg",
    "psycopg_binary",
    "pysqlite3",
    "pysqlite3.dbapi2",
    "alembic.ddl.postgresql",
    "alembic.ddl.sqlite",
    *(f"reportlab.graphics.barcode.{kind}" for kind in BARCODES),
)
"""What is imported by a name that is put together while running."""
ICONS: Final = ["fonts/phosphor-1.3.0.ttf", "fonts/phosphor-charmap-1.3.0.json"]
"""What `app.ui.theme.icons` reads of qtawesome."""
VERSIONS: Final = (
    "regrade",
    "PySide6-Essentials",
    "SQLAlchemy",
    "opencv-python-headless",
    "zxing-cpp",
    "pydantic",
    "cryptography",
)
"""Packages whose version the window tells."""

MODULES_LEFT: Final[Mapping[str, str]] = {
    "tkinter": "another toolkit, which numpy and Pillow know of",
    "qtawesome": "only its font and its table of names are taken; around them it loads some twenty modules of Qt",
    "qtpy": "comes with qtawesome",
    "IPython": "for notebooks",
    "matplotlib": "for notebooks",
    "pytest": "tests",
    "hypothesis": "tests",
    "mypy": "checks",
    "setuptools": "builds",
    "pip": "builds",
    "PyInstaller": "builds",
    "numpy.tests": "tests of a library",
    "numpy.f2py": "translates Fortran",
    "sqlalchemy.testing": "tests of a library",
    "pydantic.mypy": "checks",
    "PIL.ImageTk": "another toolkit",
    "readline": "under the GPL, and nothing is edited at a prompt",
    "dbm.gnu": "under the GPL",
    "curses": "nothing draws on a terminal",
    "pysqlite2": "of Python 2",
    "MySQLdb": "no database that we know",
}
"""Modules that some library can do with and Regrade does without, and why."""


FILES_LEFT: Final[Mapping[str, str]] = {
    "*Qt6VirtualKeyboard*": "made with Qt Quick, and under the GPL",
    "*qtvirtualkeyboardplugin*": "needs the virtual keyboard",
    "*Qt6Pdf*": "shows PDF files; we write them",
    "*plugins/imageformats/*qpdf*": "needs Qt's PDF",
    "*Qt6WebEngine*": "a browser",
    "*Qt63D*": "three dimensions",
    "*Qt6Charts*": "under the GPL",
    "*Qt6DataVisualization*": "under the GPL",
    "*Qt6Graphs*": "under the GPL",
    "*Qt6Designer*": "builds windows",
    "*plugins/networkinformation/*": "nothing asks Qt for the network",
    "*plugins/tls/*": "nothing asks Qt for the network",
    "*plugins/sqldrivers/*": "the records are opened by SQLAlchemy",
    "*plugins/qmltooling/*": "the other way of making windows",
    "*/tests/*": "tests of a library",
    "*.pyi": "types of a library",
}
"""Files of the libraries by their names in the build, as patterns, and why they stay behind.

Qt's QML and Quick are not among them, though no page is made with them: the backend of its media is linked to both.
"""
FILES_LEFT_ON_LINUX: Final[Mapping[str, str]] = {
    "*plugins/platformthemes/*qgtk3*": "drags GTK along; the window wears a look of its own",
    "*plugins/platforms/*qvnc*": "a screen for others, without a password",
    "*plugins/platforms/*qvkkhrdisplay*": "bare screens",
    "*plugins/platforms/*qlinuxfb*": "bare screens",
    "*plugins/platforms/*qeglfs*": "bare screens",
    "*plugins/platforms/*qminimal*": "draws nothing",
    "*plugins/egldeviceintegrations/*": "bare screens",
    "*plugins/generic/*": "bare screens",
    "*Qt6Egl*": "bare screens",
}
LIBRARIES: Final = ("libfribidi.so.0",)
"""On Linux, what a library opens by name and would do without: Pillow, to draw words that run from right to left."""
OPENED_BY_NAME: Final = (
    "libfribidi*",
    "libpython*",
    "libzbar*",
    "libQt6XcbQpa*",
    "libQt6FFmpegStub*",
    "libpyside6*",
    "libshiboken6*",
)
"""Libraries that no other file is linked to, and that are opened while running."""


class CannotBuild(Exception):
    """What is missing, in words."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file on this machine, and the package that it is licensed by."""

    file: Path
    package: str


def fonts(folders: Sequence[Path] | None = None) -> Iterator[Font]:
    """Each font of the list. Raises `CannotBuild` where one is missing."""
    there: dict[str, Path] = {}
    for folder in reversed(folders if folders is not None else font_folders()):
        there |= {file.stem: file for file in sorted(folder.rglob("*.?t?")) if file.suffix in {".otf", ".ttf", ".ttc"}}
    missing = {package for name, package in FONTS.items() if name not in there}
    if missing:
        raise CannotBuild(
            f"Fonts are missing. Install {', '.join(sorted(missing))}, "
            f"or name a folder that has them in {FONTS_VARIABLE}."
        )
    for name, package in FONTS.items():
        yield Font(there[name], package)


def font_folders(environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Where fonts are looked for, the best place first."""
    named = [environment[FONTS_VARIABLE]] if environment.get(FONTS_VARIABLE) else []
    return [folder for place in (*named, *SYSTEM_FONTS) if (folder := Path(place).expanduser()).is_dir()]


def data() -> Iterator[tuple[str, str]]:
    """Our own files that are read while running: where they lie, and the folder of the build that they go into."""
    for folder in sorted(path for path in (ROOT / "resources").iterdir() if path.is_dir()):
        if folder.name not in NOT_SHIPPED:
            yield str(folder), f"resources/{folder.name}"
    yield str(ROOT / "labels"), "labels"
    # Alembic loads the steps from files; the modules that they import are part of the program anyway.
    migrations = ROOT / "app/store/migrations"
    yield str(migrations / "env.py"), "app/store/migrations"
    yield str(migrations / "script.py.mako"), "app/store/migrations"
    for step in sorted((migrations / "versions").glob("*.py")):
        yield str(step), "app/store/migrations/versions"
    for font in fonts():
        yield str(font.file), "fonts"


def stays_behind(name: str, *, linux: bool = sys.platform == "linux") -> str:
    """Why a file of the libraries does not go along, by its name in the build; empty where it does."""
    name = name.replace("\\", "/")
    if name.startswith("babel/locale-data/") and not _spoken(PurePosixPath(name).stem):
        return "a language that no station can be set to"
    if name.startswith("PySide6/") and "/translations/" in name and not fnmatch(name, "*/qtbase_*.qm"):
        return "the words of parts of Qt that are not used"
    if ".dist-info/" in name and not name.endswith("/METADATA"):
        return "how a package came onto the machine that builds"
    patterns = {**FILES_LEFT, **(FILES_LEFT_ON_LINUX if linux else {})}
    return next((why for pattern, why in patterns.items() if fnmatch(name, pattern)), "")


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Those of PyInstaller's entries that go along."""
    return [entry for entry in entries if not stays_behind(entry[0])]


def without_orphans(binaries: Iterable[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The binaries without libraries that came along for a file that stays behind.

    `needs` names the libraries that a file is linked to. What is no library of its own (a module of Python, a plugin of
    Qt) is needed anyway, and so is what is opened by its name. Raises `CannotBuild` where something that goes along is
    linked to a library that stays behind: it would be found to be broken only when it is first used.
    """
    came = list(binaries)
    entries = kept(came)
    left = {PurePosixPath(entry[0]).name for entry in came} - {PurePosixPath(entry[0]).name for entry in entries}
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(PurePosixPath(entry[0]).name, []).append(entry)
    waiting = [name for name in by_name if not _is_library(name, by_name[name]) or _opened_by_name(name)]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        linked = {PurePosixPath(lib).name for _, source, _ in by_name.get(name, ()) for lib in needs(source)}
        if torn := sorted(linked & left):
            raise CannotBuild(f"{name} goes along and is linked to what stays behind: {', '.join(torn)}.")
        waiting += linked
    return [entry for entry in entries if PurePosixPath(entry[0]).name in reached]


def _is_library(name: str, entries: Iterable[Entry]) -> bool:
    """A shared library, and neither a module nor a plugin: those lie in folders of their own."""
    folders = {PurePosixPath(entry[0]).parent.as_posix() for entry in entries}
    return (
        name.startswith("lib")
        and ".so" in name
        and all(folder in {".", "PySide6/Qt/lib"} or folder.endswith(".libs") for folder in folders)
    )


def _opened_by_name(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in OPENED_BY_NAME)


def _spoken(locale: str) -> bool:
    return locale == "root" or locale.partition("_")[0] in LANGUAGES
