"""How a checklist is written in YAML, and how it becomes the domain's checklist.

Owns the shape of the files in `resources/checklists/`: unknown keys, missing translations and wrong kinds of value
are refused here; whether the questions fit together is for `checklist_faults`. No state; any thread.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from app.domain.checklist import (
    ALWAYS,
    Checklist,
    Choice,
    Condition,
    Dimension,
    FindingRule,
    FlagRule,
    Question,
    Severity,
    ShotRule,
)
from app.domain.texts import Texts
from app.store.checklist_faults import faults_of
from app.store.yaml_file import YamlFile

Words = Annotated[str, Field(min_length=1, max_length=400)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
ShotId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?$", max_length=60)]
Version = Annotated[int, Field(strict=True, ge=1)]


class Written(BaseModel):
    """The base of everything that people write: a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WrittenTexts(Written):
    """English and Simplified Chinese are owed; Spanish and German may stand beside them."""

    en: Words
    zh_CN: Words  # noqa: N815 - the name of the language as everywhere else
    es: Words | None = None
    de: Words | None = None

    def texts(self) -> Texts:
        return Texts.of(self.model_dump(exclude_none=True))


class WrittenCondition(Written):
    answered: dict[Id, list[Id]] = Field(default_factory=dict)
    goods: tuple[str, ...] = ()
    not_goods: tuple[str, ...] = ()
    unsettled: bool = False

    def condition(self) -> Condition:
        answered = tuple((question, tuple(choices)) for question, choices in self.answered.items())
        return Condition(answered, self.goods, self.not_goods, self.unsettled)


class WrittenFinding(Written):
    code: Id
    severity: Severity
    text: WrittenTexts
    when: WrittenCondition | None = None

    def rule(self) -> FindingRule:
        return FindingRule(self.code, self.severity, self.text.texts(), _condition(self.when))


class WrittenChoice(Written):
    id: Id
    text: WrittenTexts
    hint: WrittenTexts | None = None
    finding: WrittenFinding | None = None
    shots: tuple[ShotId, ...] = ()
    settles: dict[Id, Id] = Field(default_factory=dict)
    stop: bool = False

    def choice(self) -> Choice:
        finding = self.finding.rule() if self.finding else None
        settles = tuple(self.settles.items())
        return Choice(self.id, self.text.texts(), _texts(self.hint), finding, self.shots, settles, self.stop)


class WrittenWording(Written):
    text: WrittenTexts
    hint: WrittenTexts | None = None


class WrittenQuestion(Written):
    id: Id
    dimension: Dimension
    text: WrittenTexts
    hint: WrittenTexts | None = None
    choices: Annotated[list[WrittenChoice], Field(min_length=2)]
    multiple: bool = False
    first_check: bool = False
    when: WrittenCondition | None = None
    for_sealed: WrittenWording | None = None
    accessories: WrittenFinding | None = None
    unnamed: WrittenFinding | None = None

    def question(self) -> Question:
        return self._worded(self.text, self.hint, self._sealed())

    def _sealed(self) -> Question | None:
        return self._worded(self.for_sealed.text, self.for_sealed.hint, None) if self.for_sealed else None

    def _worded(self, text: WrittenTexts, hint: WrittenTexts | None, for_sealed: Question | None) -> Question:
        return Question(
            id=self.id,
            dimension=self.dimension,
            text=text.texts(),
            hint=_texts(hint),
            choices=tuple(choice.choice() for choice in self.choices),
            multiple=self.multiple,
            first_check=self.first_check,
            when=_condition(self.when),
            for_sealed=for_sealed,
            accessories=self.accessories.rule() if self.accessories else None,
            unnamed=self.unnamed.rule() if self.unnamed else None,
        )


class UsedQuestion(Written):
    """A question of the safe default, as it stands there."""

    use: Id


class WrittenShot(Written):
    text: WrittenTexts
    hint: WrittenTexts | None = None
    when: WrittenCondition | None = None


