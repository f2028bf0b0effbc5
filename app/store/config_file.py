"""Writing `config.toml` back: only what was changed changes, comments and order stay.

Owns the file for the moment of writing. Refuses, with the line, what the program could not start with: nothing is
written then. What is written is whole, whatever happens meanwhile: a new file takes the old one's place. Reads the file
anew each time, so that a change made by hand in between stays. Any thread; two that write at once: the last one counts.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit

from app import config
from app.config import Settings
from app.store.durable import OWNER_ONLY, WINDOWS, create, disk_errors, sync_folder, write_all

Place = tuple[str | int, ...]
"""Where a setting stands: `("station", "language")`, `("printer", 0, "dpi")`."""


def preview(path: Path, changes: Mapping[Place, object]) -> tuple[Settings, Settings]:
    """The settings as they stand and as they would with these changes; nothing is written. Raises `ConfigError`."""
    return config.load(path), config.parse(changed(_text(path), changes))


def save(path: Path, changes: Mapping[Place, object]) -> Settings:
    """Change some settings; `None` takes one away, so that its default counts. Raises `ConfigError`, `StoreError`."""
    config.load(path)
    text = _text(path)
    written = changed(text, changes)
    settings = config.parse(written)
    if written != text:
        _replace(path, written.encode())
    return settings


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig") if path.exists() else ""


def changed(text: str, changes: Mapping[Place, object]) -> str:
    """The same text with these settings in it. The text must be sound TOML."""
    document = tomlkit.parse(text)
    for (*tables, key), value in changes.items():
        table = _table(document, tables)
        if value is not None:
            table[key] = value
        elif key in table:
            del table[key]
    return tomlkit.dumps(document)


def _table(document: Any, names: list[str | int]) -> Any:
    """The table of that name, made where it is missing; a number counts the tables of one name."""
    table: Any = document
    for depth, name in enumerate(names):
        if isinstance(name, int):
            if name == len(table):
                table.append(tomlkit.table())
        elif name not in table:
            numbered = isinstance(next(iter(names[depth + 1 :]), None), int)
            if depth == 0 and len(document.body):
                document.add(tomlkit.nl())
            table[name] = tomlkit.aot() if numbered else tomlkit.table()
        table = table[name]
    return table


def _replace(path: Path, data: bytes) -> None:
    path = path.resolve()  # where it is a link, the file that it leads to is the one that others look at
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with disk_errors("The settings were not saved"):
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()  # left behind by a power cut
        rights = path.stat().st_mode & 0o777 if path.exists() else OWNER_ONLY
        descriptor = create(beside)
        try:
            if not WINDOWS:
                os.fchmod(descriptor, rights)  # whoever could read it before still can
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        beside.replace(path)
        sync_folder(path.parent)
