"""The virtual printer keeps every label it acknowledged, whatever happens beside it."""

import json
from datetime import UTC, datetime
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from app.devices.virtual_printer import FILE, VirtualPrinter
from app.errors import DeviceError

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return AT


@pytest.fixture
def printer(tmp_path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "printer", StoppedClock())


def codes(printer: VirtualPrinter) -> list[str]:
    return [label.code for label in printer.labels()]


def test_a_label_is_kept_as_it_would_be_printed(printer, tmp_path):
    assert codes(printer) == []
    assert printer.print("unit", "RG0000001-1", (("title", "Jacke, blau"), ("mark", "Grösse 新"))) == "sent"
    (label,) = printer.labels()
    assert (label.template, label.code, label.fields, label.at) == (
        "unit", "RG0000001-1", {"title": "Jacke, blau", "mark": "Grösse 新"}, AT,
    )  # fmt: skip
    written = (tmp_path / "printer" / FILE).read_text().splitlines()
    assert [sorted(json.loads(line)) for line in written] == [["at", "code", "fields", "template"]]


def test_a_torn_line_spoils_no_other(printer, tmp_path):
    printer.print("unit", "A", ())
    with (tmp_path / "printer" / FILE).open("a") as file:
        file.write('{"template":"un')
    assert codes(printer) == ["A"]
    printer.print("unit", "B", ())
    assert codes(printer) == ["A", "B"]


def test_many_print_at_once(printer):
    with ThreadPool(8) as pool:
        pool.map(lambda n: printer.print("unit", str(n), (("title", "x" * 500),)), range(64))
    assert sorted(map(int, codes(printer))) == list(range(64))


def test_a_disk_that_fails_is_a_printer_that_fails(tmp_path):
    Path(tmp_path / "printer").write_text("a file in the way")
    with pytest.raises(DeviceError, match="cannot keep the label") as caught:
        VirtualPrinter(tmp_path / "printer", StoppedClock()).print("unit", "A", ())
    assert "print the label again" in caught.value.hint
