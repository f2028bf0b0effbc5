"""The words by which a file that is no table is refused whole. Pure."""

from pathlib import Path

from app.errors import UserError
from app.saying import say

MOST_COLUMNS = 1000


def refusal(path: Path, what: str, hint: str) -> UserError:
    """A refusal that names the file, says what is wrong with it and what to do; nothing of it came in."""
    return UserError(
        say("{path_name} {what}. Nothing of it came in.", path_name=path.name, what=what), hint, "no_table"
    )


def too_wide(path: Path) -> UserError:
    """A refusal of what has more columns than any table that people make."""
    return refusal(path, say("has more than {most} columns", most=MOST_COLUMNS), "Check that it is the right file.")
