"""What stands on a label: everything that is known of its unit, by the names that the label templates use.

A template takes what it asks for; the rest is there for a client's own. Values are texts; those from closed lists are
ids, for which the template has the words. Pure.
"""

from __future__ import annotations

from app.domain.bins import bin_of
from app.domain.checklist import Severity
from app.domain.disposition import ACCOUNT_OF, Route
from app.domain.grading import Grade
from app.domain.identifiers import Kind, gtin14, readings
from app.domain.stock import Account
from app.domain.texts import Texts
from app.domain.verdict import Reason

from .judging import Proposal
from .state import Fields, Product

HELD = "held_for_review"
SECOND = "second_inspection"
NEW, OPEN_BOX = "new", "open_box"
REPRINT = "REPRINT"
DANGER = "danger_"
"""How the reason begins that a person gives by saying danger."""
UNKNOWN_HAZARD = "unknown"
UNIDENTIFIED = "unidentified"
GRAVE = frozenset({Severity.DANGEROUS, Severity.PROHIBITED, Severity.EXPIRED, Severity.RECALLED})
FILLED = 14
_FBA = "X00"
"""How the shop codes begin that Amazon gives to an article in one condition (an ASIN, B0…, is none)."""


def article_data(lpn: str, product: Product, code: str) -> dict[str, str]:
    """What every label of a unit says of it."""
    article = product.article
    return {
        "code": code,
        "lpn": lpn,
        "title": product.title or article.sku,
        "sku": article.sku,
        "client": article.client,
    }


def graded_data(product: Product, grade: Grade, route: Route, *, held: bool, again: bool) -> dict[str, str]:
    """What a grade adds: the letter, where the unit goes, its bin, and how the shop knows it."""
    account = Account.HELD if held or again else Account(ACCOUNT_OF[route])
    new = route is Route.RESTOCK or (route is Route.EXCHANGE_POOL and grade is Grade.A)
    return {
        "grade": grade.value,
        "work": HELD if held else SECOND if again else route.value,
        "bin": bin_of(account),
        "shop_code": shop_code(product, new=new),
        "condition": NEW if new else OPEN_BOX,
    }


def shop_code(product: Product, *, new: bool) -> str:
    """What the shop scans: Amazon's own code, else the article's number, else the SKU.

    Amazon's code means the article in new condition: on opened goods it would sell them as new, so there it is left.
    """
    others = [code for code in product.codes if code != product.article.sku]
    of_amazon = [code for code in others if code.upper().startswith(_FBA) and _is_fnsku(code)]
    numbers = [_as_printed(code) for code in others if gtin14(code)]
    return next(iter((*(of_amazon if new else ()), *numbers)), product.article.sku)


def _as_printed(number: str) -> str:
    """An article's number as its own barcode has it: the records keep 14 digits, most of them filled up with zeros."""
    padded = len(number) == FILLED and number.startswith("0")
    length = next((each for each in (8, 12, 13) if padded and number[: FILLED - each].strip("0") == ""), len(number))
    return number[-length:]


def danger_reason(kind: str) -> Reason:
    """The reason that a person gives by saying danger; any wording will do."""
    words = kind.replace("_", " ")
    said = {"en": f"Danger: {words}", "zh_CN": f"危险：{words}", "es": f"Peligro: {words}", "de": f"Gefahr: {words}"}
    return Reason(f"{DANGER}{kind}", Texts.of(said))


def hazard_of(proposal: Proposal, *, identified: bool = True) -> str:
    """What makes a unit dangerous: what a person said, else the id of its finding, else of its reason.

    What nobody could identify is put aside for that alone, whatever else was found on it.
    """
    grave = (one.code for one in proposal.findings if one.severity in GRAVE)
    reasons = [reason.code for reason in proposal.judged.reasons]
    said = (code.removeprefix(DANGER) for code in reasons if code.startswith(DANGER))
    others = reasons if identified else [UNIDENTIFIED]
    return next(iter((*said, *grave, *others)), UNKNOWN_HAZARD)


def as_fields(data: dict[str, str]) -> Fields:
    """The data as a label keeps it: in the order of the names, nothing empty."""
    return tuple(sorted((name, value) for name, value in data.items() if value))


def _is_fnsku(code: str) -> bool:
    return any(one.kind is Kind.FNSKU for one in readings(code))
