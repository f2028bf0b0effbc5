"""The floor of a test: a catalogue, people at benches, and how a person takes a thing through its inspection.

A person knows what is wrong with a thing (its condition) and answers by it; everything else is first choices.
"""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.books import ACCOUNT, Article, Books, Line
from tests.follower import Answer, Bench, Follower
from tests.pictures import picture

Wants = Mapping[str, str | list[str]]


def ean(digits: str) -> str:
    """Twelve digits with their check digit."""
    odd, even = (sum(map(int, digits[start::2])) for start in (0, 1))
    return digits + str((10 - (odd + 3 * even) % 10) % 10)


def ups(number: int) -> str:
    """A UPS tracking number with its check digit."""
    body = f"999AA1{number:09d}"
    values = [int(one) if one.isdigit() else (ord(one) - 63) % 10 for one in body]
    total = sum(values[0::2]) + 2 * sum(values[1::2])
    return f"1Z{body}{(10 - total % 10) % 10}"


SHARED = ean("690000000001")

SHIRT = Article("ALFA", "SHIRT-M", "apparel", ean("400000000001"))
SHOE = Article("ALFA", "SHOE-42", "running shoes", ean("400000000002"), "60.00")
MUG = Article("ALFA", "MUG", "hard goods", SHARED, "12.00", listed="A")
LAMP = Article("ALFA", "LAMP", "electronics", ean("400000000003"), "34.00")
PHONE = Article(
    "ALFA", "PHONE", "phone", ean("400000000004"), "349.00", serial_tracked=True, data_bearing=True, battery=True
)
PLUSH = Article("ALFA", "PLUSH", "toys", ean("400000000005"), "15.00", weight=300)
CUP = Article("BETA", "CUP", "hard goods", SHARED, "14.00")
BOOK = Article("BETA", "BOOK", "books", ean("500000000001"), "9.00", listed="")
KETTLE = Article("BETA", "KETTLE", "appliance", ean("500000000002"), "45.00")
DRILL = Article("BETA", "DRILL", "electronics", ean("500000000003"), "80.00", serial_tracked=True)
CATALOGUE = (SHIRT, SHOE, MUG, LAMP, PHONE, PLUSH, CUP, BOOK, KETTLE, DRILL)
PLAIN = tuple(article for article in CATALOGUE if not article.serial_tracked)

SEALED, CHECKED, FLAW, FAULT, WASTE, DANGEROUS = "sealed", "checked", "flaw", "fault", "waste", "dangerous"
GRADE = {SEALED: "A", CHECKED: "A", FLAW: "B", FAULT: "C", WASTE: "S", DANGEROUS: "S"}


def answers_for(article: Article, condition: str) -> dict[str, str | list[str]]:
    """What a person answers who sees a thing in this condition; all else is the first choice."""
    if condition == SEALED:
        return {"sealed": "sealed"}
    fault: dict[str, str | list[str]] = {"powers_on": "faulty", "works": "faulty", "fastenings": "broken"}
    found: dict[str, dict[str, str | list[str]]] = {
        CHECKED: {},
        FLAW: {"packaging_intact": "damaged"},
        FAULT: fault,
        WASTE: {"damage": "beyond_repair"},
        DANGEROUS: {"prohibited_goods": "dangerous"},
    }
    return {"sealed": "opened", **found[condition]}


