"""The templates of a station: every shipped one is read back exactly; a client's own stand in their place."""

import io
import os
import re
from itertools import combinations
from shutil import copytree

import numpy as np
import pytest
from PIL import Image

from app.errors import ConfigError, StoreError, UsageError
from app.labelling.library import DRIVERS, LANGUAGES, LabelLibrary, folder_name
from app.labelling.template import Text
from app.labelling.template_file import read_template, read_words
from tests.unit.labelling.conftest import SHIPPED

CLIENT = "ACME Outdoor"
NAMES = sorted(path.stem for path in SHIPPED.glob("*.yaml"))


@pytest.fixture
def own(library, tmp_path):
    """Writes a template of the client's own."""

    def own(name, text):
        folder = tmp_path / "own" / CLIENT
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
        return library

    return own


def shipped(name):
    return (SHIPPED / f"{name}.yaml").read_text("utf-8")


def picture(size=(60, 30), colour="black", **options):
    into = io.BytesIO()
    Image.new("RGB", size, colour).save(into, "PNG", **options)
    return into.getvalue()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dpi", [203, 300])
def test_every_template_is_read_back_exactly(library, read, name, dpi):
    (template,) = [each for each in library.templates() if each.name == name]
    data = {**library.example(name), "mark": "REPRINT"}
    if not any(each.name == "mark" for each in template.fields):
        del data["mark"]
    shown = {each.name: each.example for each in template.fields}
    expected = sorted((each.symbology, shown[each.field]) for each in template.symbols)
    assert read(library.render(name, data, driver="png", dpi=dpi)) == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_has_room_for_the_words_of_every_language(library, name, language):
    data = library.example(name)
    for grade, work in (("A", "return_to_vendor"), ("S", "second_inspection"), ("C", "bonded_repair")):
        values = {"grade": grade, "work": work, "hazard": "prohibited", "condition": "open_box", "mark": "REPRINT"}
        asked = {each: value for each, value in values.items() if f"  {each}: {{" in shipped(name)}
        assert library.layout(name, {**data, **asked}, dpi=203, language=language).ink


@pytest.mark.parametrize("name", NAMES)
def test_codes_as_long_as_they_may_be_are_read_back_or_refused(library, read, name):
    template = next(each for each in library.templates() if each.name == name)
    for field in template.fields:
        if field.type != "code" or field.computed:
            continue
        data = {**library.example(name), field.name: ('^XZ~HS\\"' + "Ab1" * 40)[: field.longest]}
        found, refused = [], ""
        try:
            found = read(library.render(name, data, driver="png", dpi=203))
        except UsageError as error:
            refused = error.message
        texts = {text for _, text in found}
        held = {symbol.field for symbol in template.symbols} & {field.name}
        assert f"field {field.name}" in refused or all(data[each] in texts for each in held)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_shipped_template_stands_on_another(name):
    template = read_template(SHIPPED / f"{name}.yaml", read_words(SHIPPED / "words.yml"))
    texts = [each for each in template.elements if isinstance(each, Text)]
    assert not [(one, other) for one, other in combinations(texts, 2) if one.place.meets(other.place)]


LONG = "Wireless Over-Ear Headphones with Microphone, Bluetooth 5.3, 60 Hours Playtime, for Travel and Office, Black"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"bin", "rma", "test"}])
@pytest.mark.parametrize("dpi", [203, 300])
def test_the_long_names_of_the_trade_have_room(library, name, dpi):
    data = {**library.example(name), "title": LONG, "client": "Shenzhen Huaqiang Outdoor Trading Co., Ltd."}
    data["sku"] = "ACME-TRAIL-SHOE-RED-42-EU"
    asked = {key: value for key, value in data.items() if f"  {key}: {{" in shipped(name)}
    assert library.layout(name, asked, dpi=dpi, language="de").ink


@pytest.mark.parametrize("stock", ["57x32", "51x25"])
def test_a_code_too_long_for_bars_is_printed_as_squares(library, read, stock):
    data = {**library.example("sku"), "shop_code": "ACME-TRAIL-SHOE-RED-42-EU"}
    short = library.choose("sku", stock, "", library.example("sku"))
    assert short == library.choose("sku", stock)
    square = library.choose("sku", stock, "", data)
    found = read(library.render(square.name, data, driver="png", dpi=203))
    assert ("DataMatrix", data["shop_code"]) in found


@pytest.mark.parametrize("stock", ["57x32", "51x25"])
@pytest.mark.parametrize("sku", ["跑鞋-红色-42", "Größe-42", "W" * 61, "AB-" * 40, "W" * 128, "跑" * 128])
def test_a_code_that_no_symbol_can_hold_as_it_is_stands_there_in_words_beside_the_units_own(library, read, stock, sku):
    data = {**library.example("sku"), "shop_code": sku}
    words = library.choose("sku", stock, "", data)
    asked = {each.name: data[each.name] for each in words.fields if each.name in data}
    for dpi in (203, 300):
        assert read(library.render(words.name, asked, driver="png", dpi=dpi)) == [("DataMatrix", data["code"])]
    assert "square" in library.choose("sku", stock, "", data | {"shop_code": "W" * 60}).name


