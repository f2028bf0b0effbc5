"""A million lines come in with bounded memory, as text and as a workbook, and the benches save meanwhile."""

import csv
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.benchmarks.history import build
from tests.benchmarks.importing import write

ROOT = Path(__file__).resolve().parents[3]
ROWS = int(os.environ.get("REGRADE_ROWS", "1000000"))
MOST_MIB = 450
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TAKE_IN = """
import sys
from pathlib import Path
from app.cli.importing import rows_kept_from_collector
from app.devices.clock import SystemClock
from app.documents.tables import DelimitedTables
from app.services.importing import KINDS, import_file
from app.store.imports import SqlImports
from app.store.unit_of_work import open_store
from tests.benchmarks.history import STATION
store = open_store(f"sqlite:///{sys.argv[1]}", STATION)
imports = SqlImports(store.engine, STATION.id, SystemClock())
with rows_kept_from_collector():
    done = import_file(imports, DelimitedTables(), KINDS["returns"], Path(sys.argv[2]))
store.close()
(peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(done.inserted, int(peak) // 1024)
"""


def as_workbook(source: Path, target: Path) -> None:
    """What a spreadsheet saves: each text once, in a part of its own, and cells that name it by its place."""
    places: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        overrides = "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{KINDS}.{kind}+xml"/>'
            for name, kind in (("workbook", "sheet.main"), ("sheet", "worksheet"), ("texts", "sharedStrings"))
        )
        defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>')
        parts.writestr("_rels/.rels", _related(("officeDocument", "xl/workbook.xml")))
        parts.writestr(
            "xl/_rels/workbook.xml.rels", _related(("worksheet", "sheet.xml"), ("sharedStrings", "texts.xml"))
        )
        sheets = '<sheets><sheet name="Returns" sheetId="1" r:id="rId1"/></sheets>'
        parts.writestr("xl/workbook.xml", f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">{sheets}</workbook>')
        with (
            parts.open("xl/sheet.xml", "w", force_zip64=True) as sheet,
            source.open(newline="", encoding="utf-8") as file,
        ):
            sheet.write(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode())
            for number, row in enumerate(csv.reader(file), 1):
                cells = (
                    f'<c r="{chr(65 + column)}{number}" t="s"><v>{places.setdefault(text, len(places))}</v></c>'
                    for column, text in enumerate(row)
                )
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        with parts.open("xl/texts.xml", "w", force_zip64=True) as texts:
            texts.write(f'<sst xmlns="{SPREADSHEET}">'.encode())
            for text in places:
                texts.write(f"<si><t>{text}</t></si>".encode())
            texts.write(b"</sst>")


def _related(*parts: tuple[str, str]) -> str:
    told = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(told)}</Relationships>'


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_million_lines_come_in_with_bounded_memory(tmp_path, kind):
    build(tmp_path / "house.db", 20)
    text, workbook = tmp_path / "returns.csv", tmp_path / "returns.xlsx"
    write(text, ROWS)
    if kind == "xlsx":
        as_workbook(text, workbook)
    table = workbook if kind == "xlsx" else text
    done = subprocess.run(
        [sys.executable, "-c", TAKE_IN, str(tmp_path / "house.db"), str(table)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    inserted, mib = map(int, done.stdout.split())
    sys.stdout.write(f"{inserted:,} lines of {kind}: {mib} MiB at the peak\n")
    assert inserted == ROWS
    assert mib < MOST_MIB
