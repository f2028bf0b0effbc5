"""What is said of claims: of their desks, their cases, what they lack, and how much time is left. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.claims import ClaimDesk, shot_named
from app.domain.texts import Texts
from app.errors import UserError
from app.services.looking import Record
from app.ui.words import _, listed, ngettext, words_of


@dataclass(frozen=True, slots=True)
class ClaimsFound:
    """Claims as they were read in one go, and the words of their desks.

    Attributes:
        may: possible ones that nobody has opened
        desks: what the desks are called and how they word their shots and cases
        texts: what the texts are called that desks ask for
        open: how many are open
        listed: whether they themselves were read, and not only counted
        fault: why they cannot be told: what the desks want is data, which somebody may have broken

    """

    claims: tuple[Record, ...] = ()
    may: tuple[Record, ...] = ()
    desks: tuple[ClaimDesk, ...] = ()
    texts: Mapping[str, Texts] = field(default_factory=dict)
    open: int = 0
    listed: bool = True
    fault: UserError | None = None

    def title(self, desk: str) -> str:
        """What a desk is called, in the language spoken now."""
        return next((words_of(one.title) for one in self.desks if one.id == desk), desk)

    def case(self, desk: str, case: str) -> str:
        """What a case is called."""
        of = (one for known in self.desks if known.id == desk for one in known.cases)
        return next((words_of(one.text) for one in of if one.id == case), case)

    def lacks(self, row: Record) -> str:
        """What is missing of a claim, as a line of its own."""
        named = self.lacking(row)
        return _("missing: {what}", what=named) if named else ""

    def lacking(self, row: Record) -> str:
        """What is missing of a claim, in words."""
        shots = dict.fromkeys(str(one["shot"]) for one in row["missing_shots"])
        named = [words_of(known.text) if (known := shot_named(self.desks, shot)) else shot for shot in shots]
        named += [words_of(self.texts[one]) if one in self.texts else one for one in row["missing_texts"]]
        return listed(named) if named else ""


def clock_said(row: Record) -> str:
    """How much time a claim has left, in words."""
    match row["clock"]:
        case "no_deadline":
            return _("no deadline")
        case "not_counted":
            return _("deadline not known")
        case "filed":
            return _("filed")
        case "closed":
            return _("closed")
        case "overdue":
            return _("too late")
    days, hours = int(row["days_left"]), int(row["hours_left"])
    if days:
        return ngettext("{n} day left", "{n} days left", days)
    return ngettext("{n} hour left", "{n} hours left", hours)


def clock_tone(row: Record) -> str:
    """How much the eye is asked for by a claim's time."""
    return "bad" if row["clock"] == "overdue" else "warn" if row["clock"] in ("due", "not_counted") else "ink"
