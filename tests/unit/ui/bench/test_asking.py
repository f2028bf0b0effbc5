"""What a client asks for: the reader's language first, others with their sign."""

from dataclasses import replace

from app.ui.bench.asking import Asked, asked_of, read_first
from tests.world import CUP


def test_ones_own_language_first_and_others_named():
    asked = (
        Asked("立即隔离。", "zh_CN"),
        Asked("Set it apart.", "en"),
        Asked("Keep it dry."),
        Asked("Ok.", "sv"),
    )
    assert read_first(asked, "en") == ("Set it apart.", "[中文] 立即隔离。", "Keep it dry.", "[sv] Ok.")
    assert read_first(asked, "zh_CN")[0] == "立即隔离。"


def test_what_was_scanned_before_languages_were_kept_stands_without_a_sign():
    old = replace(CUP, instructions=("Keep it dry.", "立即隔离。"))
    assert read_first(asked_of(old), "en") == ("Keep it dry.", "立即隔离。")
    assert asked_of(replace(old, spoken=("en", "zh_CN")))[1].language == "zh_CN"
