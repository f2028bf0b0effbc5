"""Owns the proof of the order of grades and of the thirteen routes."""

from itertools import pairwise

from app.domain.texts import Texts
from app.domain.verdict import Grade, Reason, Route, worst


def test_grades_stand_from_as_new_to_scrap():
    assert [grade.value for grade in Grade] == ["A", "B", "C", "S"]
    assert all(better.is_better_than(lower) for better, lower in pairwise(Grade))
    assert not Grade.B.is_better_than(Grade.B)


def test_the_worst_grade_is_the_lowest_and_nothing_at_all_is_an_a():
    assert worst([Grade.B, Grade.S, Grade.C]) is Grade.S
    assert worst([]) is Grade.A


def test_the_routes_are_the_thirteen_of_the_contract():
    assert [route.value for route in Route] == [
        *("restock", "open_box", "refurbish", "repair", "parts", "exchange_pool", "return_to_factory"),
        *("bonded_repair", "return_to_vendor", "donate", "recycle", "destroy", "quarantine"),
    ]


def test_a_reason_is_known_by_code_and_words():
    words = Texts.of({"en": "As new"})
    assert Reason("clean", words) == Reason("clean", words)
    assert Reason("clean", words) != Reason("other", words)
