"""What a file is known by: the digest of its bytes, and what shows that it became another."""

import hashlib
import os
from pathlib import Path

import pytest

from app.documents.tables import DelimitedTables
from app.errors import UserError
from app.services.importing import KINDS, Manner, import_file
from app.services.importing.source import LONGEST_NAME, digest_of, name_of, stamp_of


def test_a_file_is_known_by_its_bytes(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * 3_000_000)
    assert digest_of(file) == (hashlib.sha256(b"x" * 3_000_000).hexdigest(), 3_000_000)
    with pytest.raises(UserError) as refused:
        digest_of(tmp_path / "b.csv")
    assert refused.value.code == "no_file"


def test_a_file_that_another_took_the_place_of_shows(tmp_path):
    file = tmp_path / "a.csv"
    assert stamp_of(file) is None
    file.write_text("a")
    stamp = stamp_of(file)
    assert stamp_of(file) == stamp
    file.write_text("ab")
    assert stamp_of(file) != stamp


def test_a_name_that_is_no_text_can_be_told_all_the_same():
    assert name_of(Path("b", os.fsdecode("价格.csv".encode()))) == "价格.csv"
    assert name_of(Path(os.fsdecode(b"\xff.csv"))) == "\ufffd.csv"


class Swapped:
    """A table whose file is written anew once it was read to its end."""

    header = ("client", "sku", "title")

    def __init__(self, path):
        self.path = path

    def open(self, _path):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def rows(self):
        yield ["ACME", "A1", "Shoe"]
        self.path.write_text("something else")


class Store:
    def importing(self, kind, source, *, rehearse=False):
        raise AssertionError("nothing may come in")


def test_a_file_that_became_another_while_it_was_looked_at_does_not_come_in(tmp_path):
    file = tmp_path / "products.csv"
    file.write_text("client,sku,title\n")
    with pytest.raises(UserError) as refused:
        import_file(Store(), Swapped(file), KINDS["products"], file, Manner())
    assert refused.value.code == "changed_meanwhile"


def test_long_names_are_cut(tmp_path):
    seen = []

    class Sees:
        def importing(self, kind, source, *, rehearse=False):
            seen.append(source)
            raise UserError("no more", "", "x")

    file = tmp_path / ("n" * (LONGEST_NAME + 40) + ".csv")
    file.write_text("client,sku,title\nACME,A1,Shoe\n")
    with pytest.raises(UserError, match="no more"):
        import_file(Sees(), DelimitedTables(), KINDS["products"], file, Manner(by="command line"))
    (source,) = seen
    assert (len(source.name), source.by, source.sha256) == (LONGEST_NAME, "command line", digest_of(file)[0])
