"""Where things lie: the folders of a profile, what ships with the program, and the fonts of this computer.

Owns the names inside a profile and their rights (the keys are for the owner alone). Opens no file and reads no
setting. Everything here is immutable, and may be used from any thread.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.errors import StoreError

PROFILE_VARIABLE = "REGRADE_PROFILE"
OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Profile:
    """One folder that holds everything of one station."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def database(self) -> Path:
        return self.root / "regrade.db"

    @property
    def evidence(self) -> Path:
        return self.root / "evidence"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def references(self) -> Path:
        """Reference pictures of articles; made with the first of them."""
        return self.root / "references"

    @property
    def labels(self) -> Path:
        """Clients' own label templates and logos, a folder a client; made with the first of them."""
        return self.root / "labels"

    @property
    def held(self) -> Path:
        """Acts of the bench that wait for its records; made with the first of them."""
        return self.root / "held"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def create(self) -> None:
        """Makes what is missing; leaves what is there, but closes the keys to others."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
            for folder in (self.evidence, self.spool, self.keys, self.logs):
                folder.mkdir(exist_ok=True, mode=OWNER_ONLY)
            self.keys.chmod(OWNER_ONLY)
        except OSError as error:
            raise StoreError(
                f"The profile folder {self.root} cannot be made or written: {error.strerror}.",
                "Choose another folder with --profile, or give this user the right to write there.",
                "profile_not_writable",
            ) from error


def find_profile(named: Path | None = None, environment: Mapping[str, str] = os.environ) -> Profile:
    """The folder named on the command line, else in the environment, else the platform's own place."""
    chosen = named or Path(environment.get(PROFILE_VARIABLE) or platformdirs.user_data_path("regrade", appauthor=False))
    return Profile(chosen.expanduser().absolute())


def shipped(*parts: str) -> Path:
    """What ships with the program, as in `shipped("resources", "checklists")`: from the checkout or the build."""
    home = getattr(sys, "_MEIPASS", None) or Path(__file__).resolve().parent.parent
    return Path(home, *parts)


def font_files(endings: tuple[str, ...], wanted: Callable[[str], bool]) -> dict[str, Path]:
    """The font files whose name without its ending is `wanted`, by that name; those that ship with the program first.

    Looks through every font folder of the system, which may take a tenth of a second: keep what it finds.
    """
    found: dict[str, Path] = {}
    for folder in font_folders():
        for place, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                stem, ending = os.path.splitext(name)  # noqa: PTH122 - thousands of names
                if ending.lower() in endings and wanted(stem):
                    found.setdefault(stem, Path(place, name))
    return found


def font_folders() -> tuple[Path, ...]:
    """Where fonts may lie, on any platform."""
    home = Path.home()
    windows = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "Fonts")
    return (
        shipped("fonts"), Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts",
        Path("/Library/Fonts"), home / "Library/Fonts", windows, home / "AppData/Local/Microsoft/Windows/Fonts",
    )  # fmt: skip
