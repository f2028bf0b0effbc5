"""A film as the proof of a destruction: nothing is kept of what would be refused, and a still of each end is."""

from pathlib import Path

import pytest

from app.domain.bench.facts import Destroyed
from app.domain.bench.refusal import Refused
from app.domain.evidence import StoredPhoto
from app.domain.films import Ends, Still
from app.services.filming import Films

FILM = StoredPhoto("a" * 64, 1000, 640, 480, "mkv")
UNSEEN = StoredPhoto("0" * 64, 1, 1, 1, "jpeg")
ENDS = Ends((Still(b"first", 640, 480, ("R-1", "BOX")),), (Still(b"last", 640, 480, ("BOX", "r-1")),))


class Evidence:
    def __init__(self, kept_as):
        self.kept, self.kept_as = [], kept_as

    def keep(self, source):
        self.kept.append(source)
        return FILM

    def path(self, sha256):
        return self.kept_as


def films(ends, stills, keep=None):
    return Films(
        ends.get, keep or (lambda _: FILM), lambda jpeg, *_: stills.append(jpeg) or StoredPhoto("b", 1, 1, 1, "jpeg")
    )


def rehearsed(proof):
    return (Destroyed("R-1", proof.photo, "R-1", "witness"),)


def test_a_still_of_each_end_is_kept():
    given, kept_as = Path("given.mkv"), Path("kept")
    stills: list[bytes] = []
    evidence = Evidence(kept_as)
    proof = films({given: ENDS, kept_as: ENDS}, stills, evidence.keep).proof(given, UNSEEN, evidence, rehearsed)
    assert proof is not None
    assert (proof.photo, proof.codes, len(proof.stills)) == (FILM, ("R-1", "BOX"), 2)
    assert stills == [b"first", b"last"]
    assert evidence.kept == [given]


def test_what_is_no_film_is_left_to_others():
    evidence = Evidence(Path("kept"))
    assert films({}, [], evidence.keep).proof(Path("photo.jpg"), UNSEEN, evidence, rehearsed) is None
    assert evidence.kept == []


def test_nothing_is_kept_of_what_is_refused():
    evidence = Evidence(Path("kept"))
    stills: list[bytes] = []

    def refuse(proof):
        raise Refused("code_not_in_frame", "", "")

    with pytest.raises(Refused):
        films({Path("given"): ENDS}, stills, evidence.keep).proof(Path("given"), UNSEEN, evidence, refuse)
    assert evidence.kept == stills == []


def test_the_kept_film_counts_not_the_one_given():
    given = Path("given")
    stills: list[bytes] = []

    def strict(proof):
        if not proof.codes:
            raise Refused("code_not_in_frame", "", "")
        return rehearsed(proof)

    with pytest.raises(Refused):
        films({given: ENDS}, stills).proof(given, UNSEEN, Evidence(Path("kept")), strict)
    assert stills == []
