"""What the doctor says of the labels that the printers take, together."""

from typing import Any

import pytest

from app import print_parts
from app.config import PrinterSettings, Settings
from app.errors import ConfigError
from app.labelling.library import LabelLibrary
from app.paths import shipped

LABELS = LabelLibrary(shipped("labels"))
SMALL: dict[str, Any] = {"name": "small", "transport": "tcp://10.0.0.9", "stock": "57x32"}
LARGE: dict[str, Any] = {"name": "large", "transport": "tcp://10.0.0.8", "stock": "102x152"}


def taken(tmp_path, *printers: dict[str, Any]) -> str:
    settings = Settings(printer=tuple(PrinterSettings(**one) for one in printers))
    return print_parts.taken(settings, LABELS, tmp_path)


@pytest.mark.parametrize(
    ("printers", "said"),
    [
        ((SMALL, LARGE), "a printer for each"),
        ((SMALL,), "each but scrap;"),
        (({**SMALL, "stock": "51x25", "templates": ("sku",)}, {**LARGE, "stock": "57x32"}), "each but scrap;"),
        (({**SMALL, "templates": ("unit", "sku")},), "each but scrap;"),  # a tag is printed wherever it fits
        (({"name": "v"},), "a printer for each"),
    ],
)
def test_which_labels_nobody_prints(tmp_path, printers, said):
    assert said in taken(tmp_path, *printers)


@pytest.mark.parametrize(
    ("printers", "said"),
    [
        ((LARGE,), "“unit”"),
        (({**SMALL, "stock": "51x25"},), "“unit”"),
        (({**SMALL, "templates": ("unit",)},), "“sku”"),
        (({**SMALL, "templates": ("unit", "skuu")},), "“skuu”, which is no label"),
    ],
)
def test_a_bench_that_could_end_no_unit_is_told_before_it_tries(tmp_path, printers, said):
    with pytest.raises(ConfigError, match=said):
        taken(tmp_path, *printers)


def test_a_clients_own_kind_is_a_label(tmp_path):
    (tmp_path / "ACME").mkdir()
    (tmp_path / "ACME" / "pallet.yaml").touch()
    assert "each but scrap" in taken(tmp_path, {**SMALL, "templates": ("unit", "sku", "pallet")})
