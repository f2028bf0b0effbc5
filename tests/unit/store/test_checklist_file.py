"""Owns the proof that a checklist with a wrong shape is refused where it is wrong."""

from pathlib import Path

import pytest

from app.domain.checklist import Dimension, Severity
from app.errors import ConfigError
from app.store.checklist_file import checklist_in
from app.store.yaml_file import read_yaml

CHECKLISTS = Path(__file__).parents[3] / "resources" / "checklists"
DEFAULT = checklist_in(read_yaml(CHECKLISTS / "safe_default.yaml"), None)


def changed(folder, name, old, new):
    """The shipped checklist with one passage changed, and the line of the change."""
    text = (CHECKLISTS / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, text[: text.index(old)].count("\n") + 1


def refused(path, default=None):
    with pytest.raises(ConfigError) as raised:
        checklist_in(read_yaml(path), default)
    assert path.name in raised.value.message
    return raised.value


def test_the_safe_default_becomes_what_it_says():
    assert (DEFAULT.id, DEFAULT.title.of_language("zh_CN")) == ("safe_default", "通用商品")
    assert DEFAULT.version >= 1
    sealed = DEFAULT.questions[0]
    assert (sealed.id, sealed.dimension) == ("sealed", Dimension.PACKAGING)
    assert dict(sealed.choices[0].settles)["signs_of_use"] == "none"
    danger = DEFAULT.questions[1]
    assert danger.for_sealed is not None
    assert danger.for_sealed.choices == danger.choices
    finding = danger.choices[1].finding
    assert finding is not None
    assert finding.severity is Severity.DANGEROUS
    assert all(text.languages == ("en", "es", "zh_CN") for text in (DEFAULT.title, sealed.text))
    assert finding.text.languages == ("de", "en", "es", "zh_CN"), "a German certificate says it"


def test_a_checklist_uses_what_the_safe_default_has():
    apparel = checklist_in(read_yaml(CHECKLISTS / "apparel.yaml"), DEFAULT)
    assert apparel.questions[1] is DEFAULT.questions[1]
    assert apparel.shots[0] is DEFAULT.shots[0]
    assert apparel.flags is DEFAULT.flags


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("      zh_CN: 留意二次胶带、重新粘合的盒盖、撕开的塑封。\n", "", "zh_CN is missing"),
        ("first_check: true", "first_chek: true", "first_chek is not a known key"),
        ("severity: dangerous", "severity: awful", "severity"),
        ("id: prohibited_goods", "id: Prohibited-Goods", "id"),
        ("\nversion: ", "\nversion: about ", "version"),
        ("\nversion: ", "\nversion: 0  # was ", "version"),
        ('text: {en: "Contents, laid', 'text: {en: "", de: "Contents, laid', "text → en"),
        ("dimension: appearance", "dimension: smell", "dimension"),
        ("shots: [front]", "shots: front", "shots"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_refused_with_its_line(tmp_path, old, new, words):
    path, line = changed(tmp_path, "safe_default.yaml", old, new)
    error = refused(path)
    assert words in error.message
    assert abs(error.line - line) <= 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- use: expiry_date", "- use: best_before", "no question best_before"),
        ("parts: {use: true}", "spare: {use: true}", "no shot spare"),
        ("parts: {use: true}", "parts: {use: false}", "no shot parts"),
    ],
)
def test_what_the_safe_default_does_not_have_cannot_be_used(tmp_path, old, new, words):
    path, line = changed(tmp_path, "apparel.yaml", old, new)
    error = refused(path, DEFAULT)
    assert words in error.message
    assert error.line == line


def test_the_safe_default_uses_nothing(tmp_path):
    path, _ = changed(tmp_path, "apparel.yaml", "front: {use: true}", "front: {use: true}")
    assert "safe default has no" in refused(path).message


def test_what_does_not_fit_together_is_refused_with_its_line(tmp_path):
    path, line = changed(tmp_path, "safe_default.yaml", "parts_complete: [missing]", "parts_complete: [gone]")
    error = refused(path)
    assert "parts_complete has no choice gone" in error.message
    assert error.line == line
