"""What can be read in two ways, hides something or unpacks to more than it says is refused; other writers are not."""

import contextlib
import io
import stat
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.strict_zip import Malformed, content, members_of
from tests.packs import zipped

FILES = [("a.txt", b"first"), ("b/c.txt", b"second " * 400)]


def read(data: bytes, most: int = 100) -> list[tuple[str, bytes]]:
    file = io.BytesIO(data)
    return [(member.name, b"".join(content(file, member))) for member in members_of(file, most)]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_a_writer_wrote_is_read(compression):
    assert read(zipped(FILES, compression)) == FILES


@given(st.lists(st.binary(max_size=3000), max_size=4), st.booleans())
def test_any_content_is_read_as_it_was_written(contents, packed):
    files = [(f"{number}.txt", one) for number, one in enumerate(contents)]
    assert read(zipped(files, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)) == files


def test_a_writer_that_could_not_go_back_is_read_too():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, block, /):
            self.data += block
            return len(block)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in FILES:
            archive.writestr(name, one)
    assert read(bytes(pipe.data)) == FILES


@given(st.data())
def test_whatever_byte_is_changed_it_reads_the_same_or_is_refused(data):
    sound = zipped(FILES, data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])))
    place, change = data.draw(st.integers(0, len(sound) - 1)), data.draw(st.integers(1, 255))
    altered = sound[:place] + bytes([sound[place] ^ change]) + sound[place + 1 :]
    with contextlib.suppress(Malformed):
        assert read(altered) == FILES


@given(st.data())
def test_whatever_is_cut_or_put_in_is_refused(data):
    sound = zipped(FILES)
    place = data.draw(st.integers(0, len(sound)))
    more = data.draw(st.binary(max_size=40))
    end = data.draw(st.integers(place, len(sound)))
    altered = sound[:place] + more + sound[end:]
    with contextlib.suppress(Malformed):
        assert altered == sound or read(altered) == FILES


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all, but long enough for an end", zipped(FILES)[:-3]])
def test_no_zip(data):
    with pytest.raises(Malformed, match="ZIP"):
        read(data)


@pytest.mark.parametrize("put", ["before", "behind", "between"])
def test_hidden_bytes(put):
    sound = zipped(FILES)
    second = sound.index(b"PK\x03\x04", 4)
    altered = {
        "before": b"hidden" + sound,
        "behind": sound + b"hidden",
        "between": sound[:second] + b"hidden" + sound[second:],
    }[put]
    with pytest.raises(Malformed):
        read(altered)


def test_bytes_between_two_files_are_found_where_the_table_of_contents_knows_of_them():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(*FILES[0])
        assert archive.fp is not None
        archive.fp.write(b"hidden")
        archive.start_dir += 6
        archive.writestr(*FILES[1])
    with pytest.raises(Malformed, match="hidden behind"):
        read(out.getvalue())


def test_a_comment_of_the_whole():
    out = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"hidden"
    with pytest.raises(Malformed):
        read(out.getvalue())


@pytest.mark.parametrize("extra", [struct.pack("<HH", 0x7075, 5) + b"other", struct.pack("<HH", 1, 9), b"xyz"])
def test_an_extension_that_may_name_another_file(extra):
    info = zipfile.ZipInfo("a.txt")
    info.extra = extra
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(info, b"x")
    with pytest.raises(Malformed):
        read(data.getvalue())


def test_times_and_owners_of_other_writers_are_no_harm():
    info = zipfile.ZipInfo("a.txt")
    info.extra = struct.pack("<HHBL", 0x5455, 5, 1, 77)
    assert read(zipped([(info, b"x")])) == [("a.txt", b"x")]


def test_a_link_is_told():
    info = zipfile.ZipInfo("a.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    (member,) = members_of(io.BytesIO(zipped([(info, b"/etc/passwd")])), 10)
    assert member.is_link


def test_a_bomb_is_unpacked_no_further_than_it_says():
    """40 MB of zeros that say to be 10 bytes."""
    bomb = zipped([("a.txt", bytes(40_000_000))], zipfile.ZIP_DEFLATED)
    lied = bomb.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 10))
    with pytest.raises(Malformed):
        read(lied)


def test_a_bomb_of_overlapping_files():
    """Two entries of the table of contents that mean one file."""
    sound = zipped(FILES[:1])
    start = sound.index(b"PK\x01\x02")
    entry, end = sound[start:-22], bytearray(sound[-22:])
    struct.pack_into("<2H", end, 8, 2, 2)
    struct.pack_into("<L", end, 12, 2 * len(entry))
    with pytest.raises(Malformed, match="within another"):
        read(sound[:start] + entry + entry + bytes(end))


def test_more_files_than_there_may_be():
    with pytest.raises(Malformed, match="more files"):
        read(zipped([(f"{number}", b"") for number in range(5)]), most=4)


def test_bytes_behind_a_packed_stream_are_found():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packer.compress(b"x") + packer.flush()
    sound = zipped([("a.txt", b"x")], zipfile.ZIP_DEFLATED)
    start = sound.index(stream)
    longer = bytearray(sound[: start + len(stream)] + b"hide" + sound[start + len(stream) :])
    head = longer.index(b"PK\x01\x02")
    for place in (18, head + 20):
        struct.pack_into("<L", longer, place, len(stream) + 4)
    struct.pack_into("<L", longer, len(longer) - 6, head)
    with pytest.raises(Malformed, match="longer or shorter"):
        read(bytes(longer))
