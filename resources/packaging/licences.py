"""The folder `licenses` of the built program, from what the packages themselves say.

    python/NAME-VERSION/…   the licence texts of each Python package that the program depends on
    system/PACKAGE.txt      those of the system libraries that came along, from Debian
    fonts/PACKAGE.txt       those of the fonts
    Python.txt              Python's own
    README.txt              who is in there under what, and how to put another Qt in its place

Refuses to make a folder with a hole: a package that tells no licence at all is named.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from resources.packaging.contents import FONTS, FONTS_VARIABLE, ROOT, CannotBuild

_TELLS: Final = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|AUTHORS)", re.IGNORECASE)
_DOCS: Final = Path("/usr/share/doc")
_COMMON: Final = Path("/usr/share/common-licenses")
_TEXTS: Final = ("LGPL-3", "GPL-3", "LGPL-2.1")
_BESIDE: Final = ("pyinstaller",)
"""What is in the built program though the station does not depend on it: its first lines, from PyInstaller."""
_NOTICE: Final = """\
Third-party software in this program
====================================

Qt and PySide6 (also shiboken6) are used under the GNU Lesser General Public License, version 3; its text and that of
the GNU General Public License, to which it refers, are in this folder. They are libraries of their own, linked while
the program runs: PySide6/Qt/lib, PySide6 and shiboken6 in the folder _internal (on Windows: PySide6, shiboken6). You
may replace them by your own build of the same version: put your files in their places, under the same names, and start
the program again. Nothing in it checks them. Their source is published by The Qt Company under the version named below.

psycopg, zbar, libav* (FFmpeg), GLib, PulseAudio's client and others are under the LGPL as well, and may be replaced
likewise. What starts the program is PyInstaller's, whose licence lets it go along with a program of any licence.

The fonts in _internal/fonts are under the SIL Open Font License 1.1; see fonts/.

Python packages
---------------
"""


def write_licences(folder: Path, binaries: Path) -> int:
    """Fills the folder, made anew; `binaries` is the list that the build left. How many works are named.

    Raises `CannotBuild` where a package tells no licence.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [_python_package(folder / "python", package) for package in sorted(packages(), key=_name)]
    system = {package: _debian(folder / "system", package) for package in _system_packages(binaries)}
    for package in sorted(set(FONTS.values())):
        _debian(folder / "fonts", package)
    _python(folder)
    for name in _TEXTS:
        _copy(_COMMON / name, folder / f"{name}.txt")
    told = _NOTICE + "".join(lines)
    told += "\nSystem libraries\n----------------\n" + "".join(f"{name}: system/{name}.txt\n" for name in system)
    (folder / "README.txt").write_text(told, encoding="utf-8")
    return len(lines) + len(system) + len(set(FONTS.values())) + 1


def packages(lock: Path = ROOT / "requirements/runtime.txt") -> Iterator[Distribution]:
    """The packages of the lock that are on this machine (others are for other systems), and what PyInstaller adds."""
    locked = re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    for name in dict.fromkeys((*locked, *_BESIDE)):
        try:
            yield distribution(name)
        except PackageNotFoundError:
            continue


def licence_of(told: Mapping[str, str], classifiers: Iterable[str]) -> str:
    """What a package's metadata say of its licence, in short; empty where they say nothing."""
    if said := told.get("License-Expression"):
        return said
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    if named:
        return "; ".join(named)
    return (told.get("License") or "").strip().partition("\n")[0][:80]


def _python_package(folder: Path, package: Distribution) -> str:
    told = {name: package.metadata[name] for name in ("License-Expression", "License") if name in package.metadata}
    said = licence_of(told, package.metadata.get_all("Classifier") or ())
    texts = [file for file in package.files or () if _TELLS.search(file.name) and file.suffix not in {".py", ".pyc"}]
    home = folder / f"{_name(package)}-{package.version}"
    for file in texts:
        source = Path(str(package.locate_file(file)))
        if source.is_file():
            home.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, home / "-".join(file.parts[-2:]))
    if not said and not home.exists():
        raise CannotBuild(f"{_name(package)} tells no licence: it cannot be passed on.")
    where = f"python/{home.name}/" if home.exists() else "(tells its licence only by name)"
    return f"{_name(package)} {package.version}: {said or 'see its text'}: {where}\n"


def _name(package: Distribution) -> str:
    return str(package.metadata["Name"])


def _system_packages(binaries: Path) -> list[str]:
    """Debian's packages of the libraries that were taken from the system; none elsewhere."""
    if shutil.which("dpkg-query") is None:
        return []
    sources = {Path(source) for _, source in json.loads(binaries.read_text(encoding="utf-8"))}
    system = [source for source in sources if source.is_relative_to("/usr/lib") or source.is_relative_to("/lib")]
    if not system:
        return []
    # The same file under both of its names: since /lib is /usr/lib, dpkg knows it by the older one.
    asked = {str(file) for one in system for file in (one, one.resolve(), _older(one), _older(one.resolve()))}
    told = subprocess.run(  # noqa: S603
        ["dpkg-query", "--search", *sorted(asked)],  # noqa: S607
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    return sorted({line.partition(":")[0] for line in told.splitlines() if not line.startswith("diversion")})


def _older(file: Path) -> Path:
    return Path("/", *file.parts[2:]) if file.is_relative_to("/usr/lib") else file


def _debian(folder: Path, package: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    _copy(_DOCS / package / "copyright", folder / f"{package}.txt")
    return package


def _copy(source: Path, to: Path) -> None:
    """A text of Debian's; where there is no Debian, the one of that name that lies with the fonts."""
    named = os.environ.get(FONTS_VARIABLE)
    beside = next(Path(named).rglob(to.name), None) if named else None
    found = source if source.exists() else beside
    if found is None:
        raise CannotBuild(
            f"{source} is missing, and there is no {to.name} in {FONTS_VARIABLE}: "
            "what it is the licence of cannot be passed on without it."
        )
    shutil.copy(found, to)


def _python(folder: Path) -> None:
    short = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for text in (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        _DOCS / short / "copyright",
        Path(sys.base_prefix, "LICENSE.txt"),
    ):
        if text.exists():
            shutil.copy(text, folder / "Python.txt")
            return
    raise CannotBuild("Python's own licence is not on this machine: it cannot be passed on.")
