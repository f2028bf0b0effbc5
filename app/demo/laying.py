"""What is laid before the camera for whoever tries the station: parcel, article, the view of each photo, the label.

Follows where the bench stands, as the hands of an inspector would; the answers are the visitor's own. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.demo.catalogue import UNKNOWN, Article, Catalogue
from app.demo.looking import WAYBILL, WITH_CODE, mark_for, parcel_sight
from app.devices.drawing import sights
from app.devices.drawing.sights import EMPTY, Sight
from app.domain.bench.judging import owed
from app.domain.bench.offers import step_of, wants_serial
from app.domain.bench.state import Bench, Product, Step, Unit
from app.domain.rulebook import Rulebook
from app.services.inspecting import Standing

_SEALED: Final = "sealed"


@dataclass(frozen=True, slots=True)
class Laid:
    """What lies there at once, and what the hand lays there a moment later.

    Attributes:
        at_once: None where it stays as it is
        awaits_parcel: the next parcel is fetched

    """

    at_once: Sight | None = None
    soon: Sight | None = None
    awaits_parcel: bool = False


def laid_for(standing: Standing, catalogue: Catalogue) -> Laid:
    """What lies before the camera where the bench stands so."""
    state, rules = standing.state, standing.rules
    step = step_of(state, rules)
    if step is Step.IDLE:
        return Laid(EMPTY, awaits_parcel=not state.shown)
    if step is Step.ITEM and state.parcel is not None and not state.whose:
        return Laid(soon=_next_box(state, catalogue))
    if state.label is not None:
        words = tuple(state.label.says(name).replace("_", " ") for name in ("title", "grade", "work", "client"))
        label = Sight(_article_of_label(state, catalogue).thing, "proof", code=state.label.code, words=words)
        return Laid(soon=None if state.label.void else label)
    if state.unit is not None:
        return _of_unit(state, state.unit, rules, catalogue)
    return Laid(EMPTY if step is Step.SIGNED_OUT else None)


def article_of(product: Product, catalogue: Catalogue) -> Article:
    """The article that a product is; one that the demo does not know by its own words."""
    known = catalogue.of(product.article.sku)
    return known or replace(UNKNOWN, title=product.title or product.article.sku, category=product.category)


def _next_box(state: Bench, catalogue: Catalogue) -> Sight | None:
    """The next article that the open parcel awaits, in its box."""
    lines = state.parcel.open_lines if state.parcel is not None else ()
    article = catalogue.of(lines[0].article.sku) if lines else None
    return sights.boxed(article.thing, article.title, article.code) if article is not None else None


def _of_unit(state: Bench, unit: Unit, rules: Rulebook, catalogue: Catalogue) -> Laid:
    article = article_of(unit.product, catalogue)
    if wants_serial(unit):
        return Laid(soon=sights.boxed(article.thing, article.title, _serial(state, unit)))
    sealed = next((answer.choices for answer in unit.answers if answer.question == _SEALED), (_SEALED,))
    shots = owed(state, unit, rules)
    shot = shots[0] if shots else "front"
    if shot == "front" and _SEALED in sealed:
        return Laid(sights.boxed(article.thing, article.title, article.code))
    if shot == "parcel":
        return Laid(sights.parcel("", ""))
    if shot == WAYBILL and state.parcel is not None:
        return Laid(parcel_sight(state.parcel.tracking))
    if shot == WITH_CODE and article.code:
        return Laid(sights.boxed(article.thing, article.title, article.code))
    mark = mark_for(shot, article.category)
    return Laid(Sight(article.thing, shot, mark=mark, parts=article.beside, words=(article.title,)))


def _serial(state: Bench, unit: Unit) -> str:
    """The number that was sold, where the announcement says it."""
    lines = state.parcel.lines if state.parcel is not None else ()
    announced = next((line.serial for line in lines if line.line_id == unit.line_id), "")
    return announced or f"SN-{unit.lpn.removeprefix('R-')}"


def _article_of_label(state: Bench, catalogue: Catalogue) -> Article:
    """A label says the title of its article."""
    title = state.label.says("title") if state.label is not None else ""
    return next((one for one in catalogue.articles if one.title == title), replace(UNKNOWN, title=title))
