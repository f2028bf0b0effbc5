"""The set-up on machines that lack something, tried with stand-ins for python, apt, sudo and id."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BORROWED = (
    "bash",
    "env",
    "dirname",
    "cat",
    "sed",
    "sha256sum",
    "cut",
    "mkdir",
    "rm",
    "cp",
    "chmod",
    "readlink",
    "flock",
)

PYTHON = r"""#!/bin/bash
# A Python that writes down what it is asked, and makes a venv by copying itself.
echo "${0##*/} $*" >> "$CALLS"
case "$*" in
    *ensurepip*) [ -z "$NO_VENV" ] ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"pip install"*) [ -z "$NO_NETWORK" ] ;;
    *sys.executable*) echo "3.11 here" ;;
    *-venv*) echo python3.11-venv ;;
    *libpython*) echo libpython3.11 ;;
    *LIBDIR*) echo "$LIBRARIES" ;;
esac
"""

NPM = """#!/bin/bash
# An npm that writes down what it is asked, and brings the folder that the real one brings.
echo "npm $*" >> "$CALLS"
mkdir -p "$3/node_modules"
[ -z "$NO_NETWORK" ]
"""

LIBRARIES = re.findall(r"(lib\S+?\.so\.\d+)=", (ROOT / "resources/setup/prepare.sh").read_text())
RENDERER = ("tests/zpl/package.json", "tests/zpl/package-lock.json")
MODELS = ("tests/judges/package.json", "tests/judges/package-lock.json")


class Machine:
    """A checkout of the set-up alone, and a PATH that holds only what is named."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.bin, self.calls = folder / "check out", folder / "bin", folder / "calls"
        self.bin.mkdir()
        for name in ("pyproject.toml", "requirements/dev.txt", "resources/setup/prepare.sh", *RENDERER, *MODELS):
            (self.checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.checkout / name)
        for name in BORROWED:
            (self.bin / name).symlink_to(str(shutil.which(name)))
        self.program("python3", PYTHON)
        for name in ("initdb", "Xvfb", "xauth", "xdotool", "node"):
            self.program(name, "#!/bin/bash\n")
        self.program("npm", NPM)
        self.libraries(*LIBRARIES)
        self.program("find", "#!/bin/bash\necho a.font\n")
        self.user(root=False)

    def program(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def libraries(self, *names: str) -> None:
        """What the system's loader knows."""
        known = "".join(f"\\t{name} (libc6,x86-64) => /lib/{name}\\n" for name in names)
        self.program("ldconfig", f"#!/bin/bash\nprintf '{known}'\n")

    def user(self, *, root: bool) -> None:
        self.program("id", f"#!/bin/bash\necho {0 if root else 1000}\n")

    def apt(self, outcome: str = "exit 0") -> None:
        self.program("apt-get", f'#!/bin/bash\necho "apt-get $*" >> "$CALLS"\n{outcome}\n')

    def prepare(self, purpose: str = "run", **environment: str) -> tuple[int, str]:
        self.calls.write_text("")
        done = subprocess.run(
            [self.checkout / "resources/setup/prepare.sh", purpose],
            env={"PATH": str(self.bin), "CALLS": str(self.calls), **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stdout == ""
        return done.returncode, done.stderr

    def asked(self, whom: str) -> list[str]:
        return [line for line in self.calls.read_text().splitlines() if whom in line]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_unchanged_locks_ask_nobody(machine):
    assert machine.prepare()[0] == 0
    assert len(machine.asked("pip install")) == 2
    assert "--require-hashes -r requirements/dev.txt" in machine.asked("pip install")[0]
    code, said = machine.prepare()
    assert (code, said, machine.asked("pip install")) == (0, "", [])


def test_a_changed_lock_builds_anew(machine):
    machine.prepare()
    with (machine.checkout / "requirements/dev.txt").open("a") as lock:
        lock.write("# changed\n")
    machine.prepare()
    assert machine.asked("pip install")


def test_a_new_lint_rule_does_not(machine):
    machine.prepare()
    with (machine.checkout / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    machine.prepare()
    assert machine.asked("pip install") == []


def test_a_build_that_broke_off_is_not_taken_for_whole(machine):
    code, said = machine.prepare(NO_NETWORK="1")
    assert code == 3
    assert "Check the network, then start again" in said
    assert machine.prepare()[0] == 0
    assert machine.asked("pip install")


def test_who_may_not_use_apt_is_told_the_command(machine):
    machine.apt()
    code, said = machine.prepare(NO_VENV="1")
    assert code == 3
    assert "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends python3.11-venv'" in said
    assert machine.asked("apt-get") == []


def test_root_installs_what_is_missing_without_fetching_lists(machine):
    machine.apt()
    machine.user(root=True)
    assert machine.prepare(NO_VENV="1")[0] == 0
    assert machine.asked("apt-get") == ["apt-get install -y -qq --no-install-recommends python3.11-venv"]


def test_where_apt_fails_the_lists_are_fetched_then_the_words_say_so(machine):
    machine.apt("exit 100")
    machine.user(root=True)
    code, said = machine.prepare(NO_VENV="1")
    assert (code, machine.asked("apt-get")[-1]) == (3, "apt-get update -qq")
    assert "Nothing else was changed" in said


def test_a_machine_without_apt_is_told_what_is_missing(machine):
    code, said = machine.prepare(NO_VENV="1")
    assert code == 3
    assert "python3.11-venv" in said


def test_the_tests_ask_for_postgres_and_the_station_does_not(machine, tmp_path):
    (machine.bin / "initdb").unlink()
    bare = {"DEBIAN_POSTGRES": str(tmp_path / "none")}
    assert machine.prepare("run", **bare)[0] == 0
    code, said = machine.prepare("test", **bare)
    assert (code, "postgresql" in said) == (3, True)


def test_the_libraries_and_fonts_of_the_window_are_asked_for(machine):
    machine.libraries(*(name for name in LIBRARIES if name not in {"libxcb-cursor.so.0", "libzbar.so.0"}))
    machine.program("find", "#!/bin/bash\n[[ $* == *Inter* ]] || echo a.font\n")
    machine.apt()
    machine.user(root=True)
    assert machine.prepare()[0] == 0
    asked = "apt-get install -y -qq --no-install-recommends libxcb-cursor0 libzbar0 fonts-inter"
    assert machine.asked("apt-get") == [asked]


def test_only_the_tests_ask_for_a_display_without_a_screen(machine):
    (machine.bin / "Xvfb").unlink()
    assert machine.prepare("run")[0] == 0
    code, said = machine.prepare("test")
    assert (code, "xvfb" in said) == (3, True)


def test_the_tests_fetch_the_locked_renderer_once_and_the_station_never(machine):
    assert machine.prepare("run")[0] == 0
    assert machine.asked("npm") == []
    assert machine.prepare("test")[0] == 0
    (asked,) = machine.asked("npm")
    assert asked.startswith("npm ci --prefix tests/zpl --ignore-scripts ")
    code, said = machine.prepare("test")
    assert (code, said, machine.asked("npm")) == (0, "", [])


def test_what_judges_by_a_marketplaces_models_is_fetched_where_they_are(machine):
    (machine.checkout.parent / "shared/data/channels/sp-api").mkdir(parents=True)
    assert machine.prepare("test")[0] == 0
    assert [asked.split()[3] for asked in machine.asked("npm")] == ["tests/zpl", "tests/judges"]
    assert (machine.prepare("test")[0], machine.asked("npm")) == (0, [])


@pytest.mark.parametrize("name", RENDERER)
def test_another_locked_renderer_is_fetched(machine, name):
    machine.prepare("test")
    with (machine.checkout / name).open("a") as lock:
        lock.write("\n")
    assert machine.prepare("test")[0] == 0
    assert machine.asked("npm")


def test_a_renderer_that_was_thrown_away_is_fetched_again(machine):
    machine.prepare("test")
    (machine.checkout / "tests/zpl/node_modules").rmdir()
    assert machine.prepare("test")[0] == 0
    assert machine.asked("npm")


def test_a_renderer_that_came_in_part_is_not_taken_for_whole(machine):
    machine.prepare("run")
    code, said = machine.prepare("test", NO_NETWORK="1")
    assert (code, (machine.checkout / "tests/zpl/node_modules").is_dir()) == (3, True)
    assert "npm could not fetch" in said
    assert machine.prepare("test")[0] == 0
    assert machine.asked("npm")


def test_only_the_tests_ask_for_node(machine):
    for name in ("node", "npm"):
        (machine.bin / name).unlink()
    machine.apt(f"{shutil.which('ln')} -s {shutil.which('true')} {machine.bin / 'npm'}")
    machine.user(root=True)
    assert machine.prepare("run")[0] == 0
    assert machine.prepare("test")[0] == 0
    assert machine.asked("apt-get") == ["apt-get install -y -qq --no-install-recommends nodejs npm"]


def test_the_lock_of_the_renderer_names_one_version_its_hash_and_no_place():
    lock = json.loads((ROOT / RENDERER[1]).read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert {name: entry["version"] for name, entry in packages.items()} == {"node_modules/zpl-renderer-js": "3.4.0"}
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages.values())


def test_the_lock_of_the_judges_names_hashes_and_no_place():
    lock = json.loads((ROOT / MODELS[1]).read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages["node_modules/@stoplight/prism-cli"]["version"] == "5.14.2"
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages.values())


def test_the_build_asks_for_pythons_library_objdump_and_the_letters_of_codes(machine, tmp_path):
    machine.program("find", "#!/bin/bash\n[[ $* == *NotoSansMono* ]] || echo a.font\n")
    machine.apt()
    machine.user(root=True)
    assert machine.prepare("package", LIBRARIES=str(tmp_path))[0] == 0
    asked = "apt-get install -y -qq --no-install-recommends libpython3.11 binutils fonts-noto-mono"
    assert machine.asked("apt-get") == [asked]
    machine.program("objdump", "#!/bin/bash\n")
    machine.program("find", "#!/bin/bash\necho a.font\n")
    (tmp_path / "libpython3.11.so.1.0").touch()
    assert machine.prepare("package", LIBRARIES=str(tmp_path))[0] == 0
    assert machine.asked("apt-get") == []


def test_without_python_the_words_say_so(machine):
    (machine.bin / "python3").unlink()
    code, said = machine.prepare()
    assert code == 3
    assert "no Python 3.11 or newer" in said
