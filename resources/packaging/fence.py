"""Runs a command where this machine lends it nothing: folders and files out of sight, no network, an empty environment.

Linux alone knows such fences (`unshare`); they take root, or a kernel that lets users make them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_WAYS: Final = (("unshare", "--mount", "--net"), ("unshare", "--map-root-user", "--mount", "--net"))
_SHUT: Final = """
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mount -t tmpfs none "$1"; else mount --bind /dev/null "$1"; fi || exit 125
    shift
done
shift
exec "$@"
"""
LOADER_CACHE: Final = Path("/etc/ld.so.cache")
"""Where programs that ask for a library by name learn of it; the loader itself looks into the usual folders anyway."""


@dataclass(frozen=True, slots=True)
class Fence:
    """How commands are run: `way` is empty where this machine makes no fence."""

    home: Path
    way: tuple[str, ...] = ()
    hidden: tuple[Path, ...] = ()

    def command(self, arguments: Sequence[str]) -> list[str]:
        """What is really run."""
        if not self.way:
            return list(arguments)
        return [*self.way, "sh", "-c", _SHUT, "sh", *map(str, self.hidden), "--", *arguments]

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """All that the command knows of this machine."""
        return {"HOME": str(self.home), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **(more or {})}


def fence(home: Path, hide: Iterable[Path]) -> Fence:
    """The best fence that this machine makes around what is run with `home` as its home."""
    hidden = tuple(path for path in hide if path.exists())
    if sys.platform == "linux" and shutil.which("unshare"):
        for way in _WAYS:
            made = Fence(home, way, hidden)
            if subprocess.run(made.command(["true"]), capture_output=True, check=False).returncode == 0:  # noqa: S603
                return made
    return Fence(home)


def lent_by_the_machine(checkout: Path, fonts: Iterable[Path]) -> list[Path]:
    """What the built program must not need: the checkout, the Python that built it, fonts, the list of libraries."""
    return [checkout, Path(sysconfig.get_path("stdlib")), *fonts, LOADER_CACHE]
