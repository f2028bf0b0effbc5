"""The rules of the house that no linter knows. Each takes the text of a file and yields what is wrong in it.

They are pure, so that `unit/test_house_rules.py` can try each on a planted violation before it reads the checkout.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

FILE_CAP = 500
FUNCTION_CAP = 50
FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}
TAKES_NO_PARAMETERS = ("PRAGMA ", "SHOW ", "CREATE TRIGGER ")
SQL_CALLS = {"text", "execute", "exec_driver_sql", "executemany", "executescript"}
SQL_CALLED = re.compile(rf"\b({'|'.join(SQL_CALLS)})\s*\(")
MIGRATIONS = PurePosixPath("app/store/migrations")  # tested whole, on real databases, in tests/integration
UNFINISHED = re.compile(r"\b(T[O]DO|FIX[M]E|X[X]X)\b")  # in brackets, so that it does not find itself
DOCSTRING = re.compile(r'"""[^"\\]+"""$', re.MULTILINE)
FOREIGN_PLACE = re.compile(r"^[^#]*(://|--(extra-)?index-url|--find-links|--trusted-host)", re.MULTILINE)


def too_long(source: str) -> Iterator[str]:
    lines = source.count("\n")
    if lines > FILE_CAP:
        yield f"has {lines} lines; the cap is {FILE_CAP}. Cut it where a second idea begins."


def long_functions(source: str) -> Iterator[str]:
    if source.count("\n") <= FUNCTION_CAP:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_CAP:
                yield f"line {node.lineno}: {node.name} has {lines} lines; the cap is {FUNCTION_CAP}."


def no_docstring(source: str) -> Iterator[str]:
    """Most files are known by their first words: only what begins otherwise is parsed whole."""
    begins = DOCSTRING.match(source)
    if source.strip() and not ast.get_docstring(ast.parse(begins[0] if begins else source)):
        yield "has no docstring that says what it owns."


def vague_name(path: PurePosixPath) -> Iterator[str]:
    words = {word for part in path.with_suffix("").parts for word in part.lower().split("_")}
    for word in sorted(words & FORBIDDEN_NAMES):
        yield f"is named {word!r}, which says nothing. Name it after its idea of the trade."


def unfinished(source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f"line {number}: leaves work for later. Do it, or write an issue."


def pasted_sql(source: str) -> Iterator[str]:
    """SQL is never put together from values: `text()` and `execute()` take a literal.

    Statements that take no parameters at all (a pragma, a trigger) are made of our own constants.
    """
    if not SQL_CALLED.search(source):
        return
    for call in _calls(source):
        name = _last_name(call.func)
        if name in SQL_CALLS and call.args and _is_pasted(call.args[0]):
            yield f"line {call.lineno}: {name}() is given pasted text. Use bound parameters."


def naive_times(source: str) -> Iterator[str]:
    if "utc" not in source and not ("now" in source and "datetime" in source):
        return
    for call in _calls(source):
        name = _last_name(call.func)
        if name in {"utcnow", "utcfromtimestamp"}:
            yield f"line {call.lineno}: {name}() makes a time without a zone. Use datetime.now(UTC)."
        elif name == "now" and not call.args and not call.keywords and "datetime" in ast.unparse(call.func):
            yield f"line {call.lineno}: now() makes a time without a zone. Use datetime.now(UTC)."


def foreign_place(source: str) -> Iterator[str]:
    """Locks and set-up name no host: where packages come from is the machine's own business."""
    for match in FOREIGN_PLACE.finditer(source):
        yield f"line {source.count(chr(10), 0, match.end()) + 1}: names the place of a registry."


def not_mirrored(modules: Iterable[PurePosixPath], tests: Iterable[PurePosixPath]) -> Iterator[str]:
    """`app/a/b.py` is tested in `tests/unit/a/test_b.py` (or `test_b_….py`), and no unit test stands alone."""
    stems = {(_room(module, "app"), module.stem.strip("_")): module for module in modules}
    claimed = set()
    for test in tests:
        room, name = _room(test, "tests/unit"), test.stem.removeprefix("test_")
        owner = next((key for key in _names_before(room, name) if key in stems), None)
        if owner is None:
            yield f"{test} tests no module of its name."
        else:
            claimed.add(owner)
    for key in sorted(stems.keys() - claimed, key=str):
        yield f"{stems[key]} has no test tests/unit/{key[0] / f'test_{key[1]}.py'}."


def wants_mirror(module: PurePosixPath, source: str) -> bool:
    """All but migrations, and but those that only declare (Protocols, records, names): nothing in them can fail."""
    return MIGRATIONS not in module.parents and any(_does_something(node) for node in ast.walk(ast.parse(source)))


def _does_something(node: ast.AST) -> bool:
    """A function with more than a docstring and `...`, or a lambda."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return isinstance(node, ast.Lambda)
    return any(not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for s in node.body)


def _room(path: PurePosixPath, top: str) -> PurePosixPath:
    return path.parent.relative_to(top)


def _names_before(room: PurePosixPath, name: str) -> Iterator[tuple[PurePosixPath, str]]:
    """For `bench_replay`: bench_replay, then bench; and a package is tested as `test_package…` beside its folder."""
    words = name.split("_")
    for count in range(len(words), 0, -1):
        yield room, "_".join(words[:count])
        yield room / "_".join(words[:count]), "init"
    yield room, "init"


def _calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_pasted(argument: ast.expr) -> bool:
    if isinstance(argument, ast.JoinedStr):
        first = argument.values[0] if argument.values else None
        said = str(first.value) if isinstance(first, ast.Constant) else ""
        return not said.startswith(TAKES_NO_PARAMETERS)
    if isinstance(argument, ast.BinOp):  # "…" % x, "…" + x
        return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(argument))
    return isinstance(argument, ast.Call) and _last_name(argument.func) == "format"
