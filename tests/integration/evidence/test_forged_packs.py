"""Packs that somebody altered in every way that comes to mind: what is still called ok is, file by file, the original.

Another seed in each run, which the run prints. `make soak` forges ten thousand.
"""

import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.documents.pack_check import check_pack
from tests.packs import Key, files_of, made, signed_anew, zipped

KEY, FORGER = Key(1), Key(2)


class Forger:
    """Has the pack and a key of his own, not the station's."""

    def __init__(self, pack: Path, seed: int) -> None:
        self.data, self.files, self.chance = pack.read_bytes(), files_of(pack), random.Random(seed)

    def _name(self) -> str:
        return self.chance.choice(sorted(self.files))

    def _rewritten(self, files: dict[str, bytes]) -> bytes:
        order = list(files.items())
        self.chance.shuffle(order)
        return zipped(order, self.chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))

    # The bytes of the ZIP.

    def flip(self) -> bytes:
        data = bytearray(self.data)
        data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        return bytes(data)

    def flip_in_headers(self) -> bytes:
        """Local header, table of contents or end: where names, sizes, places and sums stand."""
        marks = [place for place in range(len(self.data)) if self.data[place : place + 2] == b"PK"]
        place = self.chance.choice(marks) + self.chance.randrange(46)
        data = bytearray(self.data)
        if place < len(data):
            data[place] ^= self.chance.randrange(1, 256)
        return bytes(data)

    def cut(self) -> bytes:
        return self.data[: self.chance.randrange(len(self.data))]

    def cut_out(self) -> bytes:
        start = self.chance.randrange(len(self.data))
        return self.data[:start] + self.data[start + self.chance.randrange(1, 200) :]

    def put_in(self) -> bytes:
        place = self.chance.randrange(len(self.data) + 1)
        return self.data[:place] + self.chance.randbytes(self.chance.randrange(1, 60)) + self.data[place:]

    def two_in_one(self) -> bytes:
        other = zipped([("README.txt", b"another")])
        return self.chance.choice([self.data + other, other + self.data])

    # Its files.

    def change_file(self) -> bytes:
        name = self._name()
        content = bytearray(self.files[name])
        content[self.chance.randrange(len(content))] ^= 1 << self.chance.randrange(8)
        return self._rewritten({**self.files, name: bytes(content)})

    def remove_file(self) -> bytes:
        name = self._name()
        return self._rewritten({other: content for other, content in self.files.items() if other != name})

    def add_file(self) -> bytes:
        name = self.chance.choice(["photos/0009.jpg", "video/0001.mp4", "../x", "README.TXT", "x/../README.txt", "con"])
        return self._rewritten({**self.files, name: b"x"})

    def double_file(self) -> bytes:
        order = list(self.files.items())
        order.insert(self.chance.randrange(len(order) + 1), (self._name(), b"another"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return zipped(order)

    def swap_files(self) -> bytes:
        one, other = self.chance.sample(sorted(self.files), 2)
        return self._rewritten({**self.files, one: self.files[other], other: self.files[one]})

    def rename_file(self) -> bytes:
        name = self._name()
        files = dict(self.files)
        files[self.chance.choice(["photos/0007.jpg", name.swapcase(), f"./{name}"])] = files.pop(name)
        return self._rewritten(files)

    # What is said, by whoever can compute and sign.

    def say_another_thing(self) -> bytes:
        """With all that follows from it, under his own key, or under the station's, which did not sign it."""
        manifest = json.loads(self.files["manifest.json"])
        self.chance.choice(
            [
                lambda: manifest.update(grade="S"),
                manifest["answers"].clear,
                manifest["audit"].clear,
                lambda: manifest["files"][-1].update(shot="back"),
                lambda: manifest.update(unit="R-000002"),
            ]
        )()
        files = dict(self.files)
        if self.chance.random() < 0.5:
            files["station.pub.pem"] = FORGER.public_pem
        return self._rewritten(signed_anew(files, manifest, FORGER, whole=self.chance.random() < 0.8))

    def another_signature(self) -> bytes:
        return self._rewritten({**self.files, "manifest.sig": self.chance.randbytes(64)})


DEEDS: tuple[Callable[[Forger], bytes], ...] = (
    Forger.flip, Forger.flip_in_headers, Forger.cut, Forger.cut_out, Forger.put_in, Forger.two_in_one,
    Forger.change_file, Forger.remove_file, Forger.add_file, Forger.double_file, Forger.swap_files, Forger.rename_file,
    Forger.say_another_thing, Forger.another_signature,
)  # fmt: skip
MAY_BE_HARMLESS = {"flip", "flip_in_headers"}
"""A time or a right that nobody signs may be changed by these; whatever is unpacked is still what was signed."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("pack"), KEY).file


def forge(pack: Path, file: Path, deed: Callable[[Forger], bytes], seed: int) -> None:
    """Do it, and see that it is found."""
    original = files_of(pack)
    forged = deed(Forger(pack, seed))
    file.write_bytes(forged)
    checked = check_pack(file, frozenset([KEY.raw]))
    same = forged == pack.read_bytes()
    if checked.ok and not same:
        assert deed.__name__ in MAY_BE_HARMLESS, f"{deed.__name__}, seed {seed}: not found"
        with zipfile.ZipFile(io.BytesIO(forged)) as archive:
            assert {info.filename: archive.read(info) for info in archive.infolist()} == original
            assert len(archive.infolist()) == len(original)
    if not checked.ok:
        assert checked.problems
        assert checked.units == ()


@pytest.mark.parametrize("deed", DEEDS, ids=[deed.__name__ for deed in DEEDS])
def test_whatever_is_done_to_a_pack_is_found(pack, tmp_path, deed):
    for _ in range(12):
        forge(pack, tmp_path / "forged.zip", deed, random.randrange(10**9))


@pytest.mark.soak
def test_of_ten_thousand_forged_packs_none_is_taken(pack, tmp_path):
    for _ in range(10_000):
        forge(pack, tmp_path / "forged.zip", random.choice(DEEDS), random.randrange(10**9))
