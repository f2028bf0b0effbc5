"""A program that knows nothing of the checklists and follows only `expects` of each answer: it can finish any unit.

It knows the catalogue code of each SKU, where to get a picture, a serial number and a weight, and how to choose among
choices: the first, or by chance. It ends at `idle`, or where only another person can go on.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

Action = dict[str, Any]
Answer = dict[str, Any]
Asked = Mapping[str, Any]
Choose = Callable[[Asked], str | list[str]]

MOST_STEPS = 400


class Bench(Protocol):
    """Whatever takes a line of the operator script and answers it."""

    def do(self, action: Mapping[str, Any]) -> Answer: ...


def first_choice(asked: Asked) -> str | list[str]:
    """The best answer; of several that may hold, none."""
    return [] if asked.get("multiple") else str(asked["choices"][0])


def by_chance(seed: int) -> Choose:
    """Any answer at all, the same for the same seed."""
    chance = random.Random(seed)

    def choose(asked: Asked) -> str | list[str]:
        if asked.get("multiple"):
            return chance.sample(list(asked["choices"]), chance.randint(0, len(asked["choices"])))
        return str(chance.choice(asked["choices"]))

    return choose


@dataclass
class Follower:
    """What stands beside the screen: the goods, the camera, the scale.

    `loose` are codes of items that nobody announced, taken when no announced line is open any more.
    """

    codes: Mapping[str, str]
    picture: Callable[[str], Path]
    choose: Choose = first_choice
    serial: Callable[[], str] = lambda: "SN-000001"
    grams: Callable[[], int] = lambda: 100
    loose: list[str] = field(default_factory=list)

    def next_action(self, answer: Answer) -> Action | None:
        """What `expects` asks for; None where the parcel is done or only another person can go on."""
        expects = answer["expects"]
        if "accept" in expects:
            return {"do": "accept"}
        if "answer" in expects:
            asked = expects["answer"]
            return {"do": "answer", "question": asked["question"], "choice": self.choose(asked)}
        if "photo" in expects:
            shot = expects["photo"]["shots"][0]
            return {"do": "photo", "shot": shot, "file": str(self.picture(shot))}
        if "weigh" in expects:
            return {"do": "weigh", "grams": self.grams()}
        return self._scan(answer, expects.get("scan", ()))

    def _scan(self, answer: Answer, kinds: list[str]) -> Action | None:
        if "label" in kinds or "old_label" in kinds:
            return {"do": "scan", "code": answer["expects"]["code"]}
        if "serial" in kinds:
            return {"do": "scan", "code": self.serial()}
        if "item" in kinds:
            code = self._item(answer)
            return {"do": "scan", "code": code} if code else None
        return None

    def _item(self, answer: Answer) -> str:
        """The code of a SKU that the open parcel still lists."""
        for order in answer["parcel"]["orders"]:
            for line in order["lines"]:
                gone = line["received"] + line.get("missing", 0) + line.get("wrong", 0)
                if line["quantity"] > gone:
                    return self.codes[line["sku"]]
        return self.loose.pop(0) if self.loose else ""

    def follow(self, bench: Bench, answer: Answer) -> tuple[Answer, int]:
        """Goes on from an answer until there is nothing left to do; the last answer and the number of acts."""
        for acts in range(MOST_STEPS):
            action = self.next_action(answer)
            if action is None:
                return answer, acts
            answer = bench.do(action)
            assert answer["ok"], f"{action} was refused: {answer['error']}"
        raise AssertionError(f"No end after {MOST_STEPS} acts: {answer['step']} expects {answer['expects']}")
