"""What lies before the camera at each act of the demo: parcel, box, thing, its marks, its label. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from app.demo.catalogue import UNKNOWN, Article, Catalogue
from app.demo.script import Answer, Line
from app.devices.drawing import sights
from app.devices.drawing.sights import Sight
from app.devices.drawing.things import Thing
from app.domain.identifiers import Kind, readings

_SOFT: Final = ("jackets", "t-shirts", "sportswear", "hoodie", "underwear")
_MARK_OF: Final = {
    "defect:use": "dirt",
    "defect:outside": "stain",
    "defect:inside": "stain",
    "defect:seam": "tear",
    "defect:fastening": "tear",
    "defect:screen": "crack",
    "defect:lens": "crack",
    "defect:glass": "crack",
    "defect:packaging": "tear",
    "defect:sole": "dirt",
    "defect:upper": "stain",
    "defect:liquid": "stain",
    "defect:closure": "dent",
    "defect:joint": "crack",
    "defect:case": "dent",
    "defect:edge": "dent",
    "defect:body": "scratch",
}


WITH_CODE, WAYBILL = "with_code", "claim_waybill"
"""Shots that ask for a code in the picture."""


def parcel_sight(tracking: str) -> Sight:
    """A carton with its carrier's label."""
    carrier = next((one.carrier for one in readings(tracking) if one.kind is Kind.TRACKING and one.carrier), "")
    return sights.parcel(tracking, carrier.replace("_", " "))


def mark_for(shot: str, category: str) -> str:
    """What a close-up shows; other shots show no mark."""
    if not shot.startswith("defect:"):
        return ""
    return _MARK_OF.get(shot, "tear" if category in _SOFT else "scratch")


@dataclass(slots=True)
class Table:
    """What the inspector has before him: the article in hand, its parcel, and which article each unit was."""

    catalogue: Catalogue
    article: Article = UNKNOWN
    looks: str = ""
    sealed: bool = True
    tracking: str = ""
    units: dict[str, tuple[Article, str]] = field(default_factory=dict)

    def before(self, line: Line, act: Mapping[str, Any], label: str) -> Sight | None:
        """What the camera sees while this is done; None where that is as before."""
        if act["do"] == "scan":
            return self._scanned(line, str(act["code"]))
        if act["do"] == "photo":
            return self._shot(str(act["shot"]))
        if act["do"] == "destroy":
            title = self.article.title[:26]
            return Sight(self._thing(), "proof", code=label, words=(title, "S · destroy"))
        if act["do"] == "answer" and act["question"] == "sealed":
            self.sealed = act["choice"] == "sealed"
            if not self.sealed:
                return Sight(self._thing())
            return sights.boxed(self.article.thing, self.article.title, self.article.code)
        if act["do"] == "no_code":
            self.article, self.sealed = replace(UNKNOWN, title=act.get("description", "")), False
            return sights.parcel("", "") if act["of"] == "parcel" else Sight(self._thing())
        return None

    def after(self, answer: Answer) -> None:
        """Which article the unit on the bench is; a unit taken up again brings its article back."""
        unit = answer["unit"]
        if not answer["ok"] or not unit:
            return
        if unit in self.units and answer["step"] in {"checklist", "photos"} and self.article is UNKNOWN:
            self.article, self.looks = self.units[unit]
        self.units.setdefault(unit, (self.article, self.looks))

    def _scanned(self, line: Line, code: str) -> Sight | None:
        article = self.catalogue.of(code)
        if article is not None:
            self.article, self.looks, self.sealed = article, line.looks, True
            if self.looks:
                return Sight(self._thing())
            return sights.boxed(article.thing, article.title, article.code)
        unit = code[:8].upper()
        if unit in self.units:
            self.article, self.looks = self.units[unit]
            return Sight(self._thing(), code=code, words=(self.article.title[:26],))
        carrier = next((one.carrier for one in readings(code) if one.kind is Kind.TRACKING), None)
        if carrier is None:
            return None
        self.tracking = code
        return parcel_sight(code)

    def _shot(self, shot: str) -> Sight:
        if shot == "parcel":
            return sights.parcel("", "")
        if shot == WAYBILL and self.tracking:
            return parcel_sight(self.tracking)
        if shot == WITH_CODE and self.article.code:
            return sights.boxed(self.article.thing, self.article.title, self.article.code)
        if self.sealed and shot == "front" and not self.looks:
            return sights.boxed(self.article.thing, self.article.title, self.article.code)
        mark = "" if self.looks else mark_for(shot, self.article.category)
        return Sight(self._thing(), shot, mark=mark, parts=self.article.beside, words=(self.article.title,))

    def _thing(self) -> Thing:
        thing = self.article.thing
        return replace(thing, kind=self.looks) if self.looks else thing
