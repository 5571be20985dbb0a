"""Between the rows of the store and the resources of the library."""

from __future__ import annotations

from typing import Any, Final, cast

from scim2_models import (
    InvalidValueException,
    Meta,
    Path,
    Resource,
    ResourceType,
    ResponseParameters,
    default_comparison_key,
)
from scim2_models.path import CompareOperator, Comparison, LogicalExpr
from scim2_models.path.expressions import FilterNode

from veche.ground.errors import BadInput
from veche.ground.text import clean_text
from veche.sources.scim.shapes import EnterpriseUser, Group, User
from veche.sources.store.resources import Column, Kept, Kind

FullUser = User[EnterpriseUser]

DOC_SIZE: Final = 16_000
TEXT_LENGTH: Final = 1_000
_INDEXED: Final[dict[tuple[Kind, str], Column]] = {
    ("User", "username"): "name",
    ("User", "externalid"): "external_id",
    ("User", "id"): "id",
    ("Group", "displayname"): "name",
    ("Group", "externalid"): "external_id",
    ("Group", "id"): "id",
}


def kind(resource_type: ResourceType) -> Kind:
    return "User" if resource_type.name == "User" else "Group"


def wanted(parameters: ResponseParameters[Any] | None) -> frozenset[str]:
    """Which of the costly attributes the answer will have."""
    costly = frozenset({"members", "groups"})
    if parameters is None:
        return costly
    if parameters.attributes:
        asked = " ".join(str(path) for path in parameters.attributes).casefold()
        return frozenset(name for name in costly if name in asked)
    left_out = {str(path).casefold().rsplit(":", 1)[-1] for path in parameters.excluded_attributes or ()}
    return costly - left_out


def bare(kept: Kept) -> Resource[Any]:
    """The resource without who is in it."""
    model = FullUser if kept.kind == "User" else Group
    one = cast(Resource[Any], model.model_validate(kept.doc))
    one.id = str(kept.id)
    one.external_id = kept.external_id
    one.meta = Meta(
        resource_type=kept.kind,
        created=kept.made_at,
        last_modified=kept.changed_at,
        version=etag(kept.version),
    )
    return one


def etag(version: int) -> str:
    return f'W/"{version}"'


def doc(resource: Resource[Any]) -> dict[str, Any]:
    """What is stored. Raises InvalidValueException for what no database and no reader could bear."""
    doc = resource.model_dump()
    for name in ("id", "externalId", "meta", "members", "groups"):
        doc.pop(name, None)
    _check_texts(doc)
    _check_texts(resource.external_id)
    if len(str(doc)) > DOC_SIZE:
        raise InvalidValueException(detail=f"A resource is larger than {DOC_SIZE} characters")
    return doc


def _check_texts(value: Any) -> None:
    if isinstance(value, dict):
        for one in value.values():
            _check_texts(one)
    elif isinstance(value, list):
        for one in value:
            _check_texts(one)
    elif isinstance(value, str):
        try:
            clean_text(value, limit=TEXT_LENGTH)
        except BadInput as error:
            raise InvalidValueException(detail=f"A text that cannot be stored: {error.code}") from error


def name(resource: Resource[Any]) -> str:
    """userName or displayName in the form in which it is compared and must be unique."""
    if isinstance(resource, User):
        return _comparable(FullUser, "userName", resource.user_name or "")
    return _comparable(Group, "displayName", cast(Group, resource).display_name or "")


def _comparable(model: Any, attribute: str, text: str) -> str:
    return default_comparison_key(Path[model](attribute).resolve(), text)


def active(resource: Resource[Any]) -> bool:
    """Who is not said to be inactive is active."""
    return not (isinstance(resource, User) and resource.active is False)


def by_index(kind: Kind, node: FilterNode | None) -> tuple[Column, object] | None:
    """The part of a filter that an index answers: an equality, alone or among others that must hold too."""
    if isinstance(node, LogicalExpr) and node.op.value == "and":
        found = (by_index(kind, term) for term in node.terms)
        return next((one for one in found if one is not None), None)
    if not isinstance(node, Comparison) or node.op != CompareOperator.eq or not isinstance(node.value, str):
        return None
    if node.attr_path.sub_attr is not None or node.attr_path.uri is not None:
        return None
    column = _INDEXED.get((kind, node.attr_path.attr.casefold()))
    if column is None:
        return None
    if column == "id":
        return "id", int(node.value) if node.value.isascii() and node.value.isdecimal() and len(node.value) < 19 else 0
    if column == "external_id":
        return column, node.value
    model, attribute = (FullUser, "userName") if kind == "User" else (Group, "displayName")
    return column, _comparable(model, attribute, node.value)


def number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise InvalidValueException(detail=f"No such member: {text}")
    return int(text)


def last_of(reference: object) -> str | None:
    return str(reference).rsplit("/", 1)[-1] if reference else None
