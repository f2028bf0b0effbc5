"""Command codes of the printed sheet, as the action they stand for: the bench without mouse or keyboard."""

from __future__ import annotations

from app.domain.identifiers import Command
from app.domain.rulebook import Rulebook
from app.saying import say

from . import actions as do
from .offers import expects
from .refusal import Refused
from .state import Bench

_PLAIN: dict[str, do.Action] = {
    "ACCEPT": do.Accept(),
    "BACK": do.Back(),
    "PARK": do.Park(),
    "EMPTY": do.CloseParcel(empty=True),
    "SIGN_OUT": do.SignOut(),
    "STATE": do.AskState(),
}


def acted(command: Command, state: Bench, rules: Rulebook) -> do.Action:
    """The action that a command code means at this moment. Raises `Refused` for one that means nothing here."""
    argument = (command.argument or "").lower()
    if command.verb in _PLAIN:
        return _PLAIN[command.verb]
    if command.verb == "ANSWER":
        return _answer(argument, state, rules)
    if command.verb == "NO_CODE":
        return do.NoCode(of=argument or "item", description="no readable code")
    if command.verb == "DANGER":
        return do.Danger(argument or "other")
    if command.verb == "REPRINT":
        return do.Reprint(argument or "command code")
    if command.verb == "VOID":
        return do.VoidLabel(argument or "command code")
    raise Refused(
        "unknown_command",
        say("The command {verb} is not known.", verb=command.verb[:40]),
        "Use the printed sheet of this version.",
    )


def _answer(argument: str, state: Bench, rules: Rulebook) -> do.Action:
    """`RG:ANSWER:2` is the second choice of the question of the moment; `RG:ANSWER:0` is none of several."""
    asked = expects(state, rules).get("answer")
    if asked is None:
        raise Refused("no_question", "There is no question to answer.", "See what the bench asks for.")
    choices = asked["choices"]
    number = int(argument) if argument.isdigit() else -1
    if number == 0 and asked.get("multiple"):
        return do.GiveAnswer(asked["question"], ())
    if not 1 <= number <= len(choices):
        raise Refused(
            "unknown_choice",
            say("There is no answer {argument}.", argument=argument[:10]),
            say("There are {count} answers.", count=len(choices)),
        )
    return do.GiveAnswer(asked["question"], (choices[number - 1],))
