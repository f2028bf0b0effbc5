"""Every label template, drawn by us and read back by others: exact, whole dots, quiet zones, one label, or refused.

In the suite each template is proven with ordinary data, and with a sample of the hostile data that follows the run's
seed (it is printed at the end of the run); `make soak` proves all of it.
"""

import random

import pytest

from app.labelling.library import LabelLibrary
from app.paths import shipped
from tests.hostile_labels import HOSTILE
from tests.labels_drawn import ZplEngine
from tests.labels_proof import DOTS_A_MM, Proof, example

LIBRARY = LabelLibrary(shipped("labels"))
TEMPLATES = {template.name: template for template in LIBRARY.templates()}
FREE = {"text", "code", "number", "date"}  # what can be typed into a field
CLOSED = {"grade"}  # one of a few letters
SAMPLE, FIELDS = 2, 3  # records a template, fields a record

ORDINARY = {
    "chinese": {"title": "男式跑步鞋 红色 42码 透气轻便", "by": "王小明", "operator": "王小明", "client": "安踏体育"},
    "spanish": {
        "title": "Zapatilla para correr, señora, talla 42½, «Ñandú»",
        "by": "José Núñez",
        "operator": "José Núñez",
    },
    "german": {"title": "Laufschuh für Straße, größenverstellbar, weiß/grün, EU 42", "client": "Müller & Söhne GmbH"},
    "shop's bars": {"shop_code": "4006381333931", "title": "Kettle 1.7 l, stainless steel, with a filter against lime"},
    "upc": {"shop_code": "036000291452", "mark": "REPRINT"},
    "ean-8": {"shop_code": "96385074"},
}
LANGUAGES = {"chinese": "zh_CN", "spanish": "es", "german": "de"}


@pytest.fixture(scope="module")
def proof():
    with ZplEngine() as engine:
        yield Proof(LIBRARY, engine)


def ordinary(name: str, case: str) -> dict[str, str]:
    template = TEMPLATES[name]
    fields = {field.name for field in template.fields}
    return example(template) | {field: value for field, value in ORDINARY[case].items() if field in fields}


def fields_of(name: str) -> list[str]:
    fields = TEMPLATES[name].fields
    return [field.name for field in fields if field.type in FREE and not field.computed and field.name not in CLOSED]


@pytest.mark.parametrize("dpi", DOTS_A_MM)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_label_with_its_example_is_read_back_exactly(proof, name, dpi):
    assert proof.faults(TEMPLATES[name], example(TEMPLATES[name]), dpi) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_label_of_a_day_at_the_bench_is_read_back_exactly(proof, name):
    cases = [(case, dpi) for case in ORDINARY for dpi in DOTS_A_MM]
    for case, dpi in random.sample(cases, SAMPLE):
        found = proof.faults(TEMPLATES[name], ordinary(name, case), dpi, LANGUAGES.get(case, "en"), drivers="zpl")
        assert found == [], (case, dpi)


@pytest.mark.parametrize("name", TEMPLATES)
def test_hostile_data_is_there_exactly_or_refused(proof, name):
    for record in random.sample(HOSTILE, SAMPLE):
        dpi = random.choice(list(DOTS_A_MM))
        fields = random.sample(fields_of(name), min(FIELDS, len(fields_of(name))))
        assert proof.hostile(TEMPLATES[name], record, dpi, fields) == [], (record.name, dpi, fields)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "title" in fields_of(name)])
def test_a_second_label_in_the_data_is_drawn_as_a_text(proof, name):
    attack = next(record for record in HOSTILE if record.name == "zpl second label")
    assert proof.hostile(TEMPLATES[name], attack, 203, ["title"]) == []


@pytest.mark.soak
@pytest.mark.parametrize("dpi", DOTS_A_MM)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_day_is_read_back_exactly_from_every_driver(proof, name, dpi):
    template = TEMPLATES[name]
    for case in ORDINARY:
        assert proof.faults(template, ordinary(name, case), dpi, LANGUAGES.get(case, "en")) == [], case
    for language in LANGUAGES.values():
        assert proof.faults(template, example(template), dpi, language) == [], language


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("dpi", DOTS_A_MM)
@pytest.mark.parametrize("name", TEMPLATES)
def test_all_hostile_data_is_there_exactly_or_refused(proof, name, dpi):
    every = {record.name: proof.hostile(TEMPLATES[name], record, dpi, fields_of(name)) for record in HOSTILE}
    assert {record: found for record, found in every.items() if found} == {}
