"""The fence hides what it should, cuts the network, and lends no variable of this machine."""

import socket
import subprocess
import sys

import pytest

from resources.packaging.fence import Fence, fence, lent_by_the_machine


def run(made, *arguments, **more):
    return subprocess.run(
        made.command(arguments), env=made.environment(more), capture_output=True, text=True, check=False
    )


def test_without_a_way_the_command_is_run_as_it_is(tmp_path):
    bare = Fence(tmp_path)
    assert bare.command(["true"]) == ["true"]
    assert run(bare, "env").stdout.splitlines() == [f"HOME={tmp_path}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]


def test_behind_the_fence_the_checkout_and_the_network_are_not_there(tmp_path):
    hidden, file, seen = tmp_path / "hidden", tmp_path / "file", tmp_path / "seen"
    hidden.mkdir()
    (hidden / "code.py").touch()
    file.write_text("cache")
    seen.write_text("seen")
    made = fence(tmp_path, [hidden, file, tmp_path / "not there"])
    if not made.way:
        pytest.skip("this machine makes no fence: unshare needs root or a kernel that lets users")
    done = run(made, "sh", "-c", f'ls "{hidden}"; cat "{file}" "{seen}"; echo " $MORE"', MORE="more")
    assert (done.returncode, done.stdout) == (0, "seen more\n")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        knock = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
        assert run(Fence(tmp_path), sys.executable, "-c", knock).returncode == 0
        assert "Network is unreachable" in run(made, sys.executable, "-c", knock).stderr
    assert run(made, "sh", "-c", "exit 7").returncode == 7
    assert [path.name for path in hidden.iterdir()] == ["code.py"]


def test_checkout_python_and_fonts_are_not_lent(tmp_path):
    lent = lent_by_the_machine(tmp_path / "checkout", [tmp_path / "fonts"])
    assert {tmp_path / "checkout", tmp_path / "fonts"} <= set(lent)
    assert any(path.name.startswith("python3") or path.name == "Lib" for path in lent)
