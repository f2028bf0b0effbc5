"""The `README.txt` of an evidence pack: how anyone checks it without this program, and which picture is which.

The words lie in `resources/pack`, a text a language: the station's, then English. Plain text, lines for people; nothing
that came from outside is repeated here but the names of shots. Any thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app.documents.pack_check import fingerprint, public_key, units_of
from app.domain.evidence_pack import PUBLIC_KEY
from app.services.looking import Record
from app.services.packing import PackEntry

ENGLISH: Final = "en"
LONGEST: Final = 80


class ReadMe:
    """Implements `app.services.packing.ReadMe`; `folder` holds `README.<language>.txt`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, manifest: Record, names: Sequence[PackEntry], language: str) -> bytes:
        """Raises `OSError` where the program is not whole."""
        values = _values(manifest, names)
        languages = dict.fromkeys((language, ENGLISH))
        parts = [self._words(one).format_map(values) for one in languages]
        return ("\n\n".join(part.strip() for part in parts) + "\n").encode()

    def _words(self, language: str) -> str:
        file = self._folder / f"README.{language}.txt"
        return file.read_text(encoding="utf-8")


def _values(manifest: Record, names: Sequence[PackEntry]) -> dict[str, str]:
    units = units_of(manifest)
    chain = manifest["chain"]
    return {
        "units": ", ".join(units[:20]) + (f" … ({len(units)})" if len(units) > 20 else ""),
        "station": plain(str(manifest["station"]["name"])),
        "made_at": str(manifest["made_at"]),
        "key": fingerprint(_key(names)),
        "code": str(chain["code"]),
        "files": "\n".join(_index(names)),
    }


def _key(names: Sequence[PackEntry]) -> bytes:
    pem = next(one.source for one in names if one.name == PUBLIC_KEY)
    if not isinstance(pem, bytes):
        raise TypeError("the key of a pack is written here")
    return public_key(pem)


def _index(names: Sequence[PackEntry]) -> Iterator[str]:
    for one in names:
        about = (str(one.told.get(name) or "") for name in ("unit", "shot", "time", "operator"))
        yield f"  {one.name:<20} {'  '.join(plain(part) for part in about if part)}".rstrip()


def plain(text: str) -> str:
    """In one line, without what cannot be seen."""
    return "".join(each if each.isprintable() else "�" for each in text)[:LONGEST]
