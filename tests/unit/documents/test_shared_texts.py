"""The texts that cells share, packed: each is what the library itself would read."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.reader.strings import read_string_table
from openpyxl.xml.constants import SHEET_MAIN_NS

from app.documents.shared_texts import SharedTexts


def part(*entries):
    return f'<sst xmlns="{SHEET_MAIN_NS}">{"".join(entries)}</sst>'.encode()


def plain(text):
    return f"<si><t>{text}</t></si>"


ENTRIES = st.one_of(
    st.text(st.characters(exclude_characters="<&>\r", exclude_categories=["Cs", "Cc"])).map(plain),
    st.sampled_from([
        "<si/>", "<si><t/></si>", plain("_x005F_x000D_"), plain(" &amp; "),
        "<si><r><t>one</t></r><r><t> two</t></r></si>",
        "<si><t>said</t><rPh sb='0' eb='1'><t>aloud</t></rPh></si>",
    ]),
)  # fmt: skip


@given(st.lists(ENTRIES))
def test_each_is_what_the_library_reads(entries):
    source = part(*entries)
    packed = SharedTexts(BytesIO(source))
    assert [packed[place] for place in range(len(packed))] == read_string_table(BytesIO(source))


@pytest.mark.parametrize("place", [-1, 2])
def test_there_is_none_beyond_them(place):
    with pytest.raises(IndexError):
        SharedTexts(BytesIO(part(plain("a"), plain("b"))))[place]


def test_what_is_no_xml_is_refused():
    with pytest.raises(SyntaxError):
        SharedTexts(BytesIO(b"<sst><si>"))
