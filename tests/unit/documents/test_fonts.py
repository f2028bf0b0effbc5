"""Texts are set in fonts that have their characters; what none has is written out."""

import pytest

from app.documents import fonts
from app.errors import BenchError


def test_each_run_is_set_in_a_font_that_has_it_and_markup_is_text():
    marked = fonts.set_in("A<b>名\U0001f525", bold=True)
    assert marked.startswith('<font name="NotoSans-Bold">A&lt;b&gt;</font><font name="')
    assert marked.endswith('<font name="NotoSans-Bold">[U+1F525]</font>')
    assert ">名</font>" in marked


def test_chinese_breaks_anywhere():
    assert fonts.has_chinese("名 x")
    assert not fonts.has_chinese("Straße")


def test_without_its_font_nothing_is_written(monkeypatch):
    monkeypatch.setattr(fonts, "_face", lambda _: None)
    with pytest.raises(BenchError, match="Noto Sans"):
        fonts.set_in("A")