@pytest.mark.parametrize("driver", DRIVERS)
def test_the_same_label_is_the_same_bytes(library, driver):
    data = library.example("unit")
    assert library.render("unit", data, driver=driver, dpi=203) == library.render("unit", data, driver=driver, dpi=203)


@pytest.mark.parametrize(
    ("template", "driver", "dpi"),
    [("nothing", "zpl", 203), ("../unit", "zpl", 203), ("unit", "epl", 203), ("unit", "zpl", 600)],
)
def test_what_is_not_there_is_refused(library, template, driver, dpi):
    with pytest.raises(UsageError):
        library.render(template, library.example("unit"), driver=driver, dpi=dpi)


@pytest.mark.parametrize(
    ("kind", "stock", "name"),
    [("unit", "57x32", "unit"), ("sku", "57x32", "sku"), ("sku", "51x25", "sku-51x25"),
     ("sku-51x25", "51×25", "sku-51x25"),
     ("scrap", "102x152", "scrap"), ("unit", "51x25", None), ("nothing", "57x32", None), ("sku", "57.2x32", "sku")],
)  # fmt: skip
def test_a_kind_and_a_stock_choose_a_template(library, kind, stock, name):
    found = library.choose(kind, stock)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("stock", ["", "57", "57x", "axb"])
def test_a_stock_that_is_no_size_is_refused(library, stock):
    with pytest.raises(UsageError, match="size"):
        library.choose("unit", stock)


def test_a_computed_field_is_offered_with_its_example(library):
    template = next(each for each in library.templates() if each.name == "scrap")
    field = next(each for each in template.fields if each.name == "certificate")
    assert field.computed
    assert re.fullmatch(r"SC-2026-000123 [0-9a-f]{64}", field.example)


def test_a_client_own_template_takes_the_place_of_the_shipped_one(own):
    library = own("unit", shipped("unit").replace("size: [57, 32]", "size: [60, 40]"))
    sizes = {each.name: each.width_mm for each in library.templates(CLIENT)}
    assert sizes["unit"] == 60
    assert len(sizes) == len(NAMES)
    assert {each.name: each.width_mm for each in library.templates()}["unit"] == 57
    assert library.choose("unit", "57x32", CLIENT) is None
    assert library.choose("unit", "60x40", CLIENT).name == "unit"
    assert library.own(CLIENT) == ("unit",)


def test_a_change_is_seen_at_once(own):
    library = own("own-bin", shipped("bin"))
    assert library.choose("own-bin", "57x32", CLIENT)
    own("own-bin", shipped("bin").replace("[57, 32]", "[57, 320]").replace("320", "99"))
    assert library.choose("own-bin", "57x99", CLIENT)


def test_what_comes_with_the_program_is_looked_up_once_until_it_changes(tmp_path, monkeypatch):
    folder = copytree(SHIPPED, tmp_path / "shipped")
    looked = []
    scandir = os.scandir

    def look(place):
        looked.append(place)
        return scandir(place)

    monkeypatch.setattr("app.labelling.library.os.scandir", look)
    library = LabelLibrary(folder)
    for _ in range(3):
        assert [each.name for each in library.templates()] == NAMES
    assert looked == [folder]
    (folder / f"{NAMES[0]}.yaml").unlink()
    os.utime(folder, ns=(1, 1))  # whatever the clock of this disk is worth
    assert [each.name for each in library.templates()] == NAMES[1:]


def test_a_broken_template_is_refused_and_the_shipped_one_never_printed_for_it(own):
    library = own("unit", shipped("unit").replace("kind: unit", "kind: unit\ncolour: red"))
    with pytest.raises(ConfigError) as raised:
        library.render("unit", library.example("unit"), driver="zpl", dpi=203, client=CLIENT)
    assert raised.value.line == 3
    with pytest.raises(ConfigError):
        library.choose("unit", "57x32", CLIENT)
    assert "unit" not in {each.name for each in library.templates(CLIENT)}
    (fault,) = library.faults(CLIENT)
    assert (fault.name, fault.line) == ("unit", 3)
    assert library.choose("sku", "57x32", CLIENT).name == "sku"
    assert library.choose("unit", "57x32").name == "unit"


def test_a_logo_is_drawn_where_there_is_room_for_one(library):
    data = library.example("rma")
    plain = library.render("rma", data, driver="png", dpi=203, client=CLIENT)
    library.set_logo(CLIENT, picture())
    assert library.render("rma", data, driver="png", dpi=203, client=CLIENT) != plain
    assert library.render("rma", data, driver="png", dpi=203, client="Other") == plain
    library.set_logo(CLIENT, None)
    assert library.render("rma", data, driver="png", dpi=203, client=CLIENT) == plain


def test_a_logo_that_was_broken_by_hand_stops_the_label(library, tmp_path):
    library.set_logo(CLIENT, picture())
    (tmp_path / "own" / CLIENT / "logo.png").write_bytes(b"broken")
    with pytest.raises(ConfigError, match="logo"):
        library.render("rma", library.example("rma"), driver="png", dpi=203, client=CLIENT)


