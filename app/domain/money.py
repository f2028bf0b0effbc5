"""Money: an exact amount with its currency.

Refuses amounts that are no number, and any sum of two currencies. Always rounded to the currency's smallest
coin.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

# ISO 4217 currencies without a smaller coin; every other one that the trade uses has hundredths.
_WHOLE_UNITS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
_CURRENCY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency.

    Attributes:
        amount: rounded half to even to the smallest coin.
        currency: ISO 4217, upper case.

    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != _CURRENCY_LETTERS or not _is_capitals(self.currency):
            msg = f"a currency is three capital letters such as USD, not {self.currency!r}"
            raise ValueError(msg)
        object.__setattr__(self, "amount", _rounded(self.amount, self.currency))

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """Money from a decimal string or a whole number; never from a float."""
        try:
            return cls(Decimal(amount), currency.strip().upper())
        except InvalidOperation as error:
            msg = f"not an amount of money: {amount!r}"
            raise ValueError(msg) from error

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in this currency."""
        return cls(Decimal(0), currency)

    def __add__(self, other: Money) -> Money:
        self._refuse_other(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._refuse_other(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._refuse_other(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._refuse_other(other)
        return self.amount <= other.amount

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _refuse_other(self, other: Money) -> None:
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} cannot be reckoned together"
            raise ValueError(msg)


def _is_capitals(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.isupper()


def _rounded(amount: Decimal, currency: str) -> Decimal:
    if not amount.is_finite():
        msg = f"not an amount of money: {amount}"
        raise ValueError(msg)
    coin = Decimal(1) if currency in _WHOLE_UNITS else Decimal("0.01")
    try:
        # + 0 turns a negative zero into a plain one.
        return amount.quantize(coin, rounding=ROUND_HALF_EVEN) + 0
    except InvalidOperation as error:
        msg = f"too large for an amount of money: {amount}"
        raise ValueError(msg) from error