@dataclass
class Person:
    """Somebody at a bench. `last` is the newest answer; every act has an id of its own."""

    bench: Bench
    follower: Follower
    ids: Iterator[str]
    last: Answer = field(default_factory=dict)
    acts: int = 0

    def act(self, do: str, **fields: Any) -> Answer:
        """An act that must be taken."""
        action = {"do": do, "id": next(self.ids), **fields}
        self.last = self.bench.do(action)
        self.acts += 1
        assert self.last["ok"], f"{action} was refused: {self.last['error']}"
        return self.last

    def refused(self, do: str, **fields: Any) -> str:
        """An act that must be refused and change nothing; the code of the refusal."""
        before = self.bench.do({"do": "state"})
        answer = self.bench.do({"do": do, "id": next(self.ids), **fields})
        assert not answer["ok"], f"{do} {fields} was taken: {answer}"
        assert answer["error"]["message"], answer
        assert answer["error"]["hint"], answer
        assert not answer["facts"], answer
        same = ("step", "unit", "parcel", "expects", "proposal")
        after = self.bench.do({"do": "state"})
        assert [after[key] for key in same] == [before[key] for key in same], f"{do} was refused and changed the bench"
        return str(answer["error"]["code"])

    def scan(self, code: str) -> Answer:
        return self.act("scan", code=code)

    def until(self, wants: Wants, *steps: str) -> Answer:
        """Goes on by `expects`, answering what is wanted, until the bench stands at one of the steps."""
        for _ in range(60):
            if self.last["step"] in steps:
                return self.last
            action = self.follower.next_action(self.last)
            assert action is not None, f"Stuck at {self.last['step']}: {self.last['expects']}"
            if action["do"] == "answer" and action["question"] in wants:
                action["choice"] = wants[action["question"]]
            self.act(**action)
        raise AssertionError(f"Never came to {steps}: {self.last}")

    def item(self, article: Article, serial: str = "") -> str:
        """An item is scanned, with its serial number where one is owed; its LPN. Its weight is right."""
        self.follower.grams = lambda: article.weight
        self.scan(article.barcode)
        if self.last["expects"].get("scan") == ["serial"]:
            self.scan(serial)
        return str(self.last["unit"])

    def label(self) -> Answer:
        """The label that was printed is put on and scanned back."""
        assert self.last["step"] == "verify_label", self.last
        return self.scan(self.last["expects"]["code"])

    @property
    def labels(self) -> list[str]:
        """The codes printed by the newest act."""
        return [fact["code"] for fact in self.last["facts"] if fact["kind"] == "label"]


@dataclass
class Floor:
    """A day's floor: its books, its chance, its numbers, and who stands where."""

    books: Books
    chance: random.Random
    folder: Path
    bench: Callable[[int], Bench]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    benches: dict[int, Person] = field(default_factory=dict)

    def number(self) -> int:
        return next(self.numbers)

    def tracking(self) -> str:
        """A tracking number that no other parcel has, of one carrier or another."""
        number = self.number()
        return self.chance.choice(
            (ups(number), f"TBA{600_000_000_000 + number}", f"YT{2_000_000_000_000_000 + number}")
        )

    def serial(self) -> str:
        return f"SN{self.number():08d}"

    def photo(self, shot: str, code: str = "") -> Path:
        return picture(self.folder, f"{self.number():05d}-{shot}", code)

    def person(self, number: int = 0) -> Person:
        """Who stands at a bench."""
        if number not in self.benches:
            follower = Follower({}, self.photo)
            ids = (f"{self.folder.name}-{number}-{count}" for count in itertools.count(1))
            self.benches[number] = Person(self.bench(number), follower, ids)
        return self.benches[number]


def finish(person: Person, books: Books, article: Article, condition: str, *, least: str = "A", to: str = "") -> str:
    """Takes the open unit through its checklist to its label and books what must come of it; its LPN.

    `least` is the grade that something else about it (a wrong item) allows at best; `to` is another route.
    """
    lpn = str(person.last["unit"])
    person.until(answers_for(article, condition), "grade")
    grade = max(GRADE[condition], least, key="ABCS".index)
    proposal = person.last["proposal"]
    assert proposal["grade"] == grade, f"{article.sku}, {condition}: {proposal['grade']} for {proposal['reasons']}"
    assert proposal["reasons"], proposal
    if to:
        person.act("route", to=to, reason="the client wants it so")
    take(person, books, lpn, article, grade, to or str(proposal["routes"][0]["route"]))
    return lpn


def take(person: Person, books: Books, lpn: str, article: Article, grade: str, route: str) -> None:
    """`accept`, and what must have come of it; the label is scanned back."""
    best = {"A": "restock", "B": "open_box"}.get(grade)
    assert best is None or route == best or person.last["proposal"]["chosen"], (grade, route)
    person.act("accept")
    books.stands(lpn, article, ACCOUNT[route], grade)
    assert any(fact["kind"] == "grade" for fact in person.last["facts"]), person.last
    person.label()


def arrived(line: Line, *, wrong: bool = False) -> None:
    """A piece that counts for a line."""
    if wrong:
        line.wrong += 1
    else:
        line.received += 1
