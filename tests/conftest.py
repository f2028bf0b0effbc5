"""What holds for every test: no network but loopback, no stray warning in the log, no thread left behind.

Databases: `database_url` runs a test on SQLite and on PostgreSQL; `postgres_url` on PostgreSQL alone. Each test gets
one of its own, without a row; `bare_database_url` has no table either. Where PostgreSQL is not installed these tests
are skipped, with the reason; under CI they fail.
"""

import gc
import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from app import bootstrap, logs
from app.background.lanes import LaneThread
from app.background.leavings import LEAVINGS
from app.devices import pins
from app.store import engine, library, reserve, unit_of_work
from tests import made_once, postgres

# Each worker reads 700 files of tests, and a hundred of them start the program: what is compiled once serves them all,
# also where whoever runs them has told Python to keep nothing.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

gc.disable()  # until the tests are collected

hypothesis.settings.register_profile("house", deadline=None, print_blob=True, derandomize=False, database=None)
hypothesis.settings.load_profile("house")

LOOPBACK = ("127.", "::1", "localhost")
GRACE_S = 2.0  # for a thread that is just ending
LONG = (
    "tests/e2e/",
    "tests/benchmarks/",
    "tests/ui/",
    "tests/demands/test_demand_b1.py",
    "tests/integration/cli/",
    "tests/integration/evidence/test_verify.py",
    "tests/integration/store/test_replay.py",
    "tests/unit/demo/test_showing.py",
    "tests/unit/test_house_rules.py",
    "tests/unit/ui/scanner/test_wedge.py",
)


class NetworkForbiddenError(AssertionError):
    pass


def pytest_configure(config: pytest.Config) -> None:
    # Windows are drawn, and grabbed as pictures, without a display; a test that wants one brings its own.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A test listens to Qt in Python: see `app.ui.application.QUIET` for what would then stop for ever.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false")
    # The keyring of whoever runs the tests is theirs; a test that wants one brings its own.
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    if not hasattr(config, "workerinput"):
        postgres.begin_run()
        if config.getoption("markexpr") == "not soak":
            _work_in_memory()
    _forbid_network()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker sits beside another's last minute; else the order is chance's."""
    items.sort(key=lambda item: not (item.nodeid.startswith(LONG) or "played" in getattr(item, "fixturenames", ())))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: Python's collector need not look through it again and again. It looks
    seldom at the rest, too: a test is over, and its house with it, before much could gather.

    It looks between the tests, on the main thread: see `app.ui.collecting` for what it would do in a lane. What has
    outlived a look through everything there is modules and caches, and stays as well."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 20)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    from app.ui.collecting import collect_what_is_due  # noqa: PLC0415 (Qt is loaded for those who want it)

    gc.disable()  # a command that was run here has turned it on at its end
    LEAVINGS.clear()
    oldest = gc.get_count()[2]
    collect_what_is_due()
    if gc.get_count()[2] < oldest:
        gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.end_run()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    seed = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"seed: {seed} (the same order and values again: --randomly-seed={seed})")


def _work_in_memory() -> None:
    """The tests' folders lie in memory where there is room. No test takes the power away: what is killed are programs,
    and what these have written stays. What the disk itself costs is measured by `make soak` and `make bench`."""
    if postgres.has_room_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(postgres.IN_MEMORY))


def _forbid_network() -> None:
    """Python's sockets reach this machine only; a name from outside is not even looked up."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if host is not None and not name.startswith(LOOPBACK):
            raise NetworkForbiddenError(f"A test tried to reach {name}. Tests speak to this machine only.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            check(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            check(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = guarded_getaddrinfo


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_stray_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless it is marked `expects_warning`: then one must come."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logs.shut_down()  # the file that a test's program wrote to goes with the test
    logging.getLogger().removeHandler(collector)
    expected = request.node.get_closest_marker("expects_warning") is not None
    if collector.lines and not expected:
        pytest.fail("The program logged a warning that no test expected:\n" + "\n".join(collector.lines))
    if expected and not collector.lines:
        pytest.fail("This test is marked expects_warning, but the program logged none.")


@pytest.fixture(autouse=True)
def _no_dangling_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and (not t.daemon or isinstance(t, LaneThread))]
    for thread in left:
        thread.join(GRACE_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"Threads were left running: {', '.join(alive)}. Whoever starts one must join it.")


@pytest.fixture(autouse=True)
def _qt_ends_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """No object of Qt ends in a lane."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from tests import endings  # noqa: PLC0415 (Qt is loaded for those who want it)

    endings.watch()
    yield
    if found := endings.ended_elsewhere():
        pytest.fail(f"Objects of Qt ended outside the main thread: {', '.join(found)}.")


@pytest.fixture(scope="session")
def qapp() -> Any:
    """The program's own application, in whatever order the tests come. What lanes leave waits for a test's end, as
    garbage does: a page without a window around it has nobody else who keeps house."""
    from app.ui.application import make_application  # noqa: PLC0415 (Qt is loaded for those who want it)

    LEAVINGS.handed_to(lambda: None)
    return make_application()


@pytest.fixture(scope="session")
def postgres_server() -> postgres.PostgresServer:
    if postgres.programs() is None:
        reason = "PostgreSQL is not installed (Debian: apt-get install postgresql), so nothing was tried on it."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return postgres.running_server()


@pytest.fixture
def postgres_url(postgres_server: postgres.PostgresServer) -> Iterator[str]:
    name = postgres_server.create(made_once.postgres_template(postgres_server))
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def bare_postgres_url(postgres_server: postgres.PostgresServer) -> Iterator[str]:
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of its own with nothing on record, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'regrade.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'regrade.db'}"
    return str(request.getfixturevalue("bare_postgres_url"))


@pytest.fixture(scope="session", autouse=True)
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new station's SQLite file comes with its tables, its rules were read before, and nothing is made costly that
    is costly on purpose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", made_once.engines())
        patch.setattr(unit_of_work, "bring_up", made_once.tables(tmp_path_factory.mktemp("tables")))
        patch.setattr(library, "load_library", made_once.library)
        patch.setattr(bootstrap, "gc", made_once.light_collector())
        patch.setattr(pins, "Argon2Pins", made_once.light_pins)
        patch.setattr(reserve, "_allocate", made_once.light_room(reserve._allocate))
        yield
