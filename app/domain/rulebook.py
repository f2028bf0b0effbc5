"""The rules that inspections are judged by, all versions together: checklists, grading, routes, holds, claims.

An inspection names its versions when it is opened (`RulesRef`) and keeps them to its end, whatever comes in since.
Pure, frozen, any thread; loading from files is the store's work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from app.domain.checklist import Checklist, choose
from app.domain.claims import ClaimDesk
from app.domain.disposition import RoutePolicy
from app.domain.grading import GradingRules
from app.domain.review import HoldPolicy


@dataclass(frozen=True, slots=True)
class RulesRef:
    """What an inspection is judged by, fixed when the unit is taken up: the versions, and the site whose law counts.

    Attributes:
        claims: the claim desks by id and version; none for what was taken up before there were any

    """

    checklist: str
    checklist_version: int
    grading: int
    routes: int
    holds: int
    site: str = ""
    claims: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Every version known; the last of each kind is the one that counts for a new inspection.

    Attributes:
        site: country and state of the house (`US-NJ`), which decide what the law allows
        earlier: checklists that no new inspection follows, kept for those that began under them
        desks: the claim desks, the last of each id counts

    """

    checklists: tuple[Checklist, ...]
    gradings: tuple[GradingRules, ...]
    route_policies: tuple[RoutePolicy, ...]
    hold_policies: tuple[HoldPolicy, ...]
    site: str = "US"
    earlier: tuple[Checklist, ...] = ()
    desks: tuple[ClaimDesk, ...] = ()

    def current(self, category: str) -> RulesRef:
        """The versions for goods of this category that are taken up now."""
        newest = {checklist.id: checklist for checklist in self.checklists}
        checklist = choose(tuple(newest.values()), category)
        return RulesRef(
            checklist.id,
            checklist.version,
            self.gradings[-1].version,
            self.route_policies[-1].version,
            self.hold_policies[-1].version,
            self.site,
            tuple({desk.id: desk.version for desk in self.desks}.items()),
        )

    def checklist(self, ref: RulesRef) -> Checklist:
        """The checklist an inspection follows. Raises LookupError where this version is not to be had."""
        for checklist in (*self.checklists, *self.earlier):
            if (checklist.id, checklist.version) == (ref.checklist, ref.checklist_version):
                return checklist
        msg = f"the checklist {ref.checklist} is not here in version {ref.checklist_version}"
        raise LookupError(msg)

    def claims(self, ref: RulesRef) -> tuple[ClaimDesk, ...]:
        """The claim desks of an inspection. Raises LookupError where one is not to be had in its version."""
        known = {(desk.id, desk.version): desk for desk in self.desks}
        try:
            return tuple(known[one] for one in ref.claims)
        except KeyError as error:
            msg = f"the claim desk {error.args[0][0]} is not here in version {error.args[0][1]}"
            raise LookupError(msg) from None

    def grading(self, ref: RulesRef) -> GradingRules:
        """The grading rules of an inspection. Raises LookupError where this version is not to be had."""
        return _version(self.gradings, ref.grading, "grading rules")

    def routes(self, ref: RulesRef) -> RoutePolicy:
        """The route policy of an inspection. Raises LookupError where this version is not to be had."""
        return _version(self.route_policies, ref.routes, "route policy")

    def holds(self, ref: RulesRef) -> HoldPolicy:
        """The hold policy of an inspection. Raises LookupError where this version is not to be had."""
        return _version(self.hold_policies, ref.holds, "hold policy")


_Document = TypeVar("_Document", GradingRules, RoutePolicy, HoldPolicy)


def _version(documents: tuple[_Document, ...], version: int, name: str) -> _Document:
    for document in documents:
        if document.version == version:
            return document
    msg = f"the {name} are not here in version {version}"
    raise LookupError(msg)
