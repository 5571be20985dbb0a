"""Commands of the sources."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from veche.ground.commands import Asker, Command, Done
from veche.sources import wire
from veche.sources.actions import Sources
from veche.sources.ldap.profile import Profile

TAG = "sources of staff"
_ORGANISATION, _TOKEN, _DIRECTORY = 96_432_153_600_000, 96_432_153_620_480, 96_432_153_624_576
_PROFILE = Profile(base="OU=Администрация,DC=hall,DC=example")
_CARD = wire.DirectoryCard(
    id=_DIRECTORY,
    name="Каталог города",
    connection="hall",
    profile=_PROFILE,
    most_leavers=5,
    state="planned",
    every_hours=24,
    ran_at=1_795_420_800_000,
    people=1204,
    import_id=96_432_153_628_672,
)
_FILE = ("ldap_file_broken", "ldap_server_unknown", "ldap_dn", "ldap_filter")
_READING = (
    *("ldap_unreachable", "ldap_tls", "ldap_refused", "ldap_password_empty", "ldap_plain", "ldap_search"),
    *("ldap_incomplete", "ldap_broke_off", "ldap_too_many"),
)


def commands(sources: Sources) -> list[Command[Any, Any]]:
    """Everything that administrators can ask of the sources."""
    return [*_tokens(sources), *_scim(sources), *_plans(sources), *_directories(sources), *_running(sources)]


def _tokens(sources: Sources) -> list[Command[Any, Any]]:
    async def make_scim_token(asker: Asker, request: wire.MakeToken) -> wire.TokenMade:
        return await sources.tokens.make(asker, request)

    async def revoke_scim_token(asker: Asker, request: wire.AboutToken) -> Done:
        await sources.tokens.revoke(asker, request)
        return Done()

    return [
        _command(
            "make_scim_token",
            "A token with which a directory may write the staff of this organisation over SCIM. It is told this once.",
            run=make_scim_token,
            example=wire.MakeToken(organisation=_ORGANISATION, label="Каталог города"),
            answer=wire.TokenMade(token=_TOKEN, secret="veche-scim-…"),
            errors=("organisation_not_found", "scim_tokens_many", "name_empty", "name_bidi", "text_too_long"),
        ),
        _command(
            "revoke_scim_token",
            "From now on this token is worth nothing.",
            run=revoke_scim_token,
            example=wire.AboutToken(token=_TOKEN),
            answer=Done(),
            errors=("scim_token_not_found",),
        ),
    ]


def _scim(sources: Sources) -> list[Command[Any, Any]]:
    async def release_scim_leavers(asker: Asker, request: wire.AboutOrganisation) -> Done:
        await sources.applying.release(asker, request)
        return Done()

    async def set_scim_units(asker: Asker, request: wire.SetUnitsFrom) -> Done:
        await sources.applying.set_units_from(asker, request)
        return Done()

    about = wire.AboutOrganisation(organisation=_ORGANISATION)
    return [
        _command(
            "get_scim",
            "Tokens, and what came over SCIM so far; who could not be taken as he was told, and who is held.",
            run=sources.scim_state,
            example=about,
            answer=wire.ScimState(
                organisation=_ORGANISATION,
                address="https://hall.example/scim/v2",
                units_from="department",
                users=1204,
                groups=12,
                tokens=[wire.TokenCard(id=_TOKEN, label="Каталог города", made_at=1_795_420_800_000)],
                troubles=[wire.Trouble(_TOKEN + 1, "Белов Иван Иванович", "Не сказано, в каком он подразделении.")],
            ),
            errors=("organisation_not_found",),
        ),
        _command(
            "release_scim_leavers",
            "Those who are held because many left at once do leave: somebody has looked at it.",
            run=release_scim_leavers,
            example=about,
            answer=Done(),
            errors=("organisation_not_found", "second_administrator_needed"),
        ),
        _command(
            "set_scim_units",
            "Where units come from: departments of users, or groups; where those stand of whom no unit is told."
            " Everybody is put where he then stands.",
            run=set_scim_units,
            example=wire.SetUnitsFrom(organisation=_ORGANISATION, units_from="groups", default_unit="Без отдела"),
            answer=Done(),
            errors=("organisation_not_found", "text_too_long", "name_bidi", "name_empty"),
        ),
    ]


def _plans(sources: Sources) -> list[Command[Any, Any]]:
    async def plan_scim(asker: Asker, request: wire.AboutOrganisation) -> Done:
        await sources.plans.ask(asker, request)
        return Done()

    async def collect_scim(asker: Asker, request: wire.AboutOrganisation) -> Done:
        await sources.plans.collect(asker, request)
        return Done()

    async def undo_scim(asker: Asker, request: wire.UndoScim) -> Done:
        await sources.plans.undo(asker, request)
        return Done()

    about = wire.AboutOrganisation(organisation=_ORGANISATION)
    return [
        _command(
            "plan_scim",
            "Make a plan of all that came over SCIM. Once it is applied as an import of staff, changes are applied at"
            " once.",
            run=plan_scim,
            example=about,
            answer=Done(),
            errors=("organisation_not_found", "scim_nobody"),
        ),
        _command(
            "collect_scim",
            "From now on what comes over SCIM waits until a plan of it is applied, leavers too.",
            run=collect_scim,
            example=about,
            answer=Done(),
            errors=("organisation_not_found",),
        ),
        _command(
            "undo_scim",
            "Take back what SCIM did within a day, from one change on. What is told after that waits for a plan.",
            run=undo_scim,
            example=wire.UndoScim(organisation=_ORGANISATION, since=_DIRECTORY + 1),
            answer=Done(),
            errors=("organisation_not_found", "staff_import_not_found", "import_stays"),
        ),
    ]


def _directories(sources: Sources) -> list[Command[Any, Any]]:
    async def save_directory(asker: Asker, request: wire.SaveDirectory) -> wire.DirectoryAnswer:
        return wire.DirectoryAnswer(sources.card(asker, await sources.directories.save(asker, request)))

    async def remove_directory(asker: Asker, request: wire.AboutDirectory) -> Done:
        await sources.directories.remove(asker, request)
        return Done()

    return [
        _command(
            "list_directories",
            "Directory servers that are read for this organisation, and which the operator's file knows.",
            run=sources.list_directories,
            example=wire.AboutOrganisation(organisation=_ORGANISATION),
            answer=wire.Directories(connections=["hall"], directories=[_CARD]),
            errors=("organisation_not_found", "ldap_file_broken"),
        ),
        _command(
            "save_directory",
            "What is read from which server, and how often by itself.",
            run=save_directory,
            example=wire.SaveDirectory(
                organisation=_ORGANISATION, name="Каталог города", connection="hall", profile=_PROFILE, every_hours=24
            ),
            answer=wire.DirectoryAnswer(_CARD),
            errors=(
                *("organisation_not_found", "ldap_directory_not_found", "ldap_name_taken", "ldap_directories_many"),
                *(*_FILE, "name_empty", "name_bidi", "text_too_long"),
            ),
        ),
        _command(
            "remove_directory",
            "Read this server no more. What it told stays.",
            run=remove_directory,
            example=wire.AboutDirectory(directory=_DIRECTORY),
            answer=Done(),
            errors=("ldap_directory_not_found",),
        ),
    ]


def _running(sources: Sources) -> list[Command[Any, Any]]:
    async def read_directory(asker: Asker, request: wire.AboutDirectory) -> wire.DirectoryAnswer:
        return wire.DirectoryAnswer(sources.card(asker, await sources.directories.preview(asker, request)))

    return [
        _command(
            "try_directory",
            "The first few people whom a profile finds on a server: does the connection work, do the attributes fit?",
            run=sources.directories.try_out,
            example=wire.TryDirectory(organisation=_ORGANISATION, connection="hall", profile=_PROFILE),
            answer=wire.DirectoryTried(
                people=[
                    wire.TriedPerson(
                        dn="CN=Соколова Анна Петровна,OU=Администрация,DC=hall,DC=example",
                        key="6c1f2f0e-9f0b-5a51-8a0c-0d6f5f1f6a11",
                        name="Соколова Анна Петровна",
                        title="Директор департамента",
                    )
                ]
            ),
            errors=("organisation_not_found", "too_many_requests", *_FILE, *_READING),
        ),
        _command(
            "read_directory",
            "Read a server now and make a plan of what would change; nothing changes before it is applied.",
            run=read_directory,
            example=wire.AboutDirectory(directory=_DIRECTORY),
            answer=wire.DirectoryAnswer(_CARD),
            errors=("ldap_directory_not_found", "too_many_requests"),
        ),
    ]


def _command(
    name: str, summary: str, *, run: Any, example: Struct, answer: Struct, errors: tuple[str, ...]
) -> Command[Any, Any]:
    return Command(
        name=name,
        summary=f"{summary} Administrators of the organisation only.",
        tag=TAG,
        request=type(example),
        answer=type(answer),
        run=run,
        example=example,
        answer_example=answer,
        errors=("administrators_only", "not_your_unit", *errors),
    )
