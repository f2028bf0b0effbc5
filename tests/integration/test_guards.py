"""What conftest promises is kept: each planted fault is caught in a run of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = """
import logging, socket, threading, warnings
import pytest

def test_reaches_out():
    socket.create_connection(("198.51.100.1", 80), timeout=0.1)

def test_asks_for_a_name():
    socket.getaddrinfo("example.org", 80)

def test_speaks_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_logs_a_warning():
    logging.getLogger("app").warning("stray")

@pytest.mark.expects_warning
def test_logs_a_warning_on_purpose():
    logging.getLogger("app").warning("meant")

@pytest.mark.expects_warning
def test_promises_a_warning_and_gives_none():
    pass

def test_warns():
    warnings.warn("old")

RELEASE = threading.Event()

@pytest.fixture(scope="module", autouse=True)
def release():
    yield
    RELEASE.set()

def test_leaves_a_thread():
    threading.Thread(target=RELEASE.wait, name="forgotten").start()

def test_joins_its_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

def test_needs_postgres(postgres_url):
    pass
"""

DIES_ONCE = """
import os, signal
from pathlib import Path

def test_dies_the_first_time():
    before = Path(__file__).with_name("died")
    if not before.exists():
        before.touch()
        os.kill(os.getpid(), signal.SIGKILL)
"""


OUTCOMES = {
    "test_reaches_out": "FAILED",
    "test_asks_for_a_name": "FAILED",
    "test_speaks_to_this_machine": "PASSED",
    "test_logs_a_warning": "ERROR",
    "test_logs_a_warning_on_purpose": "PASSED",
    "test_promises_a_warning_and_gives_none": "ERROR",
    "test_warns": "FAILED",
    "test_leaves_a_thread": "ERROR",
    "test_joins_its_thread": "PASSED",
}


def planted_run(folder: Path, *chosen: str, ci: str = "", planted: str = PLANTED) -> str:
    (folder / "test_planted.py").write_text(planted)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(folder),
        "-rA",
        "-n",
        "0",
    ]
    plugins = ["-p", "tests.conftest", "-p", "no:cacheprovider", *chosen, "test_planted.py"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CI": ci, "REGRADE_TEST_NO_POSTGRES": "1"}
    done = subprocess.run(
        [*command, *plugins], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_planted_faults_are_caught(tmp_path):
    report = planted_run(tmp_path)
    outcomes: dict[str, str] = {}
    for outcome, test in re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\w+)", report, re.MULTILINE):
        if outcomes.get(test) in (None, "PASSED"):  # an error after the test counts more than its passing
            outcomes[test] = outcome
    assert outcomes == OUTCOMES, report
    assert re.search(r"^SKIPPED .*PostgreSQL is not installed .*nothing was tried on it", report, re.MULTILINE), report
    assert re.search(r"^seed: \d+", report, re.MULTILINE), report


def test_under_ci_a_missing_postgres_fails(tmp_path):
    report = planted_run(tmp_path, "-k", "postgres", ci="true")
    assert re.search(r"^ERROR \S*::test_needs_postgres .*PostgreSQL is not installed", report, re.MULTILINE), report


@pytest.mark.soak  # a run with workers takes seven seconds to begin and to end
def test_a_process_that_dies_fails_the_run_though_its_test_would_pass_the_next_time(tmp_path):
    report = planted_run(tmp_path, "-n", "1", planted=DIES_ONCE)
    assert re.search(r"^FAILED \S*::test_dies_the_first_time .*crashed", report, re.MULTILINE), report
    assert "1 failed" in report
    assert (tmp_path / "died").exists()
