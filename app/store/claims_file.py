"""How a claim desk is written in YAML, and how it becomes the domain's desk.

Owns the shape of the files in `resources/claims/`. Refuses, with file and line, a case that wants a shot which the file
does not word, a shot that no case wants, and a deadline without what it is counted from or where it
stands, a marketplace's case without whose the loss is. No state.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.domain.checklist import Severity
from app.domain.claims import ClaimCase, ClaimDesk, ClaimShot, CodeOf, Fault, Files, InFrame
from app.store.checklist_file import Id, ShotId, Version, Words, Written, WrittenTexts
from app.store.yaml_file import YamlFile


class WrittenClaimShot(Written):
    text: WrittenTexts
    hint: WrittenTexts | None = None
    code: InFrame = InFrame.NO
    code_of: CodeOf = CodeOf.PIECE


class WrittenFiles(Written):
    pictures: Annotated[int, Field(strict=True, ge=1, le=1000)]
    picture_kb: Annotated[int, Field(strict=True, ge=100, le=25_000)]
    checked: date | None = None


class WrittenCase(Written):
    id: Id
    text: WrittenTexts
    severities: tuple[Severity, ...] = ()
    codes: tuple[Id, ...] = ()
    reasons: tuple[Id, ...] = ()
    not_reasons: tuple[Id, ...] = ()
    shots: Annotated[tuple[ShotId, ...], Field(min_length=1)]
    texts: tuple[Id, ...] = ()
    fault: Fault | None = None


class WrittenDesk(Written):
    id: Id
    version: Version
    title: WrittenTexts
    platforms: tuple[Id, ...]
    origins: tuple[str, ...] = ("",)
    deadline_days: Annotated[int, Field(strict=True, ge=1, le=3650)] | None = None
    counted_from: Id | None = None
    source: Annotated[tuple[Words, ...], Field(max_length=10)] = ()
    files: WrittenFiles | None = None
    shots: dict[ShotId, WrittenClaimShot]
    cases: Annotated[list[WrittenCase], Field(min_length=1)]


def claims_in(file: YamlFile) -> ClaimDesk:
    """The desk that a file describes. Raises `ConfigError`."""
    written = file.read_as(WrittenDesk)
    _refuse_cases(file, written)
    if written.platforms and not written.source:
        raise file.error(("source",), "where this stands is missing")
    if written.platforms and written.files is None:
        raise file.error(("files",), "in which form the desk takes pictures is missing")
    if (written.deadline_days is None) != (written.counted_from is None):
        raise file.error(("deadline_days",), "a deadline needs what it is counted from, and only then")
    return ClaimDesk(
        id=written.id,
        version=written.version,
        title=written.title.texts(),
        platforms=written.platforms,
        cases=tuple(_case(case) for case in written.cases),
        shots=tuple(_shot(name, shot) for name, shot in written.shots.items()),
        origins=written.origins,
        deadline_days=written.deadline_days,
        counted_from=written.counted_from or "",
        source=written.source,
        files=_files(written.files) if written.files else None,
    )


def _refuse_cases(file: YamlFile, written: WrittenDesk) -> None:
    wanted = {shot for case in written.cases for shot in case.shots}
    for index, case in enumerate(written.cases):
        if not (case.severities or case.codes):
            raise file.error(("cases", index), f"{case.id} says nothing that must be found")
        if (case.fault is None) == bool(written.platforms):
            why = f"{case.id}: a marketplace's case says whose the loss is, and only such a one"
            raise file.error(("cases", index), why)
        for shot in case.shots:
            if shot not in written.shots:
                raise file.error(("cases", index, "shots"), f"the shot {shot} has no words", "Add it under shots.")
    for shot in written.shots:
        if shot not in wanted:
            raise file.error(("shots", shot), f"no case wants the shot {shot}", "Take it out.")


def _case(case: WrittenCase) -> ClaimCase:
    return ClaimCase(
        id=case.id,
        text=case.text.texts(),
        severities=case.severities,
        codes=case.codes,
        reasons=case.reasons,
        not_reasons=case.not_reasons,
        shots=case.shots,
        texts=case.texts,
        fault=case.fault,
    )


def _files(files: WrittenFiles) -> Files:
    return Files(files.pictures, files.picture_kb, files.checked.isoformat() if files.checked else "")


def _shot(name: str, shot: WrittenClaimShot) -> ClaimShot:
    return ClaimShot(name, shot.text.texts(), shot.hint.texts() if shot.hint else None, shot.code, shot.code_of)
