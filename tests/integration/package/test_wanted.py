"""The list of what the built program may ever ask for, and the hook that looks through it."""

import hashlib
import json
import os
import subprocess
import sys

from resources.packaging import wanted
from resources.packaging.contents import ROOT

LAZY = """
import os
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from never import loaded
def later():
    from reportlab.platypus import Frame
    import openpyxl.utils
"""
HOOK = """
import runpy, sys
sys._MEIPASS = sys.argv[1]
runpy.run_path(sys.argv[2])
print("went on")
"""


def test_what_is_imported_in_the_middle_of_a_function_is_on_the_list_and_what_checkers_read_is_not():
    found = set(wanted.imported(LAZY))
    assert found == {"os", "typing:TYPE_CHECKING", "reportlab.platypus:Frame", "openpyxl.utils"}


def test_every_module_of_the_program_and_what_it_loads_late_is_on_the_list():
    found = set(wanted.modules())
    assert {"app.ui.work.view", "app.channels.amazon", "app.documents.certificate", "zxingcpp"} <= found
    assert "openpyxl" in {name.partition(":")[0] for name in found}
    assert not [name for name in found if name.startswith("app.store.migrations.versions")]
    assert not [name for name in found if name.startswith("winreg")] or sys.platform == "win32"


def test_every_file_that_ships_is_on_the_list_with_its_hash(tmp_path):
    (tmp_path / "claims" / "deep").mkdir(parents=True)
    (tmp_path / "claims" / "deep" / "a.yaml").write_bytes(b"a")
    (tmp_path / "one.mako").write_bytes(b"b")
    entries = [(str(tmp_path / "claims"), "resources/claims"), (str(tmp_path / "one.mako"), "app")]
    assert wanted.files(entries) == {
        "resources/claims/deep/a.yaml": hashlib.sha256(b"a").hexdigest(),
        "app/one.mako": hashlib.sha256(b"b").hexdigest(),
    }


def looked_through(tmp_path, asked=None):
    """What a Python with the hook in front says."""
    hook = ROOT / "resources/packaging/hooks/look_through.py"
    more = {}
    if asked is not None:
        (tmp_path / "wanted.json").write_text(json.dumps(asked))
        more = {"REGRADE_LOOK_THROUGH": str(tmp_path / "wanted.json")}
    command = [sys.executable, "-c", HOOK, str(tmp_path), str(hook)]
    return subprocess.run(command, env={**os.environ, **more}, capture_output=True, text=True, check=True).stdout


def test_what_is_missing_or_another_one_is_told_and_the_rest_counted(tmp_path):
    (tmp_path / "here.txt").write_bytes(b"here")
    digest = hashlib.sha256(b"here").hexdigest()
    names = ["json", "json:decoder", "json:nothing", "no_such_module", "os:*"]
    files = {"here.txt": digest, "gone.txt": digest, "other.txt": digest}
    (tmp_path / "other.txt").write_bytes(b"other")
    told = json.loads(looked_through(tmp_path, {"modules": names, "files": files}))
    assert (told["modules"], told["files"]) == (5, 3)
    assert set(told["failed"]) == {"json:nothing", "no_such_module", "gone.txt", "other.txt"}


def test_without_a_list_the_program_goes_on(tmp_path):
    assert looked_through(tmp_path) == "went on\n"
