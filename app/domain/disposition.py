"""Where a graded unit goes: all thirteen routes with what each recovers, best first, then those ruled out and why.

The net of a route is the share of the price (or cost) that it brings back at this grade, less handling, work, freight
and storage. Policy is data (see `resources/policies/routes.yaml`). Fails closed whatever the policy says: goods nobody
knows, and goods whose findings allow only quarantine, have no other route. Pure, any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from app.domain.checklist import Finding, Severity
from app.domain.money import Money
from app.domain.subject import Subject
from app.domain.texts import Texts
from app.domain.verdict import Grade, Reason, Route
from app.saying import say

__all__ = ["ACCOUNT_OF", "Ban", "Derogation", "Goods", "Reason", "Route", "RouteOption", "RoutePolicy", "RouteRule"]
__all__ += ["ban_on", "rank", "refusal_of"]

ACCOUNT_OF: Mapping[Route, str] = MappingProxyType(
    {
        Route.RESTOCK: "sellable_a",
        Route.OPEN_BOX: "sellable_b",
        Route.REFURBISH: "work",
        Route.REPAIR: "repair",
        Route.PARTS: "parts",
        Route.EXCHANGE_POOL: "reserved_exchange",
        Route.RETURN_TO_FACTORY: "factory",
        Route.BONDED_REPAIR: "bonded",
        Route.RETURN_TO_VENDOR: "vendor",
        Route.DONATE: "donated",
        Route.RECYCLE: "recycled",
        Route.DESTROY: "scrapped",
        Route.QUARANTINE: "quarantine",
    }
)


@dataclass(frozen=True, slots=True)
class Goods:
    """A graded unit as the routes see it.

    Attributes:
        identified: whether anyone knows which product it is.
        route_forced: the only route that a grading rule leaves (quarantine stays open beside it).
        forbidden: routes that the client's instructions forbid; quarantine cannot be forbidden.
        derogation: the code under which a ban that knows it is not to count, or empty.

    """

    grade: Grade
    subject: Subject
    price: Money | None = None
    cost: Money | None = None
    weight_g: int | None = None
    identified: bool = True
    findings: tuple[Finding, ...] = ()
    route_forced: Route | None = None
    forbidden: frozenset[Route] = frozenset()
    derogation: str = ""

    @property
    def currency(self) -> str | None:
        """The product's currency, where any of its money is known."""
        known = self.price or self.cost
        return known.currency if known else None


