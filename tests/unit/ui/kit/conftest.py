"""Widgets of the kit stand in a dressed application."""

import pytest


@pytest.fixture(autouse=True)
def _dressed(dressed):
    return dressed
