"""The real command as processes: several at once on one profile, a reader that goes away, another locale."""

import json
import subprocess
import sys

import pytest

from tests.lives import begin

PROGRAM = [sys.executable, "-m", "app"]
HEADER = "client,platform,order_id,sku,quantity\n"


@pytest.fixture
def profile(tmp_path):
    return tmp_path / "profile"


def begun(profile, *arguments):
    """Without the loading of Python, which several that begin at once would wait for: they meet sooner."""
    pipe = subprocess.PIPE
    return begin("app", *arguments, "--profile", profile, "--json", stdout=pipe, stderr=pipe)


def start(profile, *arguments, **more):
    command = [*PROGRAM, *map(str, arguments), "--profile", str(profile), "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **more)


def finished(process):
    if isinstance(process, subprocess.Popen):
        out, err = process.communicate(timeout=50)
    else:
        with process.stdout, process.stderr:
            out, err = process.stdout.read(), process.stderr.read()
        process.wait()
    assert b"Traceback" not in err, err
    return process.returncode, [json.loads(line) for line in out.splitlines()], err.decode()


def test_several_processes_use_one_new_profile_at_once(profile, tmp_path):
    products = tmp_path / "products.csv"
    products.write_text("client,sku,title\n" + "".join(f"ACME,S{n},x\n" for n in range(500)))
    done = [finished(each) for each in [begun(profile, "import", "products", products) for _ in range(3)]]
    assert [code for code, _, _ in done] == [0, 0, 0]
    assert sorted(lines[0]["inserted"] for _, lines, _ in done) == [0, 0, 500]
    returns = tmp_path / "returns.csv"
    returns.write_text(HEADER + "".join(f"ACME,other,O-{n},S{n % 7},2\n" for n in range(300)))
    done = [finished(each) for each in [begun(profile, "import", "returns", returns) for _ in range(3)]]
    assert sorted(lines[0]["inserted"] for _, lines, _ in done) == [0, 0, 300]
    _, lines, _ = finished(begun(profile, "stock"))
    assert sum(line["expected"] for line in lines) == 600
    code, ((verified),), _ = finished(begun(profile, "audit", "verify"))
    assert (code, verified["problems"]) == (0, [])


def test_a_reader_that_has_read_enough_is_no_error(profile, tmp_path):
    products = tmp_path / "products.csv"
    products.write_text("client,sku,title\n" + "".join(f"ACME,S{n},x\n" for n in range(3000)))
    finished(begun(profile, "import", "products", products))
    process = start(profile, "stock")
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=50) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_a_poor_locale_and_an_empty_environment(profile, tmp_path):
    products = tmp_path / "产品.csv"
    products.write_text("client,sku,title\n蓝海,鞋-41,跑鞋\n", encoding="utf-8")
    poor = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "REGRADE_PROFILE": "/nonexistent"}
    code, _, err = finished(start(profile, "import", "products", products, env=poor))
    assert code == 0, err
    code, lines, _ = finished(start(profile, "stock", env=poor))
    assert [(line["client"], line["sku"]) for line in lines] == [("蓝海", "鞋-41")]