@dataclass(frozen=True, slots=True)
class RouteRule:
    """What one route is open to and what it brings. Money is in the policy's currency.

    Attributes:
        shares: part of the price (of the cost, where `of_cost`) that comes back, by grade; a grade that is
            not named is closed to the route.
        closed_to: severities that rule the route out.
        closed_goods: traits, flags or category words that rule it out.
        needs: only goods with a finding of one of these severities; none named means any goods.
        sites: only sites in these regions or countries; none named means all.

    """

    route: Route
    text: Texts
    shares: tuple[tuple[Grade, Decimal], ...]
    of_cost: bool = False
    handling: Decimal = Decimal(0)
    work: Decimal = Decimal(0)
    freight_per_kg: Decimal = Decimal(0)
    storage_days: int = 0
    min_value: Decimal = Decimal(0)
    closed_to: frozenset[Severity] = frozenset()
    closed_goods: tuple[str, ...] = ()
    needs: frozenset[Severity] = frozenset()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derogation:
    """A case in which a law allows what it else forbids, by the code under which it is claimed."""

    code: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Ban:
    """What the law of some sites forbids for some goods.

    Attributes:
        law: its name, as a certificate cites it
        since: the day from which it applies (ISO), for whoever reads; the policy holds only what is in force
        source: where it is published
        checked: the day (ISO) on which somebody compared this with a source of the law; empty: nobody has
        derogations: the cases in which it allows the route after all, each to be claimed with its justification

    """

    id: str
    route: Route
    sites: tuple[str, ...]
    goods: tuple[str, ...]
    text: Texts
    law: str = ""
    since: str = ""
    source: str = ""
    checked: str = ""
    derogations: tuple[Derogation, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutePolicy:
    """One version of the routes.

    Attributes:
        prefers: the routes that come first at a grade, best net first among them, whatever the others bring.
        quarantine_only: severities that leave no route but quarantine.
        storage_per_day: what one stored day costs.
        assumed_weight_g: reckoned with where the catalogue has no weight.
        rates: units of a currency for one unit of the policy's own.
        regions: names for groups of countries that bans and routes may use.
        words: the wording of each reason, by its code; `REASON_CODES` names them all.

    """

    id: str
    version: int
    currency: str
    routes: tuple[RouteRule, ...]
    prefers: tuple[tuple[Grade, tuple[Route, ...]], ...]
    quarantine_only: frozenset[Severity]
    words: tuple[tuple[str, Texts], ...]
    bans: tuple[Ban, ...] = ()
    storage_per_day: Decimal = Decimal(0)
    assumed_weight_g: int = 0
    rates: tuple[tuple[str, Decimal], ...] = ()
    regions: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def changed(self, money: Money, currency: str) -> Money | None:
        """The same money in another currency, by the policy's rates; None where there is no rate for one of the two."""
        if money.currency == currency:
            return money
        given, wanted = _rate(self, money.currency), _rate(self, currency)
        return None if given is None or wanted is None else Money(money.amount / given * wanted, currency)

    def reason(self, code: str, **values: Texts | str) -> Reason:
        """The reason of this code in the policy's words."""
        return Reason(code, next(text for known, text in self.words if known == code).filled(**values))


REASON_CODES = (
    "best_for_grade",
    "recovers",
    "no_price",
    "no_cost",
    "no_rate",
    "not_identified",
    "only_quarantine",
    "rule_forces",
    "client_forbids",
    "grade_closed",
    "finding_closed",
    "goods_closed",
    "site_closed",
    "needs_finding",
    "under_value",
)


@dataclass(frozen=True, slots=True)
class RouteOption:
    """One route for one unit: what it brings and why it stands where it stands."""

    route: Route
    net: Money
    reasons: tuple[Reason, ...]
    ruled_out: bool = False


def rank(policy: RoutePolicy, goods: Goods, site: str) -> tuple[RouteOption, ...]:
    """All routes: the preferred of the grade first, then by net, then those ruled out, in the policy's order."""
    preferred = dict(policy.prefers).get(goods.grade, ())
    options = [_option(policy, rule, goods, site, preferred) for rule in policy.routes]
    return tuple(sorted(options, key=lambda o: (o.ruled_out, o.route not in preferred, -o.net.amount)))


def refusal_of(options: Sequence[RouteOption], route: str, reason: str) -> str | None:
    """Why this route cannot be taken, in words; None where it can."""
    option = next((option for option in options if option.route == route), None)
    if option is None:
        return say(
            "“{route}” is no route. Choose from: {route_2}.",
            route=route[:40],
            route_2=", ".join(o.route for o in options),
        )
    if option.ruled_out:
        why = "; ".join(str(ruling.text) for ruling in option.reasons)
        return say("The route {route} is ruled out: {why}.", route=route, why=why)
    if option is not options[0] and not reason.strip():
        return say(
            "The best route is {route}. To take {route_2} instead, give a reason.",
            route=options[0].route,
            route_2=route,
        )
    return None


def _option(policy: RoutePolicy, rule: RouteRule, goods: Goods, site: str, preferred: tuple[Route, ...]) -> RouteOption:
    currency = goods.currency or policy.currency
    ruling = _ruling(policy, rule, goods, site)
    if ruling is not None:
        return RouteOption(rule.route, Money.zero(currency), (ruling,), ruled_out=True)
    net, doubts = _net(policy, rule, goods)
    reasons = [policy.reason("recovers", route=rule.text, net=str(net)), *doubts]
    if rule.route in preferred:
        reasons.insert(0, policy.reason("best_for_grade", route=rule.text, grade=goods.grade.value))
    return RouteOption(rule.route, net, tuple(reasons))


def _ruling(policy: RoutePolicy, rule: RouteRule, goods: Goods, site: str) -> Reason | None:
    """What rules the route out, the gravest first; quarantine is never ruled out."""
    if rule.route is Route.QUARANTINE:
        return None
    if not goods.identified:
        return policy.reason("not_identified")
    grave = [finding for finding in goods.findings if finding.severity in policy.quarantine_only]
    if grave:
        return policy.reason("only_quarantine", finding=grave[0].text)
    if goods.route_forced not in (None, rule.route):
        return policy.reason("rule_forces", route=rule.text)
    ban = ban_on(policy, rule.route, goods.subject, site, goods.derogation)
    if ban is not None:
        return Reason(ban.id, ban.text)
    if rule.route in goods.forbidden:
        return policy.reason("client_forbids", route=rule.text)
    return _closure(policy, rule, goods, site)


def _closure(policy: RoutePolicy, rule: RouteRule, goods: Goods, site: str) -> Reason | None:
    """What the route's own rule says against these goods."""
    if rule.sites and not _lies_in(policy, site, rule.sites):
        return policy.reason("site_closed", route=rule.text, site=site)
    if goods.subject.is_any_of(rule.closed_goods):
        return policy.reason("goods_closed", route=rule.text)
    against = next((finding for finding in goods.findings if finding.severity in rule.closed_to), None)
    if against is not None:
        return policy.reason("finding_closed", route=rule.text, finding=against.text)
    if goods.grade not in dict(rule.shares):
        return policy.reason("grade_closed", route=rule.text, grade=goods.grade.value)
    if rule.needs and not any(finding.severity in rule.needs for finding in goods.findings):
        return policy.reason("needs_finding", route=rule.text)
    return _under_value(policy, rule, goods)


def _under_value(policy: RoutePolicy, rule: RouteRule, goods: Goods) -> Reason | None:
    if not rule.min_value:
        return None
    least = Money(rule.min_value, policy.currency)
    if goods.price is None:
        return policy.reason("under_value", route=rule.text, least=str(least))
    rate = _rate(policy, goods.price.currency)
    # Without a rate nobody can say that the goods are worth the freight: fail closed.
    if rate is None or goods.price.amount < rule.min_value * rate:
        return policy.reason("under_value", route=rule.text, least=str(least))
    return None


def _net(policy: RoutePolicy, rule: RouteRule, goods: Goods) -> tuple[Money, list[Reason]]:
    """What the route brings, and what is doubtful about the figure."""
    currency = goods.currency or policy.currency
    if goods.price is None:
        return Money.zero(currency), [policy.reason("no_price")]
    doubts = []
    base = goods.price.amount
    if rule.of_cost:
        if goods.cost is None or goods.cost.currency != currency:
            doubts.append(policy.reason("no_cost"))
            base = Decimal(0)
        else:
            base = goods.cost.amount
    rate = _rate(policy, currency)
    if rate is None:
        doubts.append(policy.reason("no_rate", currency=currency))
        rate = Decimal(0)
    return Money(
        base * dict(rule.shares).get(goods.grade, Decimal(0)) - _spent(policy, rule, goods) * rate, currency
    ), doubts


def _spent(policy: RoutePolicy, rule: RouteRule, goods: Goods) -> Decimal:
    weight_g = policy.assumed_weight_g if goods.weight_g is None else goods.weight_g
    freight = rule.freight_per_kg * weight_g / 1000
    return rule.handling + rule.work + freight + policy.storage_per_day * rule.storage_days


def _rate(policy: RoutePolicy, currency: str) -> Decimal | None:
    return Decimal(1) if currency == policy.currency else dict(policy.rates).get(currency)


def ban_on(policy: RoutePolicy, route: Route, subject: Subject, site: str, claimed: str = "") -> Ban | None:
    """The first law of a site that forbids a route for these goods and does not know the derogation `claimed`."""
    for ban in policy.bans:
        allowed = claimed in {derogation.code for derogation in ban.derogations}
        if ban.route is route and not allowed and _lies_in(policy, site, ban.sites) and subject.is_any_of(ban.goods):
            return ban
    return None


def derogations_at(policy: RoutePolicy, route: Route, site: str) -> tuple[Derogation, ...]:
    """Every case in which the laws of a site allow this route after all, each code once."""
    cases = {
        case.code: case
        for ban in policy.bans
        if ban.route is route and _lies_in(policy, site, ban.sites)
        for case in ban.derogations
    }
    return tuple(cases.values())


def _lies_in(policy: RoutePolicy, site: str, places: Sequence[str]) -> bool:
    """Whether a site (`US-NJ`, `DE`) lies in one of these places: a state, a country, or a named region."""
    country = site.partition("-")[0].upper()
    wanted = {site.upper(), country, *(name for name, countries in policy.regions if country in countries)}
    return not wanted.isdisjoint(places)
