"""PyInstaller's run, and what is looked at in the folder that it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from resources.packaging.contents import ROOT, CannotBuild

SPEC: Final = ROOT / "pyinstaller.spec"
BINARIES: Final = "pyinstaller/binaries.json"
"""Under the work folder: what the spec leaves for the licences."""


def build(into: Path, work: Path) -> Path:
    """The built folder. Raises `CannotBuild` where PyInstaller, or what we look at afterwards, says no."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(into), "--workpath", str(work), str(SPEC)]
    # The order of sets would otherwise change from build to build, and with it the bytes.
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:  # noqa: S603
        raise CannotBuild("PyInstaller could not build the program: see its words above.")
    folder = into / "regrade"
    if told := telling(folder, [str(ROOT)]):
        raise CannotBuild(f"The build tells where it was made: {', '.join(told[:5])}.")
    return folder


def size_of(folder: Path) -> int:
    """In bytes; a link counts as itself."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_symlink() or file.is_file())


def telling(folder: Path, names: Iterable[str]) -> list[str]:
    """Files that hold one of these names."""
    sought = [name.encode() for name in names]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    return [str(file.relative_to(folder)) for file in files if any(name in file.read_bytes() for name in sought)]
