"""Commands of staff."""

from __future__ import annotations

from typing import Any, Final, Protocol

from msgspec import structs

from veche.ground.commands import Asker, Command
from veche.ground.i18n import Texts
from veche.identity import Limit
from veche.staff import wire
from veche.staff.actions import Staff
from veche.staff.model import Mapping
from veche.staff.routes.telling import card_of, step_of, tree_of
from veche.staff.store import records
from veche.staff.store.imports import Import

TAG = "staff"
# As fast as the directory is read: a unit at a time.
EXPECTED: Final = Limit(name="staff_expected", burst=120, seconds=4)
ORGANISATION, IMPORT = 180388626433, 180388626490
_MAY = ("administrators_only", "not_your_unit")
_ABOUT = (*_MAY, "staff_import_not_found")
_FILES = (
    *("staff_file_large", "staff_file_empty", "staff_workbook_old", "staff_workbook_broken", "staff_workbook_swells"),
)
_COLUMNS = {"key": "Таб. №", "name": "ФИО", "unit": "Подразделение", "title": "Должность"}
_TABLE = wire.StaffTable(
    name="",
    kind="people",
    head=1,
    heads=["Таб. №", "ФИО", "Подразделение", "Должность"],
    guess=_COLUMNS,
    sample=[["000317", "Константинопольская Александра Владимировна", "Отдел архива", "Архивариус"]],
    how="cp1251, ;",
)
_LOOKED = wire.StaffImport(
    id=IMPORT,
    state="looked",
    organisation=ORGANISATION,
    asked_at=1_795_420_800_000,
    files=["сотрудники.csv"],
    counts=wire.StaffCounts(),
    mine=True,
    tables=[_TABLE],
)
_PLANNED = structs.replace(
    _LOOKED, state="planned", tables=[], total=500, counts=wire.StaffCounts(create=498, units_new=24, errors=1)
)
_STEP = wire.StaffStep(
    number=24,
    act="create",
    line=317,
    key="000317",
    name="Константинопольская Александра Владимировна",
    jobs=[wire.StaffJob("add", -3, "Архивариус")],
)


class Limits(Protocol):
    """How often one may ask."""

    async def take(self, limit: Limit, key: object) -> None: ...


def commands(staff: Staff, *, limits: Limits) -> list[Command[Any, Any]]:
    """Everything that clients can ask of staff."""
    texts = Texts()
    return [
        *_beginning(staff, texts),
        *_doing(staff, texts),
        *_watching(staff, texts),
        *_tree(staff),
        *_organisation(staff, limits),
    ]


async def _answer(
    staff: Staff, one: Import, asker: Asker, texts: Texts, *, whole: bool = True
) -> wire.StaffImportAnswer:
    source = await records.source_by_id(staff.needs.db, one.source) if one.source is not None else None
    return wire.StaffImportAnswer(card_of(one, asker, texts, whole=whole, profile=source.name if source else ""))


def _beginning(staff: Staff, texts: Texts) -> list[Command[Any, Any]]:
    async def look_at_staff(asker: Asker, request: wire.LookAtStaff) -> wire.StaffImportAnswer:
        one = await staff.planning.look(asker, organisation=request.organisation, files=request.files)
        return await _answer(staff, one, asker, texts)

    async def plan_staff(asker: Asker, request: wire.PlanStaff) -> wire.StaffImportAnswer:
        mapping = Mapping(**structs.asdict(request.mapping))
        one = await staff.planning.map(request.import_, profile=request.profile, mapping=mapping, person=asker.person)
        return await _answer(staff, one, asker, texts)

    return [
        Command(
            name="look_at_staff",
            summary="Which columns a table of staff has, and what they may be; nothing is changed",
            tag=TAG,
            request=wire.LookAtStaff,
            answer=wire.StaffImportAnswer,
            run=look_at_staff,
            example=wire.LookAtStaff(organisation=ORGANISATION, files=[180388626480]),
            answer_example=wire.StaffImportAnswer(_LOOKED),
            errors=(*_MAY, "file_not_found", "file_not_ready", "too_many_imports", *_FILES),
        ),
        Command(
            name="plan_staff",
            summary="Say which column is what; the plan is there when the state is `planned`",
            tag=TAG,
            request=wire.PlanStaff,
            answer=wire.StaffImportAnswer,
            run=plan_staff,
            example=wire.PlanStaff(import_=IMPORT, profile="Кадры", mapping=wire.ColumnMapping(people=_COLUMNS)),
            answer_example=wire.StaffImportAnswer(_PLANNED),
            errors=(*_ABOUT, "staff_import_not_open", "name_empty", "text_too_long"),
        ),
    ]


