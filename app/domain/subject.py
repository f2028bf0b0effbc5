"""What the rules need to know of the goods on the bench: traits, category, flags, accessories.

Rules name goods by one kind of word: a trait (`battery`), a flag (`weight_off`) or words of the category (`shoe`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TRAITS = ("data_bearing", "battery", "hygiene", "expiry_tracked", "serial_tracked")
HAS_ACCESSORIES = "accessories"
FLAGGED = "flagged"
# What the bench may flag before the checklist begins; a rule that names another word means a category.
FLAGS = ("weight_off", "wrong_item", "no_code", "serial_mismatch")

_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """The goods as the rules see them.

    Attributes:
        flags: what did not fit before the checklist began (`weight_off`, `wrong_item`, ...); any of them
            makes the seal prove nothing.

    """

    category: str = ""
    flags: frozenset[str] = frozenset()
    data_bearing: bool = False
    battery: bool = False
    hygiene: bool = False
    expiry_tracked: bool = False
    serial_tracked: bool = False
    accessories: tuple[str, ...] = ()
    components: tuple[str, ...] = ()

    def is_any_of(self, names: Iterable[str]) -> bool:
        """Whether one of these traits, flags or category words fits the goods."""
        return any(self._is(name) for name in names)

    def _is(self, name: str) -> bool:
        if name in TRAITS:  # a category may say so where the catalogue's column was left empty: “battery packs”
            return bool(getattr(self, name)) or category_has(self.category, name)
        if name == HAS_ACCESSORIES:
            return bool(self.accessories or self.components)
        if name == FLAGGED:
            return bool(self.flags)
        return name in self.flags or category_has(self.category, name)


def plain_category(category: str) -> str:
    """A category without case, punctuation and doubled spaces: `Power-Bank ` becomes `power bank`."""
    return _APART.sub(" ", category.casefold()).strip()


@lru_cache(maxsize=4096)  # the policies ask the same few words of every unit
def category_has(category: str, name: str) -> bool:
    """Whether the category speaks of this kind of goods: whole words, plural or not; Chinese by its characters."""
    wanted, words = plain_category(name), plain_category(category)
    if not wanted:
        return False
    if not wanted.isascii():
        return wanted in words
    return any(f" {form} " in f" {words} " for form in (wanted, f"{wanted}s", f"{wanted}es"))
