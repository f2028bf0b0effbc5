"""Imports point down: the checkout keeps the contracts, and a planted import breaks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False)


def test_the_checkout_keeps_the_contracts():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("errors", "import app.paths", "Imports point down"),
        ("services/planted", "import app.store", "Imports point down"),
        ("devices/planted", "import app.channels", "Imports point down"),
        ("stray_room", "", "Imports point down"),
        ("domain/planted", "import time", "The domain is pure"),
        ("domain/planted", "from pathlib import Path", "The domain is pure"),
        ("domain/planted", "import app.paths", "The domain is pure"),
        ("domain/planted", "import uuid", "The domain is pure"),
        ("cli/planted", "import app.store.engine", "Commands know the station's parts only through Station"),
        ("cli/planted", "from app.devices import pins", "Commands know the station's parts only through Station"),
        ("services/planted", "import threading", "Lanes are the only threads"),
        ("store/planted", "from concurrent.futures import ThreadPoolExecutor", "Lanes are the only threads"),
        ("cli/planted", "import sqlalchemy.orm", "SQLAlchemy only in the store"),
        ("config", "import sqlalchemy", "SQLAlchemy only in the store"),
    ],
)
def test_a_planted_import_is_found(tmp_path, module, line, contract):
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "app" / f"{module}.py").open("a") as planted:
        planted.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0, done.stdout
    assert contract in done.stdout
    assert "BROKEN" in done.stdout or "exhaustive" in done.stdout.lower()
