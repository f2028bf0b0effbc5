"""A lent file is read from its beginning, and stays open."""

import io

from app.documents.lending import text_of


def test_the_text_is_read_again_and_the_file_stays_open():
    file = io.BytesIO("a\r\nb\n尺".encode())
    for _ in range(2):
        text = text_of(file, "utf-8")
        assert list(text) == ["a\r\n", "b\n", "尺"]
        text.close()
    assert not file.closed
