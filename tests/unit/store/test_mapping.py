"""Domain data comes back from its text as it was, and the text is small."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.bench.actions import ACTIONS, AskState, CloseParcel, GiveAnswer, MissingPieces, Scan
from app.domain.bench.found import Found
from app.domain.bench.state import Bench, Label, ParkedDraft, Shot, Undo, Unit
from app.domain.checklist import Answer
from app.domain.disposition import RouteOption
from app.domain.grading import Grade
from app.domain.money import Money
from app.domain.returns import Parcel, ParcelKind, ReturnLine, ReturnOrder
from app.domain.verdict import Route
from app.store.mapping import action_from_text, action_to_text, from_text, new_key, to_text
from tests.records import CLEAN, INSPECTOR, PRODUCT, RULES, TEA, photo

LINE = ReturnLine("l1", TEA, 3, received=1)
ORDER = ReturnOrder("o1", "ACME", "amazon", "111-1", "R1", "DEFECTIVE", "does not work", "坏了", (LINE,))
PARCEL = Parcel("p1", "1Z 1", "1Z1", ParcelKind.ANNOUNCED, (ORDER,), units=1)
UNIT = Unit(
    "R-000001", PRODUCT, "p1", "l1", RULES,
    flags=("weight_off",), answers=(Answer("sealed", ("opened",), "a note"),), shots=(Shot("front", photo(), "dark"),),
    regrade=(Grade.B, "scratch"), route=(Route.OPEN_BOX, "asked for"), trail=(Undo("answer", "sealed"),),
)  # fmt: skip
BENCH = Bench(INSPECTOR, parcel=PARCEL, unit=UNIT, label=Label("R-000001", "sku", "R-000001-1K", 1, (("title", "a"),)))


FOUND = Found(at="2026-01-01T00:00:00+00:00", parcel=PARCEL)


@pytest.mark.parametrize("whole", [BENCH, Bench(), FOUND, ParkedDraft(PARCEL, UNIT)])
def test_what_is_kept_comes_back_as_it_was(whole):
    assert from_text(type(whole), to_text(whole)) == whole


def test_an_empty_bench_takes_two_characters():
    assert to_text(Bench()) == "{}"


def test_options_and_reasons_come_back():
    options = (RouteOption(Route.RESTOCK, Money(Decimal("1.10"), "USD"), (CLEAN,), ruled_out=False),)
    assert from_text(tuple[RouteOption, ...], to_text(options, tuple[RouteOption, ...])) == options


def test_a_damaged_text_is_refused():
    for text in ('{"operator": 5}', "", "{", '{"label": {"lpn": 1}}'):
        with pytest.raises(ValidationError):
            from_text(Bench, text)


def test_every_action_comes_back_by_its_name():
    kinds: list[Any] = list(ACTIONS.values())
    for kind in kinds:
        plain = {"str": "x", "int": 3}
        given_ = {field.name: plain[str(field.type)] for field in fields(kind) if field.type in plain}
        rest = {field.name: ("a",) for field in fields(kind) if field.type == "tuple[str, ...]"}
        action = kind(**given_, **rest)
        assert action_from_text(action_to_text(action)) == action
    close = CloseParcel((MissingPieces("TEA-1", 2, "gone"),))
    assert action_from_text(action_to_text(close)) == close
    assert action_to_text(AskState()) == '{"do":"state","with":{}}'


@given(st.text(), st.lists(st.text()), st.text())
def test_any_text_survives(code, choices, note):
    for action in (Scan(code), GiveAnswer("sealed", tuple(choices), note)):
        assert action_from_text(action_to_text(action)) == action


def test_keys_sort_by_their_time():
    keys = [new_key() for _ in range(200)]
    assert keys == sorted(keys)
    assert len(set(keys)) == 200


def test_a_bench_is_written_and_read_in_no_time():
    to_text(BENCH), from_text(Bench, to_text(BENCH))
    took = []
    for _ in range(50):
        began = perf_counter()
        from_text(Bench, to_text(BENCH))
        took.append(perf_counter() - began)
    assert min(took) < 0.0003
