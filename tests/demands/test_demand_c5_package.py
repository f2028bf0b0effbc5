"""C5: packaged for a bench PC: a build that starts, and that passes a smoke test where nothing else is.

The build takes minutes and is made with `make soak` and `make package`. The suite tries what it is made of: a folder
with the data that would go along, and nothing else of the checkout's, serves the program as a build does.
"""

import shutil
import sys
from pathlib import Path

import pytest

from app.bootstrap import Stations
from app.services.station import Check
from resources.packaging import contents
from resources.packaging.__main__ import main
from resources.packaging.contents import FONTS, ROOT


@pytest.fixture
def along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of a build, laid as a build lays them. The fonts are only named: no window opens here."""
    for name in FONTS:
        (tmp_path / "named").mkdir(exist_ok=True)
        (tmp_path / "named" / f"{name}.otf").touch()
    monkeypatch.setenv(contents.FONTS_VARIABLE, str(tmp_path / "named"))
    built = tmp_path / "built"
    for source, folder in contents.data():
        place = built / folder
        if Path(source).is_dir():
            shutil.copytree(source, place)
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)
    return built


def looked_at(built: Path, profile: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Check]:
    """What the doctor finds in a program that lies there."""
    monkeypatch.setattr(sys, "_MEIPASS", str(built), raising=False)
    return {check.name: check for check in Stations().examine(profile, None)}


def test_demand_c5_what_goes_along_serves_the_program(
    along: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = looked_at(along, tmp_path / "profile", monkeypatch)
    assert [check for check in checks.values() if not check.ok] == []
    shipped = len(list((ROOT / "resources/checklists").glob("*.yaml")))
    assert checks["rules"].found.startswith(f"{shipped} checklists")


def test_demand_c5_a_build_without_its_rules_would_be_found_out(
    along: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(along / "resources/checklists")
    assert not looked_at(along, tmp_path / "profile", monkeypatch)["rules"].ok


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_demand_c5_the_built_program_plays_a_parcel_elsewhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["--into", str(tmp_path / "dist"), "--work", str(tmp_path / "build")])
    told = capfd.readouterr()
    assert code == 0, told.out + told.err
    for step in ("plays a parcel up to its verified label", "plays two parcels in its window"):
        assert f"make package: ok  {step}" in told.out
