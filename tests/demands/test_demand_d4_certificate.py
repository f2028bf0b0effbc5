"""D4: a certificate that holds: its fields, its void and replaced ones, its disclosure; by the commands themselves."""

import csv
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.bootstrap import Stations
from app.cli.main import run
from tests.certificates import flat
from tests.e2e.floor import MUG, WASTE
from tests.e2e.house import house
from tests.e2e.program import PIN

SITE = """site = "DE"
[certificates]
issuer = "Nordsee Returns GmbH"
address = "Hafenstraße 12, 20457 Hamburg"
time_zone = "Europe/Berlin"
[certificates.usual.destruction]
method = "crushed"
equipment = "press 7"
treatment = "recovery"
"""
COLUMNS = ("number", "unit", "kind", "state", "replaced_by")
ASKED = {
    "waste_code": "20 01 36*",
    "customs_reference": "7553-2026-118",
    "third_party": "J. Pérez, Bureau Veritas",
    "customs_code": "6911.10",
    "seal": "S-4471",
    "carrier": "Entsorgung Nord",
}


@dataclass
class Commands:
    """The commands, in this process, on one profile; `pin` is what stands on standard input."""

    profile: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    pin: str = PIN["SUP-1"]

    def __call__(self, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
        """Exit code and lines of JSON."""
        self.capsys.readouterr()
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(f"{self.pin}\n"))
        code = run([*arguments, "--json", "--profile", str(self.profile)], Stations())
        return code, [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]

    def told(self, *arguments: str) -> list[dict[str, Any]]:
        """The lines of a command that must be done."""
        code, lines = self(*arguments)
        assert code == 0
        return lines


def test_demand_d4_a_certificate_that_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, more=SITE) as at:
        scene = at.parcel((MUG, 1))
        scene.open()
        lpn = scene.inspect(scene.first, WASTE)
        proof = str(at.floor.photo("destruction", lpn))
        witness = {"witness_badge": "INS-2", "witness_pin": PIN["INS-2"]}
        at.person().act("destroy", unit=lpn, file=proof, **witness, details=ASKED)
        digest = at.first.certificates.certificate("DES-000001").digest
    regrade = Commands(tmp_path / "bench-0", capsys, monkeypatch)
    pdf = tmp_path / "c.pdf"
    (shown,) = regrade.told("certificate", "show", "DES-000001", "-o", str(pdf))
    assert shown["record_sha256"] == digest
    first, text = pdf.read_bytes(), flat(pdf.read_bytes())
    printed = ("VERNICHTUNGSNACHWEIS", "Nordsee Returns GmbH", "Hafenstraße 12", "press 7", "sonstige Verwertung")
    for said in (*printed, lpn, digest, *ASKED.values()):
        assert "".join(said.split()) in text, said
    assert regrade.told("certificate", "show", "DES-000001", "-o", str(pdf)) == [shown]
    assert pdf.read_bytes() == first

    correction = ("--reason", "Gewicht falsch", "--replace", "--set", "weight_g=395")
    by = ("--badge", "SUP-1", "--pin-stdin")
    assert regrade("certificate", "void", "des-000001", *correction)[0] == 2  # nobody is named who says so
    inspector = Commands(regrade.profile, capsys, monkeypatch, PIN["INS-2"])
    assert inspector("certificate", "void", "des-000001", *correction, "--badge", "INS-2", "--pin-stdin")[0] == 1
    (void,) = regrade.told("certificate", "void", "des-000001", *correction, *by)
    assert (void["state"], void["replaced_by"]) == ("void", "DES-000002")
    listed = [tuple(row[name] for name in COLUMNS) for row in regrade.told("certificate", "list")]
    assert listed == [
        ("DES-000001", lpn, "destruction", "void", "DES-000002"),
        ("DES-000002", lpn, "destruction", "valid", ""),
    ]
    assert regrade("certificate", "void", "DES-000001", "--reason", "again", *by)[0] == 1
    assert regrade("certificate", "void", "DES-000002", "--reason", " ", *by)[0] == 1
    assert regrade("certificate", "void", "DES-000002", "--reason", "x", "--replace", "--set", "seal", *by)[0] == 2
    assert regrade("certificate", "show", "DES-000009", "-o", str(pdf))[0] == 1
    assert regrade("certificate", "show", "DES-000002", "-o", str(tmp_path / "no" / "c.pdf"))[0] == 3
    assert regrade("audit", "verify")[0] == 0
    _disclosed(tmp_path, regrade)


def _disclosed(folder: Path, regrade: Commands) -> None:
    """What a firm discloses by ESPR Article 24: the void certificate does not count."""
    year = ("report", "destruction", "--from", "2020-01-01", "--to", "2099-12-31", "--format")
    (row,) = regrade.told(*year, "json")
    goods = ("hard goods", "recovery", "6911.10")
    assert (row["category"], row["treatment"], row["customs_code"]) == goods
    assert (row["outcome"], row["pieces"], str(row["weight_kg"])) == ("destruction", 1, "0.395")
    for form in ("csv", "xlsx", "pdf"):
        regrade.told(*year, form, "-o", str(folder / f"espr.{form}"))
    (line,) = csv.DictReader((folder / "espr.csv").read_text(encoding="utf-8").splitlines())
    assert (line["pieces"], line["weight_kg"]) == ("1", "0.395")
    assert load_workbook(folder / "espr.xlsx").worksheets[0].max_row == 2
    paper = flat((folder / "espr.pdf").read_bytes())
    for said in (
        "Whatwasdestroyed,donatedandrecycled",
        "NordseeReturnsGmbH",
        "2020-01-01to2099-12-31",
        f"{row['year']}",
        "total",
    ):
        assert said in paper
    assert paper.count("0.395") == 3  # the row, its treatment's sum, its outcome's
    assert regrade("report", "destruction", "--format", "pdf")[0] == 2
    assert regrade.told("report", "destruction", "--to", "2020-01-01", "--format", "json") == []
