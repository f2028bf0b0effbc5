"""The letter in words alone: plain, numbered, and without a sign that does anything."""

from datetime import UTC, datetime

from app.services.claim_letters import Letter, LetterPhoto, text_of

AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
LETTER = Letter(
    "en",
    "TikTok Shop appeal",
    "Claim CLM-000001 · 2026-11-21",
    ("It came back used or damaged",),
    (("Order", ("576012",)), ("What we found", ("R-1: a crack", "R-2: a\x1b[2J tear")), ("Return", ())),
    "Photos in this pack",
    (LetterPhoto(1, "photos/0001.jpg", "Parcel's shipping label", "R-000001", AT, covered=True),),
    "Films stay in the house:",
    ("2026-11-21 film:unboxing  SHA-256 f1",),
    "Names and addresses are covered.",
    ("The originals are kept.",),
)


def test_every_part_of_it_stands_in_its_order_and_controls_do_nothing():
    assert text_of(LETTER).splitlines() == [
        "TikTok Shop appeal",
        "Claim CLM-000001 · 2026-11-21",
        "",
        "- It came back used or damaged",
        "",
        "Order: 576012",
        "What we found:",
        "    R-1: a crack",
        "    R-2: a�[2J tear",
        "Return:",
        "",
        "Photos in this pack",
        "  1  photos/0001.jpg  Parcel's shipping label  R-000001  2026-11-21 09:05 UTC *",
        "",
        "Films stay in the house:",
        "  2026-11-21 film:unboxing  SHA-256 f1",
        "",
        "* Names and addresses are covered.",
        "The originals are kept.",
    ]
