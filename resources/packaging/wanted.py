"""Everything that the program may ever ask for while it runs: modules, also those named in the middle of a function,
names out of them, and files beside the program. A list of it is looked through by the built program itself
(`hooks/look_through.py`), for what did not come along is else noticed by whoever first opens that page.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from resources.packaging.contents import ROOT, data, stays_behind

PROGRAM: Final = "app"
LOADED_AS_FILES: Final = "app.store.migrations."
"""Alembic reads these; that they came along is seen where older records are brought up to date."""
_FOR_CHECKERS: Final = "TYPE_CHECKING"


def modules(root: Path = ROOT) -> list[str]:
    """Every module of the program, and every other one (`package:name`) that one of them imports, wherever it does.

    What cannot be found here either (another system's modules) is left out.
    """
    wanted: set[str] = set()
    for file in sorted((root / PROGRAM).rglob("*.py")):
        name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        if name.startswith(LOADED_AS_FILES):
            continue
        if name != f"{PROGRAM}.__main__":
            wanted.add(name)
        wanted.update(imported(file.read_text(encoding="utf-8")))
    return sorted(one for one in wanted if not one.startswith(LOADED_AS_FILES) and _is_here(one.partition(":")[0]))


def imported(source: str) -> Iterator[str]:
    """What a module imports: `package`, and `package:name` for a name out of it."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}:{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and _FOR_CHECKERS in ast.dump(node.test):
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def files(entries: Iterable[tuple[str, str]] | None = None) -> dict[str, str]:
    """Every file of ours that is read while running, by its place beside the program, with its SHA-256."""
    found: dict[str, str] = {}
    for source, folder in data() if entries is None else entries:
        top = Path(source)
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            name = f"{folder}/{file.relative_to(top).as_posix() if top.is_dir() else file.name}"
            if file.is_file() and "__pycache__" not in file.parts and not stays_behind(name):
                found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def _is_here(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False
