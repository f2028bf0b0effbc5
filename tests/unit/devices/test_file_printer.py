"""A folder for a printer: each label a file of its own, whole or not at all."""

import os

import pytest

from app.devices.file_printer import FilePrinter
from app.domain.print_jobs import JobState, PrintJob
from app.errors import DeviceError, UsageError
from app.ports import Sheet


def sheet(name: str = "7") -> Sheet:
    return Sheet(PrintJob(name, "R-000001", "R-000001-1H", "unit", "unit", "ACME", "out", {}), b"^XA^XZ", bytes)


@pytest.mark.parametrize("ending", ["zpl", "tspl"])
def test_a_label_is_a_file_of_its_own(tmp_path, ending):
    printer = FilePrinter("out", f"file://{tmp_path}/labels", ending)
    assert [printer.send(sheet(name), 1).state for name in "ab"] == [JobState.SENT, JobState.SENT]
    found = {file.name: file.read_bytes() for file in (tmp_path / "labels").iterdir()}
    assert found == {f"a.{ending}": b"^XA^XZ", f"b.{ending}": b"^XA^XZ"}


def test_a_folder_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    printer = FilePrinter("out", f"file://{tmp_path}", "zpl")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.devices.file_printer.os.fsync", full)
    told = printer.send(sheet(), 1)
    assert (told.state, "No space left" in told.message) == (JobState.FAILED, True)
    assert list(tmp_path.iterdir()) == []


def test_it_is_looked_at_without_a_label(tmp_path):
    assert str(tmp_path) in FilePrinter("out", f"file://{tmp_path}", "zpl").look(1)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(DeviceError):
        FilePrinter("out", f"file://{tmp_path}/file", "zpl").look(1)


@pytest.mark.skipif(os.name != "posix", reason="paths of another kind there")
def test_an_address_without_a_whole_path_is_refused():
    with pytest.raises(UsageError, match="no folder"):
        FilePrinter("out", "file://labels", "zpl")
