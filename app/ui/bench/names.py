"""The trade's words for what the domain calls by ids: sides, grades, routes, accounts, kinds of danger, reasons.

Only words; which of them may be chosen is the bench's to say.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.bench.state import Label
from app.domain.checklist import Dimension
from app.domain.disposition import Route
from app.domain.grading import Grade
from app.domain.stock import Account
from app.services.looking import WaitsFor
from app.services.resolving import UNCLAIMED, UNIDENTIFIED

from .wording import Phrase, Wording, phrase

SIDES: Mapping[Dimension, Phrase] = {
    Dimension.PACKAGING: phrase("Packaging"),
    Dimension.APPEARANCE: phrase("Appearance"),
    Dimension.FUNCTION: phrase("Function"),
    Dimension.ACCESSORIES: phrase("Parts"),
}

GRADES: Mapping[Grade, Phrase] = {
    Grade.A: phrase("As new"),
    Grade.B: phrase("Open box"),
    Grade.C: phrase("Faulty"),
    Grade.S: phrase("Scrap"),
}

ROUTES: Mapping[Route, Phrase] = {
    Route.RESTOCK: phrase("Restock"),
    Route.OPEN_BOX: phrase("Open box"),
    Route.REFURBISH: phrase("Clean and repack"),
    Route.REPAIR: phrase("Repair"),
    Route.PARTS: phrase("Take for parts"),
    Route.EXCHANGE_POOL: phrase("Exchange pool"),
    Route.RETURN_TO_FACTORY: phrase("Back to the factory"),
    Route.BONDED_REPAIR: phrase("Bonded repair"),
    Route.RETURN_TO_VENDOR: phrase("Back to the vendor"),
    Route.DONATE: phrase("Donate"),
    Route.RECYCLE: phrase("Recycle"),
    Route.DESTROY: phrase("Destroy"),
    Route.QUARANTINE: phrase("Quarantine"),
}

INTO_BIN: Mapping[str, Phrase] = {
    "sell_a": phrase("Then put it into the bin “Sell A”"),
    "sell_b": phrase("Then put it into the bin “Sell B”"),
    "exchange": phrase("Then put it into the bin “Exchange”"),
    "hold": phrase("Then put it into the bin “Hold”"),
    "work": phrase("Then put it into the bin “Work”"),
    "back": phrase("Then put it into the bin “Send back”"),
    "away": phrase("Then put it into the bin “Away”"),
    "quarantine": phrase("Then put it into the bin “Quarantine”"),
}
"""Bins by the names that stand on the unit's label: several routes end in one bin."""

WENT: Mapping[Route, Phrase] = {
    Route.RESTOCK: phrase("restocked"),
    Route.OPEN_BOX: phrase("on sale as open box"),
    Route.REFURBISH: phrase("to be cleaned and repacked"),
    Route.REPAIR: phrase("to be repaired"),
    Route.PARTS: phrase("for parts"),
    Route.EXCHANGE_POOL: phrase("kept for exchanges"),
    Route.RETURN_TO_FACTORY: phrase("back to the factory"),
    Route.BONDED_REPAIR: phrase("to the bonded zone"),
    Route.RETURN_TO_VENDOR: phrase("back to the vendor"),
    Route.DONATE: phrase("to be donated"),
    Route.RECYCLE: phrase("to be recycled"),
    Route.DESTROY: phrase("to be destroyed"),
    Route.QUARANTINE: phrase("in quarantine"),
}

STANDS: Mapping[Account, Phrase] = {
    Account.SELLABLE_A: phrase("Stock: one more sellable as new"),
    Account.SELLABLE_B: phrase("Stock: one more sellable as open box"),
    Account.HELD: phrase("Held: not on sale before somebody else looked at it"),
    Account.WORK: phrase("Stock: in work, not on sale before the second inspection"),
    Account.REPAIR: phrase("Stock: in repair, not on sale"),
    Account.PARTS: phrase("Stock: for spare parts, not on sale"),
    Account.RESERVED_EXCHANGE: phrase("Stock: reserved for exchanges"),
    Account.FACTORY: phrase("Stock: goes back to the factory"),
    Account.BONDED: phrase("Stock: goes to the bonded zone"),
    Account.VENDOR: phrase("Stock: goes back to the vendor"),
    Account.DONATED: phrase("Stock: set aside to be donated"),
    Account.RECYCLED: phrase("Stock: set aside to be recycled"),
    Account.SCRAPPED: phrase("Stock: set aside to be destroyed"),
    Account.QUARANTINE: phrase("Stock: in quarantine"),
}

WORKS: Mapping[str, Phrase] = {
    "refurbish": phrase("Work order: clean, repack, inspect again"),
    "donate": phrase("Work order: donate"),
    "recycle": phrase("Work order: recycle"),
    "destroy": phrase("Work order: destroy before a witness"),
    "hand_over": phrase("Work order: hand over"),
    "second_inspection": phrase("Work order: second inspection"),
}

WORK_DONE: Mapping[str, Phrase] = {
    "refurbish": phrase("It is cleaned and repacked"),
    "donate": phrase("It was donated"),
    "recycle": phrase("It was recycled"),
    "hand_over": phrase("It was handed over"),
}

