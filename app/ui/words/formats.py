"""Money, numbers, weights and times as the language spoken now writes them (CLDR, by Babel).

Owns no rule of the trade: amounts come exact and are only written. Times are UTC-aware and written in the zone of
the machine; the caller gives the time it is now. Any thread.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from app.domain.money import Money

from .language import _, language

_KILOGRAM = 1000
_NEAR = timedelta(days=1)


@cache
def _locale(code: str) -> Locale:
    # The trade here is in the United States: their dollars, points and commas in English and in Spanish.
    return Locale.parse({"en": "en_US", "es": "es_US"}.get(code, code))


def prepare(code: str) -> None:
    """Load how a language writes, ahead of its first number; from any thread."""
    format_currency(1, "USD", locale=_locale(code))


def _here() -> Locale:
    return _locale(language.code)


def money(amount: Money | Decimal | str, currency: str = "") -> str:
    """`$46.10`, `-$2.36`, `CN¥18.00`: always with its currency."""
    return _money(amount if isinstance(amount, Money) else Money.of(amount, currency), language.code)


@lru_cache(maxsize=1024)
def _money(exact: Money, code: str) -> str:
    """Kept: the same few amounts stand on the screen from act to act, and Babel takes its time for each."""
    return format_currency(exact.amount, exact.currency, locale=_locale(code)).replace("-", "−")


def number(value: float | Decimal) -> str:
    """`20,418`."""
    return _number(value, language.code)


@lru_cache(maxsize=4096)
def _number(value: float | Decimal, code: str) -> str:
    """Kept: a table of them asks for each at every paint."""
    return format_decimal(value, locale=_locale(code)).replace("-", "−")


def percent(share: float | Decimal, digits: int = 1) -> str:
    """`83.1 %` of a share between 0 and 1."""
    pattern = "#,##0." + "0" * digits + " %" if digits else "#,##0 %"
    return format_percent(share, format=pattern, locale=_here())


def weight(grams: int) -> str:
    """`420 g`, `1.25 kg`: what a person would say of a parcel."""
    if grams < _KILOGRAM:
        return f"{number(grams)} g"
    return f"{format_decimal(Decimal(grams) / _KILOGRAM, format='#,##0.##', locale=_here())} kg"


def seconds(value: float) -> str:
    """`38 s`, `0.6 s`; from a minute on as `duration` says it."""
    if value >= 60:
        return duration(timedelta(seconds=value))
    unit = _("s")
    return f"{format_decimal(Decimal(str(round(value, 1))), format='0.#', locale=_here())} {unit}"


def duration(span: timedelta) -> str:
    """`38 s`, `14 min`, `3 h 10 min`, `2 d 4 h`: two units at most."""
    total = max(0, int(span.total_seconds()))
    minutes, hours, days = total // 60, total // 3_600, total // 86_400
    if days:
        return _pair(days, _("d"), hours % 24, _("h"))
    if hours:
        return _pair(hours, _("h"), minutes % 60, _("min"))
    return _pair(minutes, _("min"), 0, "") if minutes else _pair(total, _("s"), 0, "")


def ago(then: datetime, now: datetime) -> str:
    """Near times as a distance (`2 min ago`), others as a date and time."""
    span = now - then
    if span < timedelta(seconds=5):
        return _("just now")
    if span < _NEAR:
        return _("{time} ago", time=duration(span))
    return moment(then, now)


def moment(then: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """`14:22` today, `Nov 21, 14:22` this year, with the year before that."""
    local, today = then.astimezone(zone), now.astimezone(zone)
    clock = format_time(local, "HH:mm", locale=_here())
    if local.date() == today.date():
        return clock
    if local.year == today.year:
        return f"{format_skeleton('MMMd', local, locale=_here())}, {clock}"
    return f"{day(then, zone)}, {clock}"


def day(then: datetime, zone: tzinfo | None = None) -> str:
    """`Nov 21, 2026`."""
    return format_date(then.astimezone(zone).date(), "medium", locale=_here())


def listed(words: list[str]) -> str:
    """`box, lid and card`."""
    return format_list(words, locale=_here()) if words else ""


def _pair(count: int, unit: str, rest: int, below: str) -> str:
    return f"{count} {unit} {rest} {below}" if rest else f"{count} {unit}"
