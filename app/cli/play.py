"""`regrade play`: the operator script, line by line, against the same bench that the window drives.

An answer is written and flushed only after its facts are durable. A bad line is answered and the script goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import IO, Any, Protocol

from app.cli.script import request_of
from app.domain.bench.actions import AskState
from app.domain.bench.refusal import Refused
from app.services.inspecting import Request


class BenchLane(Protocol):
    """The bench, as a script sees it."""

    def perform(self, request: Request) -> dict[str, Any]:
        """Take one action and answer it."""


def play(
    bench: BenchLane, lines: Iterable[bytes], answers: IO[str], news: Callable[[], list[dict[str, str]]] = list
) -> bool:
    """Play a script to its end. True where nothing was refused.

    Labels are on their way while the script goes on: what became of them, where it is not well, is told as `news`
    beside the next answer.
    """
    clean = True
    for seq, line in enumerate((line for line in lines if line.strip()), start=1):
        answer = {"seq": seq, **_answered(bench, line)}
        if told := news():
            answer["warnings"] = [*answer.get("warnings", ()), *told]
        clean = clean and bool(answer["ok"])
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()
    return clean


def _answered(bench: BenchLane, line: bytes) -> dict[str, Any]:
    try:
        request = request_of(line)
    except Refused as refusal:
        standing = bench.perform(Request(AskState()))
        error = {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}
        return {**standing, "ok": False, "error": error}
    return bench.perform(request)
