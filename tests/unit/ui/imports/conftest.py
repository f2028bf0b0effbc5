"""The room that these pages are shown in."""

from tests.room import graded, room  # noqa: F401 - fixtures
