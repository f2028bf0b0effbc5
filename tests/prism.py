"""Prism, which knows Amazon's models and nothing of ours: it stands between a connector and a marketplace on loopback,
and turns whatever breaks the models, in a request or in a reply, into an error.
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.references import reference

MODELS = ("listingsItems_2021-08-01.json", "orders_2026-01-01.json", "reports_2021-06-30.json")
PROGRAM = Path(__file__).parent / "judges" / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
PATIENCE_S = 90


def one_model() -> dict[str, object]:
    """Amazon's models as one, so that one judge knows them all; their definitions keep apart by a prefix."""
    whole: dict[str, object] = {"swagger": "2.0", "info": {"title": "judged", "version": "1"}}
    paths: dict[str, object] = {}
    definitions: dict[str, object] = {}
    for number, name in enumerate(MODELS):
        text = reference("sp-api", name).read_text(encoding="utf-8")
        model = json.loads(text.replace('"#/definitions/', f'"#/definitions/m{number}_'))
        paths |= model["paths"]
        definitions |= {f"m{number}_{key}": value for key, value in model["definitions"].items()}
        whole |= {key: model[key] for key in ("consumes", "produces") if key in model}
        whole.setdefault("parameters", {}).update(model.get("parameters", {}))  # type: ignore[attr-defined]
    return whole | {"paths": paths, "definitions": definitions}


@contextmanager
def judged(upstream: str, folder: Path) -> Iterator[str]:
    """The address at which `upstream` is judged."""
    node = shutil.which("node")
    if node is None or not PROGRAM.exists():
        reason = "Prism is not installed (npm ci --prefix tests/judges), so Amazon's models judged nothing."
        pytest.skip(reason)
    model = folder / "model.json"
    model.write_text(json.dumps(one_model()), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [node, str(PROGRAM), "proxy", "-h", "127.0.0.1", "-p", str(port), "--errors", str(model), upstream]
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment
    )
    try:
        _wait_until_it_listens(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_until_it_listens(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    said, end = b"", time.monotonic() + PATIENCE_S
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while b"listening" not in said:
            assert selector.select(end - time.monotonic()), said.decode()
            part = os.read(process.stdout.fileno(), 65_536)
            assert part, said.decode()
            said += part
