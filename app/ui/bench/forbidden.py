"""A route that the law of the site forbids, and the cases in which it allows it: a code, and its justification. Pure.

Which law, and which of its cases there are, is the policy's that the unit follows; nothing is assumed, and the
justification is the person's own words, for an authority may ask for it.
"""

from __future__ import annotations

from app.domain.bench.state import Unit
from app.domain.disposition import Ban, Route, ban_on
from app.domain.rulebook import Rulebook

from . import controls
from .acts import Open, Page
from .pieces import Control, Head, Stage
from .wording import Wording, phrase


def law_on(unit: Unit, route: Route, rules: Rulebook) -> Ban | None:
    """The law that keeps this unit from a route and knows cases in which it may go it; None where there is none."""
    ban = ban_on(rules.routes(unit.rules), route, unit.subject, unit.rules.site)
    return ban if ban is not None and ban.derogations else None


def law_named(ban: Ban) -> Wording:
    """Its name, as a certificate cites it."""
    return ban.law or ban.text


def cases(ban: Ban, route: Route) -> Stage:
    """Which case is claimed."""
    choices = tuple(
        Control(
            f"derogation_{one.code}",
            one.text,
            Open(Page.ROUTE_LAW_WHY, f"{route.value}|{one.code}"),
            controls.key_of(place),
            one.code,
        )
        for place, one in enumerate(ban.derogations)
    )
    head = Head(phrase("Which case does the law allow?"), law_named(ban), ban.text)
    return Stage(head, choices=choices, over=True, controls=(controls.close(),))


def justification(ban: Ban, code: str) -> Head:
    """What is asked once the case is chosen."""
    case = next((one.text for one in ban.derogations if one.code == code), code)
    return Head(phrase("Why does this hold here?"), law_named(ban), case)
