"""A refusal: what the bench would not take, why, and what to do instead. The state stays as it was."""

from __future__ import annotations


class Refused(Exception):
    """An action that the bench does not take.

    Attributes:
        code: plain snake_case, for programs
        message: what happened, in words
        hint: what to do

    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Keep the three parts; the text of the exception is the message."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