def test_a_logo_needs_a_client_and_a_disk(library, tmp_path):
    with pytest.raises(UsageError):
        library.set_logo("", picture())
    (tmp_path / "own").write_text("in the way")
    with pytest.raises(StoreError):
        library.set_logo(CLIENT, picture())


@pytest.mark.parametrize(
    ("client", "folder"),
    [
        ("ACME Outdoor", "ACME Outdoor"), ("Müller & Söhne", "Müller & Söhne"), ("../../etc", "%2E%2E%2F%2E%2E%2Fetc"),
        ("a/b\\c:d", "a%2Fb%5Cc%3Ad"), ("CON", "%43ON"), ("名创", "名创"), ("x ", "x%20"),
        (".", "%2E"), ("a\0b", "a%00b"),
    ],
)  # fmt: skip
def test_a_client_name_becomes_a_safe_folder(client, folder):
    assert folder_name(client) == folder


def test_different_clients_have_different_folders():
    names = ["a/b", "a%2Fb", "x" * 300, "x" * 301, "Ａ", "A"]
    folders = [folder_name(name) for name in names]
    assert len(set(folders)) == len(names)
    assert all(len(folder.encode()) <= 100 for folder in folders)


def test_a_title_in_many_scripts_leaves_the_codes_alone(library, read):
    for title in ("سماعات JBL (50)", "无线电钻 ✓", "หูฟังไร้สาย", "हेडफ़ोन", "Żółć ẞ €", "한국어 カメラ"):
        data = {**library.example("sku"), "title": title}
        dots = np.asarray(Image.open(io.BytesIO(library.render("sku", data, driver="png", dpi=203))))
        assert ("Code128", "X001ABC2D3") in read(~dots)


def test_without_a_folder_of_its_own_there_are_the_shipped_ones():
    library = LabelLibrary(SHIPPED)
    assert [each.name for each in library.templates(CLIENT)] == NAMES
    with pytest.raises(UsageError):
        library.set_logo(CLIENT, picture())


def test_a_client_gets_a_template_of_its_own_and_loses_it_again(library):
    content = library.written("unit").replace(b"size: [57, 32]", b"size: [57, 40]")
    library.set_template(CLIENT, "unit", content)
    (own,) = [each for each in library.templates(CLIENT) if each.name == "unit"]
    assert (own.height_mm, library.own(CLIENT), library.written("unit", CLIENT)) == (40, ("unit",), content)
    assert library.written("unit") != content
    library.set_template(CLIENT, "unit", None)
    assert (library.own(CLIENT), library.written("unit", CLIENT)) == ((), library.written("unit"))


@pytest.mark.parametrize(
    ("name", "change", "line", "said"),
    [
        ("unit", (b"size: [57, 32]", b"size: [57, 30]"), 23, "reaches beyond the edge"),
        ("unit", (b"{code}", b"{cod}"), 22, "no field cod"),
        ("unit", (b"mark: {type: text, max", b"mark: {type: text, required: true, max"), 13, "must have mark"),
        ("unit", (b"kind: unit", b"kind: [unit"), 3, "not YAML"),
        ("Unit 1", (b"", b""), 0, "no name of a label template"),
        ("../unit", (b"", b""), 0, "no name of a label template"),
        ("unit", (b'"Running shoe, red, EU 42"', b'"' + "Щшщшщ ".encode() * 33 + b'"'), 0, "field title"),
    ],
)
def test_what_is_no_template_is_refused_with_its_line_before_it_is_kept(library, name, change, line, said):
    with pytest.raises(ConfigError, match=said) as refused:
        library.set_template(CLIENT, name, library.written("unit").replace(*change))
    assert refused.value.line == line
    assert library.own(CLIENT) == ()


def test_a_logo_is_shown_as_it_is_kept(library):
    assert library.logo(CLIENT) == b""
    library.set_logo(CLIENT, picture(colour=(90, 20, 20)))
    with Image.open(io.BytesIO(library.logo(CLIENT))) as kept:
        assert (kept.size, kept.getextrema()) == ((60, 30), (0, 0))
    assert library.check_logo(library.logo(CLIENT)) == library.logo(CLIENT)


def test_templates_say_whether_a_logo_has_room(library):
    assert {each.name for each in library.templates() if each.logo} == {"handover", "rma", "scrap"}


def test_what_belongs_to_nobody_is_not_kept(library):
    for keep in (lambda: library.set_logo("", picture()), lambda: library.set_template("", "unit", None)):
        with pytest.raises(UsageError, match="belong to clients"):
            keep()


def test_a_template_is_handed_out_whole_or_not_at_all(library, tmp_path):
    file = tmp_path / "out.yaml"
    library.hand_out("unit", "", file)
    assert file.read_bytes() == library.written("unit")
    with pytest.raises(StoreError, match="cannot be written"):
        library.hand_out("unit", "", file / "unit.yaml")
    with pytest.raises(UsageError, match="no label template"):
        library.hand_out("none", "", tmp_path / "none.yaml")
    assert not (tmp_path / "none.yaml").exists()
