"""A10: a film proves a destruction where both its ends show the unit's code; a still of each stands beside it."""

import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2

from app.services.packing import PackAsked
from tests.e2e.floor import MUG, WASTE
from tests.e2e.house import House, house
from tests.e2e.program import PIN
from tests.films import film, other_film, played

BY = {"witness_badge": "INS-2", "witness_pin": PIN["INS-2"]}


def _condemned(at: House) -> str:
    scene = at.parcel((MUG, 1))
    scene.open()
    return scene.inspect(scene.first, WASTE)


def test_demand_a10_a_film_proves_where_both_ends_show_the_code(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn, person = _condemned(at), at.person()
        for codes, refusal in (
            (["", lpn, ""], "code_not_in_frame"),
            ([lpn, lpn, "", ""], "code_at_one_end"),
            (["", "", "", lpn], "code_at_one_end"),
        ):
            file = film(tmp_path / "bad.mkv", codes, fps=0.5)
            assert person.refused("destroy", unit=lpn, **BY, file=str(file)) == refusal
        assert list(at.first.reads.certificates()) == []
        file = film(tmp_path / "whole.mkv", [lpn, lpn, "", "", lpn])
        answer = person.act("destroy", unit=lpn, **BY, file=str(file))
        (number,) = [fact["id"] for fact in answer["facts"] if fact["kind"] == "certificate"]
        shots = {fact["shot"]: fact["sha256"] for fact in answer["facts"] if fact["kind"] == "photo"}
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert shots["destruction"] == digest
        one = at.first.certificates.certificate(number)
        assert one.film == digest
        assert one.pictures == (shots["destruction:start"], shots["destruction:end"])
        assert played(at.first.photo_path(digest)) == 5
        text = _text(at.first.certificates.show(number).document)
        assert all(sha256 in text for sha256 in (digest, *one.pictures))
        assert at.first.verify_audit().problems == ()
        _packed(at, lpn, digest, tmp_path / "pack.zip")
        with at.first.photo_path(digest).open("ab") as changed:
            changed.write(b"\0")
        (problem,) = at.first.verify_audit().problems
        assert digest in problem


def test_demand_a10_the_film_of_another_camera_is_taken_once(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        lpn, person = _condemned(at), at.person()
        file = other_film(tmp_path / "phone.mp4", [lpn, lpn, lpn, lpn, "", "", "", lpn, lpn])
        assert person.act("film", file=str(file), kind="destruction", unit=lpn)["facts"]
        assert person.refused("destroy", unit=lpn, **BY, file=str(file)) == "old_picture"
        (tmp_path / "cut.mp4").write_bytes(file.read_bytes()[:3000])
        assert person.refused("destroy", unit=lpn, **BY, file=str(tmp_path / "cut.mp4")) == "film_unreadable"
        assert person.refused("film", file=str(at.floor.photo("blank")), unit=lpn) == "film_unreadable"
        assert at.first.verify_audit().problems == ()


def _text(document: bytes) -> str:
    pages = pypdfium2.PdfDocument(document)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def _packed(at: House, lpn: str, digest: str, file: Path) -> None:
    at.first.packing.pack(PackAsked((lpn,)), file)
    with zipfile.ZipFile(BytesIO(file.read_bytes())) as pack:
        names = [name for name in pack.namelist() if name.startswith("video/")]
        assert [hashlib.sha256(pack.read(name)).hexdigest() for name in names] == [digest]
        assert digest in json.dumps(json.loads(pack.read("manifest.json")))