def _doing(staff: Staff, texts: Texts) -> list[Command[Any, Any]]:
    async def apply_staff(asker: Asker, request: wire.ApplyStaff) -> wire.StaffImportAnswer:
        one = await staff.applying.apply(asker, request.import_, skip_errors=request.skip_errors)
        return await _answer(staff, one, asker, texts, whole=False)

    async def confirm_staff(asker: Asker, request: wire.AboutStaffImport) -> wire.StaffImportAnswer:
        return await _answer(staff, await staff.applying.confirm(asker, request.import_), asker, texts, whole=False)

    async def cancel_staff(asker: Asker, request: wire.AboutStaffImport) -> wire.StaffImportAnswer:
        return await _answer(staff, await staff.applying.cancel(asker, request.import_), asker, texts, whole=False)

    async def undo_staff(asker: Asker, request: wire.AboutStaffImport) -> wire.StaffImportAnswer:
        return await _answer(staff, await staff.undoing.ask(asker, request.import_), asker, texts, whole=False)

    def about(name: str, summary: str, run: Any, *errors: str) -> Command[Any, Any]:
        return Command(
            name=name,
            summary=summary,
            tag=TAG,
            request=wire.AboutStaffImport,
            answer=wire.StaffImportAnswer,
            run=run,
            example=wire.AboutStaffImport(import_=IMPORT),
            answer_example=wire.StaffImportAnswer(_PLANNED),
            errors=(*_ABOUT, *errors),
        )

    return [
        Command(
            name="apply_staff",
            summary="Do what a plan says, all of it or nothing; many leavers wait for a second administrator",
            tag=TAG,
            request=wire.ApplyStaff,
            answer=wire.StaffImportAnswer,
            run=apply_staff,
            example=wire.ApplyStaff(import_=IMPORT, skip_errors=True),
            answer_example=wire.StaffImportAnswer(_PLANNED),
            errors=(*_ABOUT, "staff_import_not_planned", "staff_has_errors"),
        ),
        about(
            "confirm_staff",
            "The second administrator agrees that many leave",
            confirm_staff,
            "staff_import_not_planned",
            "staff_second_needed",
        ),
        about("cancel_staff", "Drop an import that was only looked at", cancel_staff, "staff_import_not_open"),
        about(
            "undo_staff",
            "Within a day: what the import made goes, what it changed is as it was",
            undo_staff,
            "import_stays",
            "staff_later_import",
        ),
    ]


def _watching(staff: Staff, texts: Texts) -> list[Command[Any, Any]]:
    async def get_staff_import(asker: Asker, request: wire.AboutStaffImport) -> wire.StaffImportAnswer:
        return await _answer(staff, await staff.asking.get_import(asker, request.import_), asker, texts)

    async def list_staff_imports(asker: Asker, request: wire.ListStaffImports) -> wire.StaffImportsAnswer:
        found = await staff.asking.list_imports(asker, request.organisation)
        return wire.StaffImportsAnswer([card_of(one, asker, texts, whole=False) for one in found])

    async def list_staff_steps(asker: Asker, request: wire.ListStaffSteps) -> wire.StaffSteps:
        rows = await staff.asking.steps(
            asker,
            request.import_,
            kind=request.kind,
            acts=request.acts or None,
            after=request.after,
            limit=request.limit,
        )
        return wire.StaffSteps(
            [step_of(row, asker, texts) for row in rows], next=rows[-1].number if len(rows) == request.limit else None
        )

    return [
        Command(
            name="get_staff_import",
            summary="How far an import is, with its columns",
            tag=TAG,
            request=wire.AboutStaffImport,
            answer=wire.StaffImportAnswer,
            run=get_staff_import,
            example=wire.AboutStaffImport(import_=IMPORT),
            answer_example=wire.StaffImportAnswer(_PLANNED),
            errors=_ABOUT,
        ),
        Command(
            name="list_staff_imports",
            summary="The newest imports of staff",
            tag=TAG,
            request=wire.ListStaffImports,
            answer=wire.StaffImportsAnswer,
            run=list_staff_imports,
            example=wire.ListStaffImports(organisation=ORGANISATION),
            answer_example=wire.StaffImportsAnswer([_PLANNED]),
            errors=_MAY,
        ),
        Command(
            name="list_staff_steps",
            summary="What an import will do or has done, a page at a time",
            tag=TAG,
            request=wire.ListStaffSteps,
            answer=wire.StaffSteps,
            run=list_staff_steps,
            example=wire.ListStaffSteps(import_=IMPORT, kind="person", acts=["create"]),
            answer_example=wire.StaffSteps([_STEP], next=24),
            errors=_ABOUT,
        ),
    ]


