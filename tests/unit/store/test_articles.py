"""What the catalogue shows, and what is offered nowhere, on both databases."""

from decimal import Decimal

from app.domain.money import Money
from app.domain.stock import Article
from app.services.looking import ArticleCard
from app.store.sought import AT_ONCE
from tests.lane import to_grade, took

SHOE = Article("ACME", "SHOE-RED-42")
LOOKS = (
    "client,sku,title,category,size,colour,price,currency,photo\n"
    "ACME,SHOE-RED-42,Running shoe,hard goods,42,red,59.90,USD,\n"
    "ACME,PLAIN,Plain cup,,,,,,\n"
)


def test_an_article_with_its_looks_and_its_price(floor, reads):
    floor.take("products", LOOKS)
    plain, unknown = Article("ACME", "PLAIN"), Article("NOVA", "SHOE-RED-42")
    assert reads.articles([SHOE, plain, unknown, SHOE]) == {
        SHOE: ArticleCard(SHOE, "Running shoe", "hard goods", "42", "red", Money(Decimal("59.90"), "USD")),
        plain: ArticleCard(plain, "Plain cup"),
    }
    assert reads.articles([]) == {}


def test_many_articles_are_asked_for_in_several_statements(reads):
    many = [Article("ACME", f"S{n}") for n in range(2 * AT_ONCE)]
    assert list(reads.articles([*many, SHOE])) == [SHOE]


def test_stock_of_a_grade_without_a_listing_is_named(floor, reads):
    lane = floor.signed_in()
    assert reads.unlisted() == ()
    to_grade(floor, lane)
    took(lane, do="scan", code=took(lane, do="accept")["expects"]["code"])
    assert reads.unlisted() == ((SHOE, "A"),)
    floor.take("listings", "client,sku,grade,channel,target\nACME,SHOE-RED-42,B,shop,x\n")
    assert reads.unlisted() == ((SHOE, "A"),)  # another grade's listing is none of it
    floor.take("listings", "client,sku,grade,channel,target\nACME,SHOE-RED-42,A,shop,y\n")
    assert reads.unlisted() == ()


def test_the_newest_entries_of_one_number_and_the_messages_of_an_article(floor, reads):
    floor.take("listings", "client,sku,grade,channel,target\nACME,SHOE-RED-42,A,shop,y\n")
    lane = floor.signed_in()
    to_grade(floor, lane)
    took(lane, do="accept")
    pending = reads.entries(SHOE, "pending", 10)
    assert [entry["quantity"] for entry in pending] == [-1, 1]  # the newest first
    assert len(reads.entries(SHOE, "pending", 1)) == 1
    assert {entry["account"] for entry in pending} == {"pending"}
    (message,) = reads.messages(SHOE, 10)
    assert (message["channel"], message["op"], message["state"]) == ("shop", "add", "pending")
    assert reads.messages(Article("ACME", "BOTTLE-750"), 10) == ()