WAITS: Mapping[WaitsFor, Phrase] = {
    WaitsFor.RESUME: phrase("Parked"),
    WaitsFor.REVIEW: phrase("For review"),
    WaitsFor.INSPECTION: phrase("Second inspection"),
    WaitsFor.LABEL: phrase("Label not verified"),
    WaitsFor.WORK: phrase("Work"),
    WaitsFor.PARCEL: phrase("Open parcels"),
}

PLATFORMS: Mapping[str, str] = {
    "tiktok_shop": "TikTok Shop",
    "amazon": "Amazon",
    "shopify": "Shopify",
    "temu": "Temu",
    "ebay": "eBay",
}

SHOTS: Mapping[str, Phrase] = {
    "parcel": phrase("The parcel"),
    "item": phrase("The whole piece"),
}

FLAGS: Mapping[str, tuple[Phrase, Phrase]] = {
    "wrong_item": (
        phrase("Not what was announced"),
        phrase("It stands for one announced piece; the full check is asked."),
    ),
    "extra_item": (phrase("One more than announced"), phrase("It is taken in as an extra piece.")),
    "no_code": (phrase("Without a readable code"), phrase("The full check and a photo of the piece are asked.")),
    "no_serial": (phrase("Serial number not readable"), phrase("The full check and a photo of its place are asked.")),
    "weight_off": (phrase("The weight does not fit"), phrase("A seal proves nothing now; the full check is asked.")),
    "serial_mismatch": (phrase("Not the serial number that was sold"), phrase("Compare it with box and order.")),
    "called_off": (
        phrase("Its return was called off"),
        phrase("It came all the same: inspect it as any other."),
    ),
    "fba": (phrase("It was at Amazon's"), phrase("It is sold only after a second inspection.")),
}

DANGERS: tuple[tuple[str, Phrase, Phrase], ...] = (
    ("battery_swollen", phrase("Swollen battery"), phrase("Put it down, do not press it")),
    ("hot", phrase("Hot or smoking"), phrase("Step back, fire-safe box")),
    ("leaking", phrase("Leaking or smelling"), phrase("Gloves on, keep it upright")),
    ("sharp", phrase("Sharp or broken glass"), phrase("Do not reach inside")),
    ("prohibited_goods", phrase("Not allowed"), phrase("Weapons, drugs, living things")),
    ("other", phrase("Something else"), phrase("When in doubt, this one")),
)

WHY_SHORT = (phrase("Not in the parcel"), phrase("Parcel was open or torn"), phrase("Other goods inside"))
NOT_PRINTED = phrase("It did not come out")
WHY_REPRINT = (phrase("Torn or spoilt"), phrase("Jam"), phrase("Unreadable"), phrase("Lost"), NOT_PRINTED)
WHY_VOID = (phrase("Wrong roll"), phrase("Wrong unit"), phrase("Unreadable"), phrase("Torn or spoilt"))
WHY_WORSE = (
    phrase("More wear than the answers say"),
    phrase("Marks under strong light"),
    phrase("Smell"),
    phrase("The client's rule is stricter"),
    phrase("Not fit to be given as a present"),
)
WHY_BETTER = (
    phrase("Only dust, wiped off"),
    phrase("Packaging is flawless after all"),
    phrase("Tried again, it works"),
    phrase("The client's rule allows it"),
)
WHY_ROUTE = (
    phrase("The client asked for it"),
    phrase("A buyer waits for it"),
    phrase("No room for the best route"),
    phrase("Season is over"),
)
WHY_REVIEW = (
    phrase("The photos show it"),
    phrase("Seen on the bench"),
    phrase("The client's rule"),
    phrase("Photo missing or unclear"),
)
WHAT_WAS_DONE = (phrase("Cleaned"), phrase("New box"), phrase("Cleaned, new box"), phrase("Parts replaced"))
WHY_OVERRULE = (
    phrase("It cannot be seen any better"),
    phrase("Too large for the frame"),
    phrase("It shines too much"),
)


ELSEWHERE: Mapping[str, Phrase] = {
    "held_for_review": phrase("held for review"),
    "second_inspection": phrase("second inspection due"),
}


def went_to(label: Label) -> Route | None:
    """The route that stands on a label ; none where it says something else (`held_for_review`)."""
    where = where_of(label)
    return Route(where) if where in set(Route) else None


def where_of(label: Label) -> str:
    """What a label says of where its unit goes."""
    return label.says("work")


def went(where: str) -> Wording:
    """Where a unit went, as its label says it (`open_box`, `held_for_review`)."""
    return WENT[Route(where)] if where in set(Route) else ELSEWHERE.get(where, where)


def sku_said(sku: str) -> Wording:
    """A SKU; the placeholder of a piece that nobody could name in words."""
    return phrase("Not identified") if sku == UNIDENTIFIED else sku


def client_said(client: str) -> Wording:
    """A client; where nobody knows whose it is, that."""
    return phrase("Nobody known") if client == UNCLAIMED else client


def platform_said(platform: str) -> str:
    """A marketplace as it writes itself."""
    return PLATFORMS.get(platform, platform.replace("_", " ").title())
