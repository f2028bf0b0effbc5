"""Two benches on the same records, and somebody who does whatever comes to mind: the accounts stay true."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.books import SELLABLE, accounts_of
from tests.e2e.floor import CATALOGUE
from tests.e2e.house import House, house
from tests.e2e.program import PIN, seed_of_run, sign_in
from tests.follower import Action, Answer, Follower, by_chance

PARCELS = 12
FOLLOWS = 0.65
CHANNEL = {(one.client, one.sku, grade): one.channel(grade) for one in CATALOGUE for grade in "AB"}


class Monkey:
    """Follows `expects` two times out of three; else does something else, sensible or not."""

    def __init__(self, at: House, seed: int) -> None:
        self._at = at
        self._chance = random.Random(seed)
        self._codes = [one.barcode for one in CATALOGUE] + ["RG:ACCEPT", "RG:BACK", "RG:ANSWER:1", "RG:PARK"]
        self._lpns: list[str] = []
        self._follower = Follower(
            {one.sku: one.barcode for one in CATALOGUE},
            at.floor.photo,
            by_chance(seed),
            at.floor.serial,
            lambda: self._chance.choice((300, 120)),
        )
        for _ in range(PARCELS):
            goods = [(one, self._chance.randint(1, 2)) for one in self._chance.sample(CATALOGUE, 2)]
            self._codes.append(at.parcel(*goods).tracking)
        self.taken = Counter[str]()

    def act(self) -> None:
        """One act at one of the benches; refused or not, the answer is whole and a refusal changes nothing."""
        bench = self._at.person(self._chance.randrange(2)).bench
        before = bench.do({"do": "state"})
        action = self._action(before)
        answer = bench.do(action)
        if answer["ok"]:
            self.taken[action["do"]] += 1
            self._learn(answer)
            return
        assert answer["error"]["message"], (action, answer)
        assert answer["error"]["code"] not in {"failed", "conflict", "store"}, (action, answer["error"])
        after = bench.do({"do": "state"})
        for key in ("step", "unit", "expects", "proposal"):
            assert after[key] == before[key], (action, answer["error"], key)

    def _learn(self, answer: Answer) -> None:
        if answer["unit"] and answer["unit"] not in self._lpns:
            self._lpns.append(answer["unit"])
        self._codes += [fact["code"] for fact in answer["facts"] if fact.get("code")]

    def _action(self, answer: Answer) -> Action:
        if self._chance.random() < FOLLOWS:
            action = self._follower.next_action(answer)
            if action is not None:
                return action
            if answer["step"] == "signed_out":
                return sign_in(self._chance.choice(("INS-1", "INS-2", "SUP-1")))
            return {"do": "scan", "code": self._chance.choice(self._codes)}
        return self._chance.choice(self._ideas(answer))

    def _ideas(self, answer: Answer) -> list[Action]:
        unit = self._chance.choice([*self._lpns, "R-000001"])
        photo = str(self._at.floor.photo("proof", unit))
        work = self._chance.choice(("donate", "recycle", "hand_over", "refurbish", "second_inspection"))
        route = self._chance.choice(("restock", "open_box", "refurbish", "donate", "recycle", "destroy", "quarantine"))
        grade = self._chance.choice("ABCS")
        sku = self._chance.choice(CATALOGUE).sku
        return [
            {"do": "back"},
            {"do": "back"},
            {"do": "park"},
            {"do": "accept"},
            {"do": "sign_out"},
            {"do": "resume", "unit": unit},
            sign_in(self._chance.choice(("INS-1", "SUP-1"))),
            {"do": "danger", "kind": "hot"},
            {"do": "close_parcel", "empty": True},
            {"do": "close_parcel", "missing": _still_open(answer)},
            {"do": "no_code", "of": self._chance.choice(("parcel", "item")), "sku": sku},
            {"do": "no_code", "of": "item", "description": "a thing"},
            {"do": "regrade", "grade": grade, "reason": "on a whim"},
            {"do": "route", "to": route, "reason": "on a whim"},
            {"do": "reprint", "reason": "jam"},
            {"do": "void_label", "reason": "wrong roll"},
            {"do": "close_work", "unit": unit, "kind": work, "proof": "note 1"},
            {"do": "review", "unit": unit, "decision": "override", "grade": grade, "reason": "on a whim"},
            {"do": "review", "unit": unit, "decision": "send_back", "reason": "on a whim"},
            {"do": "review", "unit": unit, "decision": "approve"},
            {"do": "destroy", "unit": unit, "file": photo, "witness_badge": "INS-2", "witness_pin": PIN["INS-2"]},
            {"do": "photo", "shot": "front", "file": photo},
            {"do": "scan", "code": self._chance.choice(self._codes)},
        ]


def _still_open(answer: Answer) -> list[dict[str, Any]]:
    orders = answer["parcel"]["orders"] if answer["parcel"] else []
    lines = [line for order in orders for line in order["lines"]]
    left = [(line["sku"], line["quantity"] - line["received"] - line["missing"] - line["wrong"]) for line in lines]
    return [{"sku": sku, "quantity": count, "reason": "not there"} for sku, count in left if count > 0]


def untrue(at: House) -> list[str]:
    """Whatever in the accounts cannot be, whoever did what."""
    reads = at.first.reads
    told = []
    sums, units = Counter[tuple[str, str, str]](), dict[str, Counter[str]]()
    for row in reads.ledger():
        sums[row["client"], row["sku"], row["account"]] += row["quantity"]
        if row["unit"]:
            units.setdefault(row["unit"], Counter())[row["account"]] += row["quantity"]
    for row in reads.stock():
        for account, count in accounts_of(dict(row)).items():
            if sums.pop((row["client"], row["sku"], account), 0) != count:
                told.append(f"{row['client']} {row['sku']} {account}: {count} in stock, another sum in the ledger")
    told += [
        f"{key}: {count} in the ledger, none in stock" for key, count in sums.items() if count and "outside" not in key
    ]
    sent = Counter[tuple[str, str]]()
    for row in reads.outbox():
        sent[row["unit"], row["channel"]] += 1 if row["op"] == "add" else -1
    for lpn, accounts in units.items():
        told += _of_unit(lpn, accounts, at, sent)
    return told


def _of_unit(lpn: str, accounts: Counter[str], at: House, sent: Counter[tuple[str, str]]) -> list[str]:
    """It stands on one account or was withdrawn; the shops believe what its account and grade say."""
    for name in ("outside", "expected"):  # it was awaited there by its line, before it had a name
        accounts.pop(name, None)
    on = [account for account, count in accounts.items() for _ in range(abs(count))]
    unit = at.unit(lpn)
    if len(on) > 1 or any(count < 0 for count in accounts.values()):
        return [f"{lpn} stands on {dict(accounts)}"]
    due = ""
    if on and on[0] in SELLABLE:
        due = CHANNEL.get((unit["client"], unit["sku"], unit["grade"]), "")
        if unit["grade"] != on[0][-1].upper():
            return [f"{lpn} has the grade {unit['grade']} and stands on {on[0]}"]
    believed = {channel: count for (of, channel), count in sent.items() if of == lpn and count}
    return [] if believed == ({due: 1} if due else {}) else [f"{lpn} on {on}: the shops believe {believed}"]


def run(seed: int, acts: int, folder: Path, database: str | None = None) -> None:
    with house(folder, database, benches=2, scale=True) as at:
        monkey = Monkey(at, seed)
        for number in range(acts):
            monkey.act()
            if number % 50 == 49:
                assert untrue(at) == [], f"seed {seed}, after {number + 1} acts"
        verified = at.first.verify_audit()
        assert verified.ok, (seed, verified.problems[:5])
        assert len(monkey.taken) >= 8, monkey.taken


def test_whatever_is_done_the_accounts_stay_true(database_url: str, tmp_path: Path) -> None:
    run(seed_of_run("monkey"), 300, tmp_path, database_url)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(20))
def test_whatever_is_done_for_long(database_url: str, tmp_path: Path, number: int) -> None:
    run(seed_of_run("monkey", number), 2500, tmp_path, database_url)
