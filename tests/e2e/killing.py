"""A day on which the program is killed again and again, and a person who remembers what it acknowledged.

The person follows `expects`, sends every act under an id of its own, and after a kill starts the program again on the
same profile, signs in, sends the act again that had no answer, and goes on. What was answered is never forgotten.
"""

import itertools
import random
import select
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.books import accounts_of
from tests.e2e.floor import BOOK, DRILL, KETTLE, LAMP, MUG, PHONE, SHIRT, ups
from tests.e2e.program import Program, sign_in
from tests.follower import Action, Answer, Follower, by_chance
from tests.pictures import picture

GOODS = (SHIRT, LAMP, KETTLE, DRILL, MUG, PHONE, BOOK)
LONGEST_S = 0.03
"""How long after an act is sent the kill may come: from before it is read to after it is answered."""
OFTEN = 0.25
MOST_LIVES = 50


@dataclass
class Remembered:
    """What the program acknowledged: each act with its answer, and what was asked of each unit."""

    acts: list[tuple[Action, Answer]] = field(default_factory=list)
    answered: set[tuple[str, str]] = field(default_factory=set)

    def remember(self, action: Action, answer: Answer) -> None:
        """An act with what the program said of it."""
        self.acts.append((action, answer))
        if action["do"] == "answer" and answer["unit"]:
            self.answered.add((str(answer["unit"]), str(action["question"])))

    def asks_again(self, answer: Answer) -> str:
        """The question that is asked of a unit though it was answered; empty where none is."""
        asked = answer["expects"].get("answer")
        question = str(asked["question"]) if asked and answer["unit"] else ""
        return question if (str(answer["unit"]), question) in self.answered else ""

    def facts(self) -> Counter[tuple[str, str]]:
        """Kind and id of each fact that was acknowledged."""
        return Counter((fact["kind"], fact["id"]) for _, answer in self.acts for fact in answer["facts"])


@dataclass
class Killed:
    """One profile, the program on it, and whoever works there.

    `points` are where the program kills itself (`tests.e2e.failpoint`), one for each of its lives; at other moments,
    which the seed chooses, it is killed from outside.
    """

    program: Program
    seed: int
    folder: Path
    points: list[tuple[str, int]] = field(default_factory=list)
    restart_database: Callable[[], None] = lambda: None
    said: Remembered = field(default_factory=Remembered)
    kills: int = 0

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._ids: Iterator[str] = (f"{self.seed}-{number}" for number in itertools.count(1))
        pictures, serials = itertools.count(1), itertools.count(1)
        self._follower = Follower(
            {article.sku: article.barcode for article in GOODS},
            lambda shot: picture(self.folder, f"{self.seed}-{next(pictures)}-{shot}"),
            by_chance(self.seed),
            lambda: f"SN-{self.seed}-{next(serials):05d}",
        )

    def work(self, trackings: list[str], kills: int) -> None:
        """Every parcel to its end, with so many kills on the way."""
        self._start()
        for tracking in trackings:
            answer = self._act({"do": "scan", "code": tracking})
            while (action := self._follower.next_action(answer)) is not None:
                self._not_asked_again(answer)
                answer = self._act(action, killed=self.kills < kills and self._chance.random() < OFTEN)
        while self.kills < kills:
            self._act({"do": "state"}, killed=True)
        assert self.program.end() in {0, 1}

    def _start(self) -> None:
        """A new life, with somebody signed in; one that ends before that counts as well."""
        while True:
            point = self.points.pop(0) if self.points else None
            self.program.start(*(("tests.e2e.failpoint", point[0], str(point[1])) if point else ()))
            self.program.send(sign_in())
            answer = self.program.answer()
            if answer is not None:
                assert answer["ok"], answer
                return
            self._died()

    def _died(self) -> None:
        assert self.program.kill() == []
        assert self.program.running.returncode == -signal.SIGKILL, self.program.stderr()
        self.kills += 1
        self.restart_database()

    def _act(self, action: Mapping[str, Any], *, killed: bool = False) -> Answer:
        """An act until it is answered; where the bench then stands."""
        named = {"id": next(self._ids), **action}
        self.program.send(named)
        if killed:
            return self._kill_at(named)
        answer = self.program.answer()
        if answer is None:
            self._died()
            return self._again(named)
        self._remember(named, answer)
        return answer

    def _kill_at(self, named: Action) -> Answer:
        """Killed within moments; what it had said before counts."""
        assert self.program.running.stdout is not None
        select.select([self.program.running.stdout], [], [], self._chance.uniform(0.0, LONGEST_S))
        said = self.program.kill()
        self.kills += 1
        for answer in said:
            self._remember(named, answer)
        self.restart_database()
        return self._again(named)

    def _again(self, named: Action) -> Answer:
        """A new life."""
        self._start()
        return self._resent(named)

    def _resent(self, named: Action) -> Answer:
        """The same act under the same id, and one of long ago, are answered as before."""
        for _ in range(MOST_LIVES):
            answer = self._one(named)
            if answer is not None:
                break
        else:
            raise AssertionError(f"{named} was never answered")
        earlier = [given for action, given in self.said.acts if action == named]
        if earlier:
            assert {**answer, "seq": 0} == {**earlier[0], "seq": 0}, f"{named}: first {earlier[0]}, then {answer}"
        else:
            self._remember(named, answer)
        self._as_before()
        return self._one({"do": "state"}) or self._resent(named)

    def _one(self, action: Action) -> Answer | None:
        """An act that may be this life's last."""
        self.program.send(action)
        answer = self.program.answer()
        if answer is None:
            self._died()
            self._start()
        return answer

    def _as_before(self) -> None:
        acts = [(action, answer) for action, answer in self.said.acts if action["do"] != "state"]
        action, answer = self._chance.choice(acts)
        again = self._one(action)
        assert again is None or {**again, "seq": 0} == {**answer, "seq": 0}, f"{action}: first {answer}, then {again}"

    def _remember(self, action: Action, answer: Answer) -> None:
        assert answer["ok"], f"seed {self.seed}, after {self.kills} kills: {action} was refused: {answer['error']}"
        self.said.remember(action, answer)

    def _not_asked_again(self, answer: Answer) -> None:
        again = self.said.asks_again(answer)
        assert not again, f"seed {self.seed}: {again} of {answer['unit']} is asked again"


