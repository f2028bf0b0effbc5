"""A million lines come in with bounded memory, and the benches save meanwhile."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.history import build
from tests.benchmarks.importing import write

ROOT = Path(__file__).resolve().parents[3]
MOST_MIB = 600
TAKE_IN = """
import resource, sys
from pathlib import Path
from app.devices.clock import SystemClock
from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, import_file
from app.store.imports import SqlImports
from app.store.unit_of_work import open_store
from tests.benchmarks.history import STATION
store = open_store(f"sqlite:///{sys.argv[1]}", STATION)
imports = SqlImports(store.engine, STATION.id, SystemClock())
done = import_file(imports, DelimitedTables(), KINDS["returns"], Path(sys.argv[2]))
store.close()
print(done.inserted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_million_lines_come_in_with_bounded_memory(tmp_path):
    build(tmp_path / "house.db", 20)
    write(tmp_path / "returns.csv", 1_000_000)
    done = subprocess.run(
        [sys.executable, "-c", TAKE_IN, str(tmp_path / "house.db"), str(tmp_path / "returns.csv")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    inserted, mib = map(int, done.stdout.split())
    assert inserted == 1_000_000
    assert mib < MOST_MIB
