"""How the policy of Amazon's warehouses is written in YAML, and how it becomes the domain's.

Refuses, with file and line, what would leave a hole: no table of fees, tables out of their order, a last step that
ends, grades that are not a hundred, a stage without days. No state; any thread.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field

from app.domain import fba
from app.domain.disposition import RoutePolicy
from app.domain.verdict import Grade
from app.store.checklist_file import Id, Version, Words, Written
from app.store.policy_file import Cost, Count, Currency, Share, routes_in
from app.store.yaml_file import Place, YamlFile, read_yaml

HUNDRED = 100
Disposition = Annotated[str, Field(pattern=r"^[A-Z]+(_[A-Z]+)*$", max_length=60)]
Weight = Annotated[Decimal, Field(gt=0, le=10_000, allow_inf_nan=False)]
Days = Annotated[int, Field(strict=True, ge=1, le=3650)]


class WrittenStep(Written):
    fee: Cost
    to_lb: Weight | None = None
    per_lb: Cost = Decimal(0)


class WrittenRemoval(Written):
    since: date
    source: Words
    standard: Annotated[list[WrittenStep], Field(min_length=1)]
    bulky: Annotated[list[WrittenStep], Field(min_length=1)]


class WrittenSeasons(Written):
    january: Cost
    october: Cost


class WrittenStorage(Written):
    since: date
    source: Words
    standard: WrittenSeasons
    bulky: WrittenSeasons


class WrittenAgedStep(Written):
    from_day: Days
    per_cubic_foot: Cost
    per_piece: Cost = Decimal(0)


class WrittenAged(Written):
    since: date
    source: Words
    steps: Annotated[list[WrittenAgedStep], Field(min_length=1)]


class WrittenLiquidation(Written):
    share: Share
    referral: Share
    closed_to: tuple[Disposition, ...] = ()
    closed_goods: tuple[Words, ...] = ()


class WrittenSaid(Written):
    keeps: Share | None = None
    grades: dict[Grade, Annotated[Decimal, Field(ge=0, le=HUNDRED, allow_inf_nan=False)]]


class WrittenFba(Written):
    id: Id
    version: Version
    currency: Currency
    removal: Annotated[list[WrittenRemoval], Field(min_length=1)]
    storage: Annotated[list[WrittenStorage], Field(min_length=1)]
    aged: Annotated[list[WrittenAged], Field(min_length=1)]
    cubic_feet_per_kg: Weight
    assumed_weight_g: Count
    bulky_from_g: Count
    bulky_goods: tuple[Words, ...] = ()
    liquidation: WrittenLiquidation
    least_seen: Count
    dispositions: Annotated[dict[Disposition, WrittenSaid], Field(min_length=1)]
    alert_days: dict[Id, Days]


def load_basis(resources: Path, site: str, today: date) -> fba.Basis:
    """Both policies that shipped with the program. Raises `ConfigError` for the first thing that is wrong."""
    policies = resources / "policies"
    routes: RoutePolicy = routes_in(read_yaml(policies / "routes.yaml"))
    return fba.Basis(fba_in(read_yaml(policies / "fba.yaml")), routes, site, today)


def fba_in(file: YamlFile) -> fba.FbaPolicy:
    """The policy, checked whole."""
    written = file.read_as(WrittenFba)
    _refuse_holes(file, written)
    return fba.FbaPolicy(
        id=written.id,
        version=written.version,
        currency=written.currency,
        removal=tuple(
            fba.RemovalFees(one.since, one.source, _steps(one.standard), _steps(one.bulky)) for one in written.removal
        ),
        storage=tuple(
            fba.StorageFees(one.since, one.source, _seasons(one.standard), _seasons(one.bulky))
            for one in written.storage
        ),
        aged=tuple(fba.AgedFees(one.since, one.source, _ages(one.steps)) for one in written.aged),
        cubic_feet_per_kg=written.cubic_feet_per_kg,
        assumed_weight_g=written.assumed_weight_g,
        bulky_from_g=written.bulky_from_g,
        bulky_goods=written.bulky_goods,
        liquidation_share=written.liquidation.share,
        liquidation_referral=written.liquidation.referral,
        liquidation_closed_to=frozenset(written.liquidation.closed_to),
        liquidation_closed_goods=written.liquidation.closed_goods,
        least_seen=written.least_seen,
        dispositions=tuple(
            fba.Said(name, said.keeps, tuple(said.grades.items())) for name, said in written.dispositions.items()
        ),
        alert_days=tuple(written.alert_days.items()),
    )


def _refuse_holes(file: YamlFile, written: WrittenFba) -> None:
    for name in ("removal", "storage", "aged"):
        days = [table.since for table in getattr(written, name)]
        if days != sorted(set(days)):
            raise file.error((name,), f"the tables of {name} are not in the order of their days")
    for index, table in enumerate(written.removal):
        for size, steps in (("standard", table.standard), ("bulky", table.bulky)):
            _refuse_open_steps(file, ("removal", index, size), steps)
    for index, aged in enumerate(written.aged):
        ages = [step.from_day for step in aged.steps]
        if ages != sorted(set(ages)):
            raise file.error(("aged", index, "steps"), "the steps are not in the order of their days")
    _refuse_odd_words(file, written)


def _refuse_odd_words(file: YamlFile, written: WrittenFba) -> None:
    for name, said in written.dispositions.items():
        if sum(said.grades.values()) != HUNDRED:
            raise file.error(("dispositions", name), f"the grades of {name} are not a hundred in all")
    for stage in ("amazon", "on_the_way", "house"):
        if stage not in written.alert_days:
            raise file.error(("alert_days",), f"the days of {stage} are missing", "Say after how many days to look.")


def _refuse_open_steps(file: YamlFile, place: Place, steps: list[WrittenStep]) -> None:
    """Steps rise, and only the last holds for whatever weighs more."""
    ends = [step.to_lb for step in steps]
    weights = [end for end in ends if end is not None]
    if ends[-1] is not None or len(weights) != len(ends) - 1 or weights != sorted(set(weights)):
        raise file.error(
            place, "the weights do not rise, or the last step ends", "Leave `to_lb` away in the last step."
        )


def _steps(steps: list[WrittenStep]) -> tuple[fba.WeightStep, ...]:
    return tuple(fba.WeightStep(step.fee, step.to_lb, step.per_lb) for step in steps)


def _seasons(seasons: WrittenSeasons) -> tuple[Decimal, Decimal]:
    return seasons.january, seasons.october


def _ages(steps: list[WrittenAgedStep]) -> tuple[fba.AgedStep, ...]:
    return tuple(fba.AgedStep(step.from_day, step.per_cubic_foot, step.per_piece) for step in steps)