class Used(Written):
    """What the safe default has under the same name."""

    use: Annotated[bool, Field(strict=True)]


class WrittenFlag(Written):
    flag: Id
    dimension: Dimension
    finding: WrittenFinding


def _kind(value: Any) -> str:
    return "used" if isinstance(value, dict) and "use" in value else "written"


QuestionEntry = Annotated[
    Annotated[WrittenQuestion, Tag("written")] | Annotated[UsedQuestion, Tag("used")], Discriminator(_kind)
]
ShotEntry = Annotated[Annotated[WrittenShot, Tag("written")] | Annotated[Used, Tag("used")], Discriminator(_kind)]
FlagEntries = Annotated[
    Annotated[tuple[WrittenFlag, ...], Tag("written")] | Annotated[Used, Tag("used")], Discriminator(_kind)
]


class WrittenChecklist(Written):
    """The whole file."""

    id: Id
    version: Version
    title: WrittenTexts
    categories: tuple[Words, ...] = ()
    shots: dict[ShotId, ShotEntry] = Field(default_factory=dict)
    flags: FlagEntries = ()
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


def checklist_in(file: YamlFile, default: Checklist | None) -> Checklist:
    """The checklist of one file; `use` takes from the safe default, which is read first and may use nothing."""
    written = file.read_as(WrittenChecklist)
    checklist = Checklist(
        id=written.id,
        version=written.version,
        title=written.title.texts(),
        categories=written.categories,
        questions=tuple(_question(file, default, index, entry) for index, entry in enumerate(written.questions)),
        shots=tuple(_shot(file, default, name, entry) for name, entry in written.shots.items()),
        flags=_flags(file, default, written.flags),
    )
    for fault in faults_of(checklist):
        raise file.error(fault.place, fault.message, fault.hint)
    return checklist


def self_contained(data: dict[str, Any], default: dict[str, Any]) -> dict[str, Any]:
    """A checklist as written, with what it uses of the safe default in place; both have been found whole before."""
    questions = {entry["id"]: entry for entry in default["questions"]}
    flags = data.get("flags", ())
    return {
        **data,
        "shots": {
            name: default["shots"][name] if "use" in shot else shot for name, shot in data.get("shots", {}).items()
        },
        "flags": (default.get("flags", ()) if flags["use"] else ()) if isinstance(flags, dict) else flags,
        "questions": [questions[entry["use"]] if "use" in entry else entry for entry in data["questions"]],
    }


def _question(file: YamlFile, default: Checklist | None, index: int, entry: WrittenQuestion | UsedQuestion) -> Question:
    if isinstance(entry, WrittenQuestion):
        return entry.question()
    for question in default.questions if default else ():
        if question.id == entry.use:
            return question
    raise file.error(("questions", index, "use"), f"the safe default has no question {entry.use}")


def _shot(file: YamlFile, default: Checklist | None, name: str, entry: WrittenShot | Used) -> ShotRule:
    if isinstance(entry, WrittenShot):
        # Written without `when`: owed only where a choice asks for it.
        when = entry.when.condition() if entry.when else None
        return ShotRule(name, entry.text.texts(), when, _texts(entry.hint))
    for shot in default.shots if default else ():
        if shot.id == name and entry.use:
            return shot
    raise file.error(("shots", name), f"the safe default has no shot {name}")


def _flags(file: YamlFile, default: Checklist | None, entries: tuple[WrittenFlag, ...] | Used) -> tuple[FlagRule, ...]:
    if isinstance(entries, tuple):
        return tuple(FlagRule(entry.flag, entry.dimension, entry.finding.rule()) for entry in entries)
    if default is None:
        raise file.error(("flags",), "the safe default cannot use its own flags")
    return default.flags if entries.use else ()


def _texts(written: WrittenTexts | None) -> Texts | None:
    return written.texts() if written else None


def _condition(written: WrittenCondition | None) -> Condition:
    return written.condition() if written else ALWAYS
