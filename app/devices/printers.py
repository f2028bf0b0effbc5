"""The printers that are set up, each with its driver by the scheme of its transport; one file a driver.

`tcp://HOST:PORT`, `file://DIR` and `virtual` are built. Without any set up there is one virtual printer that takes
every label. What is not built yet is refused in words.
"""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path

from app.background.print_lanes import look_up
from app.config import PrinterSettings
from app.devices.file_printer import FilePrinter
from app.devices.tcp_printer import TcpPrinter
from app.devices.virtual_printer import VirtualPrinter
from app.errors import UsageError
from app.ports import Clock, LabelPrinter
from app.saying import say

VIRTUAL = "virtual"
_BORN = secrets.token_hex(4)


def printers_of(settings: tuple[PrinterSettings, ...]) -> tuple[PrinterSettings, ...]:
    """Those that are set up, else the one that ships with the program."""
    return settings or (PrinterSettings(),)


def stock_of(printer: PrinterSettings) -> str:
    """What is loaded; a virtual printer takes any stock unless one is said."""
    return "" if printer.transport == VIRTUAL and "stock" not in printer.model_fields_set else printer.stock


def printer_of(printer: PrinterSettings, spool: Path, clock: Clock) -> LabelPrinter:
    """Its driver. Raises `UsageError` for a transport that is not built, or an address that is none."""
    scheme = printer.transport.partition("://")[0]
    if scheme == VIRTUAL:
        return VirtualPrinter(spool, clock, printer.driver)
    if scheme == "file":
        return FilePrinter(printer.name, printer.transport, printer.driver)
    if scheme == "tcp":
        return TcpPrinter(printer.name, printer.transport, printer.driver, look_up)
    raise UsageError(
        say(
            "The printer {printer_name} has the transport {transport}, which is not built yet.",
            printer_name=printer.name,
            transport=printer.transport,
        ),
        "Use tcp://HOST:PORT for a printer on the network, file://DIR for a folder, or virtual.",
    )


def this_process() -> str:
    """This process among those that print from one profile."""
    return f"{socket.gethostname()}/{os.getpid()}/{_BORN}"


def is_running(owner: str) -> bool:
    """Whether the process of that name may still be at work; where that cannot be known, it may."""
    host, _, numbers = owner.partition("/")
    number = numbers.partition("/")[0]
    if number == str(os.getpid()):  # a number comes again, in a container soon
        return owner == this_process()
    if os.name != "posix" or host != socket.gethostname() or not number.isdigit():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
