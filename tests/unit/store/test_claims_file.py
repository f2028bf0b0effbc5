"""A claim desk that would leave a hole is refused with its file and line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.domain.claims import CodeOf, Fault, Files, InFrame
from app.errors import ConfigError
from app.store.claims_file import claims_in
from app.store.yaml_file import read_yaml

WORDS = {"en": "Words", "zh_CN": "文字"}


def written() -> dict[str, Any]:
    return {
        "id": "desk",
        "version": 2,
        "title": WORDS,
        "platforms": ["temu"],
        "deadline_days": 5,
        "counted_from": "refund",
        "source": ["https://example.org/rules"],
        "files": {"pictures": 9, "picture_kb": 5000, "checked": date(2026, 11, 2)},
        "shots": {"claim_side": {"text": WORDS, "code": "required", "code_of": "parcel"}},
        "cases": [
            {
                "id": "broken",
                "text": WORDS,
                "severities": ["worn"],
                "shots": ["claim_side"],
                "texts": ["findings"],
                "fault": "buyer",
            }
        ],
    }


def read(folder: Path, data: dict[str, Any]) -> Any:
    file = folder / "desk.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return claims_in(read_yaml(file))


def test_a_desk_is_read_whole(tmp_path):
    desk = read(tmp_path, written())
    assert (desk.id, desk.version, desk.platforms, desk.origins) == ("desk", 2, ("temu",), ("",))
    assert (desk.deadline_days, desk.counted_from, desk.source) == (5, "refund", ("https://example.org/rules",))
    assert (desk.shots[0].code, desk.shots[0].code_of) == (InFrame.REQUIRED, CodeOf.PARCEL)
    assert (desk.cases[0].texts, desk.cases[0].fault) == (("findings",), Fault.BUYER)
    assert desk.files == Files(9, 5000, "2026-11-02")


HOLES: dict[str, dict[str, Any]] = {
    "has no words": {"shots": {}},
    "no case wants": {"shots": {"claim_side": {"text": WORDS}, "claim_back": {"text": WORDS}}},
    "where this stands": {"source": []},
    "counted from": {"counted_from": None},
    "nothing that must be found": {"cases": [{"id": "x", "text": WORDS, "shots": ["claim_side"]}]},
    "perhaps": {"shots": {"claim_side": {"text": WORDS, "code": "perhaps"}}},
    "surprise": {"surprise": 1},
    "form the desk takes": {"files": None},
    "whose the loss is": {
        "cases": [{"id": "x", "text": WORDS, "severities": ["worn"], "shots": ["claim_side"], "fault": None}]
    },
}


@pytest.mark.parametrize("words", HOLES)
def test_a_hole_is_refused_with_its_line(tmp_path, words):
    with pytest.raises(ConfigError) as refused:
        read(tmp_path, written() | HOLES[words])
    assert "desk.yaml" in str(refused.value)
    if words != "perhaps":
        assert words in str(refused.value)
    assert refused.value.line
