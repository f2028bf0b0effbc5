"""The rules of the house hold in the checkout, and each rule finds what it is for."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from tests import house_rules as rules

ROOT = Path(__file__).resolve().parents[2]
SET_UP_FILES = ("requirements/runtime.txt", "requirements/dev.txt", "pyproject.toml", "Makefile", ".ci/run")
MIGRATIONS = "app/store/migrations/versions/"
SET_UP_SCRIPTS = "resources/setup"


def python_files(*tops: str) -> Iterator[tuple[PurePosixPath, str]]:
    for top in tops:
        for path in sorted((ROOT / top).rglob("*.py")):
            yield PurePosixPath(path.relative_to(ROOT).as_posix()), path.read_text(encoding="utf-8")


def findings(rule: Callable[[str], Iterable[str]], *tops: str) -> list[str]:
    return [f"{path} {what}" for path, source in python_files(*tops) for what in rule(source)]


@pytest.mark.parametrize(
    "rule", [rules.too_long, rules.unfinished, rules.naive_times, rules.no_docstring], ids=lambda rule: rule.__name__
)
def test_everywhere(rule):
    found = findings(rule, "app", "resources/packaging", "tests")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", [rules.long_functions, rules.pasted_sql], ids=lambda rule: rule.__name__)
def test_in_the_program(rule):
    # A migration is a list of tables, written once and never changed: it may be as long as they are.
    found = [what for what in findings(rule, "app", "resources/packaging") if not what.startswith(MIGRATIONS)]
    assert not found, "\n".join(found)


def test_names_say_something():
    found = [
        f"{path} {what}"
        for path, _ in python_files("app", "resources/packaging", "tests")
        for what in rules.vague_name(path)
    ]
    assert found == []


def test_the_tests_mirror_the_program():
    modules = [path for path, source in python_files("app") if rules.wants_mirror(path, source)]
    tests = [path for path, _ in python_files("tests/unit") if path.name.startswith("test_")]
    found = list(rules.not_mirrored(modules, [test for test in tests if test.name != Path(__file__).name]))
    assert not found, "\n".join(found)


def test_no_registry_is_named():
    scripts = [path for path in (ROOT / SET_UP_SCRIPTS).iterdir() if path.is_file()]
    files = [ROOT / name for name in SET_UP_FILES] + scripts
    assert [f"{path.name} {what}" for path in files for what in rules.foreign_place(path.read_text())] == []


def test_every_locked_package_is_hashed():
    for name in SET_UP_FILES[:2]:
        entries = (ROOT / name).read_text().replace("\\\n", "").splitlines()
        pinned = [entry for entry in entries if entry and not entry.lstrip().startswith("#")]
        assert pinned
        assert [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry] == []


# Each rule on a planted violation, and on its innocent neighbour.

PLANTED = [
    (rules.too_long, "x = 1\n" * 501, "x = 1\n" * 500),
    (rules.long_functions, "def f():\n" + "    x = 1\n" * 50, "def f():\n" + "    x = 1\n" * 49),
    (
        rules.long_functions,
        "class A:\n  async def f(self):\n" + "    x = 1\n" * 50,
        "TABLE = {\n" + "1: 2,\n" * 60 + "}",
    ),
    (rules.no_docstring, "x = 1\n", '"""Owns x."""\nx = 1\n'),
    (rules.unfinished, "x = 1  # T\x4fDO: more", "todos = 1  # a list of what is to do"),
    (rules.pasted_sql, 'text(f"SELECT {x}")', 'text("SELECT :x")'),
    (rules.pasted_sql, 'session.execute(sa.text("SELECT " + x))', "session.execute(statement)"),
    (rules.pasted_sql, 'connection.execute("SELECT %s" % x)', 'connection.execute("SELECT ?", [x])'),
    (rules.pasted_sql, 'text("SELECT {}".format(x))', 'words("SELECT {}".format(x))'),
    (rules.naive_times, "datetime.now()", "datetime.now(UTC)"),
    (rules.naive_times, "datetime.datetime.now()", "clock.now()"),
    (rules.naive_times, "datetime.utcnow()", "datetime.now(tz=UTC)"),
    (rules.foreign_place, "--index-url somewhere\nx==1", "# see https://example.org\nx==1"),
    (rules.foreign_place, "x @ https://example.org/x.whl", "x==1 --hash=sha256:00"),
]


@pytest.mark.parametrize(("rule", "guilty", "innocent"), PLANTED)
def test_a_rule_finds_what_is_planted_and_nothing_else(rule, guilty, innocent):
    assert len(list(rule(guilty))) == 1
    assert list(rule(innocent)) == []


@pytest.mark.parametrize("name", ["app/utils.py", "app/domain/stock_helpers.py", "app/common/__init__.py"])
def test_a_vague_name_is_found(name):
    assert list(rules.vague_name(PurePosixPath(name)))


def test_a_name_of_the_trade_is_not():
    assert list(rules.vague_name(PurePosixPath("app/domain/disposition.py"))) == []


def mirror(modules: list[str], tests: list[str]) -> list[str]:
    return list(rules.not_mirrored(map(PurePosixPath, modules), map(PurePosixPath, tests)))


def test_a_module_without_its_test_is_found():
    assert mirror(["app/domain/stock.py"], ["tests/unit/test_stock.py"]) == [
        "tests/unit/test_stock.py tests no module of its name.",
        "app/domain/stock.py has no test tests/unit/domain/test_stock.py.",
    ]


@pytest.mark.parametrize(
    ("module", "test"),
    [
        ("app/paths.py", "tests/unit/test_paths.py"),
        ("app/__main__.py", "tests/unit/test_main.py"),
        ("app/domain/bench.py", "tests/unit/domain/test_bench.py"),
        ("app/domain/bench.py", "tests/unit/domain/test_bench_replay_twice.py"),
        ("app/domain/bench/__init__.py", "tests/unit/domain/test_bench.py"),
        ("app/domain/bench/__init__.py", "tests/unit/domain/bench/test_init.py"),
    ],
)
def test_a_module_with_its_test_is_not(module, test):
    assert mirror([module], [test]) == []


def test_one_test_does_not_serve_two_modules():
    assert mirror(["app/label.py", "app/label_stock.py"], ["tests/unit/test_label_stock.py"]) == [
        "app/label.py has no test tests/unit/test_label.py."
    ]


@pytest.mark.parametrize(
    ("module", "source", "wanted"),
    [
        ("app/domain/__init__.py", '"""Words."""', False),
        ("app/domain/__init__.py", '"""Words."""\nfrom app import paths', False),
        ("app/domain/__init__.py", '"""Words."""\ndef f(): return 1', True),
        (
            "app/ports/__init__.py",
            'class Clock(Protocol):\n    def now(self) -> int:\n        """Words."""\n        ...',
            False,
        ),
        ("app/domain/stock.py", "class Entry:\n    @property\n    def sum(self): return 1", True),
        ("app/store/migrations/versions/a.py", "x = 1", False),
    ],
)
def test_what_wants_a_mirror(module, source, wanted):
    assert rules.wants_mirror(PurePosixPath(module), source) is wanted
