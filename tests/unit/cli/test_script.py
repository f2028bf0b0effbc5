"""Lines of the operator script: each verb as it is meant, and nothing else; whatever comes is answered with words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.cli import script
from app.cli.script import request_of
from app.domain.bench import actions as do
from app.domain.bench.refusal import Refused
from app.services.inspecting import Request

EVERY_VERB: list[tuple[dict[str, Any], do.Action, str, str | None]] = [
    ({"do": "sign_in", "badge": "LN-07", "pin": "482913"}, do.SignIn("LN-07"), "482913", None),
    ({"do": "sign_out"}, do.SignOut(), "", None),
    ({"do": "scan", "code": " R-1 "}, do.Scan(" R-1 "), "", None),
    ({"do": "answer", "question": "q", "choice": "a"}, do.GiveAnswer("q", ("a",)), "", None),
    (
        {"do": "answer", "question": "q", "choice": ["a", "b"], "note": "n"},
        do.GiveAnswer("q", ("a", "b"), "n"),
        "",
        None,
    ),
    ({"do": "answer", "question": "q", "choice": []}, do.GiveAnswer("q", ()), "", None),
    ({"do": "photo", "shot": "front", "file": "a.jpg"}, do.TakePhoto("front"), "", "a.jpg"),
    ({"do": "photo", "shot": "f", "file": "a.jpg", "overrule": "o"}, do.TakePhoto("f", "o"), "", "a.jpg"),
    ({"do": "weigh", "grams": 412}, do.Weigh(412), "", None),
    ({"do": "weigh", "grams": 411.6}, do.Weigh(412), "", None),
    ({"do": "accept"}, do.Accept(), "", None),
    ({"do": "regrade", "grade": "B", "reason": "r"}, do.Regrade("B", "r"), "", None),
    ({"do": "route", "to": "donate"}, do.ChooseRoute("donate"), "", None),
    ({"do": "route", "to": "donate", "reason": "r"}, do.ChooseRoute("donate", "r"), "", None),
    ({"do": "back"}, do.Back(), "", None),
    ({"do": "park"}, do.Park(), "", None),
    ({"do": "resume", "unit": "R-000001"}, do.Resume("R-000001"), "", None),
    ({"do": "close_parcel"}, do.CloseParcel(), "", None),
    ({"do": "close_parcel", "empty": True}, do.CloseParcel(empty=True), "", None),
    (
        {"do": "close_parcel", "missing": [{"sku": "S", "quantity": 2, "reason": "r"}, {"sku": "T", "quantity": 1}]},
        do.CloseParcel((do.MissingPieces("S", 2, "r"), do.MissingPieces("T", 1))),
        "",
        None,
    ),
    ({"do": "no_code", "of": "parcel"}, do.NoCode("parcel"), "", None),
    ({"do": "no_code", "of": "item", "sku": "S", "description": "d"}, do.NoCode("item", "S", "d"), "", None),
    ({"do": "danger", "kind": "hot"}, do.Danger("hot"), "", None),
    ({"do": "reprint", "reason": "torn"}, do.Reprint("torn"), "", None),
    ({"do": "void_label", "reason": "torn"}, do.VoidLabel("torn"), "", None),
    ({"do": "close_work", "unit": "R", "kind": "donate"}, do.CloseWork("R", "donate"), "", None),
    ({"do": "close_work", "unit": "R", "kind": "k", "proof": "no. 7"}, do.CloseWork("R", "k", "no. 7"), "", None),
    ({"do": "close_work", "unit": "R", "kind": "k", "proof": "p.JPG"}, do.CloseWork("R", "k", "p.JPG"), "", "p.JPG"),
    ({"do": "review", "unit": "R", "decision": "approve"}, do.Review("R", "approve"), "", None),
    (
        {"do": "review", "unit": "R", "decision": "override", "grade": "B", "reason": "r"},
        do.Review("R", "override", "B", "r"),
        "",
        None,
    ),
    (
        {"do": "destroy", "unit": "R", "file": "a.jpg", "witness_badge": "MO-01", "witness_pin": "605518"},
        do.Destroy("R", "MO-01"),
        "605518",
        "a.jpg",
    ),
    ({"do": "film", "file": "a.mkv", "unit": "R"}, do.KeepFilm(unit="R"), "", "a.mkv"),
    ({"do": "state"}, do.AskState(), "", None),
]


def read(action) -> Request:
    return request_of(action if isinstance(action, bytes) else json.dumps(action).encode())


def refusal_of(action) -> Refused:
    """Why a line is refused: at once, or as a request that is."""
    try:
        request = read(action)
    except Refused as refusal:
        return refusal
    assert request.unfit is not None, request
    assert request.action == do.AskState()
    return request.unfit


@pytest.mark.parametrize(("line", "action", "pin", "file"), EVERY_VERB)
def test_each_verb_is_the_action_that_it_names(line, action, pin, file):
    request = read({**line, "id": "a-1"})
    assert request.unfit is None
    assert (request.action, request.pin, request.id) == (action, pin, "a-1")
    assert request.file == (None if file is None else Path(file))


def test_every_action_of_the_bench_has_its_verb():
    assert {line["do"] for line, *_ in EVERY_VERB} == set(do.ACTIONS)
    for line, action, *_ in EVERY_VERB:
        assert type(action) is do.ACTIONS[line["do"]]


@pytest.mark.parametrize(("line", "action", "pin", "file"), EVERY_VERB)
def test_what_is_unknown_is_refused_at_each_verb(line, action, pin, file):
    refusal = refusal_of({**line, "colour": "red"})
    assert refusal.code == "bad_action"
    assert "colour" in refusal.message


@pytest.mark.parametrize(("line", "action", "pin", "file"), EVERY_VERB)
def test_a_field_of_another_type_is_refused_at_each_verb(line, action, pin, file):
    for field in set(line) - {"do"}:
        assert refusal_of({**line, field: {"a": 1}}).code == "bad_action"
        assert refusal_of({**line, field: None}).code == "bad_action"


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"nonsense", "not_json"),
        (b'{"do": "state"} {"do": "state"}', "not_json"),
        (b'{"do": "sc\xe9n"}', "not_json"),
        ('{"do": "state"}'.encode("utf-16"), "not_json"),
        (b"[" * 200_000, "not_json"),
        (b'{"do": "weigh", "grams": ' + b"9" * 5000 + b"}", "not_json"),
        (b"[]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'"state"', "not_an_object"),
        (b"7", "not_an_object"),
        (b'{"a":' * 12 + b"1" + b"}" * 12, "too_deep"),
        (b" " * 1_000_001, "line_too_long"),
        ({"do": "scan", "code": "A" * 10_001}, "text_too_long"),
        ({"do": "answer", "question": "q", "choice": ["A" * 10_001]}, "text_too_long"),
        ({"do": "scan", "code": "A\0B"}, "unfit_text"),
        ({"do": "scan", "co\0de": "A"}, "unfit_text"),
        ({"do": "answer", "question": "q", "choice": ["a\0"]}, "unfit_text"),
        (b'{"do": "scan", "code": "\\ud83d"}', "unfit_text"),
        (b'{"do": "state", "id": "\\udc00"}', "unfit_text"),
        ({}, "unknown_action"),
        ({"do": None}, "unknown_action"),
        ({"do": ["scan"]}, "unknown_action"),
        ({"do": "SCAN", "code": "A"}, "unknown_action"),
        ({"do": "weigh", "grams": True}, "bad_action"),
        ({"do": "weigh", "grams": "412"}, "bad_action"),
        ({"do": "weigh", "grams": 0}, "bad_action"),
        ({"do": "weigh", "grams": -1}, "bad_action"),
        ({"do": "weigh", "grams": 0.2}, "bad_action"),
        ({"do": "weigh", "grams": 10**30}, "bad_action"),
        (b'{"do": "weigh", "grams": NaN}', "bad_action"),
        (b'{"do": "weigh", "grams": Infinity}', "bad_action"),
        (b'{"do": "weigh", "grams": 1e999}', "bad_action"),
        ({"do": "close_parcel", "empty": 1}, "bad_action"),
        ({"do": "close_parcel", "empty": "true"}, "bad_action"),
        ({"do": "close_parcel", "missing": [{"sku": "S", "quantity": True}]}, "bad_action"),
        ({"do": "close_parcel", "missing": [{"sku": "S", "quantity": 0}]}, "bad_action"),
        ({"do": "close_parcel", "missing": [{"sku": "S", "quantity": 1.0}]}, "bad_action"),
        ({"do": "close_parcel", "missing": [{"sku": "S", "quantity": 10**400}]}, "bad_action"),
        ({"do": "close_parcel", "missing": [{"sku": "S", "quantity": 1, "colour": "red"}]}, "bad_action"),
        ({"do": "close_parcel", "missing": {"sku": "S", "quantity": 1}}, "bad_action"),
        ({"do": "answer", "question": "q", "choice": [True]}, "bad_action"),
        ({"do": "no_code", "of": "pallet"}, "bad_action"),
        ({"do": "sign_in", "badge": "LN-07", "pin": 482913}, "bad_action"),
        ({"do": "sign_in", "badge": "LN-07"}, "bad_action"),
        ({"do": "scan"}, "bad_action"),
    ],
)
def test_what_is_no_action_is_refused_with_words(action, code):
    refusal = refusal_of(action)
    assert refusal.code == code
    assert refusal.message
    assert refusal.hint


def test_a_line_of_just_a_million_bytes_is_read():
    line = b'{"do": "state"}'
    assert read(line + b" " * (script.LONGEST_LINE - len(line))).action == do.AskState()


def test_a_byte_order_mark_and_line_ends_are_no_fault():
    assert read(b'\xef\xbb\xbf{"do": "state"}\r\n').action == do.AskState()


@pytest.mark.parametrize("request_id", [True, 1.5, "", [], {}, "A" * 201, 10**200])
def test_an_id_is_a_short_text(request_id):
    assert refusal_of({"do": "state", "id": request_id}).code == "bad_id"


@pytest.mark.parametrize(("request_id", "kept"), [("a-1", "a-1"), (7, "7"), (None, ""), ("A" * 200, "A" * 200)])
def test_an_id_is_kept_as_text(request_id, kept):
    assert read({"do": "state", "id": request_id}).id == kept


# --- By what a request is known again ---------------------------------------------------------------------------------


def test_the_same_content_however_written_is_the_same():
    one = read(b'{"do":"answer","question":"q","choice":"a","id":"1"}')
    other = read(b' {"choice" : "\\u0061", "id": "2", "question": "q", "do": "answer"}')
    assert one.fingerprint == other.fingerprint


def test_other_content_is_another():
    lines = [line for line, *_ in EVERY_VERB] + [{"do": "frobnicate"}, {"do": "state", "colour": "red"}, {}]
    assert len({read({**line, "id": "a-1"}).fingerprint for line in lines}) == len(lines)


def test_secrets_are_no_part_of_it():
    signing = [read({"do": "sign_in", "badge": "LN-07", "pin": pin}).fingerprint for pin in ("482913", "905137", "")]
    assert len(set(signing)) == 1
    order = {"do": "destroy", "unit": "R", "file": "f", "witness_badge": "MO-01"}
    assert read({**order, "witness_pin": "1"}).fingerprint == read({**order, "witness_pin": "2"}).fingerprint


@pytest.mark.parametrize(
    "line",
    [
        {"do": "sign_in", "badge": "LN-07", "pin": 482913},
        {"do": "scan", "code": "A", "pin": "482913"},
        {"do": "sign_in", "badge": 7, "pin": "482913"},
    ],
)
def test_a_refusal_does_not_repeat_a_pin(line):
    refusal = refusal_of(line)
    assert "482913" not in refusal.message + refusal.hint


# --- Whatever comes ---------------------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
fields = st.sampled_from(
    [
        "id",
        "code",
        "badge",
        "pin",
        "question",
        "choice",
        "note",
        "shot",
        "file",
        "grams",
        "missing",
        "empty",
        "of",
        "unit",
    ]
)


def taken_or_refused(line: bytes) -> None:
    request = None
    words: tuple[str, ...] = ()
    try:
        request = request_of(line)
    except Refused as refusal:
        words = (refusal.code, refusal.message, refusal.hint)
    assert all(words)
    if request is not None:
        assert type(request.action) in do.ACTIONS.values()
        assert len(request.id) <= script.LONGEST_ID
        assert len(request.fingerprint) == 64


@given(st.binary(max_size=400))
@example(b'{"do": "scan", "code": "\\ud800"}')
@example(b"\xef\xbb\xbf")
def test_whatever_bytes_come_are_taken_or_refused(line):
    taken_or_refused(line)


@given(anything)
def test_whatever_json_comes_is_taken_or_refused(content):
    taken_or_refused(json.dumps(content).encode())


@given(st.sampled_from([*do.ACTIONS, "frobnicate"]), st.dictionaries(fields, anything, max_size=5))
def test_whatever_stands_in_the_fields_is_taken_or_refused(verb, content):
    taken_or_refused(json.dumps({"do": verb, **content}).encode())
