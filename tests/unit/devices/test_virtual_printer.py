"""The virtual printer keeps every label it acknowledged, whatever happens beside it."""

import json
from datetime import UTC, datetime
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from app.devices.virtual_printer import FILE, KeptLabel, VirtualPrinter
from app.domain.print_jobs import JobState, PrintJob
from app.ports import Sheet

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return AT


@pytest.fixture
def printer(tmp_path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "printer", StoppedClock())


def sheet(code: str, kind: str = "unit", **data: str) -> Sheet:
    job = PrintJob(f"job-{code}", "R-000001", code, kind, kind, "ACME", "labels", data)
    return Sheet(job, f"^XA{code}^XZ".encode(), lambda: b"a picture")


def codes(printer: VirtualPrinter) -> list[str]:
    return [label.code for label in printer.labels()]


def test_a_label_is_kept_as_it_would_be_printed(printer, tmp_path):
    assert codes(printer) == []
    data = {"title": "Jacke, blau", "mark": "Grösse 新"}
    assert printer.send(sheet("R-000001-1H", **data), 1).state is JobState.SENT
    (label,) = printer.labels()
    assert label == KeptLabel("unit", "R-000001-1H", data, AT, "job-R-000001-1H")
    folder = tmp_path / "printer"
    assert (folder / f"{label.job}.zpl").read_bytes() == b"^XAR-000001-1H^XZ"
    assert (folder / f"{label.job}.png").read_bytes() == b"a picture"
    assert sorted(json.loads((folder / FILE).read_text())) == ["at", "code", "fields", "job", "template"]


def test_a_label_of_an_older_version_is_read_all_the_same(printer, tmp_path):
    printer.send(sheet("B"), 1)
    with (tmp_path / "printer" / FILE).open("a") as file:
        old = {"template": "unit", "code": "A", "lines": ["Tea pot"], "at": AT.isoformat()}
        file.write(json.dumps(old) + "\n")
    assert codes(printer) == ["B", "A"]


def test_a_torn_line_spoils_no_other(printer, tmp_path):
    printer.send(sheet("A"), 1)
    with (tmp_path / "printer" / FILE).open("a") as file:
        file.write('{"template":"un')
    assert codes(printer) == ["A"]
    printer.send(sheet("B"), 1)
    assert codes(printer) == ["A", "B"]


def test_many_print_at_once(printer):
    with ThreadPool(8) as pool:
        pool.map(lambda n: printer.send(sheet(str(n), title="x" * 500), 1), range(64))
    assert sorted(map(int, codes(printer))) == list(range(64))


def test_a_disk_that_fails_is_a_printer_that_fails(tmp_path):
    Path(tmp_path / "printer").write_text("a file in the way")
    told = VirtualPrinter(tmp_path / "printer", StoppedClock()).send(sheet("A"), 1)
    assert told.state is JobState.FAILED
    assert "cannot keep the label" in told.message


def test_it_says_where_the_labels_are(printer):
    assert "kept in the profile" in printer.look(1)
