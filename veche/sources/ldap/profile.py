"""The saved profile of a directory: where people and units are, and which attribute means what."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from veche.ground.errors import BadInput
from veche.ground.ldap import check_filter, dn_parts

Dn = Annotated[str, Meta(max_length=1_000)]
Attribute = Annotated[str, Meta(max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9;.-]*$|^$")]
Text = Annotated[str, Meta(max_length=2_000)]

PEOPLE: Final = (
    "(|(&(objectCategory=person)(objectClass=user))(objectClass=inetOrgPerson)(objectClass=organizationalPerson))"
)
UNITS: Final = "(|(objectClass=organizationalUnit)(objectClass=organization))"
GROUPS: Final = (
    "(|(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers))"
)


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`base`: people are below it. `units`: the units in which people lie (`tree`), an attribute of the person that
    names his unit (`attribute`), or one that names the code of a unit (`code`). Empty names of attributes: the usual
    ones of Active Directory and OpenLDAP are tried in turn.

    `only_group`, `heads_group`: whoever is in them, also through groups inside. `unit_head`, `unit_deputy`: attributes
    of a unit that name its head, as a DN or as a login."""

    base: Dn
    people: Text = PEOPLE
    units: Literal["tree", "attribute", "code"] = "tree"
    units_base: Dn = ""
    unit_name: Attribute = ""
    unit_code: Attribute = ""
    unit_head: Attribute = "managedBy"
    unit_deputy: Attribute = ""
    person_unit: Attribute = "department"
    only_group: Dn = ""
    heads_group: Dn = ""
    key: Attribute = ""
    name: Attribute = ""
    title: Attribute = "title"
    email: Attribute = "mail"
    phone: Attribute = "telephoneNumber"
    login: Attribute = ""
    page: Annotated[int, Meta(ge=1, le=1_000)] = 500


KEYS: Final = ("objectGUID", "entryUUID", "nsUniqueId", "ipaUniqueID")
LOGINS: Final = ("sAMAccountName", "uid", "userPrincipalName")
NAMES: Final = ("displayName",)
UNIT_KEYS: Final = KEYS
PERSON_ATTRIBUTES: Final = (
    *KEYS, *LOGINS, *NAMES, "cn", "sn", "givenName", "middleName", "initials", "userAccountControl", "accountExpires",
    "nsAccountLock",
)  # fmt: skip


def checked(profile: Profile) -> Profile:
    """What can be told without asking the server. Raises BadInput: ldap_dn, ldap_filter."""
    if not dn_parts(profile.base):
        raise BadInput("ldap_dn", dn=profile.base[:200])
    for dn in (profile.units_base, profile.only_group, profile.heads_group):
        if dn and not dn_parts(dn):
            raise BadInput("ldap_dn", dn=dn[:200])
    check_filter(profile.people)
    return profile


def wanted_of_people(profile: Profile) -> tuple[str, ...]:
    own = (profile.key, profile.name, profile.title, profile.email, profile.phone, profile.login)
    unit = profile.person_unit if profile.units != "tree" else ""
    return tuple(dict.fromkeys(name for name in (*PERSON_ATTRIBUTES, *own, unit) if name))


def wanted_of_units(profile: Profile) -> tuple[str, ...]:
    own = (profile.unit_name, profile.unit_code, profile.unit_head, profile.unit_deputy)
    return tuple(dict.fromkeys(name for name in (*UNIT_KEYS, "ou", "o", "displayName", *own) if name))
