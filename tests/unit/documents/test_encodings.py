"""Which encoding a text is in: found by evidence, the same each time, and never gibberish."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.encodings import encoding_of
from app.errors import UserError

CHINESE = "client,platform,order_id,sku,reason_text\nACME,temu,O-1,A1,尺码不合适，颜色与描述不符\n"
PLACE = Path("returns.csv")


def found(content: bytes) -> str:
    return encoding_of(io.BytesIO(content), PLACE)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"]
)
def test_each_encoding_of_the_contract_is_found(codec):
    content = CHINESE.encode(codec)
    assert content.decode(found(content)) == CHINESE


def test_utf_16_with_the_other_mark_is_found():
    content = b"\xfe\xff" + CHINESE.encode("utf-16-be")
    assert content.decode(found(content)) == CHINESE


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("a,b\nÄÖÜ,über\n", "latin-1"),
        ("a,b\nÄÖ,x\n", "cp1252"),
        ("a,b\ncafé,Größe zu klein\n", "cp1252"),
        ("a,b\nПривет мир возврат товара,2\n", "cp1251"),
        ("a,b\nПРИВЕТ,2\n", "koi8-r"),
        ("a,b\n사이즈가 맞지 않습니다,2\n", "euc-kr"),
        ("a,b\nサイズが合わない,2\n", "shift_jis"),
        ("a,b\nサイズが合わない,2\n", "euc-jp"),
        ("a,b\n尺寸不合適，顏色與描述不符,2\n", "big5"),
        ("a,b\nδεν ταιριάζει,2\n", "cp1253"),
        ("a,b\nไม่พอดี,2\n", "tis-620"),
    ],
)
def test_text_in_another_encoding_is_refused_and_not_taken_for_chinese(text, codec):
    with pytest.raises(UserError, match="neither UTF-8"):
        found(text.encode(codec))


def test_a_mark_that_lies_is_refused():
    with pytest.raises(UserError, match="not UTF-8"):
        found(b"\xef\xbb\xbfa,b\n\xff\xff")
    with pytest.raises(UserError, match="not UTF-16"):
        found(b"\xff\xfea\x00,")


def test_a_single_nul_is_no_utf_16():
    assert found(b"a,b\n1,\x00\n") == "utf-8"


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_was_marked_or_is_utf_8_comes_back_as_it_was(text, codec):
    content = ("client,sku\n" + text).encode(codec)
    assert content.decode(found(content)) == "client,sku\n" + text
