"""A life that is forked does as a process that Python begins: streams, environment, exit code, and how it dies."""

import os
import signal
import subprocess
import sys

import pytest

from tests import lives


def by_python(*command, text=b""):
    return subprocess.run([sys.executable, "-m", *command], input=text, capture_output=True, check=False)


@pytest.mark.parametrize("text", [b'{"a": 1}', b"{", '{"ü": "箱"}'.encode()])
def test_it_says_and_ends_as_python_does(text):
    told, real = lives.run("json.tool", text=text), by_python("json.tool", text=text)
    assert (told.returncode, told.stdout, told.stderr) == (real.returncode, real.stdout, real.stderr)


def test_what_breaks_ends_with_1_and_says_where():
    told = lives.run("tests.e2e.failpoint", "before_nothing", "1")
    assert (told.returncode, told.stdout) == (1, b"")
    assert told.stderr.splitlines()[-1] == b"KeyError: 'nothing'"


def test_it_has_the_environment_that_it_is_given(tmp_path):
    told = lives.run("app", "stock", "--json", environment={**os.environ, "REGRADE_PROFILE": str(tmp_path / "given")})
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert (tmp_path / "given" / "regrade.db").exists()


def test_it_is_a_process_of_its_own_that_dies_of_signals(tmp_path):
    play = ("app", "play", "--profile", tmp_path)
    one, other = (lives.begin(*play, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2))
    for life in (one, other):
        assert life.stdin is not None
        assert life.stdout is not None
        life.stdin.write(b'{"do": "state"}\n')
        life.stdin.flush()
        assert life.stdout.readline().startswith(b'{"seq": 1')
    assert len({one.pid, other.pid, os.getpid()}) == 3
    one.kill()
    assert one.wait() == -signal.SIGKILL
    one.kill()  # it has gone: nothing happens
    assert other.stdin is not None
    other.stdin.close()
    assert other.wait() == 0
    for pipe in (one.stdin, one.stdout, other.stdout):
        assert pipe is not None
        pipe.close()