def _tree(staff: Staff) -> list[Command[Any, Any]]:
    async def get_staff_tree(asker: Asker, request: wire.AboutStaffImport) -> wire.StaffTree:
        return tree_of(await staff.asking.tree(asker, request.import_))

    return [
        Command(
            name="get_staff_tree",
            summary="The tree of units as it will be when an import is done",
            tag=TAG,
            request=wire.AboutStaffImport,
            answer=wire.StaffTree,
            run=get_staff_tree,
            example=wire.AboutStaffImport(import_=IMPORT),
            answer_example=wire.StaffTree(
                [wire.Organisation(ORGANISATION, "Администрация города")],
                [wire.StaffUnit(-1, ORGANISATION, "Отдел архива", mark="new")],
            ),
            errors=_ABOUT,
        ),
    ]


def _organisation(staff: Staff, limits: Limits) -> list[Command[Any, Any]]:
    async def get_staff_profiles(asker: Asker, request: wire.AboutStaffOf) -> wire.StaffProfiles:
        profiles, domains = await staff.asking.profiles(asker, request.organisation)
        told = [wire.StaffProfile(one.name, wire.ColumnMapping(**structs.asdict(one.profile))) for one in profiles]
        return wire.StaffProfiles(told, domains)

    async def set_staff_domains(asker: Asker, request: wire.SetStaffDomains) -> wire.StaffDomains:
        return wire.StaffDomains(await staff.asking.set_domains(asker, request.organisation, request.domains))

    async def list_expected(asker: Asker, request: wire.ExpectedIn) -> wire.ExpectedAnswer:
        await limits.take(EXPECTED, asker.person)
        found = await staff.asking.expected_in(request.unit)
        return wire.ExpectedAnswer([wire.Expected(post, one.facts.name) for post, one in sorted(found.items())])

    return [
        Command(
            name="get_staff_profiles",
            summary="The saved profiles of columns of an organisation, and its domains of mail",
            tag=TAG,
            request=wire.AboutStaffOf,
            answer=wire.StaffProfiles,
            run=get_staff_profiles,
            example=wire.AboutStaffOf(organisation=ORGANISATION),
            answer_example=wire.StaffProfiles(
                [wire.StaffProfile("Кадры", wire.ColumnMapping(people=_COLUMNS))], ["gorod.example"]
            ),
            errors=_MAY,
        ),
        Command(
            name="set_staff_domains",
            summary="Whose addresses may be sent an invitation to a post of this organisation",
            tag=TAG,
            request=wire.SetStaffDomains,
            answer=wire.StaffDomains,
            run=set_staff_domains,
            example=wire.SetStaffDomains(organisation=ORGANISATION, domains=["gorod.example"]),
            answer_example=wire.StaffDomains(["gorod.example"]),
            errors=(*_MAY, "staff_domain"),
        ),
        Command(
            name="list_expected",
            summary="Who is appointed to the vacant posts of a unit and has not signed in yet",
            tag=TAG,
            request=wire.ExpectedIn,
            answer=wire.ExpectedAnswer,
            run=list_expected,
            example=wire.ExpectedIn(unit=180388626434),
            answer_example=wire.ExpectedAnswer([wire.Expected(180388626435, "Фёдор Ильич Преображенский")]),
            errors=("too_many_requests",),
        ),
    ]
