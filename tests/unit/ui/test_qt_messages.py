"""Qt's messages are lines of the log, as grave as they are; chatter of its media backends is for developers."""

import logging

import pytest
from PySide6.QtCore import QLoggingCategory, QtMsgType, qCritical, qInstallMessageHandler, qWarning

from app.ui import qt_messages
from app.ui.qt_messages import level_of

BEGINNINGS = "qt.multimedia.ffmpeg", "qt.multimedia.symbolsresolver"


@pytest.mark.expects_warning
def test_a_warning_of_qt_is_a_warning_in_the_log(caplog):
    with qt_messages.to_the_log():
        qWarning("a timer cannot be started from another thread")
        qCritical("a window without a screen")
    assert [(line.name, line.levelno) for line in caplog.records] == [
        ("app.qt", logging.WARNING),
        ("app.qt", logging.ERROR),
    ]
    assert "another thread" in caplog.text


@pytest.mark.parametrize("category", BEGINNINGS)
def test_chatter_of_the_media_backends_is_for_developers(category):
    assert level_of(QtMsgType.QtWarningMsg, category, "Couldn't load va") == logging.DEBUG
    assert level_of(QtMsgType.QtCriticalMsg, category, "it broke") == logging.ERROR


def test_a_machine_without_a_sound_server_is_no_fault():
    assert (
        level_of(QtMsgType.QtWarningMsg, "default", "PulseAudioService: pa_context_connect() failed") == logging.DEBUG
    )
    assert level_of(QtMsgType.QtInfoMsg, "default", "anything") == logging.DEBUG
    assert QLoggingCategory.defaultCategory().isWarningEnabled()


def test_whoever_listened_before_listens_again():
    heard = []
    before = qInstallMessageHandler(lambda _kind, _context, words: heard.append(words))
    try:
        with qt_messages.to_the_log():
            pass
        qWarning("back again")
    finally:
        qInstallMessageHandler(before)
    assert heard == ["back again"]
