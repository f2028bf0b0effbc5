"""What Qt itself has to say goes to the log, under the name of its category (`app.qt.multimedia.ffmpeg`).

What its media backends could not find on this machine is of use to nobody but a developer: debug. Any thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
CHATTER: Final = ("qt.multimedia", "qt.core.qfuture")
"""Categories that warn of what is no fault: libraries for hardware that is not there."""
CHATTING: Final = ("PulseAudioService:", "This plugin does not support ")
"""Beginnings of the same without a category: no sound server; what the offscreen and minimal platforms lack."""

Handler = Callable[[QtMsgType, QMessageLogContext, str], None]


def level_of(kind: QtMsgType, category: str, words: str) -> int:
    """How much a message matters."""
    level = LEVELS.get(kind, logging.WARNING)
    if level == logging.WARNING and (category.startswith(CHATTER) or words.startswith(CHATTING)):
        return logging.DEBUG
    return level


@contextmanager
def to_the_log() -> Iterator[None]:
    """Within the block; whoever listened before listens again after it."""
    before = qInstallMessageHandler(_write)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _write(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    category = context.category or "default"
    name = "app.qt" if category == "default" else f"app.{category}"
    logging.getLogger(name).log(level_of(kind, category, words), "%s", words)
