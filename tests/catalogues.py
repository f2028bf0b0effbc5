"""What is said to a person, found in the program, and the catalogues that say it in other languages.

    python -m tests.catalogues       finds the words again and brings template and catalogues up to date (make words)

Found are the literals of `_`, `say`, `phrase`, `ngettext` and `counted`; and, outside the window, every whole sentence
that stands alone: errors and hints without values are their own template. What is logged, what a programmer's error
says, and what already stands in several languages is left out.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as CatalogMessage
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
FOLDER = HOUSE / "resources" / "translations"
LANGUAGES = ("zh_CN", "es")
ROOMS = ("background", "channels", "devices", "documents", "domain", "labelling", "services", "store", "ui")
ALONE = ("errors.py",)
# What goes wrong before a window is open, or in a file of rules, is said on standard error, in English.
BEFORE_THE_WINDOW = frozenset(
    {
        *("checklist_faults.py", "checklist_file.py", "engine.py", "examining.py", "keys.py", "library.py"),
        *("fba_policy_file.py", "policy_file.py", "rulebooks.py", "yaml_file.py"),
    }
)
ONE = frozenset({"_", "say", "phrase"})
TWO = frozenset({"ngettext", "counted"})
_FOR_PROGRAMMERS = frozenset(
    {"ValueError", "TypeError", "RuntimeError", "AssertionError", "NotImplementedError", "AttributeError", "KeyError"}
)
_LOGGING = frozenset({"debug", "info", "warning", "error", "critical", "exception"})

Message = str | tuple[str, str]


def program() -> Iterator[tuple[Path, str]]:
    """The files in which something may be said to a person."""
    for room in ROOMS:
        for path in sorted((HOUSE / "app" / room).rglob("*.py")):
            before = room == "store" and path.name in BEFORE_THE_WINDOW
            if not before and "migrations" not in path.parts:
                yield path, path.read_text("utf-8")
    for name in ALONE:
        yield HOUSE / "app" / name, (HOUSE / "app" / name).read_text("utf-8")


@functools.cache
def found() -> frozenset[Message]:
    """Everything that is said."""
    return frozenset(message for path, source in program() for message in said_in(source, in_window="ui" in path.parts))


def said_in(source: str, *, in_window: bool) -> Iterator[Message]:
    """What one file says."""
    tree = ast.parse(source)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        name = _saying(call.func)
        if name in ONE and words and words[0]:
            yield words[0]
        elif name in TWO and len(words) >= 2:
            yield words[0], words[1]
    if not in_window:
        yield from (words for words in _alone(tree) if _is_sentence(words))


def unmarked(source: str) -> Iterator[str]:
    """Calls that say what nobody can find: text that is put together while the program runs."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = _saying(call.func)
        if name in ONE | TWO and call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            yield f"line {call.lineno}: {name}() is given text that was put together."


def _alone(tree: ast.AST) -> Iterator[str]:
    """Texts that stand by themselves: no docstrings, no parts of others, nothing that only programmers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Call) and _is_for_programmers(node)):
            continue
        if isinstance(node, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == "en" for key in node.keys):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from _alone(node)


def _is_for_programmers(call: ast.Call) -> bool:
    return _name(call.func) in _FOR_PROGRAMMERS or (isinstance(call.func, ast.Attribute) and call.func.attr in _LOGGING)


def _is_sentence(value: str) -> bool:
    return " " in value and not value.startswith("SELECT ") and value[:1].isupper() and value.endswith((".", "?", "!"))


def _saying(function: ast.expr) -> str:
    """The name of what says something; a widget's own `say` is told words that were translated before."""
    name = _name(function)
    return "" if name == "say" and not isinstance(function, ast.Name) else name


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def catalogue(language: str) -> Catalog:
    """The words of one language as they lie."""
    path = FOLDER / f"{language}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def bring_up_to_date() -> None:
    """New words join the template and every catalogue, untranslated; those that nobody says any more leave."""
    template = Catalog()
    for message in sorted(found(), key=str):
        template.add(message)
    _write(FOLDER / "station.pot", template)
    for language in LANGUAGES:
        words = catalogue(language)
        words.update(template, no_fuzzy_matching=True)
        words.obsolete.clear()
        _write(FOLDER / f"{language}.po", words)
        missing = sum(not is_said(words, message) for message in found())
        print(f"{language}: {len(words)} messages, {missing} to be translated")  # noqa: T201 (it is a command)


def pairs(message: CatalogMessage) -> list[tuple[str, str]]:
    """Each English form beside its form in the other language, which may have fewer."""
    if isinstance(message.id, tuple):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        return [(message.id[-1], str(words or "")) for words in forms]
    return [(str(message.id), str(message.string or ""))]


def is_said(words: Catalog, message: Message) -> bool:
    """Whether the catalogue has all forms of it."""
    entry = words.get(message if isinstance(message, str) else message[0])
    return entry is not None and all(form for _, form in pairs(entry))


def _write(path: Path, words: Catalog) -> None:
    # Without header and places: they would change with every line of code, and two people's work would not merge.
    with path.open("wb") as file:
        write_po(file, words, width=120, no_location=True, omit_header=True, sort_output=True)


if __name__ == "__main__":
    bring_up_to_date()
