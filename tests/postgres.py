"""A PostgreSQL server for one run of the tests, shared by all its workers.

The first test that asks starts Debian's server on a free loopback port in a folder of its own; the process that began
the run stops it, by the pid in that folder; what a killed run left, the next one stops. The server is real where it
matters: fsync is on. Where there is a disk in memory with room its folder lies there: no test takes the power away, and
making and dropping a thousand databases would keep the disk for minutes. It refuses to run as root, so root starts it
as the user `postgres`.
"""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PREFIX = "regrade-postgres-"
HOME_VARIABLE = "REGRADE_TEST_POSTGRES"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it)
ROOM = 2 << 30  # bytes
SAYS_HOW = 15_00_00
"""Since this version a database is copied through the log unless one says otherwise."""
OWN_PORTS = 20_000
"""Below those that a system gives to whoever connects: one that is left for a moment is not taken by somebody else."""
ATTEMPTS = 3  # another program may take the free port first


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version; none where it is not installed or not wanted."""
    if os.environ.get("REGRADE_TEST_NO_POSTGRES"):
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda p: int(p.parent.parent.name))
    if found:
        return found[-1].parent
    on_path = shutil.which("pg_ctl")
    return Path(on_path).resolve().parent if on_path else None


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """Hands out databases: `create` a fresh one, from a `template` that is built once a run."""

    home: Path
    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """The name of a new database, empty or a copy of the template: of its files where they lie in memory, which
        takes half as long as through the server's log."""
        name = f"test_{secrets.token_hex(6)}"
        with self._connected() as connection:
            by_files = self.home.is_relative_to(IN_MEMORY) and connection.info.server_version >= SAYS_HOW
            how = " STRATEGY file_copy" if by_files else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{how}".encode())
        return name

    def drop(self, name: str) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """Builds a database of this name once a run (`build` gets its URL, and must close its connections)."""
        with _locked(self.home):
            done = self.home / f"template-{name}"
            if not done.exists():
                self.drop(name)
                self._execute(f"CREATE DATABASE {name} TEMPLATE template0")
                build(self.url(name))
                done.touch()
        return name

    def stop(self) -> None:
        """At once, as a crash would; only for a server of one's own (`own_server`)."""
        _pg(self.home, "pg_ctl", "stop", "-m", "immediate", "-w", "-D", self.home / "data")

    def start(self) -> None:
        """Again, where it was."""
        data, log = self.home / "data", self.home / "data" / "server.log"
        _pg(self.home, "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", _options(self.port))

    def _execute(self, statement: str) -> None:
        with self._connected() as connection:
            connection.execute(statement.encode())

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres").replace("+psycopg", ""), autocommit=True)


def begin_run() -> None:
    """Called once, before the workers start: names the folder that they will share."""
    _stop_orphans()
    home = tempfile.mkdtemp(prefix=PREFIX, dir=_places()[0])
    Path(home, "owner").write_text(str(os.getpid()))
    os.environ[HOME_VARIABLE] = home


def _places() -> list[Path]:
    """Where the server's folder may lie, the best first."""
    memory = [IN_MEMORY] if has_room_in_memory() else []
    return [*memory, Path(tempfile.gettempdir())]


def has_room_in_memory() -> bool:
    """Whether a run may lay its folders into memory: there is room, and programs may be started from there."""
    if not os.access(IN_MEMORY, os.W_OK) or os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(IN_MEMORY).free > ROOM


def end_run() -> None:
    """Called once, after the last worker: stops the server, if one was started, and removes its folder."""
    _stop(Path(os.environ.pop(HOME_VARIABLE)))


def _stop(home: Path) -> None:
    if (home / "data" / "postmaster.pid").exists():
        _pg(home, "pg_ctl", "stop", "-m", "immediate", "-w", "-D", home / "data", check=False)
    shutil.rmtree(home, ignore_errors=True)


def _stop_orphans() -> None:
    """Servers of runs that were killed: their folder is ours, and its owner is no more."""
    for home in (home for place in _places() for home in place.glob(f"{PREFIX}*")):
        try:
            os.kill(int((home / "owner").read_text()), 0)
        except ProcessLookupError:
            _stop(home)
        except (OSError, ValueError):  # another user's, or just being made
            continue


def running_server() -> PostgresServer:
    """The server of this run; started by whoever asks first."""
    home = Path(os.environ[HOME_VARIABLE])
    with _locked(home):
        if not (home / "port").exists():
            _start(home)
        return PostgresServer(home, int((home / "port").read_text()), (home / "password").read_text())


@contextmanager
def own_server() -> Iterator[PostgresServer]:
    """A server that no other test uses, and that may be stopped."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_places()[0]))
    (home / "owner").write_text(str(os.getpid()))  # should this run be killed, the next one stops its server
    _start(home, OWN_PORTS)
    try:
        yield PostgresServer(home, int((home / "port").read_text()), (home / "password").read_text())
    finally:
        _stop(home)


@contextmanager
def _locked(home: Path, name: str = "lock") -> Iterator[None]:
    with (home / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once_a_run(name: str, make: Callable[[Path], None]) -> Path:
    """A folder of the run that is filled by whoever asks first; nobody writes into it afterwards."""
    home = Path(os.environ[HOME_VARIABLE])
    made = home / f"made-{name}"
    with _locked(home, f"lock-{name}"):
        if not (made / "done").exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            (made / "done").touch()
    return made


def _start(home: Path, lowest_port: int = 0) -> None:
    password = home / "password"
    password.write_text(secrets.token_hex(12))
    if os.geteuid() == 0:
        for path in (home, password):
            shutil.chown(path, "postgres")
    _pg(
        home, "initdb", "-D", home / "data", "-U", "postgres", "--auth=password", f"--pwfile={password}",
        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
    )  # fmt: skip
    for attempt in range(1, ATTEMPTS + 1):
        port = _free_port(lowest_port)
        data = home / "data"
        try:
            _pg(home, "pg_ctl", "start", "-w", "-D", data, "-l", data / "server.log", "-o", _options(port))
        except subprocess.CalledProcessError:
            if attempt == ATTEMPTS:
                raise
        else:
            (home / "port").write_text(str(port))
            return


def _options(port: int) -> str:
    return f"-h 127.0.0.1 -p {port} -k '' -c fsync=on -c max_connections=200 -c timezone=UTC"


def _free_port(lowest: int = 0) -> int:
    """A port on loopback; with `lowest` one of the few thousand above it."""
    for _ in range(100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", lowest + secrets.randbelow(5_000) if lowest else 0))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("There is no free port.")


def _pg(home: Path, program: str, *arguments: str | Path, check: bool = True) -> None:
    folder = programs()
    if folder is None:
        raise FileNotFoundError("PostgreSQL is not installed.")
    as_root = os.geteuid() == 0
    subprocess.run(
        [folder / program, *arguments],
        check=check,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # the server would hold a pipe open for ever
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        user="postgres" if as_root else None,
        group="postgres" if as_root else None,
        extra_groups=[] if as_root else None,
        timeout=60,
    )
