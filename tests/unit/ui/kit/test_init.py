"""The kit hands out its widgets when they are asked for."""

import ast
from pathlib import Path

import pytest

from app.ui import kit


def named() -> set[str]:
    """What type checkers are told that the kit has."""
    tree = ast.parse(Path(kit.__file__).read_text("utf-8"))
    promised = (node for block in tree.body if isinstance(block, ast.If) for node in block.body)
    return {alias.asname or alias.name for node in promised if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_every_widget_that_is_promised_is_loaded_when_it_is_asked_for():
    assert len(named()) > 20
    assert [name for name in named() if not hasattr(kit, name)] == []
    assert kit.Chip.__name__ == "Chip"


def test_what_is_not_there_is_named():
    with pytest.raises(AttributeError, match="Hammock"):
        kit.Hammock  # noqa: B018 (asking is the act)