def announced(seed: int, parcels: int) -> list[dict[str, Any]]:
    """Rows of a returns file: parcels of one to three pieces."""
    chance = random.Random(seed)
    rows = []
    for number in range(parcels):
        for article in chance.sample(GOODS, chance.randint(1, 2)):
            quantity = 1 if article.serial_tracked else chance.randint(1, 2)
            rows.append(
                {
                    "client": article.client,
                    "platform": "shopify",
                    "order_id": f"K-{seed}-{number}",
                    "tracking": ups(number + 1),
                    "sku": article.sku,
                    "quantity": quantity,
                }
            )
    return rows


def texts_in(record: object) -> Iterator[str]:
    """Every text anywhere in a record."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, Mapping):
        for value in record.values():
            yield from texts_in(value)
    elif isinstance(record, list | tuple):
        for value in record:
            yield from texts_in(value)


def faults(opened: Any, said: Remembered, rows: list[dict[str, Any]]) -> list[str]:
    """What was acknowledged and is not there, and what is there more than once."""
    reads = opened.reads
    ledger, outbox = list(reads.ledger()), list(reads.outbox())
    lpns = {row["unit"] for row in ledger if row["unit"]}
    known = set(texts_in([ledger, outbox, [reads.unit(lpn) for lpn in lpns], list(reads.certificates())]))
    told = [f"{kind} {key} was acknowledged and is lost" for kind, key in said.facts() if key not in known]
    told += _of_units(lpns, ledger, outbox)
    due, sums = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows:
        due[row["client"], row["sku"]] += row["quantity"]
    for row in reads.stock():
        sums[row["client"], row["sku"]] = sum(accounts_of(dict(row)).values())
    if +sums != due:
        told.append(f"announced {dict(due)}, in stock {dict(sums)}")
    if len(lpns) != due.total():
        told.append(f"{len(lpns)} units of {due.total()} pieces")
    return told + list(opened.verify_audit().problems)


def _of_units(lpns: set[str], ledger: list[Any], outbox: list[Any]) -> list[str]:
    """Every unit stands on one account, graded; the shops were told of it at most once."""
    net: dict[str, Counter[str]] = {lpn: Counter() for lpn in lpns}
    for row in ledger:
        if row["unit"]:
            net[row["unit"]][row["account"]] += row["quantity"]
    told = []
    for lpn, accounts in net.items():
        on = {name: count for name, count in accounts.items() if count > 0}
        if sum(on.values()) != 1 or set(on) & {"pending", "expected"}:
            told.append(f"{lpn} stands on {on}")
    sent = Counter((row["unit"], row["channel"], row["op"]) for row in outbox)
    return told + [f"{key} has {number} messages" for key, number in sent.items() if number != 1]
