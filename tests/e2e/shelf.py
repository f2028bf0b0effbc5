"""A shelf with one thing for each of the shipped checklists, and the shipped library as data."""

from app.domain.checklist import Checklist
from app.paths import shipped
from tests import made_once
from tests.day import announce_catalogue
from tests.e2e.books import Article
from tests.e2e.floor import ean
from tests.e2e.house import House
from tests.e2e.program import take_in

LIBRARY = made_once.library(shipped("resources"))

JACKET = Article("ALFA", "JACKET", "jackets", ean("400000000021"))
TRAINER = Article("ALFA", "TRAINER", "sneakers", ean("400000000022"), "60.00")
TABLET = Article("ALFA", "TABLET", "tablet", ean("400000000023"), "219.00")  # no column says that it carries data
POWER_BANK = Article("ALFA", "BANK", "power bank", ean("400000000024"), "39.00", battery=True)
BLENDER = Article("ALFA", "BLENDER", "blender", ean("400000000025"), "65.00", accessories="jug;lid")
SERUM = Article("ALFA", "SERUM", "cosmetics", ean("400000000026"), "24.00")  # nor that this is hygiene goods
CAMP_KIT = Article("ALFA", "CAMP-KIT", "kit", ean("400000000027"), "49.00", components="POT:1;SPORK:2")
PAN = Article("ALFA", "PAN", "hard goods", ean("400000000028"), "28.00", accessories="lid")
ODDITY = Article("ALFA", "ODDITY", "curiosities", ean("400000000029"))
VITAMINS = Article("ALFA", "VITAMINS", "vitamins", ean("400000000030"), hygiene=True, expiry_tracked=True)
EARBUDS = Article("ALFA", "EARBUDS", "headphones", ean("400000000031"), "79.00", battery=True, hygiene=True)
BRIEFS = Article("ALFA", "BRIEFS", "underwear", ean("400000000032"), hygiene=True)
POT = Article("ALFA", "POT", "hard goods", ean("400000000033"))
SPORK = Article("ALFA", "SPORK", "hard goods", ean("400000000034"))

OF_CHECKLIST = {
    "apparel": JACKET,
    "shoes": TRAINER,
    "phones_electronics": TABLET,
    "battery_powered": POWER_BANK,
    "small_appliances": BLENDER,
    "cosmetics_sealed": SERUM,
    "kits": CAMP_KIT,
    "hard_goods": PAN,
    "safe_default": ODDITY,
}
ALL = (*OF_CHECKLIST.values(), VITAMINS, EARBUDS, BRIEFS, POT, SPORK)


def checklist_of(article: Article) -> Checklist:
    """The checklist that the thing is inspected by."""
    return LIBRARY.checklist_for(article.category)


def stock_shelf(at: House) -> None:
    """Takes the shelf into the catalogue, with where each grade of it is sold."""
    take_in(at.first, announce_catalogue(ALL, at.folder))
