"""Which driver a transport has, and which process is still there."""

import os
import subprocess
import sys

import pytest

from app.config import PrinterSettings
from app.devices.clock import SystemClock
from app.devices.file_printer import FilePrinter
from app.devices.printers import is_running, printer_of, printers_of, stock_of, this_process
from app.devices.tcp_printer import TcpPrinter
from app.devices.virtual_printer import VirtualPrinter
from app.errors import UsageError


@pytest.mark.parametrize(
    ("transport", "driver"),
    [("virtual", VirtualPrinter), ("file:///tmp/labels", FilePrinter), ("tcp://127.0.0.1:9100", TcpPrinter)],
)
def test_each_transport_has_its_driver(tmp_path, transport, driver):
    assert isinstance(printer_of(PrinterSettings(transport=transport), tmp_path, SystemClock()), driver)


@pytest.mark.parametrize("transport", ["cups://zebra", "windows://Zebra ZD421", "usb://0a5f"])
def test_what_is_not_built_yet_is_refused_in_words(tmp_path, transport):
    with pytest.raises(UsageError, match="not built yet") as caught:
        printer_of(PrinterSettings(transport=transport), tmp_path, SystemClock())
    assert caught.value.exit_code == 2


def test_without_a_printer_there_is_one_that_takes_everything():
    (only,) = printers_of(())
    assert (only.transport, stock_of(only)) == ("virtual", "")
    assert stock_of(PrinterSettings(stock="51x25")) == "51x25"
    assert stock_of(PrinterSettings(transport="tcp://127.0.0.1")) == "57x32"


def test_a_process_that_has_ended_is_known_as_such():
    assert is_running(this_process())
    host, pid, _ = this_process().split("/")
    assert pid == str(os.getpid())
    assert not is_running(f"{host}/{pid}/another time")
    assert is_running("another host/1/x")
    assert is_running("no process at all")
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    assert not is_running(f"{host}/{gone.pid}/x")
