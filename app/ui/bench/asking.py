"""What a client asks for, for whoever reads it: their own language first, any other with its sign. Pure.

Nothing is translated: an instruction stands as its client wrote it, and the sign says that somebody else may have to
read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.bench.state import Product
from app.ui.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for, in the client's words; `language` is theirs, empty where it is not known."""

    text: str
    language: str = ""


def asked_of(product: Product) -> tuple[Asked, ...]:
    """The instructions of an article with their languages, as they stood when it was scanned."""
    spoken = (*product.spoken, *[""] * len(product.instructions))
    return tuple(Asked(text, language) for text, language in zip(product.instructions, spoken, strict=False))


def read_first(asked: Iterable[Asked], language: str) -> tuple[str, ...]:
    """In the reader's language first, then as they came; each other language is named."""
    ordered = sorted(asked, key=lambda one: one.language != language)
    return tuple(_signed(one, language) for one in ordered)


def _signed(one: Asked, language: str) -> str:
    if one.language in {"", language}:
        return one.text
    return f"[{LANGUAGES.get(one.language, one.language)}] {one.text}"
