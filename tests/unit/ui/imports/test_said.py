"""Every kind of file has plain words; counts and outcomes say what is so."""

import pytest

from app.services.importing import KINDS, Imported, Rejected
from app.ui.imports.said import counts_said, encoding_said, import_said, kind_said, outcome_said, reason_said, size_said

pytestmark = pytest.mark.usefixtures("dressed")
REFUSED = Rejected(1, "sku", "x", "it must be filled in")


def test_every_kind_says_what_it_is_and_what_it_is_for():
    said = [kind_said(kind) for kind in KINDS]
    assert len({words for words, _ in said}) == len(KINDS)
    assert all(more for _, more in said)
    assert kind_said("new-kind") == ("new kind", "")


@pytest.mark.parametrize(("size", "said"), [(0, "0 B"), (2048, "2 KiB"), (3_670_016, "3.5 MiB")])
def test_sizes(size, said):
    assert size_said(size) == said


def test_encodings():
    assert [encoding_said(one) for one in ("utf_8", "gb18030", "utf-16-le", "")] == [
        "UTF-8", "GB18030", "UTF-16-LE", "workbook",
    ]  # fmt: skip


def test_what_would_be_and_what_was_are_told_apart():
    done = Imported(rows=4, inserted=1, updated=1, unchanged=1, rejected=[REFUSED])
    assert [caption for caption, _, _ in counts_said(done, rehearsed=True)][1] == "Would be new"
    assert [caption for caption, _, _ in counts_said(done, rehearsed=False)][1] == "New"
    assert counts_said(done, rehearsed=True)[-1] == ("Refused", "1", "bad")
    assert import_said(done) == "Import 2 rows"


@pytest.mark.parametrize(
    ("done", "state", "words"),
    [
        (Imported(rows=1), "ok", "Imported"),
        (Imported(rows=1, rejected=[REFUSED]), "warn", "1 row was refused"),
        (Imported(rows=1000, stopped=True), "warn", "Ended after 1,000 rows"),
    ],
)
def test_what_came_of_it(done, state, words):
    said = outcome_said(done)
    assert said[0] == state
    assert words in said[1]
    assert reason_said(REFUSED) == "it must be filled in"
