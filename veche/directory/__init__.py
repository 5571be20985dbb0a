"""Organisations, units, posts and who holds them. The door for domains above."""

from veche.directory.actions import PostKeeper, directory_on, keeper_on, may_act_as, may_administer, scope_of
from veche.directory.model import Administration, Scope
from veche.directory.routes import commands
from veche.directory.store import many, standing
from veche.directory.store.holdings import colleagues_among, holders_of, organisations_of, posts_of
from veche.directory.store.organisations import (
    bodies_below,
    bodies_to,
    body_above,
    organisation_name,
    organisation_names,
    organisations,
)
from veche.directory.store.posts import places_of
from veche.directory.store.scopes import administrations_of, who_administers

__all__ = [
    "Administration",
    "PostKeeper",
    "Scope",
    "administrations_of",
    "bodies_below",
    "bodies_to",
    "body_above",
    "colleagues_among",
    "commands",
    "directory_on",
    "holders_of",
    "keeper_on",
    "many",
    "may_act_as",
    "may_administer",
    "organisation_name",
    "organisation_names",
    "organisations",
    "organisations_of",
    "places_of",
    "posts_of",
    "scope_of",
    "standing",
    "who_administers",
]
