"""`label list` and `label render`: exactly by the contract, and nothing is written on a refusal."""

import io
import json

import pytest
from PIL import Image

from app.cli.labels import read_data
from app.errors import UsageError

UNIT = {
    "code": "R-000312-1H", "lpn": "R-000312", "title": "Running shoe", "sku": "SHOE-RED-42", "client": "ACME Outdoor",
    "grade": "B", "work": "open_box", "bin": "B-04-2",
}  # fmt: skip


@pytest.fixture
def rendered(regrade, tmp_path):
    """Renders a label of this data; what the command said, and the file."""

    def rendered(data, *more, template="unit", driver="png", dpi=203, out=tmp_path / "label.out"):
        file = tmp_path / "data.json"
        file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        done = regrade("label", "render", template, "--data", file, "--driver", driver, "--dpi", dpi, "-o", out, *more)
        return done, out

    return rendered


def test_the_list_has_the_form_of_the_contract(regrade, tmp_path):
    lines = regrade("label", "list", "--json").lines
    by_name = {line["name"]: line for line in lines}
    assert by_name["sku-51x25"]["size_mm"] == [51, 25]
    assert by_name["unit"]["fields"]["code"] == {"type": "code", "required": True, "max": 24, "example": "R-000312-1H"}
    assert by_name["unit"]["symbols"] == [{"symbology": "DataMatrix", "field": "code"}]
    certificate = by_name["scrap"]["fields"]["certificate"]
    assert certificate["computed"]
    assert certificate["example"].startswith("SC-2026-000123 ")
    assert {"symbology": "QRCode", "field": "certificate"} in by_name["scrap"]["symbols"]
    assert not (tmp_path / "profile").exists()


def test_a_person_gets_a_table(regrade):
    out = regrade("label", "list").out
    assert "57 × 32 mm" in out
    assert "DataMatrix: code" in out


@pytest.mark.parametrize(
    ("driver", "begins"), [("zpl", b"^XA"), ("tspl", b"SIZE 57.0 mm"), ("pdf", b"%PDF-"), ("png", b"\x89PNG")]
)
def test_each_driver_writes_its_file(rendered, driver, begins):
    done, out = rendered(UNIT, "--json", driver=driver)
    assert done.code == 0
    assert out.read_bytes().startswith(begins)
    assert done.lines == [
        {"template": "unit", "driver": driver, "dpi": 203, "file": str(out), "bytes": len(out.read_bytes())}
    ]


def test_the_language_of_the_words_is_chosen(rendered):
    _, out = rendered(UNIT)
    english = out.read_bytes()
    _, out = rendered(UNIT, "--language", "zh_CN")
    assert out.read_bytes() != english
    assert Image.open(io.BytesIO(english)).size == (456, 256)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"title": "W" * 200}, "title"), ({"code": "é"}, "code"), ({"colour": "red"}, "colour"), ({"grade": "X"}, "grade"),
     ({"bin": ""}, "bin"), ({"code": "x" * 25}, "code")],
)  # fmt: skip
def test_a_refusal_names_the_field_and_leaves_what_was_there(rendered, change, field, tmp_path):
    out = tmp_path / "label.out"
    out.write_bytes(b"before")
    done, _ = rendered({**UNIT, **change})
    assert done.code == 2
    assert f"field {field}" in done.err
    assert out.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.json", "label.out"]


@pytest.mark.parametrize(
    "data",
    ["", "[]", '"x"', "{", '{"code": null}', '{"code": ["x"]}', '{"code": true}', '{"code": NaN}',
     '{"a": "1", "a": "2"}',
     "[" * 100_000, "{}" + " " * (1 << 18)],
)  # fmt: skip
def test_data_that_is_no_plain_object_is_refused(rendered, data):
    done, out = rendered(data)
    assert done.code == 2
    assert not out.exists()


@pytest.mark.parametrize("arguments", [{"template": "none"}, {"driver": "epl"}, {"dpi": 600}, {"dpi": "many"}])
def test_wrong_usage_is_code_2(rendered, arguments):
    done, out = rendered(UNIT, **arguments)
    assert done.code == 2
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_the_environment(rendered, tmp_path):
    done, _ = rendered(UNIT, out=tmp_path / "gone" / "label.png")
    assert done.code == 3
    (tmp_path / "folder").mkdir()
    done, _ = rendered(UNIT, out=tmp_path / "folder")
    assert done.code == 3
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_computed_field_must_be_what_is_computed(rendered, regrade):
    (scrap,) = [line for line in regrade("label", "list", "--json").lines if line["name"] == "scrap"]
    data = {name: field["example"] for name, field in scrap["fields"].items()}
    done, out = rendered(data, template="scrap")
    assert done.code == 0
    out.unlink()
    done, out = rendered({**data, "certificate": "other"}, template="scrap")
    assert done.code == 2
    assert "field certificate" in done.err
    assert not out.exists()


def test_numbers_are_taken_as_they_are_written(tmp_path):
    (tmp_path / "data.json").write_text(
        '\ufeff{"a": 1.50, "b": 12345678901234567890123, "c": "007", "d": 1e400}', "utf-8"
    )
    assert read_data(tmp_path / "data.json") == {"a": "1.50", "b": "12345678901234567890123", "c": "007", "d": "1e400"}


def test_data_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError):
        read_data(tmp_path / "gone.json")
