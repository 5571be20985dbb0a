"""Who is meant by a list: e-mail addresses and personnel numbers that somebody pasted, or a group of a directory."""

from __future__ import annotations

from collections.abc import Mapping

from veche.ground.commands import Asker
from veche.ground.errors import NotFound
from veche.ground.ids import PostId
from veche.rollout import wire
from veche.rollout.actions.base import Contact, Needs


class Naming:
    """For whoever plans a wave. Only employees whom the staff records know are found, and only by the whole word."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def groups(self, asker: Asker, request: wire.AboutRollout) -> wire.NamedGroups:
        """The named lists of the organisation. Raises: plan_not_found, administrators_only, not_your_unit."""
        needs = self._needs
        plan = await needs.plan_of(needs.db, request.plan)
        await needs.must_manage(needs.db, asker, plan.organisation)
        found = await needs.lists.groups(needs.db, plan.organisation)
        return wire.NamedGroups([wire.NamedGroup(one.id, one.name, one.members) for one in found])

    async def find(self, asker: Asker, request: wire.FindForWave) -> wire.FoundForWave:
        """The posts of those who are meant, and the words that name nobody, or more than one.

        Raises: plan_not_found, administrators_only, not_your_unit, group_not_found."""
        needs = self._needs
        plan = await needs.plan_of(needs.db, request.plan)
        await needs.must_manage(needs.db, asker, plan.organisation)
        if request.group is not None:
            posts = await needs.lists.posts_of(needs.db, plan.organisation, request.group)
            if posts is None:
                raise NotFound("group_not_found")
            here = {one.post for one in await needs.employees(needs.db, plan.organisation)}
            return wire.FoundForWave(posts=[post for post in dict.fromkeys(posts) if post in here])
        return named(request.words, await needs.contacts.of_organisation(needs.db, plan.organisation))


def named(words: list[str], known: Mapping[PostId, Contact]) -> wire.FoundForWave:
    """Somebody with two posts is meant with both; two people with one number are nobody until somebody says which."""
    by_mark: dict[str, list[PostId]] = {}
    for post, contact in known.items():
        for mark in contact.marks:
            by_mark.setdefault(_plain(mark), []).append(post)
    found: dict[int, None] = {}
    missing, unclear = [], []
    for word in dict.fromkeys(words):
        plain = _plain(word)
        posts = by_mark.get(plain, []) if plain else []
        if not posts:
            missing.append(word)
        elif len({known[post].record for post in posts}) > 1:
            unclear.append(word)
        else:
            found.update(dict.fromkeys(posts))
    return wire.FoundForWave(posts=list(found), missing=missing, unclear=unclear)


def _plain(word: str) -> str:
    return "".join(word.split()).casefold()
