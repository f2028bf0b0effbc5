"""What the build takes along: it is there, it is enough, and what stays behind is nothing that the program wants."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest

from app.labelling import fonts as labelling
from app.store.migrations import REVISIONS
from app.ui.settings import about_section
from app.ui.theme import fonts as letters
from app.ui.theme import icons
from resources.packaging import contents
from resources.packaging.contents import FONTS, HIDDEN, ICONS, MODULES_LEFT, ROOT, VERSIONS, CannotBuild

APP = sorted((ROOT / "app").rglob("*.py"))


@pytest.fixture
def fonts(tmp_path, monkeypatch):
    """A machine that has every font of the list, in folders of its own."""
    for number, name in enumerate(FONTS):
        file = tmp_path / "fonts" / str(number % 3) / f"{name}.otf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    monkeypatch.setenv(contents.FONTS_VARIABLE, str(tmp_path / "fonts"))
    monkeypatch.setattr(contents, "SYSTEM_FONTS", ())
    return tmp_path / "fonts"


def imported(file: Path) -> set[str]:
    """Every module that a file names in an import."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_the_data_are_there_and_set_up_stays_in_the_checkout(fonts):
    data = list(contents.data())
    assert all(Path(source).exists() for source, _ in data)
    folders = {folder for _, folder in data}
    assert {"resources/checklists", "resources/translations", "labels", "fonts"} <= folders
    assert "resources/setup" not in folders
    shipped = {f"resources/{path.name}" for path in (ROOT / "resources").iterdir() if path.is_dir()}
    assert shipped - folders == {"resources/packaging", "resources/setup"}


def test_every_step_of_the_records_comes_along_with_what_it_imports(fonts):
    steps = [Path(source) for source, folder in contents.data() if folder.startswith("app/store/migrations")]
    for revision in REVISIONS:
        assert [step for step in steps if step.name.startswith(revision)], revision
    wanted = {name.partition(".")[0] for step in steps if step.suffix == ".py" for name in imported(step)}
    # Only these are surely in the program: the code that opens the records imports them.
    assert wanted <= {"app", "alembic", "sqlalchemy", "__future__", "typing"}


def test_every_font_comes_from_the_best_place(fonts, tmp_path):
    better = tmp_path / "better"
    better.mkdir()
    (better / "Inter-Bold.otf").touch()
    found = {font.file.stem: font for font in contents.fonts([better, fonts])}
    assert list(found) == list(FONTS)
    assert found["Inter-Bold"].file.parent == better
    assert found["Inter-Regular"].file.is_relative_to(fonts)


def test_a_missing_font_is_named_by_its_package(fonts):
    next(fonts.rglob("NotoSansCJK-Bold.otf")).unlink()
    with pytest.raises(CannotBuild, match=r"Install fonts-noto-cjk, or .*REGRADE_FONTS"):
        list(contents.fonts())


def test_the_first_fonts_of_the_window_come_along():
    along = {name.partition("-")[0] for name in FONTS}
    assert {letters.FAMILIES[0].replace(" ", ""), letters.FAMILIES[1].replace(" ", "")} <= along
    assert "NotoSansCJK" in along
    assert letters.CODE_FAMILIES[0].replace(" ", "") in along


def test_the_fonts_of_labels_come_along():
    along = {name.partition("-")[0] for name in FONTS}
    assert [family for family in labelling._FAMILIES if family not in along] == []


def test_the_icons_and_the_versions_are_those_that_the_window_asks_for():
    assert {Path(name).name for name in ICONS} == {icons._FONT, icons._NAMES}
    assert all((icons._folder().parent / name).exists() for name in ICONS)
    assert set(VERSIONS) == {"regrade", *about_section.LIBRARIES}


def test_what_is_imported_by_a_name_made_while_running_exists():
    assert [name for name in HIDDEN if find_spec(name.partition(".")[0]) is None] == []


def test_the_program_imports_nothing_that_stays_behind():
    left = "|".join(map(re.escape, MODULES_LEFT))
    named = re.compile(rf"^\s*(from|import)\s+({left})\b", re.MULTILINE)
    assert named.search("    from tkinter import ttk")
    assert [str(file) for file in APP if named.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Pdf.so.6",
        "libQt6VirtualKeyboard.so.6",
        "PySide6/Qt6Charts.dll",
        "PySide6\\Qt6WebEngineCore.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/translations/qt_help_de.qm",
        "babel/locale-data/fr_CA.dat",
        "regrade-0.1.0.dist-info/direct_url.json",
        "regrade-0.1.0.dist-info/RECORD",
    ],
)
def test_what_nobody_uses_stays_behind(name):
    assert contents.stays_behind(name)
    assert contents.kept([(name, "", "")]) == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "babel/locale-data/root.dat",
        "babel/locale-data/zh_Hans_CN.dat",
        "babel/locale-data/es_MX.dat",
        "resources/checklists/shoes.yaml",
        "fonts/Inter-Regular.otf",
        "regrade-0.1.0.dist-info/METADATA",
    ],
)
def test_what_is_used_goes_along(name):
    assert contents.stays_behind(name, linux=True) == ""


def test_a_library_goes_with_the_last_that_needs_it():
    links = {
        "/q/libqxcb.so": ["libxcb.so.1"],
        "/q/libxcb.so.1": ["libXau.so.6"],
        "/q/_ssl.so": ["libssl.so.3"],
        "/q/libgtk.so.3": ["libcairo.so.2"],
    }
    names = ["PySide6/Qt/plugins/platforms/libqxcb.so", "libxcb.so.1", "libXau.so.6", "libgtk.so.3", "libcairo.so.2"]
    names += ["python3.11/lib-dynload/_ssl.so", "libssl.so.3", "libzbar.so.0", "_cffi_backend.cpython-311.so"]
    entries = [(name, f"/q/{PurePosixPath(name).name}", "BINARY") for name in names]
    left = contents.without_orphans(entries, lambda file: links.get(file, []))
    assert set(names) - {entry[0] for entry in left} == {"libgtk.so.3", "libcairo.so.2"}


def test_what_goes_along_is_linked_to_nothing_that_stays_behind():
    entries = [
        ("PySide6/Qt/plugins/imageformats/libqmine.so", "/q/mine", "BINARY"),
        ("libQt6Pdf.so.6", "/q/pdf", "BINARY"),
    ]
    with pytest.raises(CannotBuild, match=r"libqmine\.so goes along and is linked to .*libQt6Pdf\.so\.6"):
        contents.without_orphans(entries, lambda file: ["libQt6Pdf.so.6"] if file == "/q/mine" else [])


def test_the_spec_reads_what_is_there():
    source = (ROOT / "pyinstaller.spec").read_text(encoding="utf-8")
    compile(source, "pyinstaller.spec", "exec")
    names = set(re.findall(r"\bcontents\.(\w+)", re.sub(r"#.*", "", source)))
    assert names
    assert [name for name in names if not hasattr(contents, name)] == []
