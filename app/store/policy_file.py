"""How the policies are written in YAML (grading, routes, holds), and how they become the domain's rules.

Refuses, with file and line, what would leave a hole: a finding that no rule grades, a route that is not there or stands
twice, a reason without words, a place or currency that is none. No state; any thread.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from app.domain.checklist import Severity
from app.domain.disposition import REASON_CODES, Ban, Derogation, RoutePolicy, RouteRule
from app.domain.grading import GradeRule, GradingRules
from app.domain.money import Money
from app.domain.review import HoldPolicy, HoldRule
from app.domain.verdict import Grade, Reason, Route
from app.store.checklist_file import Id, Version, Words, Written, WrittenTexts
from app.store.yaml_file import YamlFile

Cost = Annotated[Decimal, Field(ge=0, le=100_000, allow_inf_nan=False)]
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]
Rate = Annotated[Decimal, Field(gt=0, le=1_000_000, allow_inf_nan=False)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Place = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
Count = Annotated[int, Field(strict=True, ge=1)]
_GRADES_ON_SALE = {
    Route.RESTOCK: {Grade.A},
    Route.OPEN_BOX: {Grade.A, Grade.B},
    Route.EXCHANGE_POOL: {Grade.A, Grade.B},
}
_NEVER_DESTROYED = {"battery", "aerosol", "liquid"}


class WrittenGradeRule(Written):
    id: Id
    grade: Grade
    best_allowed: Grade
    text: WrittenTexts
    severities: tuple[Severity, ...] = ()
    codes: tuple[Id, ...] = ()
    goods: tuple[Words, ...] = ()
    route: Route | None = None


class WrittenGrading(Written):
    id: Id
    version: Version
    clean: WrittenTexts
    stopped: WrittenTexts
    rules: list[WrittenGradeRule]


def grading_in(file: YamlFile) -> GradingRules:
    """The grading rules; every kind of finding must have a rule, and none may grade it A."""
    written = file.read_as(WrittenGrading)
    for index, rule in enumerate(written.rules):
        if rule.grade is Grade.A:
            raise file.error(("rules", index, "grade"), "a finding is never an A", "Write B, C or S.")
        if rule.grade.is_better_than(rule.best_allowed):
            raise file.error(("rules", index, "best_allowed"), f"{rule.id} allows less than it proposes")
    # Only a rule for all goods closes the hole.
    covered = {severity for rule in written.rules if not rule.goods for severity in rule.severities}
    for severity in Severity:
        if severity not in covered:
            raise file.error(("rules",), f"no rule grades findings of the kind {severity.value}", "Add one.")
    return GradingRules(
        written.id,
        written.version,
        tuple(_grade_rule(rule) for rule in written.rules),
        clean=Reason("nothing_found", written.clean.texts()),
        stopped=Reason("check_stopped", written.stopped.texts()),
    )


def _grade_rule(rule: WrittenGradeRule) -> GradeRule:
    return GradeRule(
        id=rule.id,
        grade=rule.grade,
        best_allowed=rule.best_allowed,
        text=rule.text.texts(),
        severities=frozenset(rule.severities),
        codes=frozenset(rule.codes),
        goods=rule.goods,
        route=rule.route,
    )


class WrittenRoute(Written):
    route: Route
    text: WrittenTexts
    shares: dict[Grade, Share]
    of_cost: bool = False
    handling: Cost = Decimal(0)
    work: Cost = Decimal(0)
    freight_per_kg: Cost = Decimal(0)
    storage_days: Annotated[int, Field(strict=True, ge=0, le=3650)] = 0
    min_value: Cost = Decimal(0)
    closed_to: tuple[Severity, ...] = ()
    closed_goods: tuple[Words, ...] = ()
    needs: tuple[Severity, ...] = ()
    sites: tuple[Place, ...] = ()


class WrittenDerogation(Written):
    code: Id
    text: WrittenTexts


class WrittenBan(Written):
    id: Id
    route: Route
    sites: Annotated[tuple[Place, ...], Field(min_length=1)]
    goods: Annotated[tuple[Words, ...], Field(min_length=1)]
    text: WrittenTexts
    law: Annotated[str, Field(max_length=200)] = ""
    since: date | None = None
    source: Annotated[str, Field(max_length=300)] = ""
    checked: date | None = None
    derogations: tuple[WrittenDerogation, ...] = ()


class WrittenRoutes(Written):
    id: Id
    version: Version
    currency: Currency
    storage_per_day: Cost
    assumed_weight_g: Annotated[int, Field(strict=True, ge=0)]
    rates: dict[Currency, Rate] = Field(default_factory=dict)
    regions: dict[Place, list[Place]] = Field(default_factory=dict)
    prefers: dict[Grade, Annotated[list[Route], Field(min_length=1)]]
    quarantine_only: list[Severity]
    routes: list[WrittenRoute]
    bans: tuple[WrittenBan, ...] = ()
    words: dict[str, WrittenTexts]


def routes_in(file: YamlFile) -> RoutePolicy:
    """The routes; all thirteen must be there once, and every reason in words."""
    written = file.read_as(WrittenRoutes)
    _refuse_holes(file, written)
    return RoutePolicy(
        id=written.id,
        version=written.version,
        currency=written.currency,
        routes=tuple(_route_rule(rule) for rule in written.routes),
        prefers=tuple((grade, tuple(routes)) for grade, routes in written.prefers.items()),
        quarantine_only=frozenset(written.quarantine_only),
        words=tuple((code, words.texts()) for code, words in written.words.items()),
        bans=tuple(_ban(ban) for ban in written.bans),
        storage_per_day=written.storage_per_day,
        assumed_weight_g=written.assumed_weight_g,
        rates=tuple(written.rates.items()),
        regions=tuple((name, tuple(countries)) for name, countries in written.regions.items()),
    )


def _ban(ban: WrittenBan) -> Ban:
    return Ban(
        id=ban.id,
        route=ban.route,
        sites=ban.sites,
        goods=ban.goods,
        text=ban.text.texts(),
        law=ban.law,
        since=ban.since.isoformat() if ban.since else "",
        source=ban.source,
        checked=ban.checked.isoformat() if ban.checked else "",
        derogations=tuple(Derogation(one.code, one.text.texts()) for one in ban.derogations),
    )


def _refuse_holes(file: YamlFile, written: WrittenRoutes) -> None:
    count = Counter(rule.route for rule in written.routes)
    for route in Route:
        if count[route] != 1:
            raise file.error(("routes",), f"the route {route.value} stands {count[route]} times", "Each stands once.")
    for code in REASON_CODES:
        if code not in written.words:
            raise file.error(("words",), f"the words for {code} are missing", "Add them in en and zh_CN.")
    for code in written.words:
        if code not in REASON_CODES:
            raise file.error(("words", code), f"{code} is no reason", f"Choose from: {', '.join(REASON_CODES)}.")
    _refuse_odd_preferences(file, written)
    _refuse_unsafe_sale(file, written)


def _refuse_odd_preferences(file: YamlFile, written: WrittenRoutes) -> None:
    open_to = {rule.route: rule.shares for rule in written.routes}
    for grade in Grade:
        if grade not in written.prefers:
            raise file.error(("prefers",), f"no route is preferred for grade {grade.value}", "Name at least one.")
        for route in written.prefers[grade]:
            if grade not in open_to[route]:
                raise file.error(("prefers", grade.value), f"{route.value} is not open to grade {grade.value}")


def _refuse_unsafe_sale(file: YamlFile, written: WrittenRoutes) -> None:
    """What no policy may open: faulty or opened hygiene goods on sale, batteries and liquids in the crusher."""
    for index, rule in enumerate(written.routes):
        place, name = ("routes", index), rule.route.value
        worse = rule.shares.keys() - _GRADES_ON_SALE.get(rule.route, set(Grade))
        if worse:
            raise file.error((*place, "shares"), f"{name} may not be open to grade {min(worse).value}")
        if rule.route in _GRADES_ON_SALE and not {Severity.FUNCTIONAL, Severity.HYGIENE} <= set(rule.closed_to):
            raise file.error((*place, "closed_to"), f"{name} must be closed to functional and hygiene findings")
        if rule.route is Route.DESTROY and not set(rule.closed_goods) >= _NEVER_DESTROYED:
            wanted = ", ".join(sorted(_NEVER_DESTROYED))
            raise file.error((*place, "closed_goods"), f"{name} must be closed to {wanted}")


def _route_rule(rule: WrittenRoute) -> RouteRule:
    return RouteRule(
        route=rule.route,
        text=rule.text.texts(),
        shares=tuple(rule.shares.items()),
        of_cost=rule.of_cost,
        handling=rule.handling,
        work=rule.work,
        freight_per_kg=rule.freight_per_kg,
        storage_days=rule.storage_days,
        min_value=rule.min_value,
        closed_to=frozenset(rule.closed_to),
        closed_goods=rule.closed_goods,
        needs=frozenset(rule.needs),
        sites=rule.sites,
    )


class WrittenMoney(Written):
    amount: Cost
    currency: Currency


class WrittenHoldRule(Written):
    id: Id
    text: WrittenTexts
    severities: tuple[Severity, ...] = ()
    codes: tuple[Id, ...] = ()
    goods: tuple[Words, ...] = ()
    grades: tuple[Grade, ...] = ()
    value_from: WrittenMoney | None = None
    inspector_units_below: Count | None = None
    one_in: Count | None = None


class WrittenHolds(Written):
    id: Id
    version: Version
    exempt: tuple[Severity, ...] = ()
    rules: list[WrittenHoldRule]


def holds_in(file: YamlFile) -> HoldPolicy:
    """The holds; a rule that says nothing would hold nothing, so it is refused."""
    written = file.read_as(WrittenHolds)
    for index, rule in enumerate(written.rules):
        if not rule.model_fields_set - {"id", "text"}:
            raise file.error(("rules", index), f"{rule.id} says nothing about what it holds", "Add a condition.")
    return HoldPolicy(
        written.id, written.version, tuple(_hold_rule(rule) for rule in written.rules), frozenset(written.exempt)
    )


def _hold_rule(rule: WrittenHoldRule) -> HoldRule:
    value = rule.value_from
    return HoldRule(
        id=rule.id,
        text=rule.text.texts(),
        severities=frozenset(rule.severities),
        codes=frozenset(rule.codes),
        goods=rule.goods,
        grades=frozenset(rule.grades),
        value_from=Money(value.amount, value.currency) if value else None,
        inspector_units_below=rule.inspector_units_below,
        one_in=rule.one_in,
    )
